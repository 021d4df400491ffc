"""Members that become one, are found to be one, or become several: dated facts with a document.

What is carried over here are certificates, people and contacts; bookings, items and contributions
follow by event to `successor`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.members.domain import joining as rules
from services.members.models import Member, MemberFact
from services.members.regulations.wards import present_name
from services.members.usecases.record_facts import NewFact, facts_of, lock_members, record_fact
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Invalid


@dataclass(frozen=True, slots=True)
class Papers:
    """Why, on what paper, from which day on; today when it is left out."""

    reason: str
    document: dict[str, Any] | None = None
    effective_on: date | None = None
    decision_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A space that a split forms."""

    name: str
    kind: str
    ownership: str
    fields: list[str]
    representative: dict[str, str]
    """`{issuer, subject}` of who acts for it."""
    address_line: str | None = None
    ward: str | None = None


async def merge_member(work: Work, member_id: UUID, into: UUID, papers: Papers) -> MemberFact:
    """A space goes on as part of another member."""
    return await _join(work, member_id, into, "merged", papers)


async def resolve_double(work: Work, member_id: UUID, same_as: UUID, papers: Papers) -> MemberFact:
    """A space was entered twice: this entry ends, the other one carries on."""
    return await _join(work, member_id, same_as, "found_double", papers)


async def _join(
    work: Work, member_id: UUID, heir_id: UUID, kind: str, papers: Papers
) -> MemberFact:
    if member_id == heir_id:
        raise Invalid(rules.SAME_MEMBER)
    member = await lock_members(work, member_id, heir_id)
    heir = await work.session.get_one(Member, heir_id)
    dated = [one.dated for one in await facts_of(work, heir_id)]
    on = papers.effective_on or hanoi_date(work.now)
    failures = rules.may_succeed(heir.name, on, heir.member_since, dated)
    fact = await record_fact(work, member, _fact(kind, papers, heir_id), failures)
    await record_fact(work, heir, _fact("absorbed", papers, member_id))
    return fact


def _fact(kind: str, papers: Papers, other: UUID | None = None, **details: Any) -> NewFact:
    return NewFact(
        kind,
        papers.reason,
        effective_on=papers.effective_on,
        document=papers.document,
        decision_id=papers.decision_id,
        other_member_id=other,
        details=details,
    )


async def split_member(
    work: Work,
    member_id: UUID,
    parts: Sequence[Part],
    goes_on: bool,
    successor: int | None,
    papers: Papers,
) -> MemberFact:
    """Parts of a space become members of their own; the space goes on, or ends with it.

    `successor` is the part (from 0) that carries on the bookings of a space that ends.
    """
    if wrong := rules.check_parts([part.name for part in parts], goes_on, successor):
        raise Invalid(*wrong)
    member = await work.lock(Member, member_id)
    kind = "split_off" if goes_on else "split_up"
    written = [_present(asdict(part)) for part in parts]
    fact = _fact(kind, papers, None, parts=written, successor=successor)
    return await record_fact(work, member, fact)


def _present(part: dict[str, Any]) -> dict[str, Any]:
    return {**part, "ward": present_name(part["ward"]) if part["ward"] else None}
