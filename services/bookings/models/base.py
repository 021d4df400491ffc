"""What all tables of bookings share."""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase

STAFF = frozenset({"role:officer", "role:operator", "role:auditor"})
"""Staff who may see what is not public."""


def one_of(column: str, values: tuple[str, ...]) -> str:
    """The condition that a column holds one of these values."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Base(DeclarativeBase):
    """Base of this service's own tables."""
