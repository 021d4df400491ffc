"""Lists over HTTP: how one comes in, and how is shown what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel

from shared.files.upload import BINARY, Upload, read_upload, takes_file
from shared.http.fields import Actions, Answer
from shared.tables.reading import CSV, XLSX, Limits, Line, SentList, read_table

Row = TypeVar("Row")
Item = TypeVar("Item", bound=BaseModel)
ReadRows = Callable[[list[Line]], list[Row]]

Outcome = Literal["created", "changed", "unchanged"]
FILE = {"schema": BINARY}
LIST_BODY = takes_file(CSV, XLSX)
"""The `openapi_extra` of a route that takes a list over."""


async def read_sent_list(
    request: Request, limits: Limits, read_rows: ReadRows[Row]
) -> SentList[Row]:
    """The body, or the file of a form. Raises Invalid for what is no list of ours."""
    upload = read_upload(request.headers.get("content-type", ""), await request.body())
    return await asyncio.to_thread(_read, upload, limits, read_rows)


def _read(upload: Upload, limits: Limits, read_rows: ReadRows[Row]) -> SentList[Row]:
    rows = read_rows(read_table(upload.content, limits))
    return SentList(rows, sha256(upload.content).hexdigest(), upload.name)


class ImportOut(Answer, Generic[Item]):
    """What became of a list; a service says what its items are."""

    id: UUID
    status: Literal["done"]
    version: int
    created_at: datetime
    updated_at: datetime
    file_name: str | None
    sha256: str
    imported_by: str
    """`issuer|subject`."""
    created: int
    changed: int
    unchanged: int
    items: list[Item] | None
    """Row by row; null in a list of imports."""
    actions: Actions


def import_fields(row: Any, *, items: bool) -> dict[str, Any]:
    """The fields of its ImportOut; `row` is an aggregate with ImportColumns."""
    kept = {name: getattr(row, name) for name in _KEPT}
    return kept | {"status": "done", "items": row.rows if items else None, "actions": {}}


_KEPT = [
    *("id", "version", "created_at", "updated_at"),
    *("file_name", "sha256", "imported_by", "created", "changed", "unchanged"),
]
