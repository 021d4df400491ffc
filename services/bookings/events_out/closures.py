"""What bookings says of closures and weather calls: each member hears once of all its dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.bookings import models
from services.bookings.domain.intervals import Interval
from services.bookings.events_out.references import (
    member_reference,
    space_reference,
    venue_reference,
)
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.base import Bilingual, Coded
from shared.events.bookings import ClosureToldV1, UpsetDate, WeatherCallToldV1
from shared.vocabulary import coded

MOST_TOLD = 100
"""Dates of one member in one notice: an event must not grow without bound."""

CALLED_OFF, MOVED, RESTORED = "called_off", "moved", "restored"


@dataclass(frozen=True, slots=True)
class Upset:
    """What became of a date, and where and when it was before it moved."""

    date: models.BookingDate
    outcome: str
    former: tuple[models.Space, Interval] | None = None


def where(date: models.BookingDate) -> tuple[models.Space, Interval]:
    """To be taken down before a date moves."""
    return date.space, date.time


def publish_closure_told(
    work: Work, closure: models.Closure, upsets: Sequence[Upset], cause: str
) -> None:
    code = closure.reason_code
    reason = coded(VOCABULARY, "reason_code", code) if code else None
    for body in _bodies(work, closure, upsets, cause, reason):
        work.publish(closure, ClosureToldV1(**body))


def publish_weather_told(
    work: Work, call: models.WeatherCall, upsets: Sequence[Upset], cause: str
) -> None:
    reason = coded(VOCABULARY, "reason_code", "weather")
    for body in _bodies(work, call, upsets, cause, reason):
        work.publish(call, WeatherCallToldV1(**body))


def _bodies(
    work: Work,
    act: models.Closure | models.WeatherCall,
    upsets: Sequence[Upset],
    cause: str,
    reason_code: Coded | None,
) -> list[dict[str, Any]]:
    """One for each member, in the order of their ids."""
    members: dict[UUID, list[Upset]] = defaultdict(list)
    for one in sorted(upsets, key=lambda one: (one.date.starts_at, one.date.id)):
        members[one.date.member_id].append(one)
    hosting = act.host_id in work.caller.host_ids
    return [
        {
            "id": act.id,
            "member": member_reference(members[id][0].date.booking),
            "host_id": act.host_id,
            "cause": coded(VOCABULARY, "upset_cause", cause),
            "decided_by": "host" if hosting else "officer",
            "starts_at": act.starts_at,
            "ends_at": act.ends_at,
            "reason": Bilingual.model_validate(act.reason) if act.reason else None,
            "reason_code": reason_code,
            "dates": [_date(one) for one in members[id][:MOST_TOLD]],
            "shortened": len(members[id]) > MOST_TOLD,
            "version": (act.version or 0) + 1,
        }
        for id in sorted(members)
    ]


def _date(upset: Upset) -> UpsetDate:
    date = upset.date
    space, time = upset.former or (None, None)
    return UpsetDate(
        id=date.id,
        booking_id=date.booking_id,
        activity_title=Bilingual.model_validate(date.booking.title),
        outcome=coded(VOCABULARY, "upset_outcome", upset.outcome),
        space=space_reference(date.space),
        venue=venue_reference(date.space.venue),
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        former_space=space_reference(space) if space else None,
        former_starts_at=time.start if time else None,
        former_ends_at=time.end if time else None,
    )
