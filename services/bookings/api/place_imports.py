"""`/v1/place-imports`: venues and spaces as a list."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select

from services.bookings.api.answers.place_imports import (
    PlaceImportOut,
    show_import,
    show_import_in_list,
)
from services.bookings.api.imported_places import read_rows
from services.bookings.models.place_imports import PlaceImport
from services.bookings.settings import Settings
from services.bookings.usecases import import_places as usecases
from shared.http.act import Act, allow
from shared.http.fields import Listed
from shared.http.lists import AskedPage
from shared.tables.over_http import LIST_BODY, read_sent_list
from shared.tables.reading import Limits

router = APIRouter(tags=["place imports"])


@router.post(
    "/v1/place-imports",
    status_code=201,
    response_model=PlaceImportOut,
    openapi_extra=LIST_BODY,
)
async def import_places(
    request: Request,
    keep_confirmed: Annotated[
        bool, Query(description="What is confirmed outside of new hours stays")
    ] = False,
    act: Act = allow("officer"),
) -> Response:
    """Take over a list of venues and spaces from CSV or XLSX: all rows or none.

    The body is the file, or a multipart form with one file. Columns are those of `place_column` in
    /v1/vocabulary, by code or label; `type` and `key` say which place a row speaks of. The same
    list again changes nothing; an empty cell changes nothing; `dry_run=true` says what would become
    of each row. A refusal names row and column (`rows.7.capacity`) of everything that is wrong.
    """
    settings = Settings.of(act.view)
    limits = Limits(settings.import_max_rows, settings.import_max_unpacked_bytes)
    file = await read_sent_list(request, limits, read_rows)
    return await act.write(usecases.import_places, show_import, file, keep_confirmed, status=201)


@router.get("/v1/place-imports", response_model=Listed[PlaceImportOut])
async def list_place_imports(
    page: AskedPage, act: Act = allow("officer", "operator", "auditor")
) -> Response:
    """The lists that were taken over."""
    return await act.list(
        PlaceImport,
        select(PlaceImport),
        show_import_in_list,
        page,
        created_at=PlaceImport.created_at,
    )


@router.get("/v1/place-imports/{import_id}", response_model=PlaceImportOut)
async def get_place_import(
    import_id: UUID, act: Act = allow("officer", "operator", "auditor")
) -> Response:
    """One of them, row by row."""
    return await act.get(PlaceImport, import_id, show_import)
