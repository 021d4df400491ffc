"""What waits goes along: to the member that goes on, or to the host that takes a venue over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from services.bookings.domain import waiting, weather
from services.bookings.models import (
    Booking,
    Fallback,
    KnownMember,
    Offer,
    OfferTime,
    Space,
    Watch,
    WeatherCall,
)
from shared.database.work import Work


async def carry_over_waiting(work: Work, member_id: UUID, successor_id: UUID) -> None:
    """Queues, offers and fallbacks of a member are its successor's from now on."""
    successor = await work.session.get(KnownMember, successor_id)
    for kind in (Watch, Offer, Fallback):
        for row in await _live(work, kind, kind.member_id == member_id):
            row.member_id = successor_id
            if not isinstance(row, Fallback):
                row.member = successor


async def hand_over_waiting(work: Work, venue_id: UUID, host_id: UUID) -> None:
    """The next host of a venue decides about what waits there."""
    spaces = select(Space.id).where(Space.venue_id == venue_id)
    its_bookings = select(Booking.id).where(Booking.host_id == host_id)
    held = select(OfferTime.offer_id).where(OfferTime.space_id.in_(spaces))
    for kind, which in (
        (Watch, or_(Watch.space_id.in_(spaces), Watch.booking_id.in_(its_bookings))),
        (Offer, Offer.id.in_(held)),
        (Fallback, Fallback.space_id.in_(spaces)),
        (WeatherCall, WeatherCall.space_ids.overlap(func.array(spaces.scalar_subquery()))),
    ):
        for row in await _live(work, kind, which):
            row.host_id = host_id


_LIVE: dict[Any, Any] = {
    Watch: Watch.status.in_(waiting.LIVE_WATCHES),
    Offer: Offer.status.in_(waiting.HOLDING),
    Fallback: Fallback.status.in_((*weather.HELD, weather.USED)),
    WeatherCall: WeatherCall.status == weather.IN_FORCE,
}


async def _live(work: Work, kind: Any, which: ColumnElement[bool]) -> list[Any]:
    rows = await work.session.scalars(
        select(kind)
        .where(_LIVE[kind], which)
        .order_by(kind.id)
        .with_for_update(of=kind, key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(rows)
