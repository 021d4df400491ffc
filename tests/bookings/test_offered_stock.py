"""Equipment that goes with an offer is held with it, and given back when the offer is over."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from services.bookings.queries.stock import find_held
from services.bookings.usecases import take_stock
from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.test_stock import ask, chairs, held
from tests.bookings.test_waiting import cancel, offers_of, slot


async def offer(city: City, booking: dict[str, Any], days: float, **more: Any) -> dict[str, Any]:
    path = f"/v1/bookings/{booking['id']}/offer"
    return await made(city.host.post(path, json=slot(city.at(days=days)) | more))


def confirm(city: City, booking: dict[str, Any]) -> Any:
    return city.host.post(f"/v1/bookings/{booking['id']}/confirm")


async def rival(city: City, stock: dict[str, Any], count: int, days: float) -> dict[str, Any]:
    """A request in a stage of its own: only the equipment can be short."""
    space = await city.make_space()
    booking = await ask(city, space, stock, count)
    times = slot(city.at(days=days))
    return await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=times))


async def test_an_offer_holds_its_equipment_until_it_is_declined(city: City) -> None:
    stock = await chairs(city)
    booking = await ask(city, await city.make_space(), stock, 7)
    other = await rival(city, stock, 4, days=8)
    offered = await offer(city, booking, days=8)
    assert offered["equipment"] == {stock["id"]: 7}

    problem = await refused(confirm(city, other))
    assert codes(problem) == ["equipment_short"]
    times = slot(city.at(days=8))
    free = {"from": times["starts_at"], "to": times["ends_at"], "equipment": "ghế:4"}
    listed = await done(city.host.get("/v1/availability", params=free))
    assert listed["items"] == []

    member = city.member(booking["member_id"])
    await done(member.post(f"/v1/offers/{offered['id']}/decline"))
    assert await held(city) == 0
    await done(confirm(city, other))


async def test_an_offer_that_lapses_gives_its_equipment_back(city: City) -> None:
    stock = await chairs(city)
    booking = await ask(city, await city.make_space(), stock, 7)
    other = await rival(city, stock, 4, days=8)
    offered = await offer(city, booking, days=8)
    until = datetime.fromisoformat(offered["held_until"])
    city.service.clock.advance(until - city.service.clock.now())
    await done(confirm(city, other))  # it is over before anybody has cleared it away
    await city.service.do_due()
    assert await held(city) == 4


async def test_what_is_accepted_is_held_for_good(city: City) -> None:
    stock = await chairs(city)
    booking = await ask(city, await city.make_space(), stock, 7)
    offered = await offer(city, booking, days=8)
    await done(city.member(booking["member_id"]).post(f"/v1/offers/{offered['id']}/accept"))
    city.service.clock.advance(city.at(days=3) - city.at(days=0))
    await city.service.do_due()
    assert await held(city) == 7
    other = await rival(city, stock, 3, days=5)
    await done(confirm(city, other))
    assert await held(city) == 10


async def test_what_is_not_there_is_not_offered(city: City) -> None:
    stock = await chairs(city)
    await done(confirm(city, await rival(city, stock, 7, days=8)))
    booking = await ask(city, await city.make_space(), stock, 4)
    path = f"/v1/bookings/{booking['id']}/offer"
    problem = await refused(city.host.post(path, json=slot(city.at(days=8))))
    assert codes(problem) == ["equipment_short"]
    assert await held(city) == 7


async def queued(city: City, stock: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two that ask for one stage; the second wants chairs and stands in the queue."""
    space = await city.make_space()
    first = await city.requested(space, city.at(days=7), title={"vi": "Trước"})
    second = await ask(city, space, stock, 7)
    body = {"others": {"queue": True}}
    await done(city.host.post(f"/v1/bookings/{first['id']}/confirm", json=body))
    return first, second


@pytest.mark.parametrize("how", ["cancelled", "bought", "declined"])
async def test_a_queued_request_is_offered_its_time_when_its_equipment_is_there(
    city: City, how: str
) -> None:
    stock = await chairs(city)
    first, second = await queued(city, stock)
    elsewhere = await rival(city, stock, 4, days=20)
    if how == "declined":
        offered = await offer(city, elsewhere, days=7)
    else:
        await done(
            city.host.post(f"/v1/bookings/{elsewhere['id']}/reschedule", json=slot(city.at(days=7)))
        )
        await done(confirm(city, elsewhere))
    await cancel(city, first)
    assert await offers_of(city, second["member_id"]) == []

    if how == "cancelled":
        await cancel(city, elsewhere)
    elif how == "declined":
        member = city.member(elsewhere["member_id"])
        await done(member.post(f"/v1/offers/{offered['id']}/decline"))
    else:
        url, head = f"/v1/equipment/{stock['id']}", {"If-Match": "*"}
        await done(city.host.patch(url, json={"stock": 11}, headers=head))
    await city.service.do_due()
    (found,) = await offers_of(city, second["member_id"])
    assert found["equipment"] == {stock["id"]: 7}
    await done(city.member(second["member_id"]).post(f"/v1/offers/{found['id']}/accept"))
    assert (await city.booking(second["id"]))["status"] == "confirmed"


async def race(city: City, stock: dict[str, Any], rivals: int) -> list[Any]:
    """Offers in different spaces that want three chairs each, made at once."""
    asked = [await ask(city, await city.make_space(), stock, 3) for _ in range(rivals)]
    host, body = city.host, slot(city.at(days=8))
    return await asyncio.gather(
        *(host.post(f"/v1/bookings/{one['id']}/offer", json=body) for one in asked)
    )


async def test_of_twelve_offers_of_three_of_ten_chairs_three_stand(city: City) -> None:
    answers = await race(city, await chairs(city), 12)
    assert Counter(one.status_code for one in answers) == {201: 3, 409: 9}
    told = {tuple(codes(one.json())) for one in answers if one.status_code == 409}
    assert told == {("equipment_short",)}
    assert await held(city) == 9


async def test_without_the_lock_on_the_stock_more_is_offered_than_there_is(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: the rig fails when the guard is off."""
    ready, looked = asyncio.Event(), Counter[str]()

    async def without_lock(_work: Any, ids: set[Any]) -> dict[Any, int]:
        return dict.fromkeys(ids, 10)

    async def together(*arguments: Any, **more: Any) -> Any:
        found = await find_held(*arguments, **more)
        looked["all"] += 1
        if looked["all"] >= 8:
            ready.set()
        await asyncio.wait_for(ready.wait(), 10)
        return found

    stock = await chairs(city)
    asked = [await ask(city, await city.make_space(), stock, 3) for _ in range(8)]
    monkeypatch.setattr(take_stock, "_lock_stocks", without_lock)
    monkeypatch.setattr(take_stock, "find_held", together)
    host, body = city.host, slot(city.at(days=8))
    answers = await asyncio.gather(
        *(host.post(f"/v1/bookings/{one['id']}/offer", json=body) for one in asked)
    )
    assert sum(one.status_code == 201 for one in answers) > 3
    assert await held(city) > 10
