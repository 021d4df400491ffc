"""Queues and offers from the outside: actions, cost of lists, members and hosts that change."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from services.bookings.domain.waiting import OFFER_STATES
from shared.ids import new_id
from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.test_rivals import three_rivals
from tests.bookings.test_waiting import cancel, offers_of, slot, two_in_the_queue, watched
from tests.bookings.test_weather import call, garden_and_hall, with_fallback
from tests.support.statements import counted

OFFER_ACTIONS = {"accept": None, "decline": None, "withdraw": {"reason": "Nhầm"}}


async def test_the_actions_of_offers_and_watches_are_what_the_routes_do(city: City) -> None:
    _space, taken, first, second = await two_in_the_queue(city)
    await cancel(city, taken)
    callers = {
        "member": city.member(first),
        "other": city.member(second),
        "host": city.host,
        "other host": city.service.as_("host", sub="other", host=new_id()),
        "officer": city.officer,
        "auditor": city.service.as_("auditor"),
    }
    (offer,) = await offers_of(city, first)
    (watch,) = (await done(city.member(first).get("/v1/watches")))["items"]
    for state in ("open", "answered"):
        for who, client in callers.items():
            for url, actions in (
                (f"/v1/offers/{offer['id']}", OFFER_ACTIONS),
                (f"/v1/watches/{watch['id']}", {"end": None}),
            ):
                seen = await client.get(url)
                assert (seen.status_code == 404) == (who in ("other", "other host"))
                shown = seen.json().get("actions", {})
                for name in shown:
                    answer = await client.post(f"{url}/{name}?dry_run=true", json=actions[name])
                    told = [one["code"] for one in answer.json().get("errors", ())]
                    said = [one["code"] for one in shown[name]["failing"]]
                    assert (who, state, name, said) == (who, state, name, told)
        await city.member(first).post(f"/v1/offers/{offer['id']}/accept")
    assert (await done(city.officer.get(f"/v1/offers/{offer['id']}")))["status"] in OFFER_STATES


async def count_statements(city: City, path: str) -> int:
    with counted(city.service) as statements:
        listed = await done(city.officer.get(path, params={"limit": 200}))
    assert listed["items"]
    return len(statements)


async def test_a_list_costs_the_same_however_long_it_is(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    paths = ("/v1/watches", "/v1/offers", "/v1/fallbacks", "/v1/weather-calls")

    async def add(days: float) -> None:
        booking = await city.confirmed(garden, city.at(days=days))
        await with_fallback(city, booking, hall)
        space = await city.make_space()
        asked = await city.requested(space, city.at(days=days))
        await made(
            city.host.post(f"/v1/bookings/{asked['id']}/offer", json=slot(city.at(days=days + 1)))
        )
        await watched(city, await city.admit(), garden, slots=[slot(city.at(days=days))])
        await made(city.host.post("/v1/weather-calls", json=call(city, days)))

    await add(10)
    before = {path: await count_statements(city, path) for path in paths}
    for days in (20, 30, 40):
        await add(days)
    after = {path: await count_statements(city, path) for path in paths}
    assert after == before
    assert max(after.values()) <= 4, after


async def test_what_a_member_waits_for_is_its_successors(city: City) -> None:
    _space, taken, first, _second = await two_in_the_queue(city)
    await cancel(city, taken)
    heir = await city.admit("Xưởng Lớn Mẫu")
    await city.merge(first, heir)
    (offer,) = await offers_of(city, heir)
    answered = await done(city.member(heir).post(f"/v1/offers/{offer['id']}/accept"))
    assert (await city.booking(answered["booking_id"]))["member_id"] == str(heir)


async def test_a_venue_handed_over_takes_its_offers_along(city: City) -> None:
    space = await city.make_space()
    booking = await city.requested(space, city.at(days=7))
    offer = await made(
        city.host.post(f"/v1/bookings/{booking['id']}/offer", json=slot(city.at(days=9)))
    )
    successor = new_id()
    path, head = f"/v1/venues/{city.venue['id']}", {"If-Match": '"1"'}
    await done(city.officer.patch(path, json={"host_id": str(successor)}, headers=head))
    await refused(city.host.get(f"/v1/offers/{offer['id']}"), 404)
    following = city.service.as_("host", sub="next", host=successor)
    await done(following.post(f"/v1/offers/{offer['id']}/withdraw", json={"reason": "Đổi chủ"}))


async def test_a_queued_request_that_is_decided_waits_no_longer(city: City) -> None:
    _space, (won, second, third) = await three_rivals(city)
    for booking in (second, third):
        await made(city.host.post(f"/v1/bookings/{booking['id']}/queue"))
    await done(city.host.post(f"/v1/bookings/{second['id']}/decline", json={"reason": "Không"}))
    await done(city.host.post(f"/v1/bookings/{third['id']}/confirm"))
    watches = (await done(city.host.get("/v1/watches")))["items"]
    assert [one["status"] for one in watches] == ["ended", "ended"]
    assert (await city.booking(won["id"]))["status"] == "requested"


@pytest.mark.parametrize("rivals", [16])
async def test_an_offer_and_confirmations_of_its_time_at_once_give_it_to_one(
    city: City, rivals: int
) -> None:
    space, other = await city.make_space(), await city.make_space()
    member = await city.admit()
    wished = [
        await city.requested(space, city.at(days=7), member=member, title={"vi": f"Số {n}"})
        for n in range(rivals)
    ]
    guest = await city.requested(other, city.at(days=7))
    body = slot(city.at(days=7)) | {"space_id": space["id"]}
    answers = await asyncio.gather(
        *(city.host.post(f"/v1/bookings/{one['id']}/confirm") for one in wished[:8]),
        city.host.post(f"/v1/bookings/{guest['id']}/offer", json=body),
        *(city.host.post(f"/v1/bookings/{one['id']}/confirm") for one in wished[8:]),
    )
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses[200] + statuses[201] == 1
    assert statuses[409] == rivals
    assert {tuple(codes(one.json())) for one in answers if one.status_code == 409} == {
        ("space_taken",)
    }
