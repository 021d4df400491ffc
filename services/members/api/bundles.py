"""Official documents that bind others behind their page: one file of all of them."""

from __future__ import annotations

import asyncio
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.documents.bundle import bind
from services.members.documents.page import read_page, render_page
from services.members.domain.official_documents import OUT
from services.members.models import OfficialDocument
from services.members.usecases.official_documents import head_of
from shared.errors import Failure, Refusal
from shared.files.store import FileStore
from shared.http.act import Act


async def bind_parts(
    content: bytes, document: OfficialDocument, files: FileStore, act: Act, *, draft: bool
) -> bytes:
    """The document's own pages and its parts behind them; itself when it has none.

    A part that is out is bound as it was signed. For a signature all of them must be out.
    """
    ids = [UUID(one) for one in read_page(document.page).parts]
    if not ids:
        return content
    parts = await _find(act, ids)
    waiting = [one.title_vi for one in parts if one.status not in OUT]
    if waiting and not draft:
        raise Refusal(Failure("dossier_parts_not_out", parts=waiting))
    bound = [(document.title_vi, content)]
    bound += [(one.title_vi, await _content(one, files, act)) for one in parts]
    return await asyncio.to_thread(bind, bound)


async def _find(act: Act, ids: list[UUID]) -> list[OfficialDocument]:
    """Those that the caller may read, in their order; the dossier names them all."""

    async def find(session: AsyncSession) -> list[OfficialDocument]:
        rows = await session.scalars(select(OfficialDocument).where(OfficialDocument.id.in_(ids)))
        return list(rows)

    rows = await act.doors.database.read(find)
    readable = {one.id: one for one in rows if act.caller.may_read(one.readers)}
    return [readable[id] for id in ids if id in readable]


async def _content(part: OfficialDocument, files: FileStore, act: Act) -> bytes:
    if part.status in OUT and part.file_sha256 is not None:
        signed = await files.get(part.file_sha256)
        if signed is not None:
            return signed
    head = head_of(part, act.view.settings, draft=True)
    return await asyncio.to_thread(render_page, read_page(part.page), head)
