"""Files of drafts and bookings, as the body itself or as a form."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.api.answers.booking_drafts import (
    AttachedOut,
    AttachmentOut,
    show_attachment,
)
from services.bookings.api.current import or_current
from services.bookings.models import Booking
from services.bookings.models.asking import Attachment, BookingDraft
from services.bookings.usecases import attach_files as usecases
from shared.errors import NotFound, refuse_if
from shared.files.scan_status import may_open
from shared.files.store import FileStore
from shared.files.taking import ANY_FILE, StoredFile, answer_stored, take_file
from shared.files.upload import read_upload, takes_file
from shared.http.act import Act, View, allow
from shared.http.fields import Answer, Code, Listed

router = APIRouter(tags=["attachments"])

Kind = Annotated[Code, Query(description="A code of `attachment_kind`; the list is open")]


@router.post(
    "/v1/booking-drafts/{draft_id}/attachments",
    status_code=201,
    response_model=AttachedOut,
    openapi_extra=takes_file(),
)
async def attach_to_draft(
    draft_id: UUID, request: Request, kind: Kind = "other", act: Act = allow()
) -> Response:
    """Add a file to a draft. What it is is told by its bytes; a scanner looks at it when one is
    set.
    """
    stored = await _take(request, act, BookingDraft, draft_id)
    return await act.write(
        usecases.attach_to_draft, or_current(_show_attached), draft_id, kind, stored, status=201
    )


@router.post(
    "/v1/bookings/{booking_id}/attachments",
    status_code=201,
    response_model=AttachedOut,
    openapi_extra=takes_file(),
)
async def attach_to_booking(
    booking_id: UUID, request: Request, kind: Kind = "other", act: Act = allow()
) -> Response:
    """Add a file to a booking while it is open."""
    stored = await _take(request, act, Booking, booking_id)
    return await act.write(
        usecases.attach_to_booking, or_current(_show_attached), booking_id, kind, stored, status=201
    )


@router.get("/v1/bookings/{booking_id}/attachments", response_model=Listed[AttachmentOut])
async def list_attachments(booking_id: UUID, act: Act = allow()) -> Response:
    """The files of a booking, for all who may read it."""

    async def find(session: AsyncSession) -> list[Attachment]:
        await _refuse_strangers(session, act, Booking, booking_id)
        found = await session.scalars(
            select(Attachment)
            .where(Attachment.booking_id == booking_id)
            .order_by(Attachment.uploaded_at, Attachment.id)
        )
        return list(found)

    def show(rows: list[Attachment], view: View) -> Listed[AttachmentOut]:
        return Listed(items=[show_attachment(one, view) for one in rows], next_cursor=None)

    return await act.read(find, show)


@router.get(
    "/v1/booking-attachments/{attachment_id}/file", response_class=Response, responses=ANY_FILE
)
async def download_attachment(
    attachment_id: UUID, request: Request, act: Act = allow()
) -> Response:
    """The file itself. Refused while it waits for the scanner, except to who sent it."""

    async def find(session: AsyncSession) -> Attachment:
        row = await session.get(Attachment, attachment_id)
        if row is None:
            raise NotFound("attachment", attachment_id)
        if row.draft_id is not None:
            await _refuse_strangers(session, act, BookingDraft, row.draft_id)
        else:
            assert row.booking_id is not None
            await _refuse_strangers(session, act, Booking, row.booking_id)
        refuse_if(may_open(row.scan_status, row.uploaded_by == act.caller.key))
        return row

    row = await act.doors.database.read(find)
    files: FileStore = request.app.state.files
    name, missing = row.file_name or row.kind, NotFound("attachment", attachment_id)
    return await answer_stored(files, row.sha256, name, row.media_type, missing=missing)


@router.delete("/v1/booking-attachments/{attachment_id}", response_model=AttachmentOut)
async def remove_attachment(attachment_id: UUID, act: Act = allow()) -> Response:
    """Take a file off. Not the last of a kind that the place's form needs."""
    return await act.write(usecases.remove_attachment, or_current(show_attachment), attachment_id)


def _show_attached(attached: tuple[BookingDraft | Booking, Attachment], view: View) -> Answer:
    owner, row = attached
    return AttachedOut(**show_attachment(row, view).model_dump(), version=owner.version)


async def _take(
    request: Request, act: Act, model: type[BookingDraft] | type[Booking], id: UUID
) -> StoredFile:
    """Nobody fills the store with files for what they may not even see."""
    upload = read_upload(request.headers.get("content-type", ""), await request.body())
    await act.doors.database.read(lambda session: _refuse_strangers(session, act, model, id))
    return await take_file(upload, request)


async def _refuse_strangers(
    session: AsyncSession, act: Act, model: type[BookingDraft] | type[Booking], id: UUID
) -> None:
    readers = await session.scalar(select(model.readers).where(model.id == id))
    if readers is None or not act.caller.may_read(readers):
        raise NotFound(model.KIND, id)
