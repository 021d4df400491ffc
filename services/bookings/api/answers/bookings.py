"""How a booking is answered: its state, what this caller may do with it, and its rivals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import states
from services.bookings.domain.requesting import (
    check_conflicts,
    check_member,
    check_offered,
    check_use,
)
from services.bookings.models import Booking
from shared.auth.caller import lacks_entry
from shared.errors import Failure
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ActivityOut(Answer):
    title: Bilingual
    summary: Bilingual | None
    kind: str
    kind_label: str | None
    expected_audience: int | None
    public: bool


class MemberOut(Answer):
    id: UUID
    name: str


class RivalOut(Answer):
    """Another request for, or booking of, the same time; who it is, only the host learns."""

    status: str
    starts_at: datetime
    ends_at: datetime
    booking_id: UUID | None
    member: MemberOut | None


class BookingOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    space_id: UUID
    space: NamedOut
    venue: NamedOut
    host_id: UUID
    member_id: UUID
    member: MemberOut
    starts_at: datetime
    ends_at: datetime
    activity: ActivityOut
    confirmed_at: datetime | None
    checked_in_at: datetime | None
    reason: str | None
    reason_code: str | None
    reason_label: str | None
    cancelled_by: str | None
    slot_taken: bool | None
    """Whether another booking or a closure stands at its time; null where it was not looked up."""
    rivals: list[RivalOut] | None
    """Only in the answer of GET one."""
    actions: Actions


def show_booking_with_rivals(found: tuple[Booking, Sequence[Booking]], view: View) -> BookingOut:
    booking, rivals = found
    hosting = states.hosts(view.caller, booking.host_id)
    shown = show_booking(booking, view)
    shown.rivals = [_show_rival(rival, hosting) for rival in rivals]
    return shown


def show_booking(booking: Booking, view: View) -> BookingOut:
    plain = (
        "id status version created_at updated_at space_id host_id member_id starts_at ends_at "
        "confirmed_at checked_in_at reason reason_code cancelled_by slot_taken"
    )
    return BookingOut(
        **{field: getattr(booking, field) for field in plain.split()},
        status_label=say("booking_status", booking.status, view),
        space=named(booking.space),
        venue=named(booking.space.venue),
        member=_show_member(booking),
        activity=_show_activity(booking, view),
        reason_label=say("reason_code", booking.reason_code, view),
        rivals=None,
        actions=_actions(booking, view),
    )


def _show_activity(booking: Booking, view: View) -> ActivityOut:
    return ActivityOut(
        title=Bilingual.model_validate(booking.title),
        summary=Bilingual.model_validate(booking.summary) if booking.summary else None,
        kind=booking.activity_kind,
        kind_label=say("activity_kind", booking.activity_kind, view),
        expected_audience=booking.expected_audience,
        public=booking.public,
    )


def _show_member(booking: Booking) -> MemberOut:
    return MemberOut(id=booking.member_id, name=booking.member.name)


def _show_rival(rival: Booking, hosting: bool) -> RivalOut:
    return RivalOut(
        status=rival.status,
        starts_at=rival.starts_at,
        ends_at=rival.ends_at,
        booking_id=rival.id if hosting else None,
        member=_show_member(rival) if hosting else None,
    )


def _actions(booking: Booking, view: View) -> Actions:
    caller, now = view.caller, view.now
    door = lacks_entry(caller, "host", "officer")
    hosting = states.lacks_hosting(caller, booking.host_id)
    part = states.lacks_part(booking, caller)
    window = timedelta(minutes=booking.space.check_in_minutes)
    failures = {
        "confirm": door or [*hosting, *states.may_confirm(booking)] or _lacks_use(booking, now),
        "decline": door or [*hosting, *states.may_decline(booking)],
        "cancel": [*part, *states.may_cancel(booking, now)],
        "reschedule": [*part, *states.may_reschedule(booking, caller)] or _lacks_place(booking),
        "check_in": door or [*hosting, *states.may_check_in(booking, window, now)],
        "complete": door or [*hosting, *states.may_complete(booking, now)],
        "mark_no_show": door or [*hosting, *states.may_mark_no_show(booking, now)],
    }
    return {name: view.action(found) for name, found in failures.items()}


def _lacks_use(booking: Booking, now: datetime) -> list[Failure]:
    """What forbids its use at its own time, as a confirmation would say it."""
    return [
        *check_member(booking.member),
        *check_use(booking.space, booking.wish, now),
        *check_conflicts(booking.conflicts),
    ]


def _lacks_place(booking: Booking) -> list[Failure]:
    """What forbids its use at whatever time."""
    return [*check_member(booking.member), *check_offered(booking.space)]
