"""`/v1/place-imports`: venues and spaces as a list."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
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
from services.bookings.usecases.import_places import PlaceFile
from shared.files.upload import Upload, read_upload
from shared.http.act import Act, allow
from shared.http.fields import Listed
from shared.http.lists import Page
from shared.tables.reading import Limits, read_table

router = APIRouter(tags=["place imports"])

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE = {"schema": {"type": "string", "format": "binary"}}


@router.post(
    "/v1/place-imports",
    status_code=201,
    response_model=PlaceImportOut,
    openapi_extra={"requestBody": {"required": True, "content": {CSV: FILE, XLSX: FILE}}},
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
    upload = read_upload(request.headers.get("content-type", ""), await request.body())
    settings = Settings.of(act.view)
    limits = Limits(settings.import_max_rows, settings.import_max_unpacked_bytes)
    file = await asyncio.to_thread(_read_file, upload, limits)
    order = replace(file, keep_confirmed=keep_confirmed)
    return await act.write(usecases.import_places, show_import, order, status=201)


def _read_file(upload: Upload, limits: Limits) -> PlaceFile:
    rows = read_rows(read_table(upload.content, limits))
    return PlaceFile(rows, sha256(upload.content).hexdigest(), upload.name)


@router.get("/v1/place-imports", response_model=Listed[PlaceImportOut])
async def list_place_imports(
    page: Annotated[Page, Depends()], act: Act = allow("officer", "operator", "auditor")
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
