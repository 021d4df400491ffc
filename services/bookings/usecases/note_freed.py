"""What became free is noted, and what gave way: due work of its own looks at both.

The keys are new each time: whoever notes never waits for a look that is under way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import weather
from services.bookings.domain.intervals import Interval
from services.bookings.models import Fallback
from shared.database.work import Work

TIME_FREED = "time_freed"
FALLBACK_SHAKEN = "fallback_shaken"
OFFER_SHAKEN = "offer_shaken"


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A claim that was deleted: a row of the statement that deleted it."""

    space_id: UUID
    date_id: UUID | None
    offer_id: UUID | None
    kind: str
    during: Any
    """A range, as the one or the other driver reads it."""


async def note_given_up(work: Work, claims: Iterable[GivenUp]) -> None:
    """These claims stand no longer: due work sees to their time, and to what hung on them.

    A fallback goes with its date, wherever that goes; an offer that had to give way is over. What
    is past by now concerns nobody.
    """
    ahead = [one for one in claims if one.during.upper > work.now]
    if not ahead:
        return
    payload = {
        "leaves": sorted({str(one.space_id) for one in ahead}),
        "starts_at": min(one.during.lower for one in ahead).isoformat(),
        "ends_at": max(one.during.upper for one in ahead).isoformat(),
        "dates": sorted({str(one.date_id) for one in ahead if one.date_id is not None}),
        "offers": sorted({str(one.offer_id) for one in ahead if one.offer_id is not None}),
    }
    await work.schedule(TIME_FREED, str(work.new_id()), work.now, payload)


async def note_opened(work: Work, space_ids: Iterable[UUID], span: Interval) -> None:
    """These spaces may be had at more times of a span than before: by hours, rules or the tree."""
    spaces = sorted({str(id) for id in space_ids})
    if not spaces:
        return
    payload = {
        "leaves": spaces,
        "starts_at": span.start.isoformat(),
        "ends_at": span.end.isoformat(),
        "dates": [],
        "offers": [],
    }
    await work.schedule(TIME_FREED, str(work.new_id()), work.now, payload)


async def note_stock(work: Work, equipment_id: UUID) -> None:
    """There is more of it: whoever stands in a queue for lack of it is looked at."""
    payload = {"equipment": [str(equipment_id)]}
    await work.schedule(TIME_FREED, str(work.new_id()), work.now, payload)


async def look_at_owners(work: Work, payload: dict[str, Any]) -> None:
    """Each fallback and offer that was shaken is looked at in a transaction of its own."""
    for offer_id in payload["offers"]:
        shaken = {"offer_id": offer_id}
        await work.schedule(OFFER_SHAKEN, str(work.new_id()), work.now, shaken)
    dates = [UUID(id) for id in payload["dates"]]
    if not dates:
        return
    live = await work.session.scalars(
        select(Fallback.id)
        .where(Fallback.date_id.in_(dates), Fallback.status.in_((*weather.HELD, weather.USED)))
        .order_by(Fallback.id)
    )
    for fallback_id in live.all():
        shaken = {"fallback_id": str(fallback_id)}
        await work.schedule(FALLBACK_SHAKEN, str(work.new_id()), work.now, shaken)
