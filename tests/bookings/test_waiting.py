"""Time that becomes free is offered in order, held for a time, and never after the start."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.models import Claim
from shared.events.bookings import (
    BookingOfferedV1,
    BookingOfferLapsedV1,
    BookingRequestedV1,
)
from tests.bookings.making import POTTERY, City, codes, done, instant, made, refused


def slot(start: datetime, hours: float = 2) -> dict[str, str]:
    return {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=hours))}


async def watched(
    city: City, member: UUID, space: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    body = {"activity": POTTERY, **more}
    if space is not None:
        body["space_id"] = space["id"]
    return await made(city.member(member).post("/v1/watches", json=body))


async def offers_of(city: City, member: UUID, status: str = "open") -> list[dict[str, Any]]:
    params = {"member_id": str(member), "status": status}
    listed = await done(city.member(member).get("/v1/offers", params=params))
    return list(listed["items"])


async def cancel(city: City, booking: dict[str, Any]) -> None:
    await done(city.officer.post(f"/v1/bookings/{booking['id']}/cancel", json={"reason": "Đổi"}))
    await city.service.do_due()


async def two_in_the_queue(
    city: City, days: float = 7
) -> tuple[dict[str, Any], dict[str, Any], UUID, UUID]:
    """A stage that is taken, and two members who wait for it, one after the other."""
    space = await city.make_space()
    taken = await city.confirmed(space, city.at(days=days))
    first, second = await city.admit("Xưởng A"), await city.admit("Xưởng B")
    for member in (first, second):
        await watched(city, member, space, slots=[slot(city.at(days=days))])
        city.service.clock.advance(timedelta(minutes=1))
    return space, taken, first, second


async def test_a_freed_slot_is_offered_to_who_waits_longest_and_held_for_it(city: City) -> None:
    space, taken, first, second = await two_in_the_queue(city)
    start = datetime.fromisoformat(taken["starts_at"])
    await cancel(city, taken)

    (offer,) = await offers_of(city, first)
    assert await offers_of(city, second) == []
    (event,) = await city.service.published(BookingOfferedV1)
    assert (str(event.id), event.origin.code) == (offer["id"], "watch")
    assert datetime.fromisoformat(offer["held_until"]) <= start

    rival = await city.admit("Xưởng C")
    problem = await refused(
        city.member(rival).post("/v1/bookings", json=city.request(space, start))
    )
    assert codes(problem) == ["space_taken"]


async def test_who_accepts_holds_it_while_the_host_decides(city: City) -> None:
    _space, taken, first, second = await two_in_the_queue(city)
    await cancel(city, taken)
    (offer,) = await offers_of(city, first)

    answered = await done(city.member(first).post(f"/v1/offers/{offer['id']}/accept"))

    assert answered["status"] == "answered"
    assert len(await city.service.published(BookingRequestedV1, answered["booking_id"])) == 1
    confirmed = await done(city.host.post(f"/v1/bookings/{answered['booking_id']}/confirm"))
    assert confirmed["status"] == "confirmed"
    await city.service.do_due()
    assert (await done(city.officer.get(f"/v1/offers/{offer['id']}")))["status"] == "accepted"
    watches = (await done(city.member(first).get("/v1/watches")))["items"]
    assert [one["status"] for one in watches] == ["fulfilled"]
    assert await offers_of(city, second) == []


async def test_a_declined_offer_goes_to_the_next(city: City) -> None:
    _space, taken, first, second = await two_in_the_queue(city)
    await cancel(city, taken)
    (offer,) = await offers_of(city, first)
    await done(city.member(first).post(f"/v1/offers/{offer['id']}/decline"))
    await city.service.do_due()
    assert len(await offers_of(city, second)) == 1
    problem = await refused(city.member(first).post(f"/v1/offers/{offer['id']}/accept"))
    assert codes(problem) == ["wrong_status"]


async def test_what_a_host_declines_after_the_answer_goes_to_the_next(city: City) -> None:
    _space, taken, first, second = await two_in_the_queue(city)
    await cancel(city, taken)
    (offer,) = await offers_of(city, first)
    answered = await done(city.member(first).post(f"/v1/offers/{offer['id']}/accept"))
    path = f"/v1/bookings/{answered['booking_id']}/decline"
    await done(city.host.post(path, json={"reason": "Không hợp"}))
    await city.service.do_due()
    assert len(await offers_of(city, second)) == 1


async def test_an_offer_that_is_not_answered_in_time_lapses_and_cascades(city: City) -> None:
    _space, taken, first, second = await two_in_the_queue(city)
    await cancel(city, taken)
    (offer,) = await offers_of(city, first)
    late = datetime.fromisoformat(offer["held_until"]) - city.service.clock.now()
    city.service.clock.advance(late)
    problem = await refused(city.member(first).post(f"/v1/offers/{offer['id']}/accept"))
    assert codes(problem) == ["offer_expired"]
    await city.service.do_due()

    (event,) = await city.service.published(BookingOfferLapsedV1)
    assert (str(event.id), event.status.code) == (offer["id"], "lapsed")
    assert len(await offers_of(city, second)) == 1


async def test_nothing_is_offered_shortly_before_or_after_the_start(city: City) -> None:
    _space, taken, first, second = await two_in_the_queue(city, days=1)
    city.service.clock.advance(timedelta(hours=23, minutes=30))
    await cancel(city, taken)
    assert await offers_of(city, first) == await offers_of(city, second) == []


async def test_a_group_of_slots_is_offered_whole_or_not_at_all(city: City) -> None:
    space = await city.make_space()
    mornings = [city.at(days=7 + n) for n in range(3)]
    taken = [await city.confirmed(space, start) for start in mornings]
    member = await city.admit("Nhóm")
    await watched(city, member, space, slots=[slot(start) for start in mornings])

    for booking in taken[:2]:
        await cancel(city, booking)
        assert await offers_of(city, member) == []
    await cancel(city, taken[2])

    (offer,) = await offers_of(city, member)
    assert len(offer["times"]) == 3
    answered = await done(city.member(member).post(f"/v1/offers/{offer['id']}/accept"))
    booking = await done(city.host.post(f"/v1/bookings/{answered['booking_id']}/confirm"))
    assert [date["status"] for date in booking["dates"]] == ["confirmed"] * 3


async def test_a_wish_is_offered_the_first_time_that_fits_in_any_place_that_does(
    city: City,
) -> None:
    small = await city.make_space(capacity=20)
    large = await city.make_space(capacity=80)
    taken = [
        await city.confirmed(one, city.at(days=7), 9, expected_audience=5) for one in (small, large)
    ]
    member = await city.admit("Xưởng A")
    await watched(
        city,
        member,
        capacity=50,
        kind="stage",
        length_minutes=120,
        starts_at=instant(city.at(days=7)),
        ends_at=instant(city.at(days=7, hours=8)),
    )
    await cancel(city, taken[0])
    assert await offers_of(city, member) == []
    await cancel(city, taken[1])
    (offer,) = await offers_of(city, member)
    (time,) = offer["times"]
    assert time["space_id"] == large["id"]
    assert datetime.fromisoformat(time["starts_at"]) == city.at(days=7)

    await done(city.member(member).post(f"/v1/offers/{offer['id']}/decline"))
    await city.service.do_due()
    (next_offer,) = await offers_of(city, member)
    assert datetime.fromisoformat(next_offer["times"][0]["starts_at"]) == city.at(days=7, hours=2)


async def test_what_is_free_need_not_be_waited_for(city: City) -> None:
    space = await city.make_space()
    member = await city.admit()
    for wish in (
        {"slots": [slot(city.at(days=7))], "space_id": space["id"]},
        {"slots": [slot(city.at(days=7))]},
        {**slot(city.at(days=7), 8), "length_minutes": 60, "space_id": space["id"]},
        {**slot(city.at(days=7), 8), "length_minutes": 60},
    ):
        body = {"activity": POTTERY, **wish}
        problem = await refused(city.member(member).post("/v1/watches", json=body))
        assert codes(problem) == ["free_now"]


async def test_a_watch_that_can_never_be_fulfilled_is_refused_with_every_reason(
    city: City,
) -> None:
    space = await city.make_space(refused_kinds=["workshop"], capacity=10)
    member = await city.admit()
    body = {
        "activity": POTTERY,
        "space_id": space["id"],
        "slots": [slot(city.at(days=-1)), slot(city.at(days=-1, hours=1))],
    }
    problem = await refused(city.member(member).post("/v1/watches", json=body))
    found = codes(problem)
    assert found.count("starts_in_past") == 2
    assert {"slots_overlap", "too_many_people", "kind_refused"} <= set(found)
    both = {**body, **slot(city.at(days=7)), "length_minutes": 60}
    await refused(city.member(member).post("/v1/watches", json=both), 422)


async def test_waiting_ends_when_the_member_says_so_and_the_next_is_offered(city: City) -> None:
    _space, taken, first, second = await two_in_the_queue(city)
    await cancel(city, taken)
    (watch,) = (await done(city.member(first).get("/v1/watches")))["items"]
    stranger = await refused(city.member(second).post(f"/v1/watches/{watch['id']}/end"), 404)
    assert stranger["code"] == "not_found"
    ended = await done(city.member(first).post(f"/v1/watches/{watch['id']}/end"))
    assert ended["status"] == "ended"
    await city.service.do_due()
    assert await offers_of(city, first) == []
    assert len(await offers_of(city, second)) == 1


async def test_a_suspended_member_is_passed_over(city: City) -> None:
    _space, taken, first, second = await two_in_the_queue(city)
    await city.suspend(first)
    await cancel(city, taken)
    assert await offers_of(city, first) == []
    assert len(await offers_of(city, second)) == 1


async def test_a_closure_takes_an_offer_away_and_the_member_is_told(city: City) -> None:
    space, taken, first, _second = await two_in_the_queue(city)
    await cancel(city, taken)
    (offer,) = await offers_of(city, first)
    closing = {"space_id": space["id"], "reason_code": "safety", **slot(city.at(days=6), 72)}
    await made(city.host.post("/v1/closures", json=closing))
    await city.service.do_due()
    assert (await done(city.officer.get(f"/v1/offers/{offer['id']}")))["status"] == "withdrawn"
    (event,) = await city.service.published(BookingOfferLapsedV1)
    assert event.status.code == "withdrawn"


async def test_answers_at_the_same_moment_give_one_booking(city: City) -> None:
    _space, taken, first, _second = await two_in_the_queue(city)
    await cancel(city, taken)
    (offer,) = await offers_of(city, first)
    member, path = city.member(first), f"/v1/offers/{offer['id']}"
    answers = await asyncio.gather(
        *(member.post(f"{path}/accept") for _ in range(6)),
        *(member.post(f"{path}/decline") for _ in range(6)),
    )
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 11}


async def test_cancellations_closures_and_offers_at_once_leave_every_time_taken_once(
    city: City,
) -> None:
    space = await city.make_space()
    starts = [city.at(days=7, hours=2 * n) for n in range(4)]
    taken = [await city.confirmed(space, start) for start in starts]
    for n in range(4):
        member = await city.admit(f"Xưởng {n}")
        for start in starts:
            await watched(city, member, space, slots=[slot(start)])
    closing = {"space_id": space["id"], "reason_code": "safety"}
    await asyncio.gather(
        *(
            city.officer.post(f"/v1/bookings/{one['id']}/cancel", json={"reason": "Đổi"})
            for one in taken
        ),
        *(city.host.post("/v1/closures", json=closing | slot(start, 1)) for start in starts[:2]),
        city.service.do_due(),
    )
    await city.service.do_due()
    async with city.service.database.sessions() as session:
        kinds = Counter(await session.scalars(select(Claim.kind)))
    assert kinds == {"closure": 2, "offer": 2}
