"""One request is confirmed; each other one gets a counter-offer or a place in the queue."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shared.events.bookings import BookingGrantedV1, BookingOfferedV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, made, refused
from tests.bookings.test_waiting import cancel, offers_of, slot


async def three_rivals(city: City) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    space = await city.make_space()
    wished = []
    for n in range(3):
        wished.append(await city.requested(space, city.at(days=7), title={"vi": f"Hoạt động {n}"}))
        city.service.clock.advance(timedelta(minutes=1))
    return space, wished


async def test_a_confirmation_gives_each_rival_an_offer_or_a_place_in_the_queue(
    city: City,
) -> None:
    space, (won, second, third) = await three_rivals(city)
    others = {
        "queue": True,
        "offers": [{"booking_id": second["id"], **slot(city.at(days=8)), "reason": "Hôm sau nhé"}],
    }
    await done(city.host.post(f"/v1/bookings/{won['id']}/confirm", json={"others": others}))

    (event,) = await city.service.published(BookingOfferedV1)
    assert (str(event.booking_id), event.origin.code) == (second["id"], "host")
    assert event.reason == "Hôm sau nhé"
    queue = (await done(city.host.get("/v1/watches", params={"space_id": space["id"]})))["items"]
    assert [one["booking_id"] for one in queue] == [third["id"]]

    (offer,) = (await done(city.officer.get("/v1/offers")))["items"]
    member = city.member(second["member_id"])
    accepted = await done(member.post(f"/v1/offers/{offer['id']}/accept"))
    assert accepted["status"] == "accepted"
    moved = await city.booking(second["id"])
    assert (moved["status"], moved["starts_at"]) == ("confirmed", offer["times"][0]["starts_at"])


async def test_the_queue_is_offered_what_it_asked_for_and_accepts_at_once(city: City) -> None:
    _space, (won, second, third) = await three_rivals(city)
    await done(
        city.host.post(f"/v1/bookings/{won['id']}/confirm", json={"others": {"queue": True}})
    )
    await cancel(city, won)
    (offer,) = await offers_of(city, second["member_id"])
    assert (offer["origin"], offer["booking_id"]) == ("queue", second["id"])
    assert await offers_of(city, third["member_id"]) == []
    await done(city.member(second["member_id"]).post(f"/v1/offers/{offer['id']}/accept"))
    assert (await city.booking(second["id"]))["status"] == "confirmed"
    granted = await city.service.published(BookingGrantedV1)
    assert [str(event.id) for event in granted] == [won["id"], second["id"]]


async def test_a_part_that_cannot_be_undoes_the_whole_act(city: City) -> None:
    _space, (won, second, _third) = await three_rivals(city)
    stranger = await city.requested(await city.make_space(), city.at(days=7))
    bad = [
        {"booking_id": second["id"], **slot(city.at(days=7))},
        {"booking_id": stranger["id"], **slot(city.at(days=9))},
        {"booking_id": second["id"], **slot(city.at(days=-1))},
    ]
    found = []
    for offer in bad:
        body = {"others": {"offers": [offer]}}
        problem = await refused(city.host.post(f"/v1/bookings/{won['id']}/confirm", json=body))
        found.append(codes(problem)[0])
        assert problem["errors"][0]["field"].startswith("others.offers.0")
    assert found == ["space_taken", "not_a_rival", "too_late_to_offer"]
    assert (await city.booking(won["id"]))["status"] == "requested"


async def test_a_host_offers_another_place_of_its_own_and_holds_it_as_long_as_it_says(
    city: City,
) -> None:
    _space, (first, second, _third) = await three_rivals(city)
    other = await city.make_space(name={"vi": "Hội trường"}, kind="hall")
    until = city.at(days=2)
    body = {
        **slot(city.at(days=7)),
        "space_id": other["id"],
        "held_until": instant(until),
    }
    path = f"/v1/bookings/{first['id']}/offer"
    offer = await made(city.host.post(path, json=body))
    assert offer["times"][0]["space_id"] == other["id"]
    again = await refused(city.host.post(path, json=body))
    assert (codes(again), again["offer_id"]) == (["already_offered"], offer["id"])
    rival = await refused(city.host.post(f"/v1/bookings/{second['id']}/offer", json=body))
    assert codes(rival) == ["space_taken"]
    await refused(city.service.as_("host", host=new_id()).post(path, json=body), 404)

    withdrawn = await done(
        city.host.post(f"/v1/offers/{offer['id']}/withdraw", json={"reason": "Nhầm"})
    )
    assert withdrawn["status"] == "withdrawn"
    await made(city.host.post(f"/v1/bookings/{second['id']}/offer", json=body))


async def test_a_hold_must_end_before_the_start(city: City) -> None:
    space = await city.make_space()
    booking = await city.requested(space, city.at(days=7))
    path = f"/v1/bookings/{booking['id']}/offer"
    for until, code in ((city.at(days=8), "hold_too_long"), (city.at(days=-1), "hold_over")):
        body = {**slot(city.at(days=8)), "held_until": instant(until)}
        assert codes(await refused(city.host.post(path, json=body))) == [code]


async def test_what_is_decided_about_a_booking_ends_its_offer(city: City) -> None:
    space = await city.make_space()
    for act, body in (
        ("decline", {"reason": "Không"}),
        ("cancel", {"reason": "X"}),
        ("confirm", {}),
    ):
        booking = await city.requested(space, city.at(days=7), title={"vi": act})
        offer = await made(
            city.host.post(f"/v1/bookings/{booking['id']}/offer", json=slot(city.at(days=9)))
        )
        await done(city.host.post(f"/v1/bookings/{booking['id']}/{act}", json=body))
        assert (await done(city.host.get(f"/v1/offers/{offer['id']}")))["status"] == "withdrawn"


async def test_a_series_is_offered_a_time_for_each_of_its_dates(city: City) -> None:
    space = await city.make_space()
    member = await city.admit()
    dates = [slot(city.at(days=7 + n)) for n in range(2)]
    body = city.request(space, city.at(days=7)) | {"dates": dates}
    body = {key: value for key, value in body.items() if key not in ("starts_at", "ends_at")}
    booking = await made(city.member(member).post("/v1/bookings", json=body))
    path = f"/v1/bookings/{booking['id']}/offer"
    times = [
        {"date_id": date["id"], **slot(city.at(days=17 + n))}
        for n, date in enumerate(booking["dates"])
    ]
    problem = await refused(city.host.post(path, json={"dates": times[:1]}))
    assert codes(problem) == ["dates_to_name"]
    offer = await made(city.host.post(path, json={"dates": times}))
    await done(city.member(member).post(f"/v1/offers/{offer['id']}/accept"))
    shown = await city.booking(booking["id"])
    assert [date["status"] for date in shown["dates"]] == ["confirmed"] * 2
    assert shown["starts_at"] == offer["times"][0]["starts_at"]


async def test_a_queued_request_that_moves_waits_for_its_new_time(city: City) -> None:
    space, (won, second, _third) = await three_rivals(city)
    later = await city.confirmed(space, city.at(days=9))
    await made(city.host.post(f"/v1/bookings/{second['id']}/queue"))
    member = city.member(second["member_id"])
    problem = await refused(city.host.post(f"/v1/bookings/{second['id']}/queue"))
    assert codes(problem) == ["already_in_queue"]
    await done(city.host.post(f"/v1/bookings/{won['id']}/confirm"))
    await done(member.post(f"/v1/bookings/{second['id']}/reschedule", json=slot(city.at(days=8))))
    await city.service.do_due()
    (offer,) = await offers_of(city, second["member_id"])
    assert offer["times"][0]["starts_at"] != later["starts_at"]
    assert (await city.booking(won["id"]))["status"] == "confirmed"
