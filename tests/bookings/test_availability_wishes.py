"""Wishes: a length within a window, first times, days of a month, what a place must offer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.bookings.api.answers.availability import FreeSpaceOut
from shared.clock import HANOI
from tests.bookings.finding import free_times, hours_after, within
from tests.bookings.making import City, codes, done, instant, refused


async def test_only_gaps_that_are_long_enough_count(city: City) -> None:
    """taken       ██    ███
    gaps     ──    ──      ──────
    3 h                    ──────"""
    space = await city.make_space()
    start = city.at(days=7)
    await city.confirmed(space, start + timedelta(hours=2), hours=2)
    await city.confirmed(space, start + timedelta(hours=6), hours=3)
    assert await free_times(city, **within(start, 15, length_minutes=120)) == [
        [(0, 2), (4, 6), (9, 15)]
    ]
    assert await free_times(city, **within(start, 15, length_minutes=180)) == [[(9, 15)]]
    assert await free_times(city, **within(start, 15, length_minutes=361)) == []


async def test_an_opening_through_midnight_is_one_time(city: City) -> None:
    """opening   |██ ██|███      (Friday 19:00-24:00, Saturday 00:00-03:00)"""
    weekend = [
        {"day": 5, "opens": "19:00", "closes": "24:00"},
        {"day": 6, "opens": "00:00", "closes": "03:00"},
    ]
    await city.make_space(opening=weekend)
    friday_nine = city.at(days=4)
    assert await free_times(city, **within(friday_nine, 48, length_minutes=480)) == [[(10, 18)]]
    assert await free_times(city, **within(friday_nine, 48, length_minutes=481)) == []


async def test_what_could_begin_at_once_begins_when_it_can_still_be_asked_for(city: City) -> None:
    city.service.clock.advance(timedelta(minutes=3, seconds=7))
    await city.make_space()
    start = city.at(days=0, hours=-1)
    params = within(start, 8, length_minutes=60)
    (found,) = (await done(city.officer.get("/v1/availability", params=params)))["items"]
    first = datetime.fromisoformat(found["first"]["starts_at"])
    assert first == city.service.clock.now() + timedelta(minutes=1, seconds=53)


async def test_the_lead_time_of_the_space_cuts_what_is_offered(city: City) -> None:
    await city.make_space(lead_hours=4)
    assert await free_times(city, **within(city.at(0), 8, length_minutes=60)) == [[(4, 8)]]
    assert await free_times(city, **within(city.at(0), 8)) == []


async def test_a_booking_of_the_whole_takes_its_parts_and_of_a_part_the_whole(city: City) -> None:
    """grounds   ██████   ·····
    stage     ██████   ██████
    lawn      ██████   ──────"""
    grounds = await city.make_space(name={"vi": "1 Khuôn viên"})
    stage = await city.make_space(name={"vi": "2 Sân khấu"}, parent_id=grounds["id"])
    await city.make_space(name={"vi": "3 Bãi cỏ"}, parent_id=grounds["id"])
    start = city.at(days=7)
    await city.confirmed(grounds, start, hours=2)
    await city.confirmed(stage, start + timedelta(hours=4), hours=2)
    assert await free_times(city, **within(start, 8, length_minutes=120)) == [
        [(2, 4), (6, 8)],
        [(2, 4), (6, 8)],
        [(2, 8)],
    ]


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({}, ["A", "B", "C"]),
        ({"indoor": "false"}, ["B"]),
        ({"indoor": "true", "capacity": 60}, ["A"]),
        ({"kind": "garden"}, ["B"]),
        ({"activity_kind": "concert"}, ["A", "B"]),
        ({"q": "bao tang b"}, ["A", "B", "C"]),
        ({"q": "vườn"}, ["B"]),
        ({"ward": "tu liem"}, ["A", "B", "C"]),
        ({"ward": "Phường Từ Liêm"}, ["A", "B", "C"]),
        ({"ward": "Cửa Nam"}, []),
    ],
)
async def test_a_place_must_offer_what_is_wished(
    city: City, wish: dict[str, Any], found: list[str]
) -> None:
    await city.make_space(name={"vi": "A Phòng"}, kind="hall", capacity=80)
    await city.make_space(name={"vi": "B Vườn"}, kind="garden", indoor=False)
    await city.make_space(name={"vi": "C Lớp"}, capacity=20, refused_kinds=["concert"])
    params = within(city.at(days=7), 2, **wish)
    listed = (await done(city.officer.get("/v1/availability", params=params)))["items"]
    assert [item["name"]["vi"][0] for item in listed] == found
    for item in listed:
        FreeSpaceOut.model_validate(item)


async def test_pages_follow_the_names(city: City) -> None:
    made = [await city.make_space(name={"vi": f"Phòng {number}"}) for number in range(5)]
    seen: list[str] = []
    params = within(city.at(days=7), 2, limit=2)
    while True:
        page = await done(city.officer.get("/v1/availability", params=params))
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert seen == [space["id"] for space in made]


async def test_first_times_come_earliest_first(city: City) -> None:
    """A  ████████──
    B  ██──────██      B is free first, C never long enough
    C  ─██─██─██─"""
    spaces = [await city.make_space(name={"vi": name}) for name in ("A", "B", "C")]
    start = city.at(days=7)
    await city.confirmed(spaces[0], start, hours=8)
    await city.confirmed(spaces[1], start, hours=2)
    await city.confirmed(spaces[1], start + timedelta(hours=8), hours=2)
    for hours in (1, 4, 7):
        await city.confirmed(spaces[2], start + timedelta(hours=hours), hours=2)
    params = within(start, 10, length_minutes=120)
    found = await done(city.officer.get("/v1/availability/first", params=params))
    assert [
        (item["name"]["vi"], hours_after(item["starts_at"], start)) for item in found["items"]
    ] == [("B", 2), ("A", 8)]


async def test_a_month_shows_on_which_days_there_is_a_time(city: City) -> None:
    """Every evening 18:00-24:00 in December; the 24th is taken, on the 31st it runs into the year.

    3 h   ──── … ████ … ────"""
    evening = [{"day": day, "opens": "18:00", "closes": "24:00"} for day in range(1, 8)]
    space = await city.make_space(opening=evening)
    await city.make_space(name={"vi": "Luôn mở"}, capacity=7)
    await city.confirmed(space, datetime(2026, 12, 24, 19, tzinfo=HANOI), hours=4)
    params = {"month": "2026-12", "length_minutes": 180}
    found = await done(city.officer.get("/v1/availability/month", params=params))
    assert [day["date"] for day in found["days"]] == [f"2026-12-{day:02}" for day in range(1, 32)]
    assert [day["spaces"] for day in found["days"]] == [2] * 23 + [1] + [2] * 7
    alone = await done(
        city.officer.get("/v1/availability/month", params=params | {"space_id": space["id"]})
    )
    days = {day["date"]: day for day in alone["days"]}
    assert days["2026-12-24"]["first"] is None
    first = datetime.fromisoformat(days["2026-12-31"]["first"]["starts_at"])
    assert first == datetime(2026, 12, 31, 18, tzinfo=HANOI)
    before = await done(
        city.officer.get("/v1/availability/month", params=params | {"month": "2026-10"})
    )
    assert {day["spaces"] for day in before["days"]} == {0}


async def test_alternatives_are_near_in_time_and_in_place(city: City) -> None:
    """wished           ??
    the stage     ── ██ ──
    next to it       ──         same venue
    elsewhere        ──         another venue, offered last"""
    stage = await city.make_space(name={"vi": "Sân khấu"})
    await city.make_space(name={"vi": "Z cạnh đó"})
    await city.make_space(name={"vi": "Vườn"}, kind="garden")
    here = city.venue
    await city.open_venue()
    await city.make_space(name={"vi": "A nơi khác"})
    city.venue = here
    start = city.at(days=7)
    await city.confirmed(stage, start, hours=2)
    params = {
        "space_id": stage["id"],
        "starts_at": instant(start),
        "ends_at": instant(start + timedelta(hours=2)),
    }
    found = await done(city.officer.get("/v1/availability/alternatives", params=params))
    assert found["wished_is_free"] is False
    assert [hours_after(one["starts_at"], start) for one in found["same_space"]] == [-2, 2]
    assert [one["name"]["vi"] for one in found["other_spaces"]] == ["Z cạnh đó", "A nơi khác"]
    problem = await refused(
        city.member(await city.admit()).post("/v1/bookings", json=city.request(stage, start))
    )
    assert problem["alternatives"]["same_space"] == found["same_space"]
    assert [one["name"]["vi"] for one in problem["alternatives"]["other_spaces"]] == [
        "Z cạnh đó",
        "A nơi khác",
    ]
    free = params | {"starts_at": instant(start + timedelta(hours=5))}
    free["ends_at"] = instant(start + timedelta(hours=7))
    assert (await done(city.officer.get("/v1/availability/alternatives", params=free)))[
        "wished_is_free"
    ]


async def test_what_is_asked_wrongly_is_told(city: City) -> None:
    start = city.at(days=7)
    get = city.officer.get
    for path, params, code in (
        ("", within(start, 2, cursor="x"), "cursor_not_readable"),
        ("", within(start, -2), "ends_before_start"),
        ("", within(start, 24 * 93), "window_too_long"),
        ("/first", within(start, -2, length_minutes=5), "ends_before_start"),
    ):
        problem = await refused(get(f"/v1/availability{path}", params=params), 422)
        assert codes(problem) == [code]
    for month in ("2026-13", "26-12", "9999-12", ""):
        await refused(get("/v1/availability/month", params={"month": month}), 422)
    times = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=1))}
    nowhere = {"space_id": "00000000-0000-7000-8000-000000000000", **times}
    await refused(get("/v1/availability/alternatives", params=nowhere), 404)
    assert (await done(get("/v1/availability", params=within(start, 1))))["items"] == []
