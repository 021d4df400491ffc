"""What every service keeps of a list that was taken over, without the list itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column


class ImportColumns:
    """The columns of one list's row."""

    file_name: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    imported_by: Mapped[str] = mapped_column(Text)
    """`issuer|subject`."""
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """What became of each row, in the order of the file, without any person's data."""
    created: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)
    unchanged: Mapped[int] = mapped_column(Integer)
