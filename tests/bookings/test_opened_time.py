"""Whatever makes time free, not only who gives it up, has it offered to those who wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.bookings.regulations.places import POLICIES, read_policies
from tests.bookings.making import City, done, instant, made
from tests.bookings.test_place_rules import change, venue_of
from tests.bookings.test_waiting import cancel, offers_of, slot, watched
from tests.bookings.test_weather import call, garden_and_hall, with_fallback

DAY = [{"day": day, "opens": "08:00", "closes": "17:00"} for day in range(1, 8)]
LONGER = [{"day": day, "opens": "08:00", "closes": "22:00"} for day in range(1, 8)]


async def waiting_for_the_evening(city: City, **rules: Any) -> tuple[dict[str, Any], UUID]:
    """
    open     08 ▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 17
    taken    08 ▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 17
    waits       09 ──────────────────── 22     for two hours on that day
    """
    space = await city.make_space(**rules)
    await city.confirmed(space, city.at(days=7, hours=-1), 9)
    member = await city.admit("Xưởng chờ")
    await watched(
        city,
        member,
        space,
        length_minutes=120,
        starts_at=instant(city.at(days=7)),
        ends_at=instant(city.at(days=7, hours=13)),
    )
    await city.service.do_due()
    assert await offers_of(city, member) == []
    return space, member


async def offered_the_evening(city: City, member: UUID) -> None:
    await city.service.do_due()
    (offer,) = await offers_of(city, member)
    assert offer["times"][0]["starts_at"] == instant(city.at(days=7, hours=8)).replace(
        "+00:00", "Z"
    )


async def test_longer_weekly_hours_of_a_space(city: City) -> None:
    space, member = await waiting_for_the_evening(city, opening=DAY)
    await change(city, f"/v1/spaces/{space['id']}", {"opening": LONGER})
    await offered_the_evening(city, member)


async def test_a_season_of_the_venue(city: City) -> None:
    await change(city, venue_of(city), {"rules": {"opening": DAY}})
    _space, member = await waiting_for_the_evening(city)
    winter = {"from": "11-15", "to": "02-15", "opening": LONGER}
    await change(city, venue_of(city), {"rules": {"seasons": [winter]}})
    await offered_the_evening(city, member)


async def test_a_day_with_other_hours(city: City) -> None:
    space, member = await waiting_for_the_evening(city, opening=DAY)
    body = {
        "space_id": space["id"],
        "first_day": "2026-11-30",
        "windows": [{"opens": "08:00", "closes": "22:00"}],
        "reason": {"vi": "Mở thêm buổi tối"},
    }
    await made(city.host.post("/v1/opening-exceptions", json=body))
    await offered_the_evening(city, member)


async def test_a_day_that_is_not_closed_after_all(city: City) -> None:
    space = await city.make_space()
    taken = await city.confirmed(space, city.at(days=7))
    member = await city.admit()
    await watched(city, member, space, slots=[slot(city.at(days=7))])
    closed = {"space_id": space["id"], "first_day": "2026-11-30", "reason": {"vi": "Bảo trì"}}
    exception = await made(
        city.host.post("/v1/opening-exceptions", json=closed | {"keep_confirmed": True})
    )
    await cancel(city, taken)
    assert await offers_of(city, member) == []
    await done(city.host.post(f"/v1/opening-exceptions/{exception['id']}/withdraw"))
    await city.service.do_due()
    assert len(await offers_of(city, member)) == 1


async def test_a_rule_that_is_relaxed(city: City) -> None:
    quiet = [{"from": "17:00", "to": "22:00", "dba": 40}]
    space, member = await waiting_for_the_evening(city, opening=LONGER, noise_limits=quiet)
    await change(city, f"/v1/spaces/{space['id']}", {"noise_limits": []})
    await offered_the_evening(city, member)


async def test_a_policy_that_comes_with_a_new_version_of_the_service(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(POLICIES, "street", _street([DAY]))
    _space, member = await waiting_for_the_evening(city, policy="street")
    monkeypatch.setitem(POLICIES, "street", _street([DAY, LONGER]))
    await city.make_space(name={"vi": "Nơi khác"}, policy="street")  # as a start reads it anew
    begin = city.at(days=0)
    city.service.clock.advance(timedelta(hours=25))
    await city.service.do_due()
    (offer,) = await offers_of(city, member)
    evening = begin + timedelta(days=7, hours=8)
    assert offer["times"][0]["starts_at"] == instant(evening).replace("+00:00", "Z")


def _street(weeks: list[list[dict[str, Any]]]) -> Any:
    """The second week holds from the day on which the member waits for the evening."""
    version = {"refused_contents": [], "source": "", "checked_on": "2026-11-23"}
    days = ("2024-01-01", "2026-11-30")
    versions = [
        version | {"from": day, "opening": week} for day, week in zip(days, weeks, strict=False)
    ]
    policy = {"code": "street", "vi": "Phố", "en": "Street", "versions": versions}
    return read_policies({"policies": [policy]})["street"]


async def test_a_new_space_that_fits(city: City) -> None:
    taken = await city.make_space()
    await city.confirmed(taken, city.at(days=7))
    member = await city.admit()
    await watched(city, member, kind="stage", slots=[slot(city.at(days=7))])
    await city.service.do_due()
    space = await city.make_space(name={"vi": "Sân khấu mới"})
    await city.service.do_due()
    (offer,) = await offers_of(city, member)
    assert offer["times"][0]["space_id"] == space["id"]


async def test_a_whole_whose_taken_part_goes_elsewhere(city: City) -> None:
    grounds = await city.make_space(kind="grounds")
    stage = await city.make_space(parent_id=grounds["id"])
    await city.make_space(parent_id=grounds["id"])
    await city.confirmed(stage, city.at(days=7))
    member = await city.admit()
    await watched(city, member, grounds, slots=[slot(city.at(days=7))])
    await change(city, f"/v1/spaces/{stage['id']}", {"parent_id": None})
    await city.service.do_due()
    assert len(await offers_of(city, member)) == 1


async def test_a_closure_that_is_taken_back(city: City) -> None:
    space = await city.make_space()
    closing = {"space_id": space["id"], "reason_code": "safety", **slot(city.at(days=6), 72)}
    closure = await made(city.host.post("/v1/closures", json=closing))
    member = await city.admit()
    await watched(city, member, space, slots=[slot(city.at(days=7))])
    await done(city.host.post(f"/v1/closures/{closure['id']}/end"))
    await city.service.do_due()
    assert len(await offers_of(city, member)) == 1


async def test_rain_that_does_not_come(city: City) -> None:
    garden, _hall = await garden_and_hall(city)
    taken = await city.confirmed(garden, city.at(days=7))
    member = await city.admit()
    await watched(city, member, garden, slots=[slot(city.at(days=7))])
    weather = await made(city.host.post("/v1/weather-calls", json=call(city, 7)))
    await cancel(city, taken)
    assert await offers_of(city, member) == []
    await done(
        city.host.post(f"/v1/weather-calls/{weather['id']}/undo", json={"reason": "Nắng rồi"})
    )
    await city.service.do_due()
    assert len(await offers_of(city, member)) == 1


async def test_a_fallback_that_is_not_needed(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    booking = await city.confirmed(garden, city.at(days=2))
    held = await with_fallback(city, booking, hall)
    assert held["status"] == "firm"
    member = await city.admit()
    await watched(city, member, hall, slots=[slot(city.at(days=2))])
    await city.service.do_due()
    assert await offers_of(city, member) == []
    owner = city.member(booking["member_id"])
    await done(owner.post(f"/v1/fallbacks/{held['id']}/release"))
    await city.service.do_due()
    assert len(await offers_of(city, member)) == 1
