"""Worklists while venues change hands and members merge."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from shared.ids import new_id
from tests.bookings.making import City, done, made, refused
from tests.bookings.standing import REASON, cases_of, decide, outcomes, reinstate, suspended
from tests.bookings.test_waiting import slot
from tests.bookings.test_weather import call


async def hand_over(city: City, name: str = "next") -> httpx.AsyncClient:
    """The venue has another host, who is returned."""
    successor = new_id()
    venue = await done(city.officer.get(f"/v1/venues/{city.venue['id']}"))
    head = {"If-Match": f'"{venue["version"]}"'}
    body = {"host_id": str(successor)}
    await done(city.officer.patch(f"/v1/venues/{venue['id']}", json=body, headers=head))
    return city.service.as_("host", sub=name, host=successor)


def decision(date_id: str) -> dict[str, Any]:
    return {"decisions": [{"date_id": date_id, "decision": "keep"}], "reason": REASON}


async def test_the_next_host_of_a_venue_decides_its_worklists(city: City) -> None:
    _member, (booking,), case = await suspended(city, 10)
    following = await hand_over(city)
    url, body = f"/v1/standing-cases/{case['id']}", decision(booking["dates"][0]["id"])
    await refused(city.host.post(f"{url}/decide", json=body), 404)
    assert outcomes(await done(following.post(f"{url}/decide", json=body))) == ["kept"]
    last = await hand_over(city, "last")
    await refused(following.get(url), 404)
    body["decisions"][0]["decision"] = "cancel"
    assert outcomes(await done(last.post(f"{url}/decide", json=body))) == ["cancelled"]


async def test_what_is_restored_is_decided_by_who_hosts_the_place_now(city: City) -> None:
    member, (booking,), case = await suspended(city, 10)
    await decide(city, case, (booking["dates"][0]["id"], "cancel"))
    following = await hand_over(city)
    await reinstate(city, member)
    url = f"/v1/bookings/{booking['id']}"
    assert (await done(following.get(url)))["status"] == "confirmed"
    await refused(city.host.get(url), 404)


async def test_what_moved_to_another_venue_is_handed_over_with_that_venue(city: City) -> None:
    space = await city.make_space()
    body = {"name": {"vi": "Nhà bên"}, "host_id": str(city.host_id)}
    other = await made(city.officer.post("/v1/venues", json=body))
    annex = await city.make_space(venue_id=other["id"])
    moved = await city.confirmed(space, city.at(days=7))
    stays = await city.confirmed(space, city.at(days=8))
    there = slot(city.at(days=7)) | {"space_id": annex["id"]}
    await done(city.host.post(f"/v1/bookings/{moved['id']}/reschedule", json=there))
    following = await hand_over(city)
    assert (await done(following.get(f"/v1/bookings/{stays['id']}")))["status"] == "confirmed"
    assert (await done(city.host.get(f"/v1/bookings/{moved['id']}")))["status"] == "confirmed"


async def test_a_weather_call_of_named_places_goes_with_their_venue(city: City) -> None:
    garden = await city.make_space(indoor=False)
    await city.confirmed(garden, city.at(days=2))
    body = {key: value for key, value in call(city, 2).items() if key != "venue_id"}
    rain = await made(
        city.host.post("/v1/weather-calls", json=body | {"space_ids": [garden["id"]]})
    )
    following = await hand_over(city)
    path = f"/v1/weather-calls/{rain['id']}/undo"
    await refused(city.host.post(path, json={"reason": "Tạnh"}), 404)
    await done(following.post(path, json={"reason": "Tạnh"}))


async def bookings_of(city: City, member: UUID) -> list[dict[str, Any]]:
    params = {"member_id": str(member)}
    return list((await done(city.officer.get("/v1/bookings", params=params)))["items"])


async def test_what_comes_to_a_suspended_member_is_on_its_list(city: City) -> None:
    space, heir = await city.make_space(), await city.admit("Xưởng Lớn Mẫu")
    booking = await city.confirmed(space, city.at(days=10))
    await city.suspend(heir)
    assert await cases_of(city) == []
    await city.merge(UUID(booking["member_id"]), heir)
    (case,) = await cases_of(city)
    assert (case["member_id"], outcomes(case)) == (str(heir), ["undecided"])
    assert [one["id"] for one in await bookings_of(city, heir)] == [booking["id"]]
    city.service.clock.advance(timedelta(days=1))
    await city.merge(await city.admit(), heir)
    assert (await cases_of(city))[0]["decide_by"] == case["decide_by"]
