"""What every aggregate's row has: identity, version, event counter and who may read it.

The version rises with every change and is the row's ETag. The event counter numbers all events of
the aggregate; it is raised under the row's lock, so its order is the order of the changes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from shared.auth.caller import Caller
from shared.errors import NotFound

Instant = TIMESTAMP(timezone=True)
A = TypeVar("A", bound="Aggregate")


class Aggregate:
    """Mixin of every aggregate's table.

    `KIND` is the aggregate's name in events, problems and changes (`booking`).
    """

    KIND: ClassVar[str]
    LOCK_LETS_REFER: ClassVar[bool] = False
    """Whether others may refer to a row (foreign keys) while it is locked. Where rows are locked
    in bulk before (`FOR NO KEY UPDATE`), a stronger lock afterwards would be an upgrade, which
    waits for whoever waits for us."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(Integer, nullable=False)
    event_sequence: Mapped[int] = mapped_column(BigInteger, nullable=False)
    readers: Mapped[list[str]] = mapped_column(ARRAY(Text), nullable=False)
    created_at: Mapped[datetime] = mapped_column(Instant, nullable=False)
    updated_at: Mapped[datetime] = mapped_column(Instant, nullable=False)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    def who_may_read(self) -> set[str]:
        """Tags of those who may read this row: `public`, `role:officer`, `member:<id>`,
        `host:<id>`, `subject:<issuer>|<subject>`. Nobody unless the aggregate says so."""
        return set()


def readable(model: type[A], id: UUID, row: A | None, caller: Caller) -> A:
    """The row that was found. Raises NotFound for none, and for what the caller may not read."""
    if row is None or not caller.may_read(row.readers):
        raise NotFound(model.KIND, id)
    return row
