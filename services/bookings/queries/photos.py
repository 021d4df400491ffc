"""Pictures of places, as lists of places show them: in the same statement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.bookings.models import Space, Venue
from services.bookings.models.photos import Photo


def photos_of(
    condition: ColumnElement[bool], place: type[Venue] | type[Space]
) -> ColumnElement[list[dict[str, Any]]]:
    """The pictures of one place in their order, as a value of its row."""
    shown = func.jsonb_build_object(
        *("id", Photo.id, "width", Photo.width, "height", Photo.height),
        *("alt", Photo.alt, "credit", Photo.credit),
    )
    ordered = func.jsonb_agg(aggregate_order_by(shown, Photo.position, Photo.id))
    if place is Venue:
        condition = condition & Photo.space_id.is_(None)
    return (
        select(func.coalesce(ordered, text("'[]'::jsonb")))
        .where(condition)
        .correlate(place)
        .scalar_subquery()
    )


def select_photos(venue_id: UUID | None, space_id: UUID | None) -> Select[Any]:
    """Pictures of a venue with all its spaces, or of one space."""
    query = select(Photo)
    query = query.where(Photo.venue_id == venue_id) if venue_id else query
    return query.where(Photo.space_id == space_id) if space_id else query
