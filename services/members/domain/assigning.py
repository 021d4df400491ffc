"""Assignments: which reviewer scores which file, in fair shares and by field.

    open ──review given──► done ──conflict found──► recused
     ├──conflict found───► recused
     ├──taken off────────► ended
     └──handed over──────► handed_over   (another assignment takes its place)

An assignment counts while it is open or done. What is still to be done is an open assignment of a
file that is in review; that follows from the file and is not stored.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from shared.errors import Failure, Lack
from shared.texts import Label, Text

STATUS = {
    "open": Text("Chờ thẩm định", "To be reviewed"),
    "done": Text("Đã thẩm định", "Reviewed"),
    "recused": Text("Phải tránh", "Recused"),
    "ended": Text("Đã thôi phân công", "Taken off"),
    "handed_over": Text("Đã bàn giao", "Handed over"),
}
MOVES: dict[tuple[str, str], str] = {
    ("open", "review"): "done",
    ("open", "recuse"): "recused",
    ("done", "recuse"): "recused",
    ("open", "end"): "ended",
    ("open", "hand_over"): "handed_over",
}
STANDING = ("open", "done")


def may_move(status: str, move: str) -> list[Failure]:
    """Whether the drawing has this move from this state."""
    if (status, move) in MOVES:
        return []
    needed = [Label(state, STATUS[state]) for state, one in MOVES if one == move]
    return [Failure("wrong_status", status=Label(status, STATUS[status]), needed=needed)]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reviewer who could take work."""

    key: str
    fields: frozenset[str]
    load: int
    """Files that are open with this person already, in all calls."""


@dataclass(frozen=True, slots=True)
class File:
    """An application that needs reviewers."""

    id: str
    fields: frozenset[str]
    standing: frozenset[str]
    """Who reviews it already; also who was taken off it and is not to get it again."""
    barred: frozenset[str]
    """Who may not."""
    wanted: int
    """How many more reviewers it needs."""


@dataclass(slots=True)
class Proposal:
    """What a distribution comes to."""

    given: list[tuple[str, str]] = field(default_factory=list)
    """File and reviewer."""
    short: dict[str, int] = field(default_factory=dict)
    """Files that did not get enough reviewers, and how many they lack."""
    loads: dict[str, int] = field(default_factory=dict)


def propose(
    files: Sequence[File], candidates: Sequence[Candidate], expertise_bonus: int
) -> Proposal:
    """Share the files out: the least loaded first, a matching field counts `expertise_bonus` files.

    So where nobody is barred two reviewers' loads end at most `expertise_bonus` + 1 apart, if they
    began no further apart. Files with the fewest possible reviewers choose first. The same input
    gives the same answer.
    """
    proposal = Proposal(loads={one.key: one.load for one in candidates})
    possible = {file.id: [one for one in candidates if _may_take(one, file)] for file in files}
    for file in sorted(files, key=lambda one: (len(possible[one.id]) - one.wanted, one.id)):
        free = list(possible[file.id])
        for _ in range(min(file.wanted, len(free))):
            chosen = min(free, key=lambda one: _rank(one, file, proposal.loads, expertise_bonus))
            free.remove(chosen)
            proposal.given.append((file.id, chosen.key))
            proposal.loads[chosen.key] += 1
        if len(possible[file.id]) < file.wanted:
            proposal.short[file.id] = file.wanted - len(possible[file.id])
    return proposal


def _may_take(candidate: Candidate, file: File) -> bool:
    return candidate.key not in file.standing and candidate.key not in file.barred


def _rank(
    candidate: Candidate, file: File, loads: Mapping[str, int], bonus: int
) -> tuple[int, int, str]:
    load = loads[candidate.key]
    matches = not candidate.fields.isdisjoint(file.fields)
    return (load - bonus if matches else load, load, candidate.key)


def only_assigned(by_assignment: bool, standing: Collection[str], key: str) -> list[Failure]:
    """Once reviewers were assigned in a call, only they review; before that every reviewer may."""
    return [Lack("not_assigned")] if by_assignment and key not in standing else []


def may_assign(
    status_failures: list[Failure], standing: bool, grounds: Sequence[Label]
) -> list[Failure]:
    failures = list(status_failures)
    if standing:
        failures.append(Failure("already_assigned", field="reviewer"))
    if grounds:
        failures.append(Failure("reviewer_recused", field="reviewer", grounds=list(grounds)))
    return failures


def check_hand_over(source: str, target: str | None) -> list[Failure]:
    return [Failure("hand_over_to_self", field="to")] if source == target else []
