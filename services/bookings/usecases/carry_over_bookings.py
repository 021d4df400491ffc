"""A member that goes on as another: what it had ahead is the other's from now on.

What is over stays where it was. Two requests for one activity by what is now one member stay two:
the second is left with the former member, and whoever decides sees both.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from services.bookings.domain.states import OPEN_STATES
from services.bookings.events_out import publish_booking_carried_over
from services.bookings.models import Booking, KnownMember
from shared.database.work import Subject, Work
from shared.errors import NotYetKnown


async def carry_over_bookings(work: Work, member_id: UUID, successor_id: UUID) -> None:
    """Give the open bookings of a member to its successor; a repeated event finds none left.

    Raises NotYetKnown when the successor has not been heard of.
    """
    successor = await work.session.get(KnownMember, successor_id)
    if successor is None:
        raise NotYetKnown("member", successor_id)
    found = await work.session.scalars(
        select(Booking)
        .where(
            Booking.member_id == member_id,
            Booking.status.in_(OPEN_STATES),
            Booking.ends_at > work.now,
            ~_asked_by(successor_id),
        )
        .order_by(Booking.id)
        .with_for_update(of=Booking, key_share=True)
        .execution_options(populate_existing=True)
    )
    for booking in found.all():
        booking.member = successor
        booking.member_id = successor_id
        work.subject = Subject(Booking.KIND, str(booking.id))
        await work.record("carry_over_booking")
        if not work.origin.announced:
            publish_booking_carried_over(work, booking)


def _asked_by(successor_id: UUID) -> ColumnElement[bool]:
    """The successor has sent the very same request, which it may have only once."""
    other = aliased(Booking)
    return (
        select(other.id)
        .where(
            other.member_id == successor_id,
            other.space_id == Booking.space_id,
            other.starts_at == Booking.starts_at,
            other.ends_at == Booking.ends_at,
            other.title["vi"].astext == Booking.title["vi"].astext,
            other.status == "requested",
            Booking.status == "requested",
        )
        .exists()
    )
