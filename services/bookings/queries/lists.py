"""Lists: venues, spaces, bookings and closures by their filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased, with_expression

from services.bookings.models import Booking, Claim, Closure, Space, Venue
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


def select_venues(q: str | None) -> Select[tuple[Venue]]:
    query = select(Venue)
    return query.where(Venue.search.contains(fold(q), autoescape=True)) if q else query


def select_spaces(wanted: SpaceFilter) -> Select[tuple[Space]]:
    """Spaces by name, kind, venue, parent, status and least capacity."""
    query = select(Space)
    if wanted.q:
        query = query.where(Space.search.contains(fold(wanted.q), autoescape=True))
    if wanted.capacity is not None:
        query = query.where(Space.capacity >= wanted.capacity)
    for column, value in (
        (Space.kind, wanted.kind),
        (Space.venue_id, wanted.venue_id),
        (Space.parent_id, wanted.parent_id),
        (Space.status, wanted.status),
    ):
        query = query.where(column == value) if value is not None else query
    return query


def select_bookings(wanted: BookingFilter) -> Select[tuple[Booking]]:
    """Bookings with whether their slot is taken by another."""
    query = select(Booking).options(with_expression(Booking.slot_taken, _slot_taken()))
    if wanted.q:
        query = query.where(Booking.search.contains(fold(wanted.q), autoescape=True))
    if wanted.venue_id is not None:
        query = query.join(Space, Space.id == Booking.space_id)
        query = query.where(Space.venue_id == wanted.venue_id)
    if wanted.ends_after is not None:
        query = query.where(Booking.ends_at > wanted.ends_after)
    if wanted.begins_before is not None:
        query = query.where(Booking.starts_at < wanted.begins_before)
    for column, value in (
        (Booking.status, wanted.status),
        (Booking.space_id, wanted.space_id),
        (Booking.member_id, wanted.member_id),
    ):
        query = query.where(column == value) if value is not None else query
    return query


def select_closures(space_id: UUID | None, status: str | None) -> Select[tuple[Closure]]:
    query = select(Closure)
    query = query.where(Closure.space_id == space_id) if space_id else query
    return query.where(Closure.status == status) if status else query


def _slot_taken() -> ColumnElement[bool]:
    """Whether a claim of another stands where this booking, set-up included, is or wants to be."""
    own, leaf = aliased(Space), aliased(Space)
    wanted = func.tstzrange(
        Booking.starts_at - _minutes(own.setup_minutes),
        Booking.ends_at + _minutes(own.clearup_minutes),
        "[)",
    )
    return exists(
        select(Claim.id)
        .join(leaf, leaf.id == Claim.space_id)
        .join(own, own.id == Booking.space_id)
        .where(
            leaf.path.any(Booking.space_id),
            Claim.booking_id.is_distinct_from(Booking.id),
            Claim.during.op("&&")(wanted),
        )
        .correlate(Booking)
    )


def _minutes(column: ColumnElement[int]) -> ColumnElement[timedelta]:
    return func.make_interval(0, 0, 0, 0, 0, column)
