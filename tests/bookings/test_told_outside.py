"""What the public and the other services hear is the state, whatever came before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from shared.events.bookings import (
    BookingCancelledV1,
    BookingConfirmedV1,
    BookingNoShowV1,
    BookingRescheduledV1,
)
from tests.bookings.making import City, done, made
from tests.bookings.test_announce import announce_all
from tests.bookings.test_changing import edit
from tests.bookings.test_waiting import slot


async def missed_first(city: City) -> dict[str, Any]:
    """Two dates, of which nobody came to the first."""
    space, member = await city.make_space(no_show_minutes=30), await city.admit()
    body = city.request(space, city.at(days=1)) | {"rrule": "FREQ=WEEKLY;COUNT=2"}
    booking = await made(city.member(member).post("/v1/bookings", json=body))
    await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
    city.service.clock.advance(timedelta(days=1, minutes=30))
    await city.service.do_due()
    return await city.booking(booking["id"])


async def test_after_a_no_show_the_rest_is_cancelled_beside_what_stands(city: City) -> None:
    booking = await missed_first(city)
    url = f"/v1/bookings/{booking['id']}/cancel"
    await done(city.member(UUID(booking["member_id"])).post(url))
    assert await city.service.published(BookingCancelledV1) == []
    (state,) = await city.service.published(BookingRescheduledV1)
    assert state.status.code == "confirmed"
    assert [one.status.code for one in state.dates] == ["confirmed", "cancelled"]


async def test_a_no_show_is_announced_as_the_public_knows_it(city: City) -> None:
    booking = await missed_first(city)
    url = f"/v1/bookings/{booking['id']}/cancel"
    await done(city.member(UUID(booking["member_id"])).post(url))
    await announce_all(city)
    first, again = await city.service.published(BookingRescheduledV1)
    assert first == again
    assert len(await city.service.published(BookingNoShowV1)) == 2


async def test_what_is_not_public_any_more_is_told_also_while_it_has_no_place(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=member)
    closed = {"space_id": space["id"], "reason_code": "maintenance", **slot(city.at(days=7))}
    await made(city.host.post("/v1/closures", json=closed))
    booking = await city.booking(booking["id"])
    await done(edit(city.host, booking, activity={"public": False}))
    state = (await city.service.published(BookingCancelledV1))[-1]
    assert (state.status.code, state.activity, state.member) == ("displaced", None, None)


async def test_the_successor_is_named_also_while_its_booking_has_no_place(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=member)
    closed = {"space_id": space["id"], "reason_code": "maintenance", **slot(city.at(days=7))}
    await made(city.host.post("/v1/closures", json=closed))
    heir = await city.admit("Xưởng Lớn Mẫu")
    await city.merge(member, heir)
    state = (await city.service.published(BookingCancelledV1, booking["id"]))[-1]
    assert state.member is not None
    assert state.member.id == heir


async def test_what_stands_again_is_confirmed_again(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=7))
    closed = {"space_id": space["id"], "reason_code": "maintenance", **slot(city.at(days=7))}
    closure = await made(city.host.post("/v1/closures", json=closed))
    await done(city.host.post(f"/v1/closures/{closure['id']}/end"))
    assert len(await city.service.published(BookingConfirmedV1, booking["id"])) == 2
