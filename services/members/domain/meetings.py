"""Meetings of a review board: who was there, how they voted, what they recommend.

    open ──close──► closed      (the minutes are fixed; each vote becomes a recommendation)
      └──cancel───► cancelled

Source of the form: minutes (biên bản) with votes as nomination files carry them; the city's own
form was not found (2026-11-23).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.members.domain.states import only_in
from shared.errors import Failure
from shared.texts import Text

STATUS = {
    "open": Text("Đang ghi biên bản", "Being recorded"),
    "closed": Text("Đã thông qua biên bản", "Minutes adopted"),
    "cancelled": Text("Đã hủy", "Cancelled"),
}
MOVES = {("open", "close"): "closed", ("open", "cancel"): "cancelled"}
OUTCOMES = {
    "approve": Text("Đề nghị duyệt", "Recommended for approval"),
    "reject": Text("Đề nghị không duyệt", "Recommended for rejection"),
    "discuss": Text("Cần thảo luận thêm", "To be discussed further"),
}


@dataclass(frozen=True, slots=True)
class Vote:
    """What the board voted on one file; counts of people."""

    application_id: UUID
    in_favour: int
    against: int
    abstain: int
    recommendation: str
    note: str | None

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstain


def may_move(status: str, move: str) -> list[Failure]:
    needed = [state for state, one in MOVES if one == move]
    return only_in(STATUS, status, *needed)


def may_change(status: str) -> list[Failure]:
    return only_in(STATUS, status, "open")


def check_people(
    chair: str, secretary: str, present: Sequence[str], within: str = ""
) -> list[Failure]:
    """Chair and secretary are two people, the chair votes and so is among those present.

    `within` is what stands before the names of the fields.
    """
    failures = []
    if chair == secretary:
        failures.append(Failure("chair_is_secretary", field=f"{within}secretary"))
    if chair not in present:
        failures.append(Failure("chair_not_present", field=f"{within}present", chair=chair))
    if len(set(present)) < len(present):
        failures.append(Failure("present_twice", field=f"{within}present"))
    return failures


def check_vote(position: int, vote: Vote, may_vote: int) -> list[Failure]:
    """The counts fit those who were there and are not recused; the outcome fits the counts.

    With as many for as against the chair's word counts, and the minutes say why.
    """
    field = f"votes.{position}"
    failures = []
    if vote.cast > may_vote:
        failures.append(
            Failure("more_votes_than_voters", field=field, cast=vote.cast, voters=may_vote)
        )
    if vote.cast == 0:
        failures.append(Failure("no_votes_cast", field=field))
    if vote.recommendation == "approve" and vote.in_favour < vote.against:
        failures.append(Failure("majority_says_otherwise", field=f"{field}.recommendation"))
    if vote.recommendation == "reject" and vote.against < vote.in_favour:
        failures.append(Failure("majority_says_otherwise", field=f"{field}.recommendation"))
    tied = vote.in_favour == vote.against
    if tied and vote.recommendation != "discuss" and not vote.note:
        failures.append(Failure("tie_needs_reason", field=f"{field}.note"))
    return failures


def check_votes(votes: Sequence[Vote], allowed: Collection[UUID]) -> list[Failure]:
    """Each file is voted on once, and is one that the board may vote on."""
    ids = [vote.application_id for vote in votes]
    twice = sorted({str(id) for id in ids if ids.count(id) > 1})
    failures = [Failure("voted_twice", field="votes", applications=twice)] if twice else []
    strangers = sorted({str(id) for id in ids if id not in allowed})
    if strangers:
        failures.append(Failure("not_in_review", field="votes", applications=strangers))
    return failures


def may_close(
    status: str, held_at: datetime, now: datetime, votes: int, present: int, quorum: int
) -> list[Failure]:
    """Once it was held, with a quorum, and there is something to record."""
    failures = may_move(status, "close")
    if held_at > now:
        failures.append(Failure("meeting_not_held_yet"))
    if votes == 0:
        failures.append(Failure("meeting_without_votes"))
    if present < quorum:
        failures.append(Failure("meeting_below_quorum", present=present, quorum=quorum))
    return failures
