"""The standing of a member follows from dated facts; it is never set by hand.

    active    -> suspended | left | closed | removed | merged | split | lapsed
    suspended -> active | left | closed | removed | merged | split | lapsed
    lapsed    -> active
    removed   -> active

A member is active from its admission on. A suspension with a last day is over when that day is;
`removed -> active` is an appeal that was upheld, `lapsed -> active` a late renewal. Who has left,
closed, merged or split stays so: a space that comes back applies anew. A fact counts from its own
day on, whenever it was entered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.members.domain.states import MEMBER_STATUS, only_in
from shared.errors import Failure
from shared.texts import Label, Text

MEMBER = ("active", "suspended")
"""In these states a space is a member of the network."""
_STAYS = {status: status for status in MEMBER}

MOVES: dict[str, dict[str, str]] = {
    "suspended": {"active": "suspended"},
    "reinstated": {"suspended": "active"},
    "left": dict.fromkeys(MEMBER, "left"),
    "closed": dict.fromkeys(MEMBER, "closed"),
    "removed": dict.fromkeys(MEMBER, "removed"),
    "appeal_lodged": {"removed": "removed"},
    "appeal_dismissed": {"removed": "removed"},
    "appeal_upheld": {"removed": "active"},
    "removal_annulled": {"removed": "active"},
    "merged": dict.fromkeys(MEMBER, "merged"),
    "found_double": dict.fromkeys(MEMBER, "merged"),
    "split_up": dict.fromkeys(MEMBER, "split"),
    "split_off": _STAYS,
    "formed_by_split": _STAYS,
    "absorbed": _STAYS,
    "lapsed": dict.fromkeys(MEMBER, "lapsed"),
    "renewed": {**_STAYS, "lapsed": "active"},
    "renewal_declined": _STAYS,
    "representative_changed": _STAYS,
    "profile_changed": _STAYS,
}
"""What each kind of fact makes of each state; a state that is not named forbids the fact."""

FACT_KIND = {
    "suspended": Text("Tạm đình chỉ", "Suspended"),
    "reinstated": Text("Khôi phục quyền", "Reinstated"),
    "left": Text("Rời mạng lưới", "Left the network"),
    "closed": Text("Ngừng hoạt động", "Closed"),
    "removed": Text("Bị đưa ra khỏi mạng lưới", "Removed from the network"),
    "appeal_lodged": Text("Có khiếu nại", "Appeal lodged"),
    "appeal_dismissed": Text("Khiếu nại không được chấp nhận", "Appeal dismissed"),
    "appeal_upheld": Text("Khiếu nại được chấp nhận", "Appeal upheld"),
    "removal_annulled": Text("Hủy bỏ việc đưa ra khỏi mạng lưới", "Removal annulled"),
    "merged": Text("Sáp nhập vào thành viên khác", "Merged into another member"),
    "found_double": Text("Phát hiện trùng với thành viên khác", "Found to be a double"),
    "split_up": Text("Chia tách thành các không gian mới", "Split up into new spaces"),
    "split_off": Text("Tách ra một phần", "A part was split off"),
    "formed_by_split": Text("Hình thành do chia tách", "Formed by a split"),
    "absorbed": Text("Nhận sáp nhập thành viên khác", "Took in another member"),
    "lapsed": Text("Hết thời hạn thành viên", "Membership lapsed"),
    "renewed": Text("Gia hạn", "Renewed"),
    "renewal_declined": Text("Không gia hạn", "Renewal declined"),
    "representative_changed": Text("Thay người đại diện", "Representative changed"),
    "profile_changed": Text("Thay đổi thông tin", "Profile changed"),
}

FACT_STATUS = {
    "to_come": Text("Sẽ diễn ra", "To come"),
    "carried_out": Text("Đã thực hiện", "Carried out"),
    "called_off": Text("Đã thôi không thực hiện", "Called off"),
}


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact as far as the standing goes; a list of them is in the order of their days."""

    kind: str
    on: date
    """First day on which it counts."""
    until: date | None = None
    """Last day of a suspension."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member is, since when, and until when at the longest."""

    status: str
    since: date
    until: date | None = None


def standing_on(day: date, member_since: date, facts: Sequence[Dated]) -> Standing:
    """What the facts make of a member by the end of a day."""
    standing, _ = _replay(day, member_since, facts)
    return standing


def _replay(
    day: date, member_since: date, facts: Iterable[Dated]
) -> tuple[Standing, list[tuple[Dated, str]]]:
    """The standing, and each fact that did not fit with the state that it met."""
    standing, misfits = Standing("active", member_since), []
    for fact in facts:
        if fact.on > day:
            break
        standing = _run_out(standing, fact.on)
        target = MOVES[fact.kind].get(standing.status)
        if target is None:
            misfits.append((fact, standing.status))
        elif target != standing.status:
            until = fact.until if target == "suspended" else None
            standing = Standing(target, fact.on, until)
    return _run_out(standing, day), misfits


def _run_out(standing: Standing, day: date) -> Standing:
    """A suspension whose last day is over is none."""
    if standing.until is None or day <= standing.until:
        return standing
    return Standing("active", standing.until + timedelta(days=1))


def next_change(day: date, member_since: date, facts: Sequence[Dated]) -> date | None:
    """The next day after this one on which something may change by itself."""
    standing = standing_on(day, member_since, facts)
    days = [fact.on for fact in facts if fact.on > day]
    if standing.until is not None:
        days.append(standing.until + timedelta(days=1))
    return min(days, default=None)


def with_fact(facts: Sequence[Dated], new: Dated) -> list[Dated]:
    """The facts with one more: of one day, it is the last."""
    return sorted([*facts, new], key=lambda fact: fact.on)


def may_record(new: Dated, member_since: date, facts: Sequence[Dated]) -> list[Failure]:
    """Whether a fact fits what was before it, and what is entered for later days fits it."""
    if new.on < member_since:
        return [Failure("before_admission", field="effective_on", since=member_since.isoformat())]
    before = [fact for fact in facts if fact.on <= new.on]
    status = standing_on(new.on, member_since, before).status
    if failures := only_in(MEMBER_STATUS, status, *MOVES[new.kind]):
        return failures
    _, misfits = _replay(date.max, member_since, with_fact(facts, new))
    known = [fact for fact, _ in _replay(date.max, member_since, facts)[1]]
    return [_in_the_way(fact) for fact, _ in misfits if fact not in known]


def _in_the_way(fact: Dated) -> Failure:
    return Failure(
        "later_fact_in_the_way",
        field="effective_on",
        fact=Label(fact.kind, FACT_KIND[fact.kind]),
        day=fact.on.isoformat(),
    )


def may_call_off(
    fact: Dated, status: str, member_since: date, others: Sequence[Dated]
) -> list[Failure]:
    """Before its day, unless what is entered for later days would not fit without it."""
    if failures := only_in(FACT_STATUS, status, "to_come"):
        return failures
    known = [one for one, _ in _replay(date.max, member_since, with_fact(others, fact))[1]]
    return [
        _in_the_way(one)
        for one, _ in _replay(date.max, member_since, others)[1]
        if one not in known
    ]


def is_member(status: str) -> bool:
    return status in MEMBER


def gone(statuses: Collection[str] = tuple(MEMBER_STATUS)) -> list[str]:
    """The states of spaces that are members no more: the directory does not list them."""
    return [status for status in statuses if status not in MEMBER]
