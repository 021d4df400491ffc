"""What became free is noted, and what gave way: due work of its own looks at both.

The keys are new each time: whoever notes never waits for a look that is under way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import claiming, weather
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
    """These claims stand no longer: of their time, their fallbacks and their offers due work sees.

    A fallback goes with its date, wherever that goes; an offer that had to give way is over.
    """
    found = list(claims)
    await _note_freed(work, [one for one in found if one.during.upper > work.now])
    await _note_fallbacks(work, sorted({one.date_id for one in found if one.date_id is not None}))
    for offer_id in sorted({one.offer_id for one in found if one.kind == claiming.OFFER}, key=str):
        payload = {"offer_id": str(offer_id)}
        await work.schedule(OFFER_SHAKEN, str(work.new_id()), work.now, payload)


async def _note_freed(work: Work, claims: Sequence[GivenUp]) -> None:
    if not claims:
        return
    payload = {
        "leaves": sorted({str(one.space_id) for one in claims}),
        "starts_at": min(one.during.lower for one in claims).isoformat(),
        "ends_at": max(one.during.upper for one in claims).isoformat(),
    }
    await work.schedule(TIME_FREED, str(work.new_id()), work.now, payload)


async def _note_fallbacks(work: Work, date_ids: Sequence[UUID]) -> None:
    if not date_ids:
        return
    live = await work.session.scalars(
        select(Fallback.id)
        .where(Fallback.date_id.in_(date_ids), Fallback.status.in_(weather.HELD))
        .order_by(Fallback.id)
    )
    for fallback_id in live.all():
        payload = {"fallback_id": str(fallback_id)}
        await work.schedule(FALLBACK_SHAKEN, str(work.new_id()), work.now, payload)
