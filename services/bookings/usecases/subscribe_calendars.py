"""Calendars at secret addresses: made for a member, a venue or a space, and revoked.

An address is active -> revoked, and never comes back: another one is made instead.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from services.bookings.domain import states
from services.bookings.models import KnownMember, Space, Venue
from services.bookings.models.calendar_feeds import CalendarFeed
from services.bookings.settings import Settings
from shared.auth.caller import Caller
from shared.database.work import Work
from shared.errors import Failure, Invalid, Lack, NotFound, NotYetKnown, refuse_if
from shared.texts import Locale

ACTIVE, REVOKED = "active", "revoked"
SUBJECTS = ("member_id", "venue_id", "space_id")


@dataclass(frozen=True, slots=True)
class FeedOrder:
    """Whose calendar is wanted; `secret` will stand in its address."""

    member_id: UUID | None
    venue_id: UUID | None
    space_id: UUID | None
    note: str | None
    locale: Locale
    secret: str


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


async def create_calendar_feed(work: Work, order: FeedOrder) -> CalendarFeed:
    """A new address. Raises Forbidden for what is not the caller's."""
    feed = CalendarFeed(
        status=ACTIVE,
        secret_hash=hash_secret(order.secret),
        made_by=work.caller.key,
        note=order.note,
        locale=order.locale,
    )
    member_id = _member_asked(work, order)
    if member_id is not None:
        feed.member, feed.member_id = await _find_member(work, member_id), member_id
    else:
        await _name_place(work, feed, order)
    await _refuse_more(work)
    return work.add(feed)


async def revoke_calendar_feed(work: Work, feed_id: UUID) -> CalendarFeed:
    """The address answers nobody from now on."""
    feed = await work.lock(CalendarFeed, feed_id)
    refuse_if([*lacks_feed(feed, work.caller), *may_revoke(feed)])
    feed.status, feed.revoked_at = REVOKED, work.now
    return feed


async def revoke_feeds_of_host(work: Work, host_id: UUID, venue_id: UUID) -> None:
    """The venue is another host's now: the former one's addresses for it end."""
    of_venue = select(Space.id).where(Space.venue_id == venue_id)
    feeds = await work.session.scalars(
        select(CalendarFeed)
        .where(
            CalendarFeed.host_id == host_id,
            CalendarFeed.status == ACTIVE,
            (CalendarFeed.venue_id == venue_id) | CalendarFeed.space_id.in_(of_venue),
        )
        .order_by(CalendarFeed.id)
        .with_for_update()
    )
    for feed in feeds:
        feed.status, feed.revoked_at = REVOKED, work.now


def may_revoke(feed: CalendarFeed) -> list[Failure]:
    return [] if feed.status == ACTIVE else [Failure("feed_revoked")]


def lacks_feed(feed: CalendarFeed, caller: Caller) -> list[Failure]:
    """Members revoke what is theirs, hosts what is of their venues, officers everything."""
    if caller.has_role("officer") or feed.member_id in caller.member_ids:
        return []
    return [] if feed.host_id in caller.host_ids else [Lack("feed_not_yours")]


def _member_asked(work: Work, order: FeedOrder) -> UUID | None:
    """The member named, or the only one of a caller who names nothing; None for a place."""
    named = [name for name in SUBJECTS if getattr(order, name) is not None]
    if not named and len(work.caller.member_ids) == 1:
        return work.caller.member_ids[0]
    if len(named) != 1:
        raise Invalid(Failure("place_to_name", field="member_id", allowed=list(SUBJECTS)))
    return order.member_id


async def _find_member(work: Work, member_id: UUID) -> KnownMember:
    caller = work.caller
    if member_id not in caller.member_ids and not caller.has_role("officer"):
        refuse_if([Lack("member_not_yours", field="member_id")])
    member = await work.session.get(KnownMember, member_id)
    if member is None:
        raise NotYetKnown("member", member_id)
    return member


async def _name_place(work: Work, feed: CalendarFeed, order: FeedOrder) -> None:
    if order.space_id is not None:
        space = await work.session.get(Space, order.space_id)
        if space is None:
            raise NotFound(Space.KIND, order.space_id)
        feed.space, feed.space_id, venue = space, space.id, space.venue
    else:
        assert order.venue_id is not None
        found = await work.session.get(Venue, order.venue_id)
        if found is None:
            raise NotFound(Venue.KIND, order.venue_id)
        feed.venue, feed.venue_id, venue = found, found.id, found
    refuse_if(states.lacks_hosting(work.caller, venue.host_id))
    feed.host_id = venue.host_id


async def _refuse_more(work: Work) -> None:
    limit = Settings.of(work).calendar_feeds_per_person
    count = await work.session.scalar(
        select(func.count()).where(
            CalendarFeed.made_by == work.caller.key, CalendarFeed.status == ACTIVE
        )
    )
    refuse_if([Failure("too_many_feeds", limit=limit)] if (count or 0) >= limit else [])
