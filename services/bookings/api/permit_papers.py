"""Papers of a permit and the thread with the officers, over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.api.answers.parts import say
from services.bookings.api.answers.permit_fields import PermitsOut
from services.bookings.api.answers.permits import show_permits
from services.bookings.domain.permit_steps import lacks_permit_part
from services.bookings.models import PermitMessage, PermitReceipt
from services.bookings.queries.permits import find_messages, find_readable, find_receipt
from services.bookings.usecases import help_with_permits, keep_permit_papers
from services.bookings.usecases.keep_permits import takes_part
from shared.errors import NotFound, refuse_if
from shared.files.scan_status import may_open
from shared.files.store import FileStore
from shared.files.taking import ANY_FILE, answer_stored, take_file
from shared.files.upload import read_upload, takes_file
from shared.http.act import Act, View, allow
from shared.http.fields import Answer, Code, Listed, Prose, RequestBody

router = APIRouter(tags=["permits"])


class WriteMessage(RequestBody):
    body: Prose
    procedure: Code | None = None
    """What it is about; left out: the whole."""


class MessageOut(Answer):
    id: UUID
    written_at: datetime
    side: str
    """`member` or `officer`."""
    side_label: str | None
    mine: bool
    procedure: str | None
    body: str


@router.post(
    "/v1/bookings/{booking_id}/permits/{procedure}/receipts",
    status_code=201,
    response_model=PermitsOut,
    openapi_extra=takes_file(),
)
async def add_permit_receipt(
    booking_id: UUID,
    procedure: str,
    request: Request,
    kind: Annotated[Code, Query(description="Of `permit_document` in /v1/vocabulary")] = "receipt",
    act: Act = allow(),
) -> Response:
    """A paper of a step: the body is the file with its Content-Type, or a form with one file.

    What it is is told by its bytes; a scanner looks at it when one is set.
    """
    upload = read_upload(request.headers.get("content-type", ""), await request.body())
    await _refuse_strangers(act, booking_id)
    stored = await take_file(upload, request)
    return await act.write(
        keep_permit_papers.add_permit_receipt,
        show_permits,
        booking_id,
        procedure,
        kind,
        stored,
        status=201,
    )


async def _refuse_strangers(act: Act, booking_id: UUID) -> None:
    """Nobody fills the store with files for a booking that is not theirs."""

    async def look(session: AsyncSession) -> None:
        booking = await find_readable(session, booking_id, act.caller)
        refuse_if(lacks_permit_part(takes_part(act.caller, booking)))

    await act.doors.database.read(look)


@router.get(
    "/v1/bookings/{booking_id}/permits/receipts/{receipt_id}/file",
    response_class=Response,
    responses=ANY_FILE,
)
async def download_permit_receipt(
    booking_id: UUID, receipt_id: UUID, request: Request, act: Act = allow()
) -> Response:
    """The paper itself. Refused while it waits for the scanner, except to who uploaded it."""

    async def find(session: AsyncSession) -> PermitReceipt:
        await find_readable(session, booking_id, act.caller)
        receipt = await find_receipt(session, booking_id, receipt_id)
        refuse_if(may_open(receipt.scan_status, receipt.uploaded_by == act.caller.key))
        return receipt

    receipt = await act.doors.database.read(find)
    files: FileStore = request.app.state.files
    name, missing = receipt.file_name or receipt.kind, NotFound("permit_receipt", receipt_id)
    return await answer_stored(files, receipt.sha256, name, receipt.media_type, missing=missing)


@router.delete("/v1/bookings/{booking_id}/permits/receipts/{receipt_id}", response_model=PermitsOut)
async def remove_permit_receipt(booking_id: UUID, receipt_id: UUID, act: Act = allow()) -> Response:
    """Take back a paper that was sent in by mistake."""
    return await act.write(
        keep_permit_papers.remove_permit_receipt, show_permits, booking_id, receipt_id
    )


@router.get("/v1/bookings/{booking_id}/permits/messages", response_model=Listed[MessageOut])
async def list_permit_messages(
    booking_id: UUID,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: UUID | None = None,
    act: Act = allow(),
) -> Response:
    """The thread between the member and the officers, newest first; the host does not read it."""

    async def find(session: AsyncSession) -> Sequence[PermitMessage]:
        booking = await find_readable(session, booking_id, act.caller)
        inside = takes_part(act.caller, booking) or act.caller.has_role("operator", "auditor")
        refuse_if(lacks_permit_part(inside))
        return await find_messages(session, booking_id, cursor, limit + 1)

    def show(found: Sequence[PermitMessage], view: View) -> Listed[MessageOut]:
        more = str(found[limit - 1].id) if len(found) > limit else None
        return Listed(items=[_show_message(one, view) for one in found[:limit]], next_cursor=more)

    return await act.read(find, show)


@router.post(
    "/v1/bookings/{booking_id}/permits/messages", status_code=201, response_model=MessageOut
)
async def write_permit_message(
    booking_id: UUID, body: WriteMessage, act: Act = allow()
) -> Response:
    """Ask the officers about a procedure, or answer as one."""
    return await act.write(
        help_with_permits.write_permit_message,
        _show_message,
        booking_id,
        body.body,
        body.procedure,
        status=201,
    )


def _show_message(message: PermitMessage, view: View) -> MessageOut:
    return MessageOut(
        id=message.id,
        written_at=message.written_at,
        side=message.side,
        side_label=say("permit_side", message.side, view),
        mine=message.author == view.caller.key,
        procedure=message.procedure,
        body=message.body,
    )
