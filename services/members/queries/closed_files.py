"""Reads of closed files and of lists of destruction."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from services.members.models import ClosedFile, Destruction
from shared.database.narrowing import narrow


def select_closed_files(
    kind: str | None,
    file_id: UUID | None,
    status: str | None,
    destruction_id: UUID | None,
    due_before: date | None,
) -> Select[Any]:
    """`due_before` finds those in keeping whose time ends before a day."""
    query = select(ClosedFile)
    query = narrow(
        query,
        (ClosedFile.file_kind, kind),
        (ClosedFile.file_id, file_id),
        (ClosedFile.status, status),
        (ClosedFile.destruction_id, destruction_id),
    )
    if due_before is not None:
        query = query.where(ClosedFile.status == "closed", ClosedFile.keep_until < due_before)
    return query


def select_destructions(status: str | None) -> Select[Any]:
    query = select(Destruction)
    return query.where(Destruction.status == status) if status else query
