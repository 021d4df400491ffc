"""Erasures that were carried out: what went, what stays and why; nothing of the person."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.bookings.models.base import Base
from shared.database.aggregate import Aggregate


class Erasure(Aggregate, Base):
    """One order that was carried out; its id is the order's, so that it is done once."""

    KIND = "erasure"
    __tablename__ = "erasures"

    erased: Mapped[dict[str, int]] = mapped_column(JSONB)
    """Place → how many things went."""
    kept: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`{place, count, why}`."""
    still_found: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`{table, rows}` of the search afterwards."""
