"""A booking's activity and answers are changed: at once, or when the host approves.

What a place wants to approve anew waits as a BookingChange while the booking stands as it was
granted; so does a new time that a member asks for, which only the host may give.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.bookings.domain import changing, states
from services.bookings.domain.passing import Case, show_time, with_passes
from services.bookings.domain.requesting import Wish, check_length, check_member, check_use
from services.bookings.events_out import publish_booking_edited
from services.bookings.events_out.changes import publish_change_asked
from services.bookings.models import Booking, BookingDate
from services.bookings.models.asking import BookingChange
from services.bookings.queries.asking import find_asking, find_form
from services.bookings.settings import Settings
from services.bookings.usecases.choose_dates import choose_date
from services.bookings.usecases.follow_changes import find_waiting
from services.bookings.usecases.keep_permits import follow_permits
from services.bookings.usecases.lock_bookings import lock_booking
from services.bookings.usecases.request_bookings import asked_once
from services.bookings.usecases.reschedule_bookings import Move
from shared.auth.caller import Caller
from shared.database.work import Work
from shared.errors import Failure, refuse_if
from shared.forms.form import check_answers, clean_answers
from shared.vietnamese import fold

CHANGE_LAPSES = "booking_change_lapses"
Fields = dict[str, Any]
"""What `APPROVED_FIELDS` name, whole."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The booking as it stands, and what of it waits for the host."""

    booking: Booking
    change: BookingChange | None


async def edit_booking(
    work: Work, booking_id: UUID, patch: Fields, note: str | None = None
) -> Edited:
    """Change what is given. Raises Refusal with every rule of the place that it would break."""
    booking = await lock_booking(work, booking_id)
    refuse_if(may_edit(booking, work.caller))
    before = fields_of(booking)
    after = merge_fields(before, patch)
    if after == before:
        refuse_if([Failure("change_changes_nothing")])
    await check_edit(work, booking, before, after)
    approves = await _approvals(work, booking, before, after)
    if approves:
        asked = {field: value for field, value in patch.items() if after[field] != before[field]}
        return Edited(booking, await _wait(work, booking, approves, note, edit=asked))
    await apply_edit(work, booking, after)
    return Edited(booking, None)


async def ask_to_move(
    work: Work, booking_id: UUID, move: Move, note: str | None = None
) -> BookingChange:
    """A member asks for another time of what was granted. Raises Refusal when it may move it
    itself, or when the new time breaks a rule already now; it is checked again when approved.
    """
    booking = await lock_booking(work, booking_id)
    refuse_if(may_ask_to_move(booking, work.caller))
    date, failures = date_to_move(booking, move.date_id)
    refuse_if(failures)
    if move.time == date.time:
        refuse_if([Failure("change_changes_nothing")])
    wish = replace(date.wish, time=move.time)
    found = [
        *check_use(date.space, wish, work.now),
        *check_length(move.time, _shortest(work)),
    ]
    told = with_passes(found, Case(date.space, wish, work.now, _shortest(work)))
    refuse_if([*check_member(booking.member), *told])
    kept = {"date_id": str(date.id), "scope": move.scope, **show_time(move.time)}
    return await _wait(work, booking, ["time"], note, move=kept)


def may_ask_to_move(booking: Booking, caller: Caller) -> list[Failure]:
    """Nobody asks for what it may do itself: a host moves any date, a member its mere request."""
    failures = may_edit(booking, caller)
    granted = booking.dates_in(states.CONFIRMED, states.DISPLACED)
    if states.hosts(caller, booking.host_id) or not granted:
        failures.append(Failure("move_is_yours"))
    return failures


def date_to_move(booking: Booking, date_id: UUID | None) -> tuple[BookingDate, list[Failure]]:
    """The granted date that is meant, and why it cannot be moved."""

    def may(date: BookingDate) -> list[Failure]:
        return states.only_in(
            "booking_status", date.status, states.CONFIRMED, states.DISPLACED
        ) or ([Failure("already_checked_in")] if date.checked_in_at else [])

    return choose_date(booking, date_id, may)


def may_edit(booking: Booking, caller: Caller) -> list[Failure]:
    return [
        *states.lacks_part(booking, caller),
        *states.only_in("booking_status", booking.status, *states.OPEN_STATES),
    ]


