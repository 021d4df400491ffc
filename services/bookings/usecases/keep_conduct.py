"""What counts against a member, and the pause that follows: one mark for each date and kind.

Whoever writes a mark holds the member's row, so that two at once see each other's points.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from services.bookings.domain import conduct, states
from services.bookings.domain.conduct import Mark
from services.bookings.domain.intervals import Interval
from services.bookings.events_out import publish_no_show_voided
from services.bookings.events_out.standing import (
    publish_requests_paused,
    publish_requests_resumed,
)
from services.bookings.models import BookingDate, ConductMark, KnownMember
from services.bookings.regulations.after import CONDUCT, POINTS
from shared.database.work import Work
from shared.errors import refuse_if


async def note_mark(work: Work, date: BookingDate, kind: str) -> ConductMark | None:
    """Note a no-show or late cancellation of a date's member; None when it stands already."""
    booking = date.booking
    await _lock_member(work, booking.member_id)
    known = await work.session.scalar(
        select(ConductMark.id).where(ConductMark.date_id == date.id, ConductMark.kind == kind)
    )
    if known is not None:
        return None
    subject = work.subject  # the booking stays what the act is about
    mark = work.add(
        ConductMark(
            member=booking.member,
            member_id=booking.member_id,
            host_id=booking.host_id,
            booking_id=booking.id,
            date_id=date.id,
            kind=kind,
            points=POINTS.get(kind, 0),
            noted_at=work.now,
            void_reason=None,
            voided_at=None,
        )
    )
    work.subject = subject
    await _settle_pause(work, booking.member_id, mark)
    return mark


async def void_conduct_mark(work: Work, mark_id: UUID, reason: str) -> ConductMark:
    """It was not so: the mark counts no more, and a pause it caused is over."""
    member_id = await work.session.scalar(
        select(ConductMark.member_id).where(ConductMark.id == mark_id)
    )
    if member_id is not None:
        await _lock_member(work, member_id)
    mark = await work.lock(ConductMark, mark_id)
    if mark.member_id != member_id:
        raise StaleDataError  # it went to a successor while we waited: begin anew
    rights = states.lacks_hosting(work.caller, mark.host_id)
    refuse_if([*rights, *conduct.may_void(mark.void_reason)])
    mark.void_reason, mark.voided_at = reason, work.now
    if mark.kind == conduct.NO_SHOW:
        publish_no_show_voided(work, mark)
    await _settle_pause(work, mark.member_id, mark)
    return mark


async def excuse_marks(
    work: Work, member_id: UUID, date_ids: Collection[UUID], kind: str, reason: str
) -> None:
    """The marks of one kind for these dates count no more; nothing happens when there are none."""
    await _lock_member(work, member_id)
    found = await work.session.scalars(
        select(ConductMark)
        .where(
            ConductMark.date_id.in_(date_ids),
            ConductMark.kind == kind,
            ConductMark.voided_at.is_(None),
        )
        .order_by(ConductMark.id)
        .with_for_update(of=ConductMark)
    )
    marks = found.all()
    for mark in marks:
        mark.void_reason, mark.voided_at = reason, work.now
    if marks:
        await _settle_pause(work, member_id, marks[0])


async def carry_over_marks(work: Work, member_id: UUID, successor_id: UUID) -> None:
    """A member that goes on as another takes its marks along."""
    for id in sorted({member_id, successor_id}):
        await _lock_member(work, id)
    found = await work.session.scalars(
        select(ConductMark)
        .where(ConductMark.member_id == member_id)
        .order_by(ConductMark.id)
        .with_for_update(of=ConductMark)
    )
    successor = await work.session.get_one(KnownMember, successor_id)
    marks = found.all()
    for mark in marks:
        mark.member, mark.member_id = successor, successor_id
    if marks:
        await _settle_pause(work, successor_id, marks[0])


async def find_marks(work: Work, member_id: UUID) -> Sequence[Mark]:
    """The marks of a member that count."""
    await work.session.flush()
    rows = await work.session.execute(
        select(ConductMark.noted_at, ConductMark.points).where(
            ConductMark.member_id == member_id, ConductMark.voided_at.is_(None)
        )
    )
    return [Mark(row.noted_at, row.points) for row in rows]


async def _lock_member(work: Work, member_id: UUID) -> None:
    await work.session.execute(
        select(KnownMember.id).where(KnownMember.id == member_id).with_for_update(key_share=True)
    )


async def _settle_pause(work: Work, member_id: UUID, mark: ConductMark) -> None:
    """Keep with the member until when its requests are paused, as its marks have it, and tell it
    when that changed: `mark` is the one that changed it.
    """
    pause = conduct.last_pause(await find_marks(work, member_id), CONDUCT)
    member = await work.session.get_one(KnownMember, member_id, populate_existing=True)
    before = member.requests_paused_until
    member.requests_paused_until = pause.end if pause else None
    if pause is not None and pause.end > work.now and pause.end != before:
        publish_requests_paused(work, mark, pause, await _find_counted(work, member_id, pause))
    elif before is not None and before > work.now and (pause is None or pause.end <= work.now):
        publish_requests_resumed(work, mark, mark.void_reason)


async def _find_counted(
    work: Work, member_id: UUID, pause: Interval
) -> list[tuple[ConductMark, BookingDate]]:
    """The marks within the window at whose end the pause began, with their dates."""
    found = await work.session.execute(
        select(ConductMark, BookingDate)
        .join(BookingDate, BookingDate.id == ConductMark.date_id)
        .where(
            ConductMark.member_id == member_id,
            ConductMark.voided_at.is_(None),
            ConductMark.noted_at > pause.start - CONDUCT.window,
            ConductMark.noted_at <= pause.start,
        )
        .order_by(ConductMark.noted_at, ConductMark.id)
    )
    return [(mark, date) for mark, date in found]
