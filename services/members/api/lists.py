"""`/v1/members/imports` and `/v1/members/export`: the members as a list, in and out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select

from services.members.api.answers.imports import (
    MemberImportOut,
    show_import,
    show_import_in_list,
)
from services.members.api.directory import MemberStatus
from services.members.api.imported_rows import read_rows
from services.members.files.tables import write_csv, write_xlsx
from services.members.models import MemberImport
from services.members.settings import Settings
from services.members.usecases import export_members as exports
from services.members.usecases import import_members as usecases
from shared.http.act import Act, View, allow
from shared.http.fields import Listed
from shared.http.idempotency import is_dry_run
from shared.http.lists import AskedPage
from shared.tables.over_http import FILE, LIST_BODY, read_sent_list
from shared.tables.reading import CSV, XLSX, Limits

router = APIRouter(tags=["members"])

WRITERS = {"csv": (write_csv, f"{CSV}; charset=utf-8"), "xlsx": (write_xlsx, XLSX)}


@router.post(
    "/v1/members/imports",
    status_code=201,
    response_model=MemberImportOut,
    openapi_extra=LIST_BODY,
)
async def import_members(
    request: Request,
    same_names: Annotated[
        bool, Query(description="A new member may have the name of one that is there")
    ] = False,
    act: Act = allow("officer"),
) -> Response:
    """Take over a list of members from CSV or XLSX: all rows or none.

    The body is the file, or a multipart form with one file. Columns are those of `import_column` in
    /v1/vocabulary, by code or label, and those of an export. The same list again changes nothing;
    `dry_run=true` says what would become of each row. A refusal names row and column
    (`rows.7.ward`) of everything that is wrong.
    """
    settings = Settings.of(act.view)
    limits = Limits(settings.import_max_rows, settings.import_max_unpacked_bytes)
    file = await read_sent_list(request, limits, read_rows)
    return await act.write(usecases.import_members, show_import, file, same_names, status=201)


@router.get("/v1/members/imports", response_model=Listed[MemberImportOut])
async def list_member_imports(
    page: AskedPage, act: Act = allow("officer", "operator", "auditor")
) -> Response:
    """The lists that were taken over."""
    return await act.list(
        MemberImport,
        select(MemberImport),
        show_import_in_list,
        page,
        created_at=MemberImport.created_at,
    )


@router.get("/v1/members/imports/{import_id}", response_model=MemberImportOut)
async def get_member_import(
    import_id: UUID, act: Act = allow("officer", "operator", "auditor")
) -> Response:
    """One of them, row by row."""
    return await act.get(MemberImport, import_id, show_import)


@router.get(
    "/v1/members/export", response_class=Response, responses={200: {"content": {"*/*": FILE}}}
)
async def export_members(
    request: Request,
    format: Literal["csv", "xlsx"] = "xlsx",
    status: MemberStatus | None = None,
    act: Act = allow("officer"),
) -> Response:
    """All members with their contacts, to be imported again if need be; the read is recorded."""
    found: list[Sequence[Any]] = []

    def keep(rows: list[list[Any]], _view: View) -> dict[str, Any]:
        found.extend(rows)
        return {"members": len(rows)}

    counted = await act.write(exports.export_members, keep, status)
    if is_dry_run(request):
        return counted
    write, media_type = WRITERS[format]
    content = await asyncio.to_thread(write, exports.EXPORT_COLUMNS, found)
    headers = {
        "Content-Disposition": f'attachment; filename="members.{format}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type=media_type)
