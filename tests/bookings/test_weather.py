"""Rain: a fallback is held softly, one call moves or calls off everything, and is undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from services.bookings.models import Claim
from shared.events.bookings import (
    BookingCalledOffV1,
    BookingCancelledV1,
    BookingMovedV1,
    BookingRescheduledV1,
)
from shared.ids import new_id
from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.test_waiting import offers_of, slot, watched


async def garden_and_hall(city: City) -> tuple[dict[str, Any], dict[str, Any]]:
    garden = await city.make_space(name={"vi": "Sân vườn"}, kind="garden", indoor=False)
    hall = await city.make_space(name={"vi": "Hội trường"}, kind="hall", indoor=True)
    return garden, hall


async def with_fallback(
    city: City, booking: dict[str, Any], hall: dict[str, Any]
) -> dict[str, Any]:
    body = {"booking_id": booking["id"], "space_id": hall["id"]}
    return await made(city.member(booking["member_id"]).post("/v1/fallbacks", json=body))


async def fallback(city: City, id: str) -> dict[str, Any]:
    await city.service.do_due()
    return await done(city.officer.get(f"/v1/fallbacks/{id}"))


def call(city: City, days: float, hours: float = 10, **more: Any) -> dict[str, Any]:
    start = city.at(days=days, hours=-1)
    reason = {"vi": "Mưa to", "en": "Heavy rain"}
    return {"venue_id": city.venue["id"], "reason": reason, **slot(start, hours), **more}


async def test_a_soft_fallback_gives_way_to_a_booking(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    booking = await city.confirmed(garden, city.at(days=7))
    held = await with_fallback(city, booking, hall)
    assert held["status"] == "soft"
    elsewhen = await city.confirmed(hall, city.at(days=7, hours=4))
    assert elsewhen["status"] == "confirmed"
    assert (await fallback(city, held["id"]))["status"] == "soft"
    await city.confirmed(hall, city.at(days=7, hours=1))
    assert (await fallback(city, held["id"]))["status"] == "lost"


async def test_near_the_day_it_is_firm_and_after_the_start_it_is_free(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    booking = await city.confirmed(garden, city.at(days=7))
    held = await with_fallback(city, booking, hall)
    rival = await city.requested(hall, city.at(days=7))
    city.service.clock.advance(timedelta(days=4))
    assert (await fallback(city, held["id"]))["status"] == "firm"
    problem = await refused(city.host.post(f"/v1/bookings/{rival['id']}/confirm"))
    assert codes(problem) == ["space_taken"]
    released = await done(
        city.member(booking["member_id"]).post(f"/v1/fallbacks/{held['id']}/release")
    )
    assert released["status"] == "released"
    await done(city.host.post(f"/v1/bookings/{rival['id']}/confirm"))


async def test_a_fallback_goes_along_with_its_date_and_ends_with_it(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    booking = await city.confirmed(garden, city.at(days=7))
    held = await with_fallback(city, booking, hall)
    path = f"/v1/bookings/{booking['id']}"
    await done(city.host.post(f"{path}/reschedule", json=slot(city.at(days=8))))
    moved = await fallback(city, held["id"])
    assert (moved["status"], moved["starts_at"]) == (
        "soft",
        slot(city.at(days=8))["starts_at"].replace("+00:00", "Z"),
    )
    async with city.service.database.sessions() as session:
        during = await session.scalar(select(Claim.during).where(Claim.kind == "fallback"))
    assert during is not None
    assert during.lower == city.at(days=8)
    await done(city.host.post(f"{path}/cancel", json={"reason": "Đổi"}))
    assert (await fallback(city, held["id"]))["status"] == "lost"


async def test_what_cannot_be_a_fallback_is_refused_with_every_reason(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    lawn = await city.make_space(name={"vi": "Bãi cỏ"}, indoor=False, capacity=5)
    first = await city.confirmed(garden, city.at(days=7))
    second = await city.confirmed(lawn, city.at(days=7), expected_audience=3)
    member = city.member(first["member_id"])
    body = {"booking_id": first["id"], "space_id": lawn["id"]}
    problem = await refused(member.post("/v1/fallbacks", json=body))
    assert {"fallback_outdoors", "too_many_people", "space_taken"} <= set(codes(problem))
    held = await with_fallback(city, first, hall)
    twice = await refused(member.post("/v1/fallbacks", json=body | {"space_id": hall["id"]}))
    assert (codes(twice), twice["fallback_id"]) == (["fallback_exists"], held["id"])
    taken = await refused(
        city.host.post("/v1/fallbacks", json={"booking_id": second["id"], "space_id": hall["id"]})
    )
    assert codes(taken) == ["fallback_taken"]


async def test_one_call_moves_what_has_a_fallback_and_calls_off_the_rest(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    lawn = await city.make_space(name={"vi": "Bãi cỏ"}, indoor=False)
    moves = await city.confirmed(garden, city.at(days=2))
    await with_fallback(city, moves, hall)
    off = await city.confirmed(lawn, city.at(days=2))
    inside = await city.confirmed(hall, city.at(days=2, hours=4))
    later = await city.confirmed(garden, city.at(days=3))

    preview = await done(city.host.post("/v1/weather-calls?dry_run=true", json=call(city, 2)))
    touches = preview["result"]["touches"]
    assert (touches["bookings"], touches["members"]) == (2, 2)
    assert "2 đặt chỗ" in touches["sentence"]
    assert (await city.booking(off["id"]))["status"] == "confirmed"

    made_call = await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    outcomes = {one["booking_id"]: one["outcome"] for one in made_call["effects"]}
    assert outcomes == {moves["id"]: "moved", off["id"]: "called_off"}
    shown = await city.booking(moves["id"])
    assert shown["status"] == "confirmed"
    assert shown["dates"][0]["space_id"] == hall["id"]
    assert (await city.booking(off["id"]))["status"] == "displaced"
    for untouched in (inside, later):
        assert (await city.booking(untouched["id"]))["status"] == "confirmed"
    (moved,) = await city.service.published(BookingMovedV1)
    assert (str(moved.id), moved.space.name) == (moves["id"], "Hội trường")
    (letter,) = await city.service.published(BookingCalledOffV1)
    assert (str(letter.id), letter.reason) == (off["id"], "Mưa to")


async def test_an_undone_call_brings_back_what_is_still_free(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    lawn = await city.make_space(name={"vi": "Bãi cỏ"}, indoor=False)
    moves = await city.confirmed(garden, city.at(days=2))
    held = await with_fallback(city, moves, hall)
    off = await city.confirmed(lawn, city.at(days=2))
    made_call = await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    stranger = city.service.as_("host", sub="stranger", host=new_id())
    path = f"/v1/weather-calls/{made_call['id']}/undo"
    await refused(stranger.post(path, json={"reason": "x"}), 404)

    undone = await done(city.host.post(path, json={"reason": "Trời tạnh"}))

    assert undone["status"] == "undone"
    assert all(one["undone"] for one in undone["effects"])
    assert (await city.booking(moves["id"]))["dates"][0]["space_id"] == garden["id"]
    assert (await city.booking(off["id"]))["status"] == "confirmed"
    assert (await fallback(city, held["id"]))["status"] == "firm"
    again = await refused(city.host.post(path, json={"reason": "x"}))
    assert codes(again) == ["wrong_status"]


async def test_an_undone_call_leaves_indoors_what_has_lost_its_place(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    moves = await city.confirmed(garden, city.at(days=2))
    await with_fallback(city, moves, hall)
    made_call = await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    brave = await city.confirmed(garden, city.at(days=2))
    path = f"/v1/weather-calls/{made_call['id']}/undo"
    undone = await done(city.host.post(path, json={"reason": "Trời tạnh"}))
    assert [one["undone"] for one in undone["effects"]] == [False]
    assert (await city.booking(moves["id"]))["dates"][0]["space_id"] == hall["id"]
    assert (await city.booking(brave["id"]))["status"] == "confirmed"


async def test_when_the_rain_is_over_what_found_no_place_is_cancelled_without_a_second_letter(
    city: City,
) -> None:
    garden, _hall = await garden_and_hall(city)
    off = await city.confirmed(garden, city.at(days=2))
    await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    city.service.clock.advance(timedelta(days=3))
    await city.service.do_due()
    assert (await city.booking(off["id"]))["status"] == "cancelled"
    assert len(await city.service.published(BookingCalledOffV1)) == 1
    states = [event.status.code for event in await city.service.published(BookingCancelledV1)]
    assert states[-1] == "cancelled"


async def test_of_a_series_only_the_dates_in_the_rain_move(city: City) -> None:
    garden, _hall = await garden_and_hall(city)
    member = await city.admit()
    body = city.request(garden, city.at(days=2)) | {"rrule": "FREQ=DAILY;COUNT=3"}
    booking = await made(city.member(member).post("/v1/bookings", json=body))
    await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
    await made(city.host.post("/v1/weather-calls", json=call(city, 3, remedy="cancel")))
    shown = await city.booking(booking["id"])
    assert [date["status"] for date in shown["dates"]] == ["confirmed", "displaced", "confirmed"]
    assert len(await city.service.published(BookingRescheduledV1)) == 1


async def test_nobody_is_offered_what_the_rain_made_free(city: City) -> None:
    garden, _hall = await garden_and_hall(city)
    await city.confirmed(garden, city.at(days=2))
    member = await city.admit("Xưởng chờ")
    await watched(city, member, garden, slots=[slot(city.at(days=2))])
    await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    await city.service.do_due()
    assert await offers_of(city, member) == []


async def test_a_call_names_outdoor_places_of_one_host_and_a_time_that_is_not_over(
    city: City,
) -> None:
    hall = await city.make_space(indoor=True)
    body = call(city, 2)
    inside = {key: value for key, value in body.items() if key != "venue_id"}
    await refused(city.host.post("/v1/weather-calls", json=inside), 422)
    problem = await refused(
        city.host.post("/v1/weather-calls", json=inside | {"space_ids": [hall["id"]]})
    )
    assert codes(problem) == ["nothing_outdoors"]
    await city.make_space(indoor=False)
    late = await refused(city.host.post("/v1/weather-calls", json=call(city, -20, 24 * 15)))
    assert codes(late) == ["already_over", "weather_call_too_long"]
    stranger = city.service.as_("host", sub="stranger", host=new_id())
    refusal = await refused(stranger.post("/v1/weather-calls", json=body), 403)
    assert codes(refusal) == ["not_host_of_venue"]
    await refused(
        city.officer.post("/v1/weather-calls", json=body | {"venue_id": str(new_id())}), 404
    )