def fields_of(booking: Booking) -> Fields:
    """What can be edited, as it is."""
    return {
        "title": booking.title,
        "summary": booking.summary,
        "kind": booking.activity_kind,
        "expected_audience": booking.expected_audience,
        "layout": booking.layout,
        "contents": list(booking.contents),
        "loudness": booking.loudness,
        "public": booking.public,
        "answers": booking.answers or {},
    }


def merge_fields(before: Fields, patch: Fields) -> Fields:
    """Titles and answers by their parts; a null answer is taken back."""
    after = before | patch
    if "title" in patch:
        after["title"] = before["title"] | patch["title"]
    if "answers" in patch:
        after["answers"] = {
            code: value
            for code, value in (before["answers"] | patch["answers"]).items()
            if value is not None
        }
    return after


async def check_edit(work: Work, booking: Booking, before: Fields, after: Fields) -> None:
    """The rules of every date still to come, and of the form that the booking was asked with."""
    failures: list[Failure] = check_member(booking.member)
    if before["answers"] != after["answers"]:
        form = await find_form(work.session, booking.intake_id)
        failures += check_answers(form, after["answers"], complete=True)
        after["answers"] = clean_answers(form, after["answers"])
    for date in booking.dates_in(*states.OPEN_STATES):
        if date.starts_at > work.now:
            wish = _wish(date, after)
            found = changing.new_failures(
                check_use(date.space, _wish(date, before), work.now),
                check_use(date.space, wish, work.now),
            )
            told = with_passes(found, Case(date.space, wish, work.now, _shortest(work)))
            failures += [one for one in told if one not in failures]
    refuse_if(failures)


def _shortest(work: Work) -> timedelta:
    return timedelta(minutes=Settings.of(work).shortest_booking_minutes)


def _wish(date: BookingDate, fields: Fields) -> Wish:
    return replace(
        date.wish,
        kind=fields["kind"],
        audience=fields["expected_audience"],
        layout=fields["layout"],
        contents=tuple(fields["contents"]),
        loudness=fields["loudness"],
    )


async def _approvals(work: Work, booking: Booking, before: Fields, after: Fields) -> list[str]:
    """A mere request is not approved twice, and the host needs nobody's approval."""
    granted = booking.dates_in(states.CONFIRMED, states.DISPLACED)
    if not granted or states.hosts(work.caller, booking.host_id):
        return []
    asking = await find_asking(work.session, booking.space)
    return sorted(changing.fields_to_approve(before, after, asking.reapproval))


async def apply_edit(work: Work, booking: Booking, fields: Fields) -> None:
    async with asked_once(work, booking):
        booking.title, booking.summary = fields["title"], fields["summary"]
        booking.search = fold(" ".join(text for text in booking.title.values() if text))
        booking.activity_kind = fields["kind"]
        booking.expected_audience = fields["expected_audience"]
        booking.layout, booking.loudness = fields["layout"], fields["loudness"]
        booking.contents = fields["contents"]
        booking.public = fields["public"]
        booking.answers = fields["answers"] or None
        for date in booking.dates_in(states.CONFIRMED):
            date.calendar_sequence += 1
        booking.refresh()
        publish_booking_edited(work, booking)
    await follow_permits(work, booking)


async def _wait(
    work: Work,
    booking: Booking,
    approves: list[str],
    note: str | None,
    edit: Fields | None = None,
    move: dict[str, Any] | None = None,
) -> BookingChange:
    """In place of what the member asked before and nobody has decided."""
    for former in await find_waiting(work, [booking.id]):
        former.status, former.decided_at = changing.WITHDRAWN, work.now
        await work.session.flush()
    change = work.add(
        BookingChange(
            booking_id=booking.id,
            member_id=booking.member_id,
            host_id=booking.host_id,
            asked_by=work.caller.key,
            status=changing.WAITING,
            approves=approves,
            note=note,
            edit=edit,
            move=move,
        )
    )
    publish_change_asked(work, change, booking)
    await work.schedule(CHANGE_LAPSES, str(change.id), _lapses_at(booking, work.now))
    return change


def _lapses_at(booking: Booking, now: datetime) -> datetime:
    """The next start of an open date; when all have begun, the end of the last."""
    open_dates = booking.dates_in(*states.OPEN_STATES)
    return min(
        (one.starts_at for one in open_dates if one.starts_at > now),
        default=max(one.ends_at for one in open_dates),
    )
