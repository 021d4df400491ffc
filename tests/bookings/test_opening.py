"""Opening hours day by day, and single days that a host publishes."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

from tests.bookings.making import City, codes, done, instant, made, refused

TUESDAY = date(2026, 11, 24)
AFTERNOON = {"windows": [{"opens": "13:00", "closes": "22:00"}], "reason": {"vi": "Bảo trì"}}
OFFICE = [{"day": day, "opens": "08:00", "closes": "17:00"} for day in range(1, 6)]


def days(place: dict[str, str], first: date, last: date | None = None, **more: Any) -> Any:
    body = {**place, "first_day": first.isoformat(), **AFTERNOON, **more}
    return body | ({"last_day": last.isoformat()} if last else {})


async def hours(city: City, space: dict[str, Any], **query: str) -> dict[str, Any]:
    path = f"/v1/spaces/{space['id']}/opening"
    found = await done(city.service.http.get(path, params=query))
    return {one["day"]: one for one in found["items"]}


async def test_a_published_day_is_seen_by_everyone_and_held_against_requests(city: City) -> None:
    space = await city.make_space(opening=OFFICE)
    body = days({"space_id": space["id"]}, TUESDAY)
    await made(city.host.post("/v1/opening-exceptions", json=body))
    found = await hours(city, space)
    assert len(found) == 14
    assert found["2026-11-24"]["windows"] == [{"opens": "13:00", "closes": "22:00"}]
    assert found["2026-11-24"]["reason"]["vi"] == "Bảo trì"
    assert found["2026-11-24"]["because"] == "exception"
    assert found["2026-11-25"]["because"] == "week"
    assert found["2026-11-28"]["windows"] == []

    member = city.member(await city.admit())
    morning = city.request(space, city.at(days=1))
    problem = await refused(member.post("/v1/bookings", json=morning))
    assert codes(problem) == ["outside_opening_hours"]
    window = {"from": instant(city.at(days=1)), "to": instant(city.at(days=1, hours=1))}
    assert (await done(member.get("/v1/availability", params=window)))["items"] == []
    evening = city.request(space, city.at(days=1, hours=9))
    await made(member.post("/v1/bookings", json=evening))


async def test_a_day_of_the_venue_holds_for_all_and_one_of_a_space_for_its_parts(
    city: City,
) -> None:
    grounds = await city.make_space(kind="grounds")
    stage = await city.make_space(parent_id=grounds["id"])
    hall = await city.make_space(kind="hall")
    of_venue = days({"venue_id": city.venue["id"]}, TUESDAY, windows=[])
    await made(city.host.post("/v1/opening-exceptions", json=of_venue))
    of_grounds = days({"space_id": grounds["id"]}, TUESDAY)
    exception = await made(city.host.post("/v1/opening-exceptions", json=of_grounds))
    for space, open_at in ((grounds, 1), (stage, 1), (hall, 0)):
        found = await hours(city, space)
        assert len(found["2026-11-24"]["windows"]) == open_at
    plug = await city.make_space(parent_id=stage["id"])
    assert len((await hours(city, plug))["2026-11-24"]["windows"]) == 1

    params = {"space_id": plug["id"]}
    listed = await done(city.service.http.get("/v1/opening-exceptions", params=params))
    assert len(listed["items"]) == 2
    await done(city.host.post(f"/v1/opening-exceptions/{exception['id']}/withdraw"))
    for space in (grounds, stage, plug):
        assert (await hours(city, space))["2026-11-24"]["windows"] == []
    again = city.host.post(f"/v1/opening-exceptions/{exception['id']}/withdraw")
    assert codes(await refused(again)) == ["exception_withdrawn"]
    moved = {"parent_id": None}
    path = f"/v1/spaces/{stage['id']}"
    await made(city.host.post("/v1/opening-exceptions", json=of_grounds))
    await done(city.host.patch(path, json=moved, headers={"If-Match": "*"}))
    assert (await hours(city, stage))["2026-11-24"]["windows"] == []
    assert (await hours(city, plug))["2026-11-24"]["windows"] == []


async def test_what_is_confirmed_is_not_left_outside_unnoticed(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=1))
    inside = await city.confirmed(space, city.at(days=1, hours=6))
    body = days({"space_id": space["id"]}, TUESDAY)
    problem = await refused(city.host.post("/v1/opening-exceptions", json=body))
    assert codes(problem) == ["confirmed_outside"]
    assert [one["booking_id"] for one in problem["in_the_way"]] == [booking["id"]]
    assert (await hours(city, space))["2026-11-24"]["because"] == "always"

    kept = await made(
        city.host.post("/v1/opening-exceptions", json=body | {"keep_confirmed": True})
    )
    assert [one["booking_id"] for one in kept["outside"]] == [booking["id"]]
    assert (await city.booking(inside["id"]))["status"] == "confirmed"
    assert (await city.booking(booking["id"]))["status"] == "confirmed"


async def test_one_day_has_one_exception_also_when_two_publish_at_once(city: City) -> None:
    space = await city.make_space()
    body = days({"space_id": space["id"]}, TUESDAY, TUESDAY + timedelta(days=2))
    answers = await asyncio.gather(
        *(city.host.post("/v1/opening-exceptions", json=body) for _ in range(8))
    )
    assert sorted(one.status_code for one in answers) == [201, *[409] * 7]
    lost = next(one for one in answers if one.status_code == 409)
    assert codes(lost.json()) == ["exception_overlaps"]


async def test_every_wrong_day_is_told(city: City) -> None:
    space = await city.make_space()
    place = {"space_id": space["id"]}
    late = days(place, TUESDAY - timedelta(days=5), TUESDAY + timedelta(days=200))
    problem = await refused(city.host.post("/v1/opening-exceptions", json=late))
    assert codes(problem) == ["exception_over", "exception_too_long"]
    two = days(place | {"venue_id": city.venue["id"]}, TUESDAY)
    assert codes(await refused(city.host.post("/v1/opening-exceptions", json=two), 422)) == [
        "place_to_name"
    ]
    back = days(place, TUESDAY, TUESDAY - timedelta(days=1))
    assert codes(await refused(city.host.post("/v1/opening-exceptions", json=back), 422)) == [
        "ends_before_start"
    ]
    stranger = city.service.as_("host", host=space["id"])
    mine = stranger.post("/v1/opening-exceptions", json=days(place, TUESDAY))
    assert codes(await refused(mine, 403)) == ["not_host_of_venue"]
    window = {"from": "2026-11-24", "to": "2028-11-24"}
    path = f"/v1/spaces/{space['id']}/opening"
    problem = await refused(city.service.http.get(path, params=window), 422)
    assert codes(problem) == ["window_too_long"]


async def test_a_space_offered_while_a_day_is_published_knows_it(city: City) -> None:
    """Whoever is second waits for the first: no space is forgotten."""
    body = days({"venue_id": city.venue["id"]}, TUESDAY)
    made_space, answer = await asyncio.gather(
        city.make_space(), city.host.post("/v1/opening-exceptions", json=body)
    )
    assert answer.status_code == 201
    assert (await hours(city, made_space))["2026-11-24"]["because"] == "exception"
