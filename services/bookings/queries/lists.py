"""Lists: venues, spaces, bookings and closures by their filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, func, select, text
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, with_expression

from services.bookings.domain.closing import WITHDRAWN
from services.bookings.domain.states import OPEN_STATES
from services.bookings.models import Booking, BookingDate, Claim, Closure, KnownMember, Space, Venue
from services.bookings.models.photos import Photo
from services.bookings.queries.claims import find_rivals, minutes, still_held
from services.bookings.queries.photos import photos_of
from shared.auth.caller import Caller
from shared.database.narrowing import narrow
from shared.errors import NotFound
from shared.vietnamese import fold


@dataclass(frozen=True, slots=True)
class SpaceFilter:
    """Which spaces a list asks for."""

    q: str | None = None
    kind: str | None = None
    venue_id: UUID | None = None
    parent_id: UUID | None = None
    capacity: int | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """Which bookings a list asks for; `begins_before` and `ends_after` bound the time."""

    q: str | None = None
    status: str | None = None
    space_id: UUID | None = None
    venue_id: UUID | None = None
    member_id: UUID | None = None
    ends_after: datetime | None = None
    begins_before: datetime | None = None


def select_venues(q: str | None) -> Select[Any]:
    """Venues by name, with their own pictures."""
    query = select(Venue).options(
        with_expression(Venue.shown_photos, photos_of(Photo.venue_id == Venue.id, Venue))
    )
    return query.where(Venue.search.contains(fold(q), autoescape=True)) if q else query


def select_spaces(wanted: SpaceFilter, now: datetime) -> Select[Any]:
    """Spaces by name, kind, venue, parent, status and least capacity, with what stands ahead."""
    query = select(Space).options(
        with_expression(Space.open_parts, _open_parts()),
        with_expression(Space.claims_ahead, _claims_ahead(now)),
        with_expression(Space.shown_photos, photos_of(Photo.space_id == Space.id, Space)),
    )
    if wanted.q:
        query = query.where(Space.search.contains(fold(wanted.q), autoescape=True))
    if wanted.capacity is not None:
        query = query.where(Space.capacity >= wanted.capacity)
    return narrow(
        query,
        (Space.kind, wanted.kind),
        (Space.venue_id, wanted.venue_id),
        (Space.parent_id, wanted.parent_id),
        (Space.status, wanted.status),
    )


def _open_parts() -> ColumnElement[int]:
    part = aliased(Space)
    return (
        select(func.count(part.id))
        .where(part.parent_id == Space.id, part.status != WITHDRAWN)
        .correlate(Space)
        .scalar_subquery()
    )


def _claims_ahead(now: datetime) -> ColumnElement[int]:
    """As `find_future_claims` finds them: one for each owner, of the space and its wholes."""
    owner = func.coalesce(Claim.date_id, Claim.closure_id, Claim.offer_id)
    return (
        select(func.count(owner.distinct()))
        .where(
            Claim.whole_id == any_(Space.path),
            func.upper(Claim.during) > now,
            still_held(now),
        )
        .correlate(Space)
        .scalar_subquery()
    )


async def find_space(session: AsyncSession, space_id: UUID, now: datetime) -> Space:
    """A space with what stands ahead, as it is now. Raises NotFound."""
    query = select_spaces(SpaceFilter(), now).where(Space.id == space_id)
    space: Space | None = await session.scalar(query.execution_options(populate_existing=True))
    if space is None:
        raise NotFound(Space.KIND, space_id)
    return space


async def find_venue(session: AsyncSession, venue_id: UUID) -> Venue:
    """A venue with its pictures, as it is now. Raises NotFound."""
    query = select_venues(None).where(Venue.id == venue_id)
    venue: Venue | None = await session.scalar(query.execution_options(populate_existing=True))
    if venue is None:
        raise NotFound(Venue.KIND, venue_id)
    return venue


async def find_memberships(session: AsyncSession, caller: Caller) -> Sequence[KnownMember]:
    """The members that the caller acts for, as far as this service has heard of them."""
    found = await session.scalars(
        select(KnownMember)
        .where(KnownMember.id.in_(caller.member_ids))
        .order_by(KnownMember.name, KnownMember.id)
    )
    return found.all()


def select_bookings(wanted: BookingFilter, now: datetime) -> Select[Any]:
    """Bookings with what others have claimed at their dates."""
    query = select(Booking).options(with_expression(Booking.others_claims, _others_claims(now)))
    if wanted.q:
        query = query.where(Booking.search.contains(fold(wanted.q), autoescape=True))
    if wanted.space_id is not None:
        query = query.where(Booking.dates.any(BookingDate.space_id == wanted.space_id))
    if wanted.venue_id is not None:
        of_venue = select(Space.id).where(Space.venue_id == wanted.venue_id)
        query = query.where(Booking.dates.any(BookingDate.space_id.in_(of_venue)))
    if wanted.ends_after is not None:
        begun = _first_start(wanted.ends_after)
        query = query.where(Booking.ends_at > wanted.ends_after, Booking.starts_at >= begun)
    if wanted.begins_before is not None:
        query = query.where(Booking.starts_at < wanted.begins_before)
    return narrow(query, (Booking.status, wanted.status), (Booking.member_id, wanted.member_id))


def _first_start(instant: datetime) -> ColumnElement[datetime]:
    """The first start of what ends after an instant: from there on an index need be read.

    past   ██ ██ ██ ██
    runs        ▒█████▒█████        the first of those that run just then
    later              |  ██ ██     or, when none does, the instant itself
    """
    running = aliased(Booking)
    during = func.tstzrange(running.starts_at, running.ends_at)
    first = select(func.min(func.lower(during))).where(during.op("@>")(instant))
    return func.coalesce(first.scalar_subquery(), instant)


def select_closures(
    space_id: UUID | None,
    status: str | None,
    ends_after: datetime | None = None,
    begins_before: datetime | None = None,
) -> Select[Any]:
    query = select(Closure)
    if ends_after is not None:
        query = query.where(Closure.ends_at > ends_after)
    if begins_before is not None:
        query = query.where(Closure.starts_at < begins_before)
    return narrow(query, (Closure.space_id, space_id), (Closure.status, status))


def _others_claims(now: datetime) -> ColumnElement[list[dict[str, str]]]:
    """Claims of others where an open date, set-up included, is or wants to be."""
    own, leaf, date = aliased(Space), aliased(Space), aliased(BookingDate)
    wanted = func.tstzrange(
        date.starts_at - minutes(own.setup_minutes),
        date.ends_at + minutes(own.clearup_minutes),
        "[)",
    )
    claim = func.jsonb_build_object(
        "date_id",
        date.id,
        "kind",
        Claim.kind,
        "start",
        func.lower(Claim.during),
        "end",
        func.upper(Claim.during),
    )
    return (
        select(func.coalesce(func.jsonb_agg(claim.distinct()), text("'[]'::jsonb")))
        .select_from(date)
        .join(own, own.id == date.space_id)
        .join(leaf, leaf.path.contains(array([own.id])))
        .join(Claim, Claim.space_id == leaf.id)
        .where(
            date.booking_id == Booking.id,
            date.status.in_(OPEN_STATES),
            Claim.booking_id.is_distinct_from(Booking.id),
            Claim.during.op("&&")(wanted),
            still_held(now),
        )
        .correlate(Booking)
        .scalar_subquery()
    )


async def find_booking(
    session: AsyncSession, booking_id: UUID, caller: Caller, now: datetime
) -> tuple[Booking, Sequence[Booking]]:
    """A booking that the caller may read, with its rivals. Raises NotFound otherwise."""
    query = select_bookings(BookingFilter(), now).where(Booking.id == booking_id)
    booking: Booking | None = await session.scalar(query)
    if booking is None or not caller.may_read(booking.readers):
        raise NotFound(Booking.KIND, booking_id)
    return booking, await find_rivals(session, booking)
