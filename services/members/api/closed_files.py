"""`/v1/files`: a finished file leaves as a dossier, is kept for its time, goes by minutes."""

from __future__ import annotations

import asyncio
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.api.answers.closed_files import (
    ClosedFileOut,
    DestructionOut,
    show_closed_file,
    show_closed_file_in_list,
    show_destruction,
)
from services.members.documents.dossier import DossierFacts, Leaf, make_dossier
from services.members.domain.closed_files import retention_code
from services.members.models import ClosedFile, Destruction
from services.members.queries import closed_files as queries
from services.members.queries.trail import find_trail, plain_trail
from services.members.regulations.retention_rules import retention_on
from services.members.usecases import close_files as closing
from services.members.usecases import destroy_files as destroying
from services.members.usecases.close_files import StoredDossier, what_bars_closing
from services.members.usecases.gather_files import gather_file
from services.members.usecases.gathered import Gathered
from shared.clock import hanoi_date
from shared.errors import NotFound
from shared.files.store import FileStore
from shared.files.taking import store_sent
from shared.http.act import Act, allow
from shared.http.fields import Day, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["closed files"])

FileKind = Literal["application", "complaint", "ceremony", "member", "personal_data_request"]
Trail = list[dict[str, Any]]
BINARY = {"schema": {"type": "string", "format": "binary"}}
ZIP: dict[int | str, dict[str, Any]] = {200: {"content": {"application/zip": BINARY}}}


class ReopenFile(RequestBody):
    reason: Prose


class ListForDestruction(RequestBody):
    reason: Prose
    file_ids: list[UUID] | None = Field(default=None, min_length=1, max_length=500)
    """Closed files by their id; without it all whose time is over."""


class DropDestruction(RequestBody):
    reason: Prose


@router.post("/v1/files/{kind}/{id}/close", status_code=201, response_model=ClosedFileOut)
async def close_file(
    kind: FileKind, id: UUID, request: Request, act: Act = allow("officer")
) -> Response:
    """Close a finished file: its dossier is made and kept for its time.

    Refused while anything that belongs to it is open; every such thing is named.
    """
    gathered, trail, barred = await _gather(act, kind, id)
    stored = None
    if not barred:
        stored = await _store(request.app.state.files, act, gathered, trail)
    return await act.write(closing.close_file, show_closed_file, kind, id, stored, status=201)


async def _gather(act: Act, kind: str, id: UUID) -> tuple[Gathered, Trail, bool]:
    """The file as it is now, for work that must not be done under its lock."""

    async def look(session: AsyncSession) -> tuple[Gathered, Trail, bool]:
        found = await gather_file(session, kind, id)
        if found is None or not act.caller.may_read(found.row.readers):
            raise NotFound(kind, id)
        barred = bool(await what_bars_closing(session, found))
        trail = plain_trail(await find_trail(session, found.subjects))
        return found, trail, barred

    return await act.doors.database.read(look)


async def _store(files: FileStore, act: Act, gathered: Gathered, trail: Trail) -> StoredDossier:
    read = [(one, await files.get(one.sha256)) for one in gathered.parts]
    leaves = [
        Leaf(part.path, part.title, part.media_type, content)
        for part, content in read
        if content is not None
    ]
    missing = [part.path for part, content in read if content is None]
    facts = _facts(act, gathered, missing)
    content, index = await asyncio.to_thread(make_dossier, facts, leaves, trail)
    digest = await store_sent(act.request, content)
    return StoredDossier(digest, len(content), index, gathered.row.version)


def _facts(act: Act, gathered: Gathered, missing: list[str]) -> DossierFacts:
    view = act.view
    today = hanoi_date(view.now)
    rule = retention_on(retention_code(gathered.kind, gathered.status), today)
    return DossierFacts(
        kind=gathered.kind,
        file_id=str(gathered.row.id),
        title=gathered.title,
        number=gathered.number,
        outcome=gathered.labels[gathered.status],
        closed_on=today,
        keep_until=rule.until(today),
        retention=rule,
        facts=gathered.facts,
        metadata={
            "version": gathered.row.version,
            "made_at": view.now.isoformat().replace("+00:00", "Z"),
            "missing_from_store": missing,
        },
        test=view.settings.mode == "embedded",
    )


