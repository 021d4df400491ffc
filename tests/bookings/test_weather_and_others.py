"""Rain meets what other parts of the service do: stock, offers, moves, check-in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shared.events.bookings import BookingNoShowV1
from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.test_stock import chairs, wanting
from tests.bookings.test_waiting import slot
from tests.bookings.test_weather import call, fallback, garden_and_hall, with_fallback


async def undo(city: City, call: dict[str, Any]) -> dict[str, Any]:
    path = f"/v1/weather-calls/{call['id']}/undo"
    return await done(city.host.post(path, json={"reason": "Trời tạnh"}))


async def lent(
    city: City, space: dict[str, Any], things: dict[str, Any], hours: float
) -> dict[str, Any]:
    """Two hours with all the chairs there are."""
    body = city.request(space, city.at(days=2, hours=hours)) | wanting(things, 10)
    member = await city.admit()
    booking = await made(city.member(member).post("/v1/bookings", json=body))
    return await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))


async def test_what_cannot_borrow_at_home_any_more_stays_indoors(city: City) -> None:
    """garden     ▒▒██     with an hour of set-up
    hall            ██     without
    others      ██         the same chairs, lent meanwhile"""
    garden = await city.make_space(indoor=False, setup_minutes=60)
    hall, stage = await city.make_space(indoor=True), await city.make_space()
    things = await chairs(city)
    moves = await lent(city, garden, things, hours=2)
    held = await with_fallback(city, moves, hall)
    rain = await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    await lent(city, stage, things, hours=0)

    undone = await undo(city, rain)

    assert [one["undone"] for one in undone["effects"]] == [False]
    there = await city.booking(moves["id"])
    assert (there["status"], there["dates"][0]["space_id"]) == ("confirmed", hall["id"])
    assert (await fallback(city, held["id"]))["status"] == "used"
    taken = await refused(
        city.member(moves["member_id"]).post(
            "/v1/bookings", json=city.request(hall, city.at(days=2, hours=2))
        )
    )
    assert codes(taken) == ["space_taken"]


async def test_a_date_that_left_its_fallback_may_have_another_one(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    booking = await city.confirmed(garden, city.at(days=2))
    used = await with_fallback(city, booking, hall)
    await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    assert (await fallback(city, used["id"]))["status"] == "used"
    later = slot(city.at(days=9)) | {"space_id": garden["id"]}
    await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=later))
    assert (await fallback(city, used["id"]))["status"] == "lost"
    assert (await with_fallback(city, booking, hall))["status"] == "soft"


async def test_who_is_offered_another_time_has_until_the_offer_ends(city: City) -> None:
    garden, _hall = await garden_and_hall(city)
    takes = await city.confirmed(garden, city.at(days=2))
    waits = await city.confirmed(garden, city.at(days=2, hours=3))
    await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    offers = []
    for days, booking in ((12, takes), (13, waits)):
        until = {"held_until": slot(city.at(days=5))["starts_at"]}
        url = f"/v1/bookings/{booking['id']}/offer"
        offers.append(await made(city.host.post(url, json=slot(city.at(days=days)) | until)))
    city.service.clock.advance(timedelta(days=4))
    await city.service.do_due()
    assert (await city.booking(takes["id"]))["status"] == "displaced"

    member = city.member(takes["member_id"])
    await done(member.post(f"/v1/offers/{offers[0]['id']}/accept"))
    city.service.clock.advance(timedelta(days=1))
    await city.service.do_due()
    assert (await city.booking(takes["id"]))["status"] == "confirmed"
    assert (await city.booking(waits["id"]))["status"] == "cancelled"


async def test_what_comes_back_is_not_offered_elsewhere_any_more(city: City) -> None:
    garden, _hall = await garden_and_hall(city)
    booking = await city.confirmed(garden, city.at(days=2))
    rain = await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    url = f"/v1/bookings/{booking['id']}/offer"
    offer = await made(city.host.post(url, json=slot(city.at(days=9))))
    await undo(city, rain)
    assert (await city.booking(booking["id"]))["status"] == "confirmed"
    given_up = await done(city.officer.get(f"/v1/offers/{offer['id']}"))
    assert given_up["status"] == "withdrawn"
    await city.confirmed(garden, city.at(days=9))


async def test_a_reopened_space_takes_back_what_was_offered_elsewhere(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=2))
    closed = {"space_id": space["id"], "reason_code": "maintenance", **slot(city.at(days=2))}
    closure = await made(city.host.post("/v1/closures", json=closed))
    url = f"/v1/bookings/{booking['id']}/offer"
    offer = await made(city.host.post(url, json=slot(city.at(days=9))))
    await done(city.host.post(f"/v1/closures/{closure['id']}/end"))
    assert (await city.booking(booking["id"]))["status"] == "confirmed"
    assert (await done(city.officer.get(f"/v1/offers/{offer['id']}")))["status"] == "withdrawn"


async def test_whoever_is_called_back_after_the_start_has_time_to_check_in(city: City) -> None:
    garden = await city.make_space(indoor=False, no_show_minutes=30)
    booking = await city.confirmed(garden, city.at(days=2), hours=4)
    rain = await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    city.service.clock.advance(timedelta(days=2, hours=1))
    await undo(city, rain)
    city.service.clock.advance(timedelta(minutes=29))
    await city.service.do_due()
    assert await city.service.published(BookingNoShowV1) == []
    await done(city.host.post(f"/v1/bookings/{booking['id']}/check-in"))
