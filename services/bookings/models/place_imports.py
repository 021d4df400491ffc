"""Lists of places that were taken over, row by row."""

from __future__ import annotations

from services.bookings.models.base import STAFF, Base
from shared.database.aggregate import Aggregate
from shared.tables.kept import ImportColumns


class PlaceImport(Aggregate, ImportColumns, Base):
    """One list, taken over whole."""

    KIND = "place_import"
    __tablename__ = "place_imports"

    def who_may_read(self) -> set[str]:
        return set(STAFF)
