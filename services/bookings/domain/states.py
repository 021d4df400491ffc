"""The states of a booking's date, who may take it from one to the next, and what the whole is.

    draft     ─submit─> requested
    requested ─> confirmed | declined | cancelled
    confirmed ─> completed | no_show | cancelled | displaced (by a closure)
    displaced ─> confirmed (moved, or its space reopened) | cancelled
    cancelled ─> confirmed | requested (its member is one again)

    The whole, from its dates (the first of the row that any date is in):
    draft · requested · displaced · confirmed · completed · no_show · cancelled · declined

Each `may_…` returns the rules of state and time that fail; each `lacks_…` the missing rights.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from services.bookings.texts import in_words
from shared.errors import Failure, Lack
from shared.wording import say_instant

DRAFT = "draft"
REQUESTED = "requested"
CONFIRMED = "confirmed"
DECLINED = "declined"
CANCELLED = "cancelled"
DISPLACED = "displaced"
COMPLETED = "completed"
NO_SHOW = "no_show"
STATES = (DRAFT, REQUESTED, CONFIRMED, DECLINED, CANCELLED, DISPLACED, COMPLETED, NO_SHOW)
OPEN_STATES = (REQUESTED, CONFIRMED, DISPLACED)
NEXT: dict[str, tuple[str, ...]] = {
    DRAFT: (REQUESTED,),
    REQUESTED: (CONFIRMED, DECLINED, CANCELLED),
    CONFIRMED: (COMPLETED, NO_SHOW, CANCELLED, DISPLACED),
    DISPLACED: (CONFIRMED, CANCELLED),
    DECLINED: (),
    CANCELLED: (CONFIRMED, REQUESTED),
    COMPLETED: (),
    NO_SHOW: (),
}
WHOLE = (DRAFT, REQUESTED, DISPLACED, CONFIRMED, COMPLETED, NO_SHOW, CANCELLED, DECLINED)
"""What asks for someone's attention comes first; what is over for good comes last."""


class Actor(Protocol):
    """Who acts, as far as rights go."""

    @property
    def member_ids(self) -> tuple[UUID, ...]: ...
    @property
    def host_ids(self) -> tuple[UUID, ...]: ...
    def has_role(self, *roles: str) -> bool: ...


class Parties(Protocol):
    """Whose booking it is and who decides."""

    @property
    def member_id(self) -> UUID: ...
    @property
    def host_id(self) -> UUID: ...


class BookingFacts(Parties, Protocol):
    """What the rules look at: one date of a booking."""

    @property
    def status(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def checked_in_at(self) -> datetime | None: ...


def whole_status(statuses: Iterable[str]) -> str:
    """The status of a booking whose dates have these."""
    return min(statuses, key=WHOLE.index)


_PUBLIC = (CONFIRMED, DISPLACED, COMPLETED, NO_SHOW, CANCELLED)


def public_whole(statuses: Iterable[str]) -> str:
    """What the public hears of a booking whose dates, once confirmed, have these."""
    return public_status(min(statuses, key=_PUBLIC.index))


def public_status(status: str) -> str:
    """A no-show judges a member: for the public that time was taken, and it hears no more."""
    return CONFIRMED if status == NO_SHOW else status


def hosts(actor: Actor, host_id: UUID) -> bool:
    """Whether the actor decides about a venue: its host, or an officer for every venue."""
    return actor.has_role("officer") or (actor.has_role("host") and host_id in actor.host_ids)


def lacks_hosting(actor: Actor, host_id: UUID) -> list[Failure]:
    return [] if hosts(actor, host_id) else [Lack("not_host_of_venue")]


def lacks_part(booking: Parties, actor: Actor) -> list[Failure]:
    """The member whose booking it is, the venue's host and officers take part in a booking."""
    if booking.member_id in actor.member_ids or hosts(actor, booking.host_id):
        return []
    return [Lack("not_your_booking")]


def cancelling_role(booking: Parties, actor: Actor) -> str:
    """In which role someone cancels: the member for its own booking, else host or officer."""
    if booking.member_id in actor.member_ids:
        return "member"
    return "host" if booking.host_id in actor.host_ids else "officer"


def may_confirm(booking: BookingFacts) -> list[Failure]:
    return _only_from(booking, REQUESTED)


def may_decline(booking: BookingFacts) -> list[Failure]:
    return _only_from(booking, REQUESTED)


def may_cancel(booking: BookingFacts, now: datetime) -> list[Failure]:
    """What lost its place and found no other is called off also when its time is over."""
    failures = _only_from(booking, *OPEN_STATES)
    if booking.ends_at <= now and booking.status != DISPLACED:
        failures.append(Failure("already_over", ended=say_instant(booking.ends_at)))
    return failures


def may_reschedule(booking: BookingFacts, actor: Actor) -> list[Failure]:
    """A member moves a mere request itself; what a host granted, only a host moves."""
    failures = _only_from(booking, *OPEN_STATES)
    if booking.status in (CONFIRMED, DISPLACED) and not hosts(actor, booking.host_id):
        failures.append(Failure("reschedule_needs_host"))
    if booking.checked_in_at is not None:
        failures.append(Failure("already_checked_in"))
    return failures


def may_check_in(booking: BookingFacts, window: timedelta, now: datetime) -> list[Failure]:
    """From `window` before the start until the end, once."""
    failures = _only_from(booking, CONFIRMED)
    if booking.checked_in_at is not None:
        failures.append(Failure("already_checked_in"))
    opens = booking.starts_at - window
    if not opens <= now < booking.ends_at:
        failures.append(
            Failure(
                "not_check_in_time", opens=say_instant(opens), ends=say_instant(booking.ends_at)
            )
        )
    return failures


def may_still_check_in(booking: BookingFacts, now: datetime) -> list[Failure]:
    """A code for checking in makes sense until the end."""
    failures = _only_from(booking, CONFIRMED)
    if booking.ends_at <= now:
        failures.append(Failure("already_over", ended=say_instant(booking.ends_at)))
    return failures


def may_restore(booking: BookingFacts, now: datetime) -> list[Failure]:
    """What the loss of its member's standing had cancelled, before its start."""
    failures = _only_from(booking, CANCELLED)
    if booking.starts_at <= now:
        failures.append(Failure("already_begun", began=say_instant(booking.starts_at)))
    return failures


def may_complete(booking: BookingFacts, now: datetime) -> list[Failure]:
    return [*_only_from(booking, CONFIRMED), *_only_begun(booking, now)]


def may_mark_no_show(booking: BookingFacts, now: datetime) -> list[Failure]:
    failures = [*_only_from(booking, CONFIRMED), *_only_begun(booking, now)]
    if booking.checked_in_at is not None:
        failures.append(Failure("already_checked_in"))
    return failures


def _only_begun(booking: BookingFacts, now: datetime) -> list[Failure]:
    if booking.starts_at <= now:
        return []
    return [Failure("not_begun", starts=say_instant(booking.starts_at))]


def _only_from(booking: BookingFacts, *needed: str) -> list[Failure]:
    return only_in("booking_status", booking.status, *needed)


def only_in(list_name: str, status: str, *needed: str) -> list[Failure]:
    """What is done in some states only; `list_name` is where the states have their names."""
    if status in needed:
        return []
    names = [in_words(list_name, one) for one in needed]
    return [Failure("wrong_status", status=in_words(list_name, status), needed=names)]
