"""Lists of places that were taken over, row by row."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.bookings.models.base import STAFF, Base
from shared.database.aggregate import Aggregate


class PlaceImport(Aggregate, Base):
    """One list and what became of each of its rows."""

    KIND = "place_import"
    __tablename__ = "place_imports"

    file_name: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    imported_by: Mapped[str] = mapped_column(Text)
    """`issuer|subject`."""
    created: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)
    unchanged: Mapped[int] = mapped_column(Integer)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)

    def who_may_read(self) -> set[str]:
        return set(STAFF)
