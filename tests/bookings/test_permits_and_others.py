"""Permits keep to the day of their activity, whichever door moves it."""

from __future__ import annotations

from typing import Any

from tests.bookings.making import City, done, made
from tests.bookings.standing import cases_of, decide, reinstate
from tests.bookings.test_permits import Desk
from tests.bookings.test_waiting import slot


async def due_by(city: City, day: str) -> list[dict[str, Any]]:
    return list((await done(city.officer.get("/v1/permits", params={"due_by": day})))["items"])


async def test_an_accepted_offer_of_a_nearer_day_calls_its_permits_to_mind(city: City) -> None:
    desk = await Desk(city).open(days=60)
    await desk.put()
    closed = {"space_id": desk.booking["space_id"], "reason_code": "maintenance"}
    await made(city.host.post("/v1/closures", json=closed | slot(city.at(days=60))))
    url = f"/v1/bookings/{desk.booking['id']}/offer"
    offer = await made(city.host.post(url, json=slot(city.at(days=30))))
    await done(desk.member.post(f"/v1/offers/{offer['id']}/accept"))
    shown = await desk.get()
    assert shown["activity_on"] == "2026-12-23"
    assert len(await due_by(city, shown["next_due_on"])) == 1
    await desk.wait_until(shown["next_due_on"])
    assert ("performance_approval", "last_day") in await desk.reminders()


async def test_a_date_that_a_closure_moves_takes_its_permits_along(city: City) -> None:
    desk = await Desk(city).open(days=60)
    await desk.put()
    (date,) = desk.booking["dates"]
    closed = {"space_id": desk.booking["space_id"], "reason_code": "maintenance"}
    moves = {"moves": [{"date_id": date["id"], **slot(city.at(days=30))}]}
    await made(city.host.post("/v1/closures", json=closed | slot(city.at(days=60)) | moves))
    await desk.wait_until((await desk.get())["next_due_on"])
    assert ("performance_approval", "last_day") in await desk.reminders()


async def test_what_was_called_off_waits_for_no_permit(city: City) -> None:
    desk = await Desk(city).open()
    day = (await desk.put())["next_due_on"]
    assert len(await due_by(city, day)) == 1
    await done(desk.member.post(f"/v1/bookings/{desk.booking['id']}/cancel"))
    assert await due_by(city, day) == []


async def test_what_is_restored_is_called_to_mind_again(city: City) -> None:
    desk = await Desk(city).open()
    day = (await desk.put())["next_due_on"]
    member = desk.booking["member_id"]
    await city.suspend(member)
    (case,) = await cases_of(city)
    await decide(city, case, (desk.booking["dates"][0]["id"], "cancel"))
    await desk.wait_until("2026-12-18")
    assert await desk.reminders() == []
    await reinstate(city, member)
    await desk.wait_until(day)
    assert ("performance_approval", "last_day") in await desk.reminders()
