"""Declining, cancelling, moving and attending: who may, from which state, with which events."""

from __future__ import annotations

from datetime import timedelta

from shared.events.bookings import (
    BookingCalledOffV1,
    BookingCancelledV1,
    BookingDeclinedV1,
    BookingMovedV1,
    BookingNoShowV1,
    BookingRescheduledV1,
)
from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, refused


def times(start, hours: float = 2) -> dict[str, str]:
    return {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=hours))}


async def test_a_booking_moves_over_its_own_old_time(city: City) -> None:
    """old  ████████
    new      ████████"""
    space = await city.make_space(setup_minutes=30, clearup_minutes=30)
    start = city.at(days=7)
    booking = await city.confirmed(space, start, hours=4)
    moved = await done(
        city.host.post(
            f"/v1/bookings/{booking['id']}/reschedule",
            json=times(start + timedelta(hours=1), 4) | {"reason": "Trời mưa"},
        )
    )
    assert moved["status"] == "confirmed"
    (public,) = await city.service.published(BookingRescheduledV1)
    (internal,) = await city.service.published(BookingMovedV1)
    assert public.starts_at == start + timedelta(hours=1)
    assert (internal.former_starts_at, internal.reason) == (start, "Trời mưa")
    assert internal.version == moved["version"]


async def test_a_refused_move_keeps_the_old_time(city: City) -> None:
    space = await city.make_space()
    start = city.at(days=7)
    mine = await city.confirmed(space, start)
    await city.confirmed(space, start + timedelta(hours=2))
    move = f"/v1/bookings/{mine['id']}/reschedule"
    problem = await refused(city.host.post(move, json=times(start + timedelta(hours=1))))
    assert codes(problem) == ["space_taken"]
    rival = await city.admit()
    still = await refused(city.member(rival).post("/v1/bookings", json=city.request(space, start)))
    assert codes(still) == ["space_taken"]


async def test_a_member_moves_its_request_but_not_what_was_granted(city: City) -> None:
    space = await city.make_space()
    member = await city.admit()
    booking = await city.requested(space, city.at(days=7), member=member)
    move = f"/v1/bookings/{booking['id']}/reschedule"
    moved = await done(city.member(member).post(move, json=times(city.at(days=8))))
    assert (moved["status"], moved["starts_at"]) == (
        "requested",
        city.at(days=8).isoformat().replace("+00:00", "Z"),
    )
    await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
    problem = await refused(city.member(member).post(move, json=times(city.at(days=9))))
    assert codes(problem) == ["reschedule_needs_host"]


async def test_declining_says_why(city: City) -> None:
    space = await city.make_space()
    booking = await city.requested(space, city.at(days=7))
    decline = f"/v1/bookings/{booking['id']}/decline"
    await refused(city.host.post(decline, json={}), 422)
    body = {"reason": "Bảo dưỡng", "reason_code": "maintenance"}
    declined = await done(city.host.post(decline, json=body))
    assert declined["status"] == "declined"
    (event,) = await city.service.published(BookingDeclinedV1)
    assert event.reason_code is not None
    assert event.reason_code.label.vi == "Bảo dưỡng"
    assert codes(await refused(city.host.post(decline, json=body))) == ["wrong_status"]


async def test_a_cancelled_time_is_free_again_and_only_what_was_public_is_said_publicly(
    city: City,
) -> None:
    space = await city.make_space()
    member = await city.admit()
    request = await city.requested(space, city.at(days=7), member=member)
    await done(city.member(member).post(f"/v1/bookings/{request['id']}/cancel"))
    granted = await city.confirmed(space, city.at(days=7), member=member)
    cancel = f"/v1/bookings/{granted['id']}/cancel"
    assert codes(await refused(city.host.post(cancel))) == ["reason_needed"]
    await done(city.host.post(cancel, json={"reason": "Sự cố điện"}))

    (public,) = await city.service.published(BookingCancelledV1)
    assert str(public.id) == granted["id"]
    twins = await city.service.published(BookingCalledOffV1)
    assert [twin.cancelled_by for twin in twins] == ["member", "host"]
    await city.confirmed(space, city.at(days=7))


async def test_check_in_opens_before_the_start_and_a_no_show_frees_the_rest(city: City) -> None:
    space = await city.make_space(check_in_minutes=30)
    came = await city.confirmed(space, city.at(days=1))
    missed = await city.confirmed(space, city.at(days=1, hours=2))
    check_in = f"/v1/bookings/{came['id']}/check-in"
    assert codes(await refused(city.host.post(check_in))) == ["not_check_in_time"]
    city.service.clock.advance(timedelta(days=1, minutes=-20))
    await done(city.host.post(check_in))
    assert codes(await refused(city.host.post(check_in))) == ["already_checked_in"]

    city.service.clock.advance(timedelta(hours=2, minutes=30))
    await done(city.host.post(f"/v1/bookings/{missed['id']}/no-show"))
    assert len(await city.service.published(BookingNoShowV1)) == 1
    await city.confirmed(space, city.at(days=0, hours=0.5), hours=1)


async def test_strangers_do_not_learn_that_a_booking_exists(city: City) -> None:
    space = await city.make_space()
    booking = await city.requested(space, city.at(days=7))
    stranger = city.member(await city.admit())
    other_host = city.service.as_("host", host=new_id())
    await refused(stranger.get(f"/v1/bookings/{booking['id']}"), 404)
    await refused(other_host.post(f"/v1/bookings/{booking['id']}/confirm"), 404)
    await refused(stranger.post(f"/v1/bookings/{booking['id']}/confirm"), 403)
    await refused(stranger.post(f"/v1/bookings/{booking['id']}/cancel"), 404)
    await refused(city.service.http.get("/v1/bookings"), 401)
    assert (await done(stranger.get("/v1/bookings")))["items"] == []


async def test_a_member_cannot_confirm_its_own_booking_even_as_host_elsewhere(
    city: City,
) -> None:
    space = await city.make_space()
    member = await city.admit()
    booking = await city.requested(space, city.at(days=7), member=member)
    both = city.service.as_("host", "member", sub="both", member=member, host=new_id())
    problem = await refused(both.post(f"/v1/bookings/{booking['id']}/confirm"), 403)
    assert codes(problem) == ["not_host_of_venue"]
