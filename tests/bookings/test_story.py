"""The story of a booking: a free space is found, asked for, granted, and takes place."""

from __future__ import annotations

from datetime import timedelta

from shared.events.bookings import (
    BookingCompletedV1,
    BookingConfirmedV1,
    BookingGrantedV1,
    BookingRequestedV1,
    SpacePublishedV1,
)
from tests.bookings.making import City, done, instant, made


async def test_a_member_finds_asks_for_and_gets_a_space(city: City) -> None:
    space = await city.make_space()
    member = await city.admit()
    start = city.at(days=7)
    window = {"from": instant(start), "to": instant(start + timedelta(hours=2))}

    found = await done(
        city.member(member).get("/v1/availability", params=window | {"capacity": "50"})
    )
    assert [item["space_id"] for item in found["items"]] == [space["id"]]

    booking = await made(city.member(member).post("/v1/bookings", json=city.request(space, start)))
    assert booking["status"] == "requested"
    assert booking["version"] == 1
    assert (booking["activity"]["kind"], booking["activity"]["kind_label"]) == (
        "workshop",
        "Trải nghiệm, thực hành",
    )
    assert booking["actions"]["confirm"]["allowed"] is False
    assert booking["actions"]["cancel"]["allowed"] is True

    confirmed = await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
    assert confirmed["status"] == "confirmed"
    assert confirmed["version"] == 2

    found = await done(city.member(member).get("/v1/availability", params=window))
    assert found["items"] == []

    city.service.clock.advance(timedelta(days=7, hours=2))
    await city.service.do_due()
    assert (await city.booking(booking["id"]))["status"] == "completed"


async def test_confirmation_is_published_for_outsiders_and_its_twin_for_the_services(
    city: City,
) -> None:
    space = await city.make_space()
    member = await city.admit(name="Xưởng Mẫu")
    booking = await city.confirmed(space, city.at(days=7), member=member)

    (requested,) = await city.service.published(BookingRequestedV1)
    (public,) = await city.service.published(BookingConfirmedV1)
    (internal,) = await city.service.published(BookingGrantedV1)
    assert (requested.version, internal.version) == (1, booking["version"])
    assert str(public.id) == booking["id"]
    assert public.member is not None
    assert public.member.name == "Xưởng Mẫu"
    assert public.activity is not None
    assert public.activity.kind.label.en == "Workshop"
    assert public.venue.name == "Bảo tàng Mẫu"
    assert internal.host_id == city.host_id
    (published,) = await city.service.published(SpacePublishedV1)
    assert published.ward == "Từ Liêm"


async def test_a_private_activity_shows_only_space_and_time(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=7), public=False)
    city.service.clock.advance(timedelta(days=8))
    await city.service.do_due()

    for kind in (BookingConfirmedV1, BookingCompletedV1):
        (event,) = await city.service.published(kind, booking["id"])
        assert event.activity is None
        assert event.member is None
    (internal,) = await city.service.published(BookingGrantedV1)
    assert internal.public is False
    assert internal.activity_title.vi == "Ngày hội gốm"
    assert booking["id"] not in (await city.service.http.get("/v1/calendar.ics")).text
