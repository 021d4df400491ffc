"""Contributions as they become known: from events of the other services, and from this one.

A source counts once of a kind. Told again (a replay, a refill), it only brings the row up to date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.members.models import BookingCopy, Contribution, Member
from services.members.regulations.year_rules import commitment_of, unesco_field_of
from services.members.usecases.run_report_rounds import ensure_report_round
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import NotYetKnown
from shared.events.bookings import (
    ActivityReportedV1,
    BookedDate,
    BookingCompletedV1,
    BookingNoShowV1,
    BookingNotice,
    NoShowVoidedV1,
)
from shared.events.promotion import ItemState


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a member did."""

    member_id: UUID
    kind: str
    title: str
    happened_on: date
    source: str
    source_id: UUID
    place: str | None = None
    hours: float | None = None
    audience: int | None = None
    unesco_field: str | None = None
    commitment: str | None = None
    audience_reported: bool = False
    """Its audience was counted or reported, not only expected."""


async def keep_contribution(work: Work, fact: Fact) -> Contribution | None:
    """Write a fact down once; None when its member is not known here."""
    known = await find_contribution(work, fact.source, fact.source_id, fact.kind)
    if known is not None:
        _bring_up_to_date(known, fact)
        return known
    member = await _find_present(work, fact.member_id)
    if member is None:
        return None
    await ensure_report_round(work, fact.happened_on.year)
    return work.add(
        Contribution(
            member_id=member.id,
            kind=fact.kind,
            title=fact.title,
            happened_on=fact.happened_on,
            year=fact.happened_on.year,
            place=fact.place,
            hours=fact.hours,
            audience=fact.audience,
            unesco_field=fact.unesco_field or unesco_field_of(member.fields),
            commitment=fact.commitment or commitment_of(fact.kind),
            tagged_by_hand=bool(fact.unesco_field or fact.commitment),
            audience_reported=fact.audience_reported,
            source=fact.source,
            source_id=fact.source_id,
            source_event_id=work.origin.causation_id,
        )
    )


async def _find_present(work: Work, member_id: UUID) -> Member | None:
    """The member, or who carries on for it after a merger."""
    member = await work.session.get(Member, member_id)
    while member is not None and member.successor_id is not None:
        member = await work.session.get(Member, member.successor_id)
    return member


async def find_contribution(
    work: Work, source: str, source_id: UUID, kind: str
) -> Contribution | None:
    found: Contribution | None = await work.session.scalar(
        select(Contribution)
        .where(
            Contribution.source == source,
            Contribution.source_id == source_id,
            Contribution.kind == kind,
        )
        .with_for_update()
    )
    return found


def _bring_up_to_date(row: Contribution, fact: Fact) -> None:
    row.title, row.place = fact.title, fact.place
    row.happened_on, row.year = fact.happened_on, fact.happened_on.year
    # What a person counted on the spot goes before what was expected.
    if row.tagged_by_hand:
        return
    row.hours = fact.hours
    if fact.audience_reported or not row.audience_reported:
        row.audience, row.audience_reported = fact.audience, fact.audience_reported


async def remember_booking(work: Work, event: BookingNotice) -> None:
    """Who booked what: its completion names nobody when the activity is not public."""
    for one in event.dates:
        copy = await work.session.get(BookingCopy, one.id, with_for_update=True)
        if copy is None:
            copy = BookingCopy(date_id=one.id)
            work.session.add(copy)
        copy.member_id, copy.title = event.member.id, event.activity_title.vi
        copy.place = one.space.name
        copy.starts_at, copy.ends_at = one.starts_at, one.ends_at


async def forget_dates(work: Work, event: BookingNotice) -> None:
    """They will not take place."""
    for one in event.dates:
        await _forget(work, one.id)


async def _forget(work: Work, date_id: UUID) -> None:
    copy = await work.session.get(BookingCopy, date_id, with_for_update=True)
    if copy is not None:
        await work.session.delete(copy)


