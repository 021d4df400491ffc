"""What happens when a time comes, of queues, offers, fallbacks and weather calls.

Each looks at the row first: whoever was faster has the last word.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.bookings.usecases.answer_offers import end_shaken_offer, lapse_offer
from services.bookings.usecases.call_weather import WEATHER_OVER
from services.bookings.usecases.hold_fallbacks import FALLBACK_FIRMS, firm_fallback, follow_date
from services.bookings.usecases.hold_time import OFFER_LAPSES
from services.bookings.usecases.note_freed import FALLBACK_SHAKEN, OFFER_SHAKEN, TIME_FREED
from services.bookings.usecases.offer_freed_time import offer_freed_time
from services.bookings.usecases.settle_offers import WATCH_OVER
from services.bookings.usecases.undo_weather import finish_weather_call
from services.bookings.usecases.watch_times import finish_watch
from shared.database.work import Work
from shared.due_work import DueKind


async def offer_what_is_free(work: Work, _key: str, payload: dict[str, Any]) -> None:
    await offer_freed_time(work, payload)


async def lapse_due_offer(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await lapse_offer(work, UUID(key))


async def end_displaced_offer(work: Work, _key: str, payload: dict[str, Any]) -> None:
    await end_shaken_offer(work, UUID(payload["offer_id"]))


async def finish_due_watch(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await finish_watch(work, UUID(key))


async def firm_due_fallback(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await firm_fallback(work, UUID(key))


async def follow_changed_date(work: Work, _key: str, payload: dict[str, Any]) -> None:
    await follow_date(work, UUID(payload["fallback_id"]))


async def finish_due_weather_call(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await finish_weather_call(work, UUID(key))


WAITING_KINDS = [
    DueKind(TIME_FREED, offer_what_is_free),
    DueKind(OFFER_LAPSES, lapse_due_offer),
    DueKind(OFFER_SHAKEN, end_displaced_offer),
    DueKind(WATCH_OVER, finish_due_watch),
    DueKind(FALLBACK_FIRMS, firm_due_fallback),
    DueKind(FALLBACK_SHAKEN, follow_changed_date),
    DueKind(WEATHER_OVER, finish_due_weather_call),
]
