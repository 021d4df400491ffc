"""A place in the queue while other things happen to its booking or its member."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.standing import cases_of, decide, reinstate
from tests.bookings.test_waiting import cancel, offers_of, slot, two_in_the_queue, watched


async def queued_series(
    city: City, space: dict[str, Any], count: int = 3
) -> tuple[UUID, dict[str, Any]]:
    """A request for some days running, in the queue."""
    member = await city.admit("Xưởng chờ")
    body = city.request(space, city.at(days=7)) | {"rrule": f"FREQ=DAILY;COUNT={count}"}
    booking = await made(city.member(member).post("/v1/bookings", json=body))
    await made(city.host.post(f"/v1/bookings/{booking['id']}/queue"))
    return member, booking


async def watch_of(city: City, booking: dict[str, Any]) -> dict[str, Any]:
    params = {"booking_id": booking["id"]}
    (watch,) = (await done(city.officer.get("/v1/watches", params=params)))["items"]
    return dict(watch)


async def test_while_dates_are_asked_for_their_booking_stays_in_the_queue(city: City) -> None:
    """asked     ██    ██    ██
    declined  ██
    cancelled       ██
    offered               ██"""
    space = await city.make_space()
    member, booking = await queued_series(city, space)
    taken = await city.confirmed(space, city.at(days=9))
    first, second, third = (one["id"] for one in booking["dates"])
    url = f"/v1/bookings/{booking['id']}"
    await done(city.host.post(f"{url}/decline", json={"reason": "Không", "dates": [first]}))
    await done(city.member(member).post(f"{url}/cancel", json={"dates": [second]}))
    watch = await watch_of(city, booking)
    assert (watch["status"], len(watch["slots"])) == ("waiting", 1)

    await cancel(city, taken)
    (offer,) = await offers_of(city, member)
    assert [one["date_id"] for one in offer["times"]] == [third]


async def test_of_a_series_that_begins_unanswered_the_rest_stays_in_the_queue(city: City) -> None:
    """asked     ██    ██    ██
    taken     ██
    lapsed    ██    ==    ==      the rest is offered"""
    space = await city.make_space()
    member = await city.admit("Xưởng chờ")
    body = city.request(space, city.at(days=7)) | {"rrule": "FREQ=DAILY;COUNT=3"}
    booking = await made(city.member(member).post("/v1/bookings", json=body))
    await city.confirmed(space, city.at(days=7))
    await made(city.host.post(f"/v1/bookings/{booking['id']}/queue"))
    await city.service.do_due()
    assert await offers_of(city, member) == []
    city.service.clock.advance(timedelta(days=7))
    await city.service.do_due()
    shown = await city.booking(booking["id"])
    assert [one["status"] for one in shown["dates"]] == ["declined", "requested", "requested"]
    (offer,) = await offers_of(city, member)
    assert len(offer["times"]) == 2


async def test_a_queued_request_that_moved_waits_for_its_new_space(city: City) -> None:
    space, other = await city.make_space(), await city.make_space()
    member = await city.admit("Xưởng chờ")
    await city.confirmed(space, city.at(days=7))
    booking = await city.requested(other, city.at(days=7), member=member)
    taken = await city.confirmed(other, city.at(days=7))
    await made(city.host.post(f"/v1/bookings/{booking['id']}/queue"))
    third = await city.make_space()
    blocks = await city.requested(third, city.at(days=7))
    there = slot(city.at(days=7)) | {"space_id": third["id"]}
    url = f"/v1/bookings/{booking['id']}/reschedule"
    await done(city.member(member).post(url, json=there))
    await done(city.host.post(f"/v1/bookings/{blocks['id']}/confirm"))
    await city.service.do_due()
    assert (await watch_of(city, booking))["space_id"] == third["id"]
    await cancel(city, taken)
    assert await offers_of(city, member) == []
    await cancel(city, blocks)
    (offer,) = await offers_of(city, member)
    assert [one["space_id"] for one in offer["times"]] == [third["id"]]


async def test_a_request_that_a_worklist_cancels_holds_nothing(city: City) -> None:
    _space, taken, first, second = await two_in_the_queue(city)
    await cancel(city, taken)
    (offer,) = await offers_of(city, first)
    await done(city.member(first).post(f"/v1/offers/{offer['id']}/accept"))
    await city.suspend(first)
    (case,) = await cases_of(city)
    await decide(city, case, (case["entries"][0]["date_id"], "cancel"))
    await city.service.do_due()
    assert (await done(city.officer.get(f"/v1/offers/{offer['id']}")))["status"] == "declined"
    assert len(await offers_of(city, second)) == 1


async def test_a_member_that_is_one_again_is_offered_what_became_free_meanwhile(
    city: City,
) -> None:
    space = await city.make_space()
    taken = await city.confirmed(space, city.at(days=7))
    member = await city.admit("Xưởng chờ")
    await watched(city, member, space, slots=[slot(city.at(days=7))])
    await city.suspend(member)
    await cancel(city, taken)
    assert await offers_of(city, member) == []
    await reinstate(city, member)
    await city.service.do_due()
    assert len(await offers_of(city, member)) == 1


async def test_who_may_not_ask_does_not_ask_by_waiting(city: City) -> None:
    space = await city.make_space(no_show_minutes=30)
    taken = await city.confirmed(space, city.at(days=9))
    member = await city.admit()
    await watched(city, member, space, slots=[slot(city.at(days=9))])
    for _ in range(2):
        missed = await city.make_space(no_show_minutes=30)
        await city.confirmed(missed, city.at(days=1), member=member)
        city.service.clock.advance(timedelta(days=1, minutes=30))
        await city.service.do_due()
    body = {"activity": {"title": {"vi": "Chờ"}, "kind": "talk"}, "space_id": space["id"]}
    waits = body | {"slots": [slot(city.at(days=6, hours=0))]}
    await city.confirmed(space, city.at(days=6))
    problem = await refused(city.member(member).post("/v1/watches", json=waits))
    assert codes(problem) == ["requests_paused"]
    await cancel(city, taken)
    assert await offers_of(city, member) == []