async def keep_completed_booking(work: Work, event: BookingCompletedV1) -> None:
    """An activity was held on its completed dates; one counted before is not counted again.

    Visitors are those expected, until someone counts or reports how many came.
    """
    for one in event.dates:
        if one.status.code == "completed":
            await _keep_completed_date(work, event, one)


async def _keep_completed_date(work: Work, event: BookingCompletedV1, one: BookedDate) -> None:
    copy = await work.session.get(BookingCopy, one.id, with_for_update=True)
    member_id = event.member.id if event.member else (copy.member_id if copy else None)
    if member_id is None:
        return
    title = event.activity.title.vi if event.activity else (copy.title if copy else one.space.name)
    fact = Fact(
        member_id=member_id,
        kind="activity_held",
        title=title,
        happened_on=hanoi_date(one.starts_at),
        source="booking",
        source_id=one.id,
        place=one.space.name,
        hours=_hours(one.starts_at.timestamp(), one.ends_at.timestamp()),
        audience=event.activity.expected_audience if event.activity else None,
    )
    await keep_contribution(work, fact)
    await _forget(work, one.id)


async def keep_reported_activity(work: Work, event: ActivityReportedV1) -> None:
    """It is known how many came: goes before what was expected, whichever is heard first."""
    fact = Fact(
        member_id=event.member.id,
        kind="activity_held",
        title=event.activity_title.vi,
        happened_on=hanoi_date(event.starts_at),
        source="booking",
        source_id=event.date_id,
        place=event.space.name,
        hours=_hours(event.starts_at.timestamp(), event.ends_at.timestamp()),
        audience=event.audience,
        audience_reported=True,
    )
    await keep_contribution(work, fact)


def _hours(start: float, end: float) -> float:
    return round((end - start) / 3600, 2)


async def keep_no_show(work: Work, event: BookingNoShowV1) -> None:
    """A member booked and nobody came."""
    for one in event.dates:
        fact = Fact(
            member_id=event.member.id,
            kind="no_show",
            title=event.activity_title.vi,
            happened_on=hanoi_date(one.starts_at),
            source="booking",
            source_id=one.id,
            place=one.space.name,
        )
        await keep_contribution(work, fact)
    await forget_dates(work, event)


async def void_no_show(work: Work, event: NoShowVoidedV1) -> None:
    """Who saw that it was not so has said it. Raises NotYetKnown for a no-show not heard of yet."""
    row = await find_contribution(work, "booking", event.date_id, "no_show")
    if row is not None:
        row.void_reason = row.void_reason or "not_so"
    elif await _find_present(work, event.member.id) is not None:
        raise NotYetKnown("no_show", event.date_id)


async def keep_published_item(work: Work, event: ItemState) -> None:
    """A piece about a member stands on the official channels."""
    if event.member is None or event.title is None:
        return
    fact = Fact(
        member_id=event.member.id,
        kind="item_published",
        title=event.title.vi,
        happened_on=hanoi_date(event.published_at),
        source="item",
        source_id=event.id,
    )
    row = await keep_contribution(work, fact)
    if row is not None and row.void_reason == "item_retracted":
        row.void_reason = None


async def void_retracted_item(work: Work, item_id: UUID) -> None:
    """A piece was taken back: it does not count."""
    row = await find_contribution(work, "item", item_id, "item_published")
    if row is not None:
        row.void_reason = row.void_reason or "item_retracted"


async def carry_contributions(work: Work, from_member: UUID, to_member: UUID) -> int:
    """All contributions of a member that was merged into another; returns how many."""
    rows: Sequence[Contribution] = (
        await work.session.scalars(
            select(Contribution)
            .where(Contribution.member_id == from_member)
            .order_by(Contribution.id)
            .with_for_update()
        )
    ).all()
    for row in rows:
        row.member_id = to_member
    return len(rows)
