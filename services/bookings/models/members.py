"""The copy of members."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, query_expression

from services.bookings.models.base import Base
from shared.database.aggregate import Instant


class KnownMember(Base):
    """This service's copy of a member: enough to know whether it may book."""

    __tablename__ = "known_members"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    status_since: Mapped[date] = mapped_column(Date)
    ward: Mapped[str | None] = mapped_column(Text)
    """Where it is; null without a public address."""
    member_since: Mapped[date | None] = mapped_column(Date)
    """Null until the members service has said so."""
    fields: Mapped[list[dict[str, str | None]]] = mapped_column(JSONB)
    """Creative fields, `{code, vi, en}`."""
    requests_paused_until: Mapped[datetime | None] = mapped_column(Instant)
    """Until when its conduct keeps it from asking; kept as its marks have it."""
    successor_id: Mapped[UUID | None]
    """Who carries on for it since it merged, were it the successor's own; null for all others."""
    capped: Mapped[bool | None] = query_expression()
    """Whether a season that is not over refuses requests over its cap; only where a query asks."""
