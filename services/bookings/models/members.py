"""The copy of members."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Date, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.bookings.models.base import Base


class KnownMember(Base):
    """This service's copy of a member: enough to know whether it may book."""

    __tablename__ = "known_members"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    status_since: Mapped[date] = mapped_column(Date)
