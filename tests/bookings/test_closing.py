"""Closures displace what was confirmed, and their end gives back what is still free."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shared.events.bookings import (
    BookingCalledOffV1,
    BookingCancelledV1,
    BookingConfirmedV1,
    BookingMovedV1,
    SpaceClosedV1,
    SpaceReopenedV1,
)
from tests.bookings.making import City, codes, done, instant, made, refused


def closure(city: City, space: dict[str, Any], days: float, hours: float = 24) -> dict[str, Any]:
    start = city.at(days=days)
    return {
        "space_id": space["id"],
        "starts_at": instant(start),
        "ends_at": instant(start + timedelta(hours=hours)),
        "reason": {"vi": "Sửa mái", "en": "Roof repair"},
        "reason_code": "maintenance",
    }


async def test_a_closure_displaces_in_one_step_and_nothing_gets_in(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=7))
    waiting = await city.requested(space, city.at(days=7, hours=3))

    closed = await made(city.host.post("/v1/closures", json=closure(city, space, 7)))

    assert [one["booking_id"] for one in closed["displaced"]] == [booking["id"]]
    assert (await city.booking(booking["id"]))["status"] == "displaced"
    (public,) = await city.service.published(BookingCancelledV1)
    assert public.status.code == "displaced"
    (internal,) = await city.service.published(BookingCalledOffV1)
    assert internal.reason == "Sửa mái"
    problem = await refused(city.host.post(f"/v1/bookings/{waiting['id']}/confirm"))
    assert codes(problem) == ["space_closed"]


async def test_a_dry_run_shows_whom_it_would_displace(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=7))
    answer = await done(city.host.post("/v1/closures?dry_run=true", json=closure(city, space, 7)))
    assert [one["booking_id"] for one in answer["result"]["displaced"]] == [booking["id"]]
    assert (await city.booking(booking["id"]))["status"] == "confirmed"


async def test_its_end_restores_what_is_free_and_lists_the_rest(city: City) -> None:
    space = await city.make_space()
    member = await city.admit()
    kept = await city.confirmed(space, city.at(days=7))
    lost = await city.confirmed(space, city.at(days=7, hours=3), member=member)
    closed = await made(city.host.post("/v1/closures", json=closure(city, space, 7)))
    await city.leave(member)

    ended = await done(city.host.post(f"/v1/closures/{closed['id']}/end"))

    assert [one["booking_id"] for one in ended["restored"]] == [kept["id"]]
    assert [one["booking_id"] for one in ended["displaced"]] == [lost["id"]]
    assert (await city.booking(kept["id"]))["status"] == "confirmed"
    assert len(await city.service.published(BookingConfirmedV1, kept["id"])) == 2
    again = await refused(city.host.post(f"/v1/closures/{closed['id']}/end"))
    assert codes(again) == ["wrong_status"]


async def test_a_displaced_booking_is_moved_by_the_host(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=7))
    await made(city.host.post("/v1/closures", json=closure(city, space, 7)))
    body = {"starts_at": instant(city.at(days=9)), "ends_at": instant(city.at(days=9, hours=2))}
    moved = await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=body))
    assert moved["status"] == "confirmed"


async def test_the_public_hears_when_a_space_closes_and_reopens_by_the_clock(city: City) -> None:
    space = await city.make_space()
    await made(city.host.post("/v1/closures", json=closure(city, space, 2)))
    city.service.clock.advance(timedelta(days=2))
    await city.service.do_due()
    city.service.clock.advance(timedelta(days=1))
    await city.service.do_due()

    closed = await city.service.published(SpaceClosedV1)
    assert [event.status.code for event in closed] == ["closing", "closed"]
    (reopened,) = await city.service.published(SpaceReopenedV1)
    assert reopened.status.code == "open"


async def test_closing_the_grounds_closes_every_part(city: City) -> None:
    grounds = await city.make_space(name={"vi": "Khuôn viên"})
    stage = await city.make_space(parent_id=grounds["id"])
    booking = await city.confirmed(stage, city.at(days=7))
    closed = await made(city.officer.post("/v1/closures", json=closure(city, grounds, 7)))
    assert closed["displaced_ids"] == [booking["id"]]
    problem = await refused(city.host.post("/v1/closures", json=closure(city, stage, 7)))
    assert codes(problem) == ["already_closed"]


async def test_a_closure_wants_a_reason_and_its_own_host(city: City) -> None:
    space = await city.make_space()
    body = closure(city, space, 7)
    bare = {name: value for name, value in body.items() if not name.startswith("reason")}
    problem = await refused(city.host.post("/v1/closures", json=bare), 422)
    assert codes(problem) == ["closure_reason_needed"]
    stranger = city.service.as_("host", sub="stranger")
    await refused(stranger.post("/v1/closures", json=body), 403)


async def test_a_preview_says_how_much_it_touches_and_proposes_moves_that_fit_together(
    city: City,
) -> None:
    space, other = await city.make_space(), await city.make_space(name={"vi": "Sân khấu nhỏ"})
    member = await city.admit()
    bookings = [
        await city.confirmed(space, city.at(days=7, hours=hours), member=member)
        for hours in (0, 3, 6)
    ]
    await city.confirmed(other, city.at(days=7, hours=3))
    body = closure(city, space, 7)
    answer = await done(city.host.post("/v1/closures?dry_run=true", json=body))
    preview = answer["result"]
    assert preview["touches"] == {
        "bookings": 3,
        "dates": 3,
        "members": 1,
        "sentence": "Ảnh hưởng 3 đặt chỗ (3 buổi) của 1 thành viên.",
    }
    first = [one["proposals"][0] for one in preview["displaced"]]
    assert [one["space_id"] == other["id"] for one in first] == [True, False, True]

    moves = [
        {
            "date_id": one["date_id"],
            "space_id": one["proposals"][0]["space_id"],
            "starts_at": one["proposals"][0]["starts_at"],
            "ends_at": one["proposals"][0]["ends_at"],
        }
        for one in preview["displaced"]
    ]
    closed = await made(city.host.post("/v1/closures", json=body | {"moves": moves}))
    assert closed["displaced"] == []
    assert len(closed["moved"]) == closed["touches"]["bookings"] == 3
    for booking in bookings:
        assert (await city.booking(booking["id"]))["status"] == "confirmed"
    assert await city.service.published(BookingCalledOffV1) == []
    moved = await city.service.published(BookingMovedV1)
    assert [event.reason for event in moved] == ["Sửa mái"] * 3


async def test_moves_are_all_made_or_none_and_each_refusal_is_listed(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=7))
    untouched = await city.confirmed(space, city.at(days=20))
    body = closure(city, space, 7)
    for date_id, start, code in (
        (booking["dates"][0]["id"], city.at(days=7, hours=1), "space_closed"),
        (untouched["dates"][0]["id"], city.at(days=21), "move_not_displaced"),
    ):
        move = {
            "date_id": date_id,
            "starts_at": instant(start),
            "ends_at": instant(start + timedelta(hours=2)),
        }
        problem = await refused(city.host.post("/v1/closures", json=body | {"moves": [move]}))
        assert codes(problem) == [code]
    assert (await city.booking(booking["id"]))["status"] == "confirmed"


async def test_a_list_shows_the_closures_of_a_time(city: City) -> None:
    """closure ──▓▓──     asked ─├─┤─ overlaps     ├┤── does not"""
    space = await city.make_space()
    closed = await made(city.host.post("/v1/closures", json=closure(city, space, 7)))
    for begin, end, found in ((7, 8, True), (6, 7, False), (8, 9, False)):
        times = {"from": instant(city.at(days=begin)), "to": instant(city.at(days=end))}
        listed = await done(city.host.get("/v1/closures", params=times))
        assert (closed["id"] in {one["id"] for one in listed["items"]}) is found
    wrong = {"from": instant(city.at(days=8)), "to": instant(city.at(days=7))}
    assert codes(await refused(city.host.get("/v1/closures", params=wrong), 422)) == [
        "ends_before_start"
    ]
