"""Files of members that were taken over in one go."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate


class MemberImport(Aggregate, Base):
    """One file, taken over whole; what became of each row, without any person's data."""

    KIND = "member_import"
    __tablename__ = "member_imports"

    file_name: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    imported_by: Mapped[str] = mapped_column(Text)
    """`issuer|subject`."""
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`{row, external_key, member_id, name, outcome, changed}` in the order of the file."""
    created: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)
    unchanged: Mapped[int] = mapped_column(Integer)

    def who_may_read(self) -> set[str]:
        return set(STAFF)
