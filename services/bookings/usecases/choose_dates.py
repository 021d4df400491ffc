"""Which dates of a booking an act is about: those named, or all that it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from uuid import UUID

from services.bookings.models import Booking, BookingDate
from shared.errors import Failure

May = Callable[[BookingDate], list[Failure]]
OF_A_DATE = ("starts_at", "ends_at", "equipment")
"""Fields that each date has for itself."""


def choose_dates(
    booking: Booking,
    ids: Sequence[UUID] | None,
    may: May,
    among: Sequence[BookingDate] | None = None,
) -> tuple[list[BookingDate], list[Failure]]:
    """The dates, in order, and why it cannot be: unknown ones, or rules that the named ones fail.

    Without names it is every date that the act fits; if it fits none, the leading one says why.
    `among` are the only ones that it could fit, where that is known: a long series is many.
    """
    if ids is None:
        fitting = [date for date in _looked_at(booking, among) if not may(date)]
        return fitting, [] if fitting else may(booking.leading)
    known = {date.id: date for date in booking.dates}
    failures: list[Failure] = []
    for number, id in enumerate(ids):
        if id not in known:
            failures.append(Failure("date_unknown", field=f"dates.{number}", id=str(id)))
        else:
            failures += at_date(may(known[id]), number)
    chosen = {id for id in ids if id in known}
    return [date for date in booking.dates if date.id in chosen], failures


def choose_date(
    booking: Booking, id: UUID | None, may: May, among: Sequence[BookingDate] | None = None
) -> tuple[BookingDate, list[Failure]]:
    """One date: the one named, else the only one that the act fits; with several, one to name."""
    if id is not None:
        found = next((date for date in booking.dates if date.id == id), None)
        if found is None:
            return booking.leading, [Failure("date_unknown", field="date_id", id=str(id))]
        return found, may(found)
    fitting = [date for date in _looked_at(booking, among) if not may(date)]
    if len(fitting) > 1:
        return fitting[0], [Failure("date_to_name", field="date_id")]
    return (fitting[0], []) if fitting else (booking.leading, may(booking.leading))


def _looked_at(booking: Booking, among: Sequence[BookingDate] | None) -> Sequence[BookingDate]:
    return booking.dates if among is None else among


def at_date(failures: Iterable[Failure], number: int) -> list[Failure]:
    """The failures of one date among several, its fields named `dates.3.starts_at`."""
    found = []
    for failure in failures:
        one = copy(failure)
        if one.field in OF_A_DATE:
            one.field = f"dates.{number}.{one.field}"
        elif one.field is None:
            one.field = f"dates.{number}"
        found.append(one)
    return found
