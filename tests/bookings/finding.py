"""How tests ask for free times, and read the answers as hours from the beginning."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.bookings.making import City, done, instant


def hours_after(text: str, start: datetime) -> float:
    return (datetime.fromisoformat(text) - start).total_seconds() / 3600


def within(start: datetime, hours: float, **more: Any) -> dict[str, Any]:
    return {"from": instant(start), "to": instant(start + timedelta(hours=hours)), **more}


async def free_times(city: City, **params: Any) -> list[list[tuple[float, float]]]:
    start = datetime.fromisoformat(params["from"])
    found = await done(city.officer.get("/v1/availability", params=params))
    return [
        [
            (hours_after(time["starts_at"], start), hours_after(time["ends_at"], start))
            for time in item["free"]
        ]
        for item in found["items"]
    ]
