"""How a booking is answered: its state, what this caller may do with it, and its rivals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.bookings.api.answers.parts import NamedOut, named, say, tell_activity
from services.bookings.domain import states
from services.bookings.domain.releasing import may_release
from services.bookings.domain.requesting import (
    check_conflicts,
    check_member,
    check_offered,
    check_use,
)
from services.bookings.models import Booking, BookingDate, Watch
from services.bookings.usecases.attend_bookings import check_in_opened, may_check_in
from services.bookings.usecases.change_bookings import date_to_move, may_ask_to_move
from services.bookings.usecases.choose_dates import at_date, choose_date, choose_dates
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
    layout: str | None
    contents: list[str]
    loudness: str | None
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


class DateOut(Answer):
    """One of the times of a booking, with its own course."""

    id: UUID
    status: str
    status_label: str | None
    starts_at: datetime
    ends_at: datetime
    space_id: UUID
    space: NamedOut
    confirmed_at: datetime | None
    checked_in_at: datetime | None
    reason: str | None
    reason_code: str | None
    reason_label: str | None
    cancelled_by: str | None
    slot_taken: bool | None
    """Whether another booking or a closure stands at its time; null where it was not looked up."""
    failures: list[dict[str, Any]] | None
    """Why this date could not be had, in the answer of the act that tried; else null."""


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
    recurrence: str | None
    """The rule of repetition as it was asked; `dates` are what holds."""
    dates: list[DateOut]
    """Every date, in order; of a single booking the only one."""
    equipment: dict[UUID, int]
    """How many of which equipment it wants on each date, by id."""
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
    shown.rivals = [_show_rival(rival, booking, hosting) for rival in rivals]
    return shown


def show_booking(booking: Booking, view: View) -> BookingOut:
    plain = (
        "id status version created_at updated_at space_id host_id member_id starts_at ends_at "
        "recurrence slot_taken"
    )
    of_date = "confirmed_at checked_in_at reason reason_code cancelled_by"
    leading = booking.leading
    return BookingOut(
        **{field: getattr(booking, field) for field in plain.split()},
        **{field: getattr(leading, field) for field in of_date.split()},
        equipment=booking.wanted_equipment,
        dates=[_show_date(date, view) for date in booking.dates],
        status_label=say("booking_status", booking.status, view),
        space=named(booking.space),
        venue=named(booking.space.venue),
        member=_show_member(booking),
        activity=show_activity(booking, view),
        reason_label=say("reason_code", leading.reason_code, view),
        rivals=None,
        actions=actions_of(booking, view),
    )


def show_activity(row: Booking | Watch, view: View) -> ActivityOut:
    return ActivityOut(
        **tell_activity(row, view),
        layout=row.layout,
        contents=row.contents,
        loudness=row.loudness,
    )


def _show_member(booking: Booking) -> MemberOut:
    return MemberOut(id=booking.member_id, name=booking.member.name)


def _show_date(date: BookingDate, view: View) -> DateOut:
    plain = (
        "id status starts_at ends_at space_id confirmed_at checked_in_at reason reason_code "
        "cancelled_by"
    )
    looked_up = date.booking.others_claims is not None
    return DateOut(
        **{field: getattr(date, field) for field in plain.split()},
        status_label=say("booking_status", date.status, view),
        space=named(date.space),
        reason_label=say("reason_code", date.reason_code, view),
        slot_taken=bool(date.booking.conflicts_of(date.id)) if looked_up else None,
        failures=view.action(list(date.failures))["failing"] if date.failures else None,
    )


def _show_rival(rival: Booking, mine: Booking, hosting: bool) -> RivalOut:
    """By the first of its dates that competes with one of ours."""
    times = [date.time.padded(date.space.setup, date.space.clearup) for date in mine.dates]
    date = next(
        (one for one in rival.dates if any(one.time.overlaps(time) for time in times)),
        rival.leading,
    )
    return RivalOut(
        status=date.status,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        booking_id=rival.id if hosting else None,
        member=_show_member(rival) if hosting else None,
    )


def actions_of(booking: Booking, view: View) -> Actions:
    """As the routes would say it without naming dates."""
    caller, now = view.caller, view.now
    door = lacks_entry(caller, "host", "officer")
    hosting = states.lacks_hosting(caller, booking.host_id)
    part = states.lacks_part(booking, caller)
    asked, granted = booking.dates_in(states.REQUESTED), booking.dates_in(states.CONFIRMED)
    begun = [one for one in granted if check_in_opened(one, now)]
    confirming, unready = choose_dates(booking, None, states.may_confirm, asked)
    _, settled = choose_dates(booking, None, lambda date: states.may_cancel(date, now))
    _, fixed = choose_dates(booking, None, lambda date: states.may_reschedule(date, caller))
    _, away = choose_date(booking, None, lambda date: may_check_in(date, now), begun)
    _, ahead = choose_date(booking, None, lambda date: states.may_complete(date, now), begun)
    _, here = choose_date(booking, None, lambda date: states.may_mark_no_show(date, now), begun)
    _, stays = date_to_move(booking, None)
    _, used_up = choose_date(booking, None, lambda date: may_release(date, now), granted)
    failures = {
        "edit": [*part, *_not_open(booking)] or check_member(booking.member),
        "ask_to_move": may_ask_to_move(booking, caller) or stays or check_member(booking.member),
        "release": [*part, *used_up],
        "confirm": door or [*hosting, *unready] or _lacks_use(booking, confirming, now),
        "decline": door or [*hosting, *unready],
        "cancel": [*part, *settled],
        "reschedule": [*part, *fixed] or _lacks_place(booking),
        "check_in": door or [*hosting, *away],
        "complete": door or [*hosting, *ahead],
        "mark_no_show": door or [*hosting, *here],
    }
    return {name: view.action(found) for name, found in failures.items()}


def _not_open(booking: Booking) -> list[Failure]:
    return states.only_in("booking_status", booking.status, *states.OPEN_STATES)


def _lacks_use(booking: Booking, dates: Sequence[BookingDate], now: datetime) -> list[Failure]:
    """What forbids its use at its own times, as a confirmation would say it."""
    failures = check_member(booking.member)
    for number, date in enumerate(dates):
        found = [
            *check_use(date.space, date.wish, now),
            *check_conflicts(booking.conflicts_of(date.id)),
        ]
        found = found if len(dates) == 1 else at_date(found, number)
        failures += [one for one in found if one not in failures]
    return failures


def _lacks_place(booking: Booking) -> list[Failure]:
    """What forbids its use at whatever time."""
    return [*check_member(booking.member), *check_offered(booking.leading.space)]
