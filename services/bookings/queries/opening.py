"""Published exceptions by their filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from services.bookings.models import Space
from services.bookings.models.opening import OpeningException


@dataclass(frozen=True, slots=True)
class ExceptionFilter:
    """Which exceptions a list asks for; the days are both included."""

    venue_id: UUID | None = None
    space_id: UUID | None = None
    status: str | None = None
    first_day: date | None = None
    last_day: date | None = None


def select_exceptions(wanted: ExceptionFilter) -> Select[Any]:
    """Those of a venue, or those that hold for a space: its own, its wholes', its venue's."""
    query = select(OpeningException)
    if wanted.space_id is not None:
        path = select(func.unnest(Space.path)).where(Space.id == wanted.space_id)
        venue = select(Space.venue_id).where(Space.id == wanted.space_id).scalar_subquery()
        of_venue = and_(OpeningException.space_id.is_(None), OpeningException.venue_id == venue)
        query = query.where(or_(OpeningException.space_id.in_(path), of_venue))
    if wanted.venue_id is not None:
        query = query.where(OpeningException.venue_id == wanted.venue_id)
    if wanted.status is not None:
        query = query.where(OpeningException.status == wanted.status)
    if wanted.first_day is not None:
        query = query.where(OpeningException.last_day >= wanted.first_day)
    if wanted.last_day is not None:
        query = query.where(OpeningException.first_day <= wanted.last_day)
    return query
