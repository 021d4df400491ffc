"""What a calendar at a secret address shows, and whether its maker may still see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.models import Booking, BookingDate, Space
from services.bookings.models.calendar_feeds import CalendarFeed
from services.bookings.queries.calendar import (
    CalendarSpan,
    Entry,
    fetch_entries,
    select_entries,
)
from shared.database.backbone import KnownGrant

HIDDEN = ("draft",)
"""States of dates that no calendar shows."""


async def find_feed(session: AsyncSession, secret_hash: str, now: datetime) -> CalendarFeed | None:
    """The calendar of a secret that is in use; None when it is revoked or its maker has no right.

    A maker without any grant here had the right from the sign-in's own claims; that ends by
    revoking the address.
    """
    feed = await session.scalar(
        select(CalendarFeed).where(
            CalendarFeed.secret_hash == secret_hash, CalendarFeed.status == "active"
        )
    )
    if feed is None:
        return None
    holds = and_(
        ~KnownGrant.ended,
        KnownGrant.valid_from <= now,
        or_(KnownGrant.valid_until.is_(None), KnownGrant.valid_until > now),
    )
    of_holder = [KnownGrant.role == "officer"]
    if feed.member_id is not None:
        of_holder.append(KnownGrant.member_id == feed.member_id)
    if feed.host_id is not None:
        of_holder.append(KnownGrant.host_id == feed.host_id)
    found = await session.execute(
        select(func.count(), func.count().filter(holds)).where(
            KnownGrant.issuer.concat("|").concat(KnownGrant.subject) == feed.made_by,
            or_(*of_holder),
        )
    )
    given, holding = found.one()
    return feed if holding or not given else None


async def find_feed_entries(
    session: AsyncSession, feed: CalendarFeed, span: CalendarSpan
) -> Sequence[Entry]:
    """Dates of the member, the venue, or the space with its parts and wholes, in any state."""
    query = select_entries().where(BookingDate.status.not_in(HIDDEN))
    if feed.member_id is not None:
        query = query.where(Booking.member_id == feed.member_id)
    if feed.venue_id is not None:
        query = query.where(Space.venue_id == feed.venue_id)
    if feed.space is not None:
        within = Space.path.contains([feed.space_id])
        query = query.where(or_(within, Space.id.in_(feed.space.path)))
    return await fetch_entries(session, query, span)
