"""Base of the members service's own tables, and the readers that most of them share."""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """All tables of this service besides the shared ones."""


STAFF = frozenset({"role:officer", "role:operator", "role:auditor"})
"""Staff who may see what is not public; reviewers and deciders see what they judge."""
