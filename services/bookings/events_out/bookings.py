"""What bookings says of its bookings.

A public event carries the whole state of the booking; the notice published with it is about the
dates given, which of a series are often only some.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.bookings import models
from services.bookings.domain import states
from services.bookings.domain.intervals import Interval, span_of
from services.bookings.events_out.references import (
    member_reference,
    space_reference,
    venue_reference,
)
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.base import Bilingual, Reference
from shared.events.bookings import (
    BookedDate,
    BookingCalledOffV1,
    BookingCancelledV1,
    BookingCompletedV1,
    BookingConfirmedV1,
    BookingDeclinedV1,
    BookingGrantedV1,
    BookingMovedV1,
    BookingNoShowV1,
    BookingRequestedV1,
    BookingRescheduledV1,
    NoticeDate,
    PublicActivity,
)
from shared.vocabulary import coded

Dates = Sequence[models.BookingDate]
STATUS = {one: coded(VOCABULARY, "booking_status", one) for one in states.STATES}


def publish_booking_requested(
    work: Work, booking: models.Booking, dates: Dates, *, edited: bool = False
) -> None:
    work.publish(booking, BookingRequestedV1(**_notice(booking, dates), edited=edited))


def publish_booking_confirmed(work: Work, booking: models.Booking, dates: Dates) -> None:
    """Two events: for everyone BookingConfirmedV1, or BookingRescheduledV1 when the dates join
    others that stand already, and BookingGrantedV1 with the member.
    """
    notice = BookingGrantedV1(**_notice(booking, dates), reason=dates[0].reason)
    joining = len(booking.standing) > len(dates)
    kind = BookingRescheduledV1 if joining else BookingConfirmedV1
    work.publish(booking, kind(**_booking_state(booking)))
    work.publish(booking, notice)


def publish_booking_declined(work: Work, booking: models.Booking, dates: Dates) -> None:
    work.publish(booking, BookingDeclinedV1(**_notice(booking, dates), **_reasons(dates)))


def publish_booking_rescheduled(
    work: Work, booking: models.Booking, dates: Dates, former: Mapping[UUID, Interval]
) -> None:
    """Two events: BookingRescheduledV1 for everyone, BookingMovedV1 with member and old times."""
    before = span_of(former[date.id] for date in dates)
    notice = BookingMovedV1(
        **_notice(booking, dates, former),
        **_reasons(dates),
        former_starts_at=before.start,
        former_ends_at=before.end,
    )
    work.publish(booking, BookingRescheduledV1(**_booking_state(booking)))
    work.publish(booking, notice)


def publish_booking_carried_over(work: Work, booking: models.Booking) -> None:
    """Another member holds it now: the public state of a confirmed one, where it shows the member.

    No letter: the members' services tell who merged.
    """
    if booking.public and booking.known:
        publish_booking_state(work, booking)


def publish_booking_edited(work: Work, booking: models.Booking) -> None:
    """Its activity is another one now: a mere request is said again, of what is granted the public
    state, also when it has just ceased to be public. No letter: nobody's time has changed.
    """
    if asked := booking.dates_in(states.REQUESTED):
        publish_booking_requested(work, booking, asked, edited=True)
    if booking.known:
        publish_booking_state(work, booking)


def publish_booking_state(work: Work, booking: models.Booking) -> None:
    """Its public state alone, as when what was called off before is so for good: no letter."""
    kind = BookingRescheduledV1 if booking.standing else BookingCancelledV1
    work.publish(booking, kind(**_booking_state(booking)))


def publish_booking_called_off(work: Work, booking: models.Booking, dates: Dates) -> None:
    """Cancelled or displaced: BookingCalledOffV1, and before it, when a date had been confirmed
    and so was public, BookingRescheduledV1 for what stands or BookingCancelledV1 when nothing does.
    """
    by = dates[0].cancelled_by
    reasons = _reasons(dates)
    if by == "member":
        reasons["reason"] = None  # a person's own words stay where they can be erased
    notice = BookingCalledOffV1(**_notice(booking, dates), **reasons, cancelled_by=by)
    if any(date.confirmed_at is not None for date in dates):
        kind = BookingRescheduledV1 if booking.standing else BookingCancelledV1
        work.publish(booking, kind(**_booking_state(booking)))
    work.publish(booking, notice)


def publish_booking_completed(work: Work, booking: models.Booking) -> None:
    work.publish(booking, BookingCompletedV1(**_booking_state(booking)))


def publish_booking_no_show(work: Work, booking: models.Booking, dates: Dates) -> None:
    work.publish(booking, BookingNoShowV1(**_notice(booking, dates), **_reasons(dates)))


def announce_booking(work: Work, booking: models.Booking) -> None:
    """Say the present state of a booking again: what is asked, and what became of the rest."""
    asked, granted = booking.dates_in(states.REQUESTED), booking.dates_in(states.CONFIRMED)
    off = booking.dates_in(states.DISPLACED, states.CANCELLED)
    if asked:
        publish_booking_requested(work, booking, asked)
    if granted:
        notice = BookingGrantedV1(**_notice(booking, granted), reason=granted[0].reason)
        work.publish(booking, BookingConfirmedV1(**_booking_state(booking)))
        work.publish(booking, notice)
    elif booking.dates_in(states.COMPLETED):
        publish_booking_completed(work, booking)
    elif booking.standing:
        publish_booking_state(work, booking)
    elif off:
        publish_booking_called_off(work, booking, off)
    elif declined := booking.dates_in(states.DECLINED):
        publish_booking_declined(work, booking, declined)
    if missed := booking.dates_in(states.NO_SHOW):
        publish_booking_no_show(work, booking, missed)


def _booking_state(booking: models.Booking) -> dict[str, Any]:
    known = booking.known
    told = booking.standing or known
    span = span_of(date.time for date in told)
    status = states.public_whole(date.status for date in known)
    spaces = _spaces(known)
    return {
        "id": booking.id,
        "status": STATUS[status],
        "space": space_reference(told[0].space),
        "venue": venue_reference(told[0].space.venue),
        "starts_at": span.start,
        "ends_at": span.end,
        "dates": [
            BookedDate(
                id=date.id,
                starts_at=date.starts_at,
                ends_at=date.ends_at,
                status=STATUS[states.public_status(date.status)],
                space=spaces[date.space_id],
            )
            for date in known
        ],
        "activity": _activity(booking) if booking.public else None,
        "member": member_reference(booking) if booking.public else None,
    }


def _activity(booking: models.Booking) -> PublicActivity:
    return PublicActivity(
        title=Bilingual.model_validate(booking.title),
        summary=Bilingual.model_validate(booking.summary) if booking.summary else None,
        kind=coded(VOCABULARY, "activity_kind", booking.activity_kind),
        expected_audience=booking.expected_audience,
    )


def _notice(
    booking: models.Booking, dates: Dates, former: Mapping[UUID, Interval] | None = None
) -> dict[str, Any]:
    span = span_of(date.time for date in dates)
    spaces = _spaces(dates)
    return {
        "id": booking.id,
        "member": member_reference(booking),
        "space": spaces[dates[0].space_id],
        "venue": venue_reference(dates[0].space.venue),
        "host_id": booking.host_id,
        "starts_at": span.start,
        "ends_at": span.end,
        "dates": [
            _notice_date(date, spaces[date.space_id], (former or {}).get(date.id)) for date in dates
        ],
        "activity_title": Bilingual.model_validate(booking.title),
        "public": booking.public,
        "version": (booking.version or 0) + 1,
        "part_of": booking.part_of,
    }


def _spaces(dates: Dates) -> dict[UUID, Reference]:
    """By id; the dates of a series are mostly in one."""
    spaces = {date.space_id: date.space for date in dates}
    return {id: space_reference(space) for id, space in spaces.items()}


def _notice_date(date: models.BookingDate, space: Reference, former: Interval | None) -> NoticeDate:
    return NoticeDate(
        id=date.id,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        space=space,
        former_starts_at=former.start if former else None,
        former_ends_at=former.end if former else None,
    )


def _reasons(dates: Dates) -> dict[str, Any]:
    code = dates[0].reason_code
    return {
        "reason": dates[0].reason,
        "reason_code": coded(VOCABULARY, "reason_code", code) if code else None,
    }
