"""Reads of official documents and of the numbers given to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.models import DocumentNumber, DocumentSeries, OfficialDocument
from shared.database.narrowing import narrow
from shared.vietnamese import fold


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents a list shows; None does not restrict."""

    q: str | None
    kind: str | None
    status: str | None
    number: str | None
    about: str | None
    """`application:<id>`."""
    succeeds_id: UUID | None


def select_official_documents(wanted: DocumentFilter) -> Select[Any]:
    query = select(OfficialDocument)
    if wanted.q:
        query = query.where(OfficialDocument.search.contains(fold(wanted.q), autoescape=True))
    if wanted.about is not None:
        query = query.where(OfficialDocument.about.contains([wanted.about]))
    return narrow(
        query,
        (OfficialDocument.kind, wanted.kind),
        (OfficialDocument.status, wanted.status),
        (OfficialDocument.number, wanted.number),
        (OfficialDocument.succeeds_id, wanted.succeeds_id),
    )


@dataclass(frozen=True, slots=True)
class Series:
    """One series of one year with some of its numbers."""

    last: int
    counts: dict[str, int]
    numbers: list[DocumentNumber]
    more: bool


async def find_series(
    session: AsyncSession, authority: str, kind: str, year: int, after: int, limit: int
) -> Series:
    """The numbers after a serial, and what became of the whole series."""
    of_series = (
        DocumentNumber.authority == authority,
        DocumentNumber.kind == kind,
        DocumentNumber.year == year,
    )
    last = await session.scalar(
        select(DocumentSeries.last).where(
            DocumentSeries.authority == authority,
            DocumentSeries.kind == kind,
            DocumentSeries.year == year,
        )
    )
    counted = await session.execute(
        select(DocumentNumber.status, func.count())
        .where(*of_series)
        .group_by(DocumentNumber.status)
    )
    rows = await session.scalars(
        select(DocumentNumber)
        .where(*of_series, DocumentNumber.serial > after)
        .order_by(DocumentNumber.serial)
        .limit(limit + 1)
    )
    found = list(rows)
    counts = {row[0]: row[1] for row in counted}
    return Series(last or 0, counts, found[:limit], len(found) > limit)