@router.get("/v1/files", response_model=Listed[ClosedFileOut])
async def list_closed_files(
    page: AskedPage,
    kind: FileKind | None = None,
    file_id: UUID | None = None,
    status: Literal["closed", "reopened", "listed", "destroyed"] | None = None,
    destruction_id: UUID | None = None,
    due_before: Day | None = None,
    act: Act = allow("officer", "operator", "auditor"),
) -> Response:
    """Closed files; `due_before` finds those whose time of keeping ends before a day."""
    return await act.list(
        ClosedFile,
        queries.select_closed_files(kind, file_id, status, destruction_id, due_before),
        show_closed_file_in_list,
        page,
        created_at=ClosedFile.created_at,
        closed_on=ClosedFile.closed_on,
    )


@router.get("/v1/files/{closed_file_id}", response_model=ClosedFileOut)
async def get_closed_file(
    closed_file_id: UUID, act: Act = allow("officer", "operator", "auditor")
) -> Response:
    """One closed file with its index; the read stands in the audit trail."""
    return await act.write(closing.get_closed_file, show_closed_file, closed_file_id)


@router.get("/v1/files/{closed_file_id}/dossier.zip", response_class=Response, responses=ZIP)
async def download_dossier(
    closed_file_id: UUID, request: Request, act: Act = allow("officer", "auditor")
) -> Response:
    """The dossier: its page as PDF/A, the documents, index, metadata, trail and checksums."""
    sha256 = await act.run(closing.download_dossier, closed_file_id)
    files: FileStore = request.app.state.files
    content = await files.get(sha256)
    if content is None:
        raise NotFound(ClosedFile.KIND, closed_file_id)
    return zip_answer(content, f"dossier-{closed_file_id}")


def zip_answer(content: bytes, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.zip"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type="application/zip")


@router.post("/v1/files/{closed_file_id}/reopen", response_model=ClosedFileOut)
async def reopen_file(
    closed_file_id: UUID, body: ReopenFile, act: Act = allow("officer")
) -> Response:
    """The matter goes on; it is closed anew later, with a new dossier."""
    return await act.write(
        closing.reopen_file, show_closed_file, closed_file_id, body.reason, reason=body.reason
    )


@router.post("/v1/destructions", status_code=201, response_model=DestructionOut)
async def list_for_destruction(body: ListForDestruction, act: Act = allow("officer")) -> Response:
    """List files past their time, with the minutes as a draft; a hold keeps a file off."""
    return await act.write(
        destroying.list_for_destruction,
        show_destruction,
        body.file_ids,
        body.reason,
        status=201,
        reason=body.reason,
    )


@router.get("/v1/destructions", response_model=Listed[DestructionOut])
async def list_destructions(
    page: AskedPage,
    status: Literal["drafted", "approved", "carried_out", "dropped"] | None = None,
    act: Act = allow("officer", "decider", "operator", "auditor"),
) -> Response:
    """Lists of destruction."""
    query = queries.select_destructions(status)
    return await act.list(
        Destruction, query, show_destruction, page, created_at=Destruction.created_at
    )


@router.get("/v1/destructions/{destruction_id}", response_model=DestructionOut)
async def get_destruction(
    destruction_id: UUID, act: Act = allow("officer", "decider", "operator", "auditor")
) -> Response:
    """One list and how far it was carried out."""
    return await act.get(Destruction, destruction_id, show_destruction)


@router.post("/v1/destructions/{destruction_id}/approve", response_model=DestructionOut)
async def approve_destruction(
    destruction_id: UUID, act: Act = allow("officer", "decider")
) -> Response:
    """Approve, by another than who prepared it, once the minutes are issued; then it is done."""
    return await act.write(destroying.approve_destruction, show_destruction, destruction_id)


@router.post("/v1/destructions/{destruction_id}/drop", response_model=DestructionOut)
async def drop_destruction(
    destruction_id: UUID, body: DropDestruction, act: Act = allow("officer", "decider")
) -> Response:
    """Give the list up: what is still on it is kept as before."""
    return await act.write(
        destroying.drop_destruction, show_destruction, destruction_id, reason=body.reason
    )
