"""Rain: the indoor fallback of an outdoor date, and the call that moves or calls off everything.

A fallback:

    soft -> firm            so near to the day that a forecast counts: nobody else gets the place
    soft -> lost            a booking was confirmed there, or its own date is no longer to be
    soft | firm -> used     the weather call moved the date there
    used -> firm            the call was undone
    soft | firm -> released | lost

A soft fallback is a claim that gives way to any other, a firm one a claim like all:

    now          firm_at                 start        end
     |~~~~ soft ~~~~|======= firm ========|============|      the indoor place
                                          [== date ====)      the outdoor place

A weather call:

    in_force -> undone      as far as places are still free
    in_force -> over        its time is over: what was not moved is cancelled now, unless another
                            time is held for it still

Which dates a call touches (half-open, what only touches it is not meant):

    call            [-----------)
    touched      [=====)  [==) [====)
    not touched [==)             [==)
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from services.bookings.domain.intervals import Interval
from services.bookings.domain.states import CONFIRMED, only_in
from shared.errors import Failure
from shared.wording import say_instant

SOFT = "soft"
FIRM = "firm"
USED = "used"
LOST = "lost"
RELEASED = "released"
FALLBACK_STATES = (SOFT, FIRM, USED, LOST, RELEASED)
HELD = (SOFT, FIRM)
FALLBACK_STEPS = {
    SOFT: {FIRM, USED, LOST, RELEASED},
    FIRM: {USED, LOST, RELEASED},
    USED: {FIRM, LOST},
    LOST: set[str](),
    RELEASED: set[str](),
}

IN_FORCE = "in_force"
UNDONE = "undone"
OVER = "over"
CALL_STATES = (IN_FORCE, UNDONE, OVER)
CALL_STEPS = {IN_FORCE: {UNDONE, OVER}, UNDONE: set[str](), OVER: set[str]()}

MOVE_OR_CANCEL: Final = "move_or_cancel"
CANCEL: Final = "cancel"
REMEDIES = (MOVE_OR_CANCEL, CANCEL)

MOVED = "moved"
CALLED_OFF = "called_off"
OUTCOMES = (MOVED, CALLED_OFF)


class DateFacts(Protocol):
    @property
    def status(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


class PlaceFacts(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def indoor(self) -> bool: ...


def may_have_fallback(date: DateFacts, outdoors: PlaceFacts, now: datetime) -> list[Failure]:
    """Only what is confirmed holds a place, so only that holds a second one; and only for rain."""
    failures = only_in("booking_status", date.status, CONFIRMED)
    if outdoors.indoor:
        failures.append(Failure("already_indoors", field="date_id"))
    if date.starts_at <= now:
        failures.append(Failure("starts_in_past", field="date_id", now=say_instant(now)))
    return failures


def may_be_fallback(place: PlaceFacts, same_host: bool) -> list[Failure]:
    failures = [] if place.indoor else [Failure("fallback_outdoors", field="space_id")]
    if not same_host:
        failures.append(Failure("space_of_another_host", field="space_id"))
    return failures


def may_release(status: str) -> list[Failure]:
    return only_in("fallback_status", status, *HELD)


def firm_at(start: datetime, firm_before: timedelta, now: datetime) -> datetime:
    """When a fallback becomes firm: at once when the day is near."""
    return max(start - firm_before, now)


def may_call(window: Interval, longest: timedelta, now: datetime) -> list[Failure]:
    failures = []
    if window.end <= now:
        failures.append(Failure("already_over", field="ends_at", ended=say_instant(window.end)))
    if window.length > longest:
        hours = int(longest / timedelta(hours=1))
        failures.append(Failure("weather_call_too_long", field="ends_at", limit=hours))
    return failures


def may_undo(status: str) -> list[Failure]:
    return only_in("weather_call_status", status, IN_FORCE)
