"""A member is one again: what its list had cancelled comes back where it is free."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events.bookings import BookingConfirmedV1, BookingRescheduledV1
from tests.bookings.making import City, done
from tests.bookings.standing import (
    cases_of,
    decide,
    outcomes,
    reinstate,
    series,
    suspended,
)

pytestmark = pytest.mark.asyncio


async def test_a_reinstatement_restores_what_is_free_and_lists_the_rest(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    free = await city.confirmed(space, city.at(days=10), member=member)
    taken = await city.confirmed(space, city.at(days=11), member=member)
    asked = await city.requested(space, city.at(days=12), member=member)
    await city.suspend(member)
    city.service.clock.advance(timedelta(days=7))
    await city.service.do_due()
    for booking in (free, taken, asked):
        assert (await city.booking(booking["id"]))["status"] == "cancelled"
    rival = await city.confirmed(space, city.at(days=4))
    assert rival["starts_at"] == taken["starts_at"]

    await reinstate(city, member)
    (case,) = await cases_of(city, status="ended")
    assert outcomes(case) == ["restored", "lost", "restored"]
    lost = next(one for one in case["entries"] if one["outcome"] == "lost")
    assert (lost["booking_id"], lost["reason_code"]) == (taken["id"], "space_taken")
    assert (await city.booking(free["id"]))["status"] == "confirmed"
    assert (await city.booking(asked["id"]))["status"] == "requested"
    assert (await city.booking(taken["id"]))["status"] == "cancelled"
    assert len(await city.service.published(BookingConfirmedV1, free["id"])) == 2
    await done(city.host.post(f"/v1/bookings/{asked['id']}/confirm"))

    city.service.clock.advance(timedelta(days=3, hours=2))
    await city.service.do_due()
    assert (await city.booking(free["id"]))["status"] == "completed"


async def test_a_reinstatement_before_anyone_decided_changes_nothing(city: City) -> None:
    member, (booking,), _ = await suspended(city, 10)
    await reinstate(city, member)
    (case,) = await cases_of(city, status="ended")
    assert outcomes(case) == ["kept"]
    city.service.clock.advance(timedelta(days=8))
    await city.service.do_due()
    assert (await city.booking(booking["id"]))["status"] == "confirmed"


async def test_of_a_series_each_date_is_decided_and_restored_by_itself(city: City) -> None:
    """dates      ██     ██     ██
    decided    kept   away   (silence)
    restored   ██     ██     lost"""
    member = await city.admit()
    booking = await series(city, member, 3)
    await city.suspend(member)
    (case,) = await cases_of(city)
    first, second, third = (one["id"] for one in booking["dates"])
    await decide(city, case, (first, "keep"), (second, "cancel"))
    (told,) = await city.service.published(BookingRescheduledV1, booking["id"])
    assert [one.status.code for one in told.dates] == ["confirmed", "cancelled", "confirmed"]
    city.service.clock.advance(timedelta(days=7))
    await city.service.do_due()
    (case,) = await cases_of(city)
    assert outcomes(case) == ["kept", "cancelled", "lapsed"]
    now = await city.booking(booking["id"])
    assert [one["status"] for one in now["dates"]] == ["confirmed", "cancelled", "cancelled"]

    space = {"id": booking["space_id"]}
    await city.confirmed(space, city.at(days=17))
    await reinstate(city, member)
    (case,) = await cases_of(city)
    assert outcomes(case) == ["kept", "restored", "lost"]
    now = await city.booking(booking["id"])
    assert [one["status"] for one in now["dates"]] == ["confirmed", "confirmed", "cancelled"]
    assert third == now["dates"][2]["id"]
