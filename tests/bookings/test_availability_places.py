"""What a place must offer besides its time: set-up, accessibility, quiet, contents, equipment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.bookings.finding import free_times, within
from tests.bookings.making import City, done


async def names(city: City, start: datetime, **wish: Any) -> list[str]:
    params = within(start, 2, **wish)
    listed = (await done(city.officer.get("/v1/availability", params=params)))["items"]
    return [item["name"]["vi"] for item in listed]


async def test_room_is_that_of_the_wished_set_up(city: City) -> None:
    layouts = [{"code": "theatre", "capacity": 90}, {"code": "classroom", "capacity": 40}]
    await city.make_space(name={"vi": "Hai kiểu"}, layouts=layouts)
    await city.make_space(name={"vi": "Kiểu nào cũng được"}, capacity=60)
    start = city.at(days=7)
    assert await names(city, start, layout="theatre", capacity=80) == ["Hai kiểu"]
    assert await names(city, start, layout="classroom", capacity=50) == ["Kiểu nào cũng được"]
    assert await names(city, start, layout="standing") == ["Kiểu nào cũng được"]
    assert await names(city, start, capacity=95) == ["Hai kiểu"]


async def test_all_wished_facts_of_accessibility_must_be_answered_with_yes(city: City) -> None:
    await city.make_space(name={"vi": "A"}, accessibility={"step_free": "yes", "lift": "yes"})
    await city.make_space(name={"vi": "B"}, accessibility={"step_free": "yes", "lift": "partly"})
    await city.make_space(name={"vi": "C"})
    start = city.at(days=7)
    assert await names(city, start, accessible=["step_free"]) == ["A", "B"]
    assert await names(city, start, accessible=["step_free", "lift"]) == ["A"]


async def test_hours_in_which_the_activity_is_too_loud_are_not_offered(city: City) -> None:
    """limit          22:00 ── 55 dBA ── 06:00
    concert  ────────|                 |────
    reading  ───────────────────────────────"""
    quiet = [{"from": "22:00", "to": "06:00", "dba": 55}]
    await city.make_space(noise_limits=quiet)
    nine = city.at(days=7)
    params = within(nine, 24, length_minutes=120)
    assert await free_times(city, **params, activity_kind="concert") == [[(0, 13), (21, 24)]]
    assert await free_times(city, **params, activity_kind="exhibition") == [[(0, 24)]]
    assert await free_times(city, **params) == [[(0, 24)]]
    loud = params | {"activity_kind": "exhibition", "loudness": "amplified"}
    assert await free_times(city, **loud) == [[(0, 13), (21, 24)]]


async def test_a_place_that_refuses_the_main_content_is_not_offered(city: City) -> None:
    await city.make_space(name={"vi": "A"}, refused_contents=["commercial"])
    await city.make_space(name={"vi": "B"})
    start = city.at(days=7)
    assert await names(city, start, activity_kind="fair") == ["B"]
    assert await names(city, start, contents=["commercial"]) == ["B"]
    assert await names(city, start, activity_kind="talk") == ["A", "B"]


async def lend(city: City, name: str, stock: int) -> dict[str, Any]:
    body = {"venue_id": city.venue["id"], "name": {"vi": name}, "stock": stock}
    answer = await city.host.post("/v1/equipment", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def hold(
    city: City, space: dict[str, Any], start: datetime, things: dict[str, Any], count: int
) -> None:
    body = city.request(space, start) | {
        "equipment": [{"equipment_id": things["id"], "count": count}]
    }
    asked = await city.member(await city.admit()).post("/v1/bookings", json=body)
    assert asked.status_code == 201, asked.text
    await done(city.host.post(f"/v1/bookings/{asked.json()['id']}/confirm"))


async def test_a_time_without_enough_equipment_is_not_offered(city: City) -> None:
    """stock 10      held  ███ 6   ██ 3      (in other rooms of the venue, from hour 2 and 6)
    wished 4          ─────────────────
    wished 7          ──     ──────  ──
    wished 8          ──     ────    ──
    wished 11         the venue has not so many"""
    space = await city.make_space(name={"vi": "Phòng"}, setup_minutes=30)
    one = await city.make_space(name={"vi": "Bên cạnh"}, kind="hall")
    chairs = await lend(city, "Ghế xếp", 10)
    await lend(city, "Màn chiếu", 1)
    start = city.at(days=7)
    await hold(city, one, start + timedelta(hours=2), chairs, 6)
    await hold(city, one, start + timedelta(hours=6), chairs, 3)
    params = within(start, 12, length_minutes=30, space_id=space["id"])

    async def free(*equipment: str) -> list[list[tuple[float, float]]]:
        return await free_times(city, **params, equipment=equipment)

    assert await free("ghe xep:4") == [[(0, 12)]]
    assert await free("ghế:7") == [[(0, 2), (4.5, 12)]]
    assert await free(f"{chairs['id']}:8") == [[(0, 2), (4.5, 6), (8.5, 12)]]
    assert await free("ghế:8", "màn chiếu") == [[(0, 2), (4.5, 6), (8.5, 12)]]
    assert await free("ghế:11") == await free("ghế", "đàn") == await free("%") == []
    for wrong in (" ", ":3", "gh\0ế"):
        answer = await city.officer.get("/v1/availability", params=params | {"equipment": wrong})
        assert answer.status_code == 422
