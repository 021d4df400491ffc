"""What tests of fair share make: seasons, rounds and wishes, and members of a ward and a field."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from shared.events.base import Bilingual, Coded
from shared.events.members import Address, MemberAdmittedV1
from shared.ids import new_id
from tests.bookings.making import POTTERY, City, done, instant, made, member_state

FIELDS = {
    "design": Coded(code="design", label=Bilingual(vi="Thiết kế", en="Design")),
    "music": Coded(code="music", label=Bilingual(vi="Âm nhạc", en="Music")),
}


async def admit(
    city: City,
    name: str,
    ward: str | None = None,
    fields: tuple[str, ...] = (),
    since: date = date(2020, 1, 1),
) -> UUID:
    """A member as the members service tells of it."""
    id = new_id()
    event = member_state(MemberAdmittedV1, id, "active", name)
    changes = {
        "address": Address(line=None, ward=ward) if ward else None,
        "fields": [FIELDS[code] for code in fields],
        "member_since": since,
    }
    await city.service.deliver(event.model_copy(update=changes))
    return id


async def open_season(
    city: City, starts_on: str = "2026-11-20", ends_on: str = "2027-02-28", **more: Any
) -> dict[str, Any]:
    body = {"name": {"vi": "Mùa đông", "en": "Winter"}, "starts_on": starts_on, "ends_on": ends_on}
    return await made(city.officer.post("/v1/seasons", json=body | more))


async def open_round(city: City, season: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Wishes are taken for two days from now."""
    body = {
        "season_id": season["id"],
        "name": {"vi": "Đợt 1"},
        "venue_ids": [city.venue["id"]],
        "opens_at": instant(city.at(0)),
        "closes_at": instant(city.at(2)),
    }
    return await made(city.officer.post("/v1/allocation-rounds", json=body | more))


def times(*starts: datetime, hours: float = 2) -> list[dict[str, str]]:
    return [
        {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=hours))}
        for start in starts
    ]


def a_wish(spaces: list[dict[str, Any]], *starts: datetime, **more: Any) -> dict[str, Any]:
    hours = more.pop("hours", 2)
    return {
        "activity": POTTERY,
        "times": times(*starts, hours=hours),
        "space_ids": [space["id"] for space in spaces],
    } | more


async def wish(
    city: City,
    round: dict[str, Any],
    member: UUID,
    spaces: list[dict[str, Any]],
    *starts: datetime,
    **more: Any,
) -> dict[str, Any]:
    body = a_wish(spaces, *starts, **more)
    url = f"/v1/allocation-rounds/{round['id']}/wishes"
    return await made(city.member(member).post(url, json=body))


async def propose(city: City, round: dict[str, Any]) -> dict[str, Any]:
    """The plan, once the time for wishes is over."""
    closes_at = datetime.fromisoformat(round["closes_at"])
    if city.service.clock.now() < closes_at:
        city.service.clock.advance(closes_at - city.service.clock.now())
    return await done(city.officer.post(f"/v1/allocation-rounds/{round['id']}/propose"))


def of(plan: dict[str, Any], wish: dict[str, Any]) -> dict[str, Any]:
    """A wish as the plan has it."""
    found: dict[str, Any] = next(one for one in plan["wishes"] if one["id"] == wish["id"])
    return found


def placed(plan: dict[str, Any], wish: dict[str, Any]) -> list[tuple[str, str]]:
    """Space and start of each place."""
    return [(one["space_id"], one["starts_at"]) for one in of(plan, wish)["places"]]


async def members(city: City, count: int) -> list[UUID]:
    return [await admit(city, f"Xưởng {number}") for number in range(count)]


def url_of(round: dict[str, Any], *more: str) -> str:
    return "/".join(("/v1/allocation-rounds", round["id"], *more))


def at(starts: Any) -> str:
    return instant(starts).replace("+00:00", "Z")
