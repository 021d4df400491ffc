"""What opening hours and published exceptions look like."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import states
from services.bookings.domain.opening import hours_of
from services.bookings.domain.publishing_hours import may_take_back
from services.bookings.models import Space
from services.bookings.models.opening import OpeningException
from services.bookings.usecases.follow_hours import ConfirmedDate
from services.bookings.usecases.publish_opening import ExceptionOutcome
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer, Listed


class DayHoursOut(Answer):
    day: date
    windows: list[dict[str, str]]
    """`{opens, closes}` in Hanoi time; none: closed."""
    because: str
    because_label: str | None
    reason: Bilingual | None
    """Why, when an exception or a season says so in words."""
    exception_id: UUID | None


class ExceptionOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    venue_id: UUID
    venue: NamedOut
    space_id: UUID | None
    space: NamedOut | None
    first_day: date
    last_day: date
    """With it."""
    windows: list[dict[str, Any]]
    reason: Bilingual
    actions: Actions


class OutsideOut(Answer):
    """A confirmed date that lies outside of the hours now."""

    booking_id: UUID
    date_id: UUID
    space: NamedOut
    starts_at: datetime
    ends_at: datetime


class ExceptionOutcomeOut(ExceptionOut):
    outside: list[OutsideOut]


def show_hours(space: Space, first: date, last: date, view: View) -> Listed[DayHoursOut]:
    days = ((first + timedelta(days=number)) for number in range((last - first).days + 1))
    return Listed(items=[_show_day(space, day, view) for day in days], next_cursor=None)


def _show_day(space: Space, day: date, view: View) -> DayHoursOut:
    hours = hours_of(space.opening_rules, day)
    entry = hours.entry or {}
    said = entry.get("reason") or entry.get("name")
    return DayHoursOut(
        day=day,
        windows=[{"opens": one["opens"], "closes": one["closes"]} for one in hours.windows],
        because=hours.because,
        because_label=say("hours_because", hours.because, view),
        reason=Bilingual.model_validate(said) if said else None,
        exception_id=entry["id"] if hours.because == "exception" else None,
    )


def show_exception(row: OpeningException, view: View) -> ExceptionOut:
    return ExceptionOut(**_shown(row, view))


def show_outcome(outcome: ExceptionOutcome, view: View) -> ExceptionOutcomeOut:
    outside = [show_outside(one) for one in outcome.outside]
    return ExceptionOutcomeOut(**_shown(outcome.exception, view), outside=outside)


def _shown(row: OpeningException, view: View) -> dict[str, Any]:
    plain = "id status version created_at updated_at venue_id space_id first_day last_day windows"
    door = lacks_entry(view.caller, "host", "officer")
    rights = states.lacks_hosting(view.caller, row.venue.host_id)
    failing = door or [*rights, *may_take_back(row.status)]
    return {
        **{field: getattr(row, field) for field in plain.split()},
        "status_label": say("opening_exception_status", row.status, view),
        "venue": named(row.venue),
        "space": named(row.space) if row.space else None,
        "reason": Bilingual.model_validate(row.reason),
        "actions": {"withdraw": view.action(failing)},
    }


def show_outside(date: ConfirmedDate) -> OutsideOut:
    return OutsideOut(
        booking_id=date.booking_id,
        date_id=date.date_id,
        space=named(date.space),
        starts_at=date.time.start,
        ends_at=date.time.end,
    )
