"""Files of members that were taken over in one go."""

from __future__ import annotations

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate
from shared.tables.kept import ImportColumns


class MemberImport(Aggregate, ImportColumns, Base):
    """One file, taken over whole."""

    KIND = "member_import"
    __tablename__ = "member_imports"

    def who_may_read(self) -> set[str]:
        return set(STAFF)
