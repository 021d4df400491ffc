"""One grammar for every list: `q`, filters by field, `from`/`to`, `sort`, `limit`, `cursor`.

Pages follow a key (the sort column and the id), so rows that come or go never shift a page.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

import orjson
from fastapi import Query
from sqlalchemy import Text, cast, literal, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Select

from shared.auth.caller import Caller
from shared.database.aggregate import Aggregate
from shared.errors import Failure, Invalid
from shared.http.query import from_query

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    sort: Annotated[str | None, Query(description="Column; with `-` before it, descending")] = None
    limit: Annotated[int, Query(ge=1, le=200)] = 50
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before")] = None


AskedPage = Annotated[Page, from_query(Page)]
"""What a route of a list takes."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page lies in a list that is read by plain SQL."""

    column: str
    descending: bool
    limit: int
    after: tuple[Any, UUID] | None
    """Sort value and id of the last row of the page before."""

    def cursor_after(self, row: Mapping[str, Any]) -> str:
        """`next_cursor` of a page that ends with this row."""
        return _write_cursor(row[self.column], row["id"])


def read_position(page: Page, sorts: Mapping[str, Any]) -> Position:
    """The page asked for; `sorts` as for `fetch_page`. Raises Invalid for sort and cursor."""
    column, descending = _sort_column(page, sorts)
    after = _read_cursor(page.cursor, column) if page.cursor else None
    return Position(column.key, descending, page.limit, after)


async def fetch_page(
    session: AsyncSession,
    model: type[A],
    query: Select[Any],
    page: Page,
    sorts: Mapping[str, Any],
    caller: Caller,
) -> tuple[Sequence[A], str | None]:
    """Rows of one page that the caller may read, and the cursor of the next page."""
    column, descending = _sort_column(page, sorts or {"created_at": model.created_at})
    key = tuple_(column, model.id)
    if not caller.is_system:
        query = query.where(model.readers.overlap(cast(caller.tags, ARRAY(Text))))
    if page.cursor:
        value, id = _read_cursor(page.cursor, column)
        position = tuple_(literal(value, column.type), literal(id, model.id.type))
        query = query.where(key < position if descending else key > position)
    order = (column.desc(), model.id.desc()) if descending else (column, model.id)
    found = await session.scalars(query.order_by(*order).limit(page.limit + 1))
    rows: list[A] = list(found)
    if len(rows) <= page.limit:
        return rows, None
    last = rows[page.limit - 1]
    return rows[: page.limit], _write_cursor(getattr(last, column.key), last.id)


def _sort_column(page: Page, sorts: Mapping[str, Any]) -> tuple[Any, bool]:
    name = page.sort or next(iter(sorts))
    descending = name.startswith("-")
    column = sorts.get(name.removeprefix("-"))
    if column is None:
        raise Invalid(Failure("sort_unknown", field="sort", sort=name, allowed=list(sorts)))
    return column, descending


def _write_cursor(value: Any, id: UUID) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([value, str(id)])).decode().rstrip("=")


def _read_cursor(text: str, column: Any) -> tuple[Any, UUID]:
    try:
        padded = text + "=" * (-len(text) % 4)
        value, id = orjson.loads(base64.urlsafe_b64decode(padded))
        if column.type.python_type is datetime:
            value = datetime.fromisoformat(value)
        if not isinstance(value, column.type.python_type) or not isinstance(id, str):
            raise TypeError
        return value, UUID(id)
    except (ValueError, TypeError, binascii.Error):
        raise Invalid(Failure("cursor_not_readable", field="cursor")) from None
