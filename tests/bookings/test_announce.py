"""Every state of a space or booking can be said again, to refill the copies of others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.events_out import ANNOUNCE
from services.bookings.models import ActivityReport, Booking, ConductMark, Offer, Space
from shared.auth.caller import system_caller
from shared.database.work import Origin, Work
from shared.events.bookings import (
    BookingCancelledV1,
    BookingConfirmedV1,
    BookingDeclinedV1,
    BookingRequestedV1,
    SpacePublishedV1,
    SpaceWithdrawnV1,
)
from shared.ids import new_id
from tests.bookings.making import City, done


async def announce_all(city: City) -> None:
    async def say_again(work: Work) -> None:
        for model, publish in ANNOUNCE:
            rows: Any = await work.session.scalars(select(model))  # type: ignore[call-overload]
            for row in rows.all():
                publish(work, row)

    origin = Origin(caller=system_caller("announce"), correlation_id=new_id(), announced=True)
    await city.service.database.run(say_again, origin)


async def test_each_state_is_announced_by_its_own_event(city: City) -> None:
    space = await city.make_space()
    gone = await city.make_space()
    await done(city.host.post(f"/v1/spaces/{gone['id']}/withdraw"))
    requested = await city.requested(space, city.at(days=1))
    confirmed = await city.confirmed(space, city.at(days=2))
    cancelled = await city.confirmed(space, city.at(days=3))
    declined = await city.requested(space, city.at(days=4))
    why = {"reason": "Mưa"}
    await done(city.host.post(f"/v1/bookings/{cancelled['id']}/cancel", json=why))
    await done(city.host.post(f"/v1/bookings/{declined['id']}/decline", json=why))

    await announce_all(city)

    for kind, id in (
        (SpacePublishedV1, space["id"]),
        (SpaceWithdrawnV1, gone["id"]),
        (BookingRequestedV1, requested["id"]),
        (BookingConfirmedV1, confirmed["id"]),
        (BookingCancelledV1, cancelled["id"]),
        (BookingDeclinedV1, declined["id"]),
    ):
        assert len(await city.service.published(kind, UUID(id))) == 2, kind


def test_every_aggregate_that_publishes_can_be_announced() -> None:
    assert [model for model, _ in ANNOUNCE] == [Space, Booking, ActivityReport, Offer, ConductMark]
