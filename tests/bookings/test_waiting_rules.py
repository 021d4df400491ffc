"""What is offered is what the place would grant: every rule of it is tried with the whole wish."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.bookings.making import POTTERY, City, codes, done, instant, made, refused
from tests.bookings.test_place_rules import change
from tests.bookings.test_waiting import cancel, offers_of, slot, watched

NIGHT = {"from": "22:00", "to": "06:00", "dba": 50}
LOUD = POTTERY | {"layout": "standing", "contents": ["food"], "loudness": "amplified"}


async def test_a_watch_keeps_how_the_place_is_used_and_so_does_its_booking(city: City) -> None:
    space = await city.make_space()
    taken = await city.confirmed(space, city.at(days=7))
    member = await city.admit()
    watch = await watched(city, member, space, slots=[slot(city.at(days=7))], activity=LOUD)
    told = ("layout", "contents", "loudness")
    assert [watch["activity"][one] for one in told] == ["standing", ["food"], "amplified"]

    await cancel(city, taken)
    (offer,) = await offers_of(city, member)
    answered = await done(city.member(member).post(f"/v1/offers/{offer['id']}/accept"))
    booking = await city.booking(answered["booking_id"])
    assert [booking["activity"][one] for one in told] == ["standing", ["food"], "amplified"]


async def test_what_the_place_has_come_to_refuse_goes_to_the_next(city: City) -> None:
    space = await city.make_space()
    taken = await city.confirmed(space, city.at(days=7))
    first, second = await city.admit("Xưởng A"), await city.admit("Xưởng B")
    await watched(city, first, space, slots=[slot(city.at(days=7))], activity=LOUD)
    await watched(city, second, space, slots=[slot(city.at(days=7))])
    await change(city, f"/v1/spaces/{space['id']}", {"refused_contents": ["food"]})
    await cancel(city, taken)
    assert await offers_of(city, first) == []
    assert len(await offers_of(city, second)) == 1


async def test_a_wish_is_offered_the_first_time_at_which_it_may_be_as_loud(city: City) -> None:
    """
    freed    04 ▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 09     one stage with a quiet night, until 06
    offered        06 ▓▓▓▓ 08         two hours of amplified music
    """
    stage = await city.make_space(noise_limits=[NIGHT])
    taken = await city.confirmed(stage, city.at(days=7, hours=-5), 5, loudness="quiet")
    member = await city.admit()
    await watched(
        city,
        member,
        length_minutes=120,
        starts_at=instant(city.at(days=7, hours=-5)),
        ends_at=instant(city.at(days=7)),
        activity=LOUD,
    )
    await cancel(city, taken)
    (offer,) = await offers_of(city, member)
    assert datetime.fromisoformat(offer["times"][0]["starts_at"]) == city.at(days=7, hours=-3)


async def test_a_place_that_refuses_the_activity_is_not_free_now(city: City) -> None:
    """So that a member may wait although such a place stands empty."""
    await city.make_space(layouts=[{"code": "theatre", "capacity": 60}])
    hall = await city.make_space(name={"vi": "Sảnh"})
    taken = await city.confirmed(hall, city.at(days=7))
    member = await city.admit()
    await watched(city, member, slots=[slot(city.at(days=7))], activity=LOUD)
    await cancel(city, taken)
    (offer,) = await offers_of(city, member)
    assert offer["times"][0]["space_id"] == hall["id"]


async def test_a_certain_place_that_never_takes_the_activity_is_not_waited_for(city: City) -> None:
    space = await city.make_space(refused_contents=["food"])
    await city.confirmed(space, city.at(days=7), 9)
    wish: dict[str, Any] = {
        "space_id": space["id"],
        "length_minutes": 120,
        "starts_at": instant(city.at(days=7)),
        "ends_at": instant(city.at(days=7, hours=8)),
    }
    member = city.member(await city.admit())
    problem = await refused(member.post("/v1/watches", json=wish | {"activity": LOUD}))
    assert codes(problem) == ["content_refused"]
    await made(member.post("/v1/watches", json=wish | {"activity": POTTERY}))


async def test_the_lead_time_counts_from_when_the_member_began_to_wait(city: City) -> None:
    space = await city.make_space(lead_hours=72)
    taken = await city.confirmed(space, city.at(days=4))
    member = await city.admit()
    window = slot(city.at(days=4)) | {"length_minutes": 60}
    await watched(city, member, space, **window)
    city.service.clock.advance(city.at(days=2) - city.at(days=0))
    await cancel(city, taken)
    assert len(await offers_of(city, member)) == 1


async def test_a_host_offers_only_what_the_other_place_takes(city: City) -> None:
    space, other = await city.make_space(), await city.make_space(refused_contents=["food"])
    booking = await city.requested(space, city.at(days=7), contents=["food"])
    body = slot(city.at(days=7)) | {"space_id": other["id"]}
    problem = await refused(city.host.post(f"/v1/bookings/{booking['id']}/offer", json=body))
    assert codes(problem) == ["content_refused"]
