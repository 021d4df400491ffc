"""What a member had ahead is its successor's after a merger; what is over stays."""

from __future__ import annotations

from datetime import timedelta

from shared.events.bookings import BookingMovedV1, BookingRescheduledV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, refused


async def test_bookings_ahead_go_over_and_the_former_member_may_not_ask_again(city: City) -> None:
    space = await city.make_space()
    former, heir = await city.admit(), await city.admit(name="Xưởng Lớn Mẫu")
    granted = await city.confirmed(space, city.at(days=7), member=former)
    asked = await city.requested(space, city.at(days=8), member=former)
    over = await city.confirmed(space, city.at(days=1), member=former)
    city.service.clock.advance(timedelta(days=2))
    await city.merge(former, into=heir)
    for booking in (granted, asked):
        assert (await city.booking(booking["id"]))["member_id"] == str(heir)
    assert (await city.booking(over["id"]))["member_id"] == str(former)
    shown = await done(city.member(heir).get(f"/v1/bookings/{granted['id']}"))
    assert shown["member"]["name"] == "Xưởng Lớn Mẫu"
    assert (await city.member(former).get(f"/v1/bookings/{granted['id']}")).status_code == 404
    (public,) = await city.service.published(BookingRescheduledV1)
    assert (str(public.id), public.member.id) == (granted["id"], heir)
    assert await city.service.published(BookingMovedV1) == []
    body = city.request(space, city.at(days=20))
    problem = await refused(city.member(former).post("/v1/bookings", json=body))
    assert codes(problem) == ["member_left"]


async def test_the_same_request_of_both_stays_two(city: City) -> None:
    space = await city.make_space()
    former, heir = await city.admit(), await city.admit()
    start = city.at(days=7)
    await city.requested(space, start, member=heir)
    theirs = await city.requested(space, start, member=former)
    await city.merge(former, into=heir)
    assert (await city.booking(theirs["id"]))["member_id"] == str(former)


async def test_a_merger_told_twice_or_before_the_successor_is_known_ends_the_same(
    city: City,
) -> None:
    space = await city.make_space()
    former, heir = await city.admit(), new_id()
    granted = await city.confirmed(space, city.at(days=7), member=former)
    await city.merge(former, into=heir)
    assert (await city.booking(granted["id"]))["member_id"] == str(former)
    await city.admit(id=heir)
    city.service.clock.advance(timedelta(minutes=20))
    await city.service.do_due()
    assert (await city.booking(granted["id"]))["member_id"] == str(heir)
    await city.merge(former, into=heir)
    assert len(await city.service.published(BookingRescheduledV1)) == 1
