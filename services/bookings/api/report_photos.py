"""Photos of a report on an activity: as the body itself or in a form."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.api.answers.after import ActivityReportOut, show_activity_report
from services.bookings.domain.after import lacks_showing, may_write
from services.bookings.models import ActivityReport, ReportPhoto
from services.bookings.usecases import keep_report_photos
from shared.errors import NotFound, refuse_if
from shared.files.check import UNDECLARED, find_media_type
from shared.files.images import JPEG, PNG, WEBP, strip_metadata
from shared.files.scan_status import may_open
from shared.files.store import FileStore
from shared.files.taking import ANY_FILE, answer_stored, take_file
from shared.files.upload import Upload, read_upload, takes_file
from shared.http.act import Act, allow
from shared.http.fields import Line

router = APIRouter(tags=["after"])

PICTURES = [JPEG, PNG, WEBP]


@router.post(
    "/v1/activity-reports/{report_id}/photos",
    status_code=201,
    response_model=ActivityReportOut,
    openapi_extra=takes_file(*PICTURES),
)
async def add_report_photo(
    report_id: UUID,
    request: Request,
    caption: Annotated[Line | None, Query(description="What it shows")] = None,
    act: Act = allow(),
) -> Response:
    """Add a photo: JPEG, PNG or WebP. What the camera wrote beside the picture is left out."""
    await _refuse_strangers(act, report_id)
    upload = read_upload(request.headers.get("content-type", ""), await request.body())
    clean = await asyncio.to_thread(_without_metadata, upload)
    stored = await take_file(clean, request, PICTURES)
    return await act.write(
        keep_report_photos.add_report_photo,
        show_activity_report,
        report_id,
        act.doors.database.make_id(),
        stored,
        caption,
        status=201,
    )


def _without_metadata(upload: Upload) -> Upload:
    """What is no picture stays as it is: the check that follows says what is wrong with it."""
    found = find_media_type(upload.content, PICTURES)
    if found not in PICTURES or upload.media_type not in (found, *UNDECLARED):
        return upload
    return upload._replace(content=strip_metadata(upload.content, found).content)


@router.delete(
    "/v1/activity-reports/{report_id}/photos/{photo_id}", response_model=ActivityReportOut
)
async def remove_report_photo(report_id: UUID, photo_id: UUID, act: Act = allow()) -> Response:
    """Take a photo back."""
    return await act.write(
        keep_report_photos.remove_report_photo, show_activity_report, report_id, photo_id
    )


@router.get(
    "/v1/activity-reports/{report_id}/photos/{photo_id}/file",
    response_class=Response,
    responses=ANY_FILE,
)
async def get_report_photo(
    report_id: UUID, photo_id: UUID, request: Request, act: Act = allow()
) -> Response:
    """The picture itself; refused while it waits for the scanner, except to who sent it."""

    async def find(session: AsyncSession) -> ReportPhoto:
        report = await session.get(ActivityReport, report_id)
        if report is None or not act.caller.may_read(report.readers):
            raise NotFound(ActivityReport.KIND, report_id)
        photo = keep_report_photos.find_photo(report, photo_id)
        refuse_if(may_open(photo.scan_status, photo.uploaded_by == act.caller.key))
        return photo

    photo = await act.doors.database.read(find)
    files: FileStore = request.app.state.files
    name, missing = f"{photo.id}.{photo.media_type.rpartition('/')[2]}", NotFound("photo", photo_id)
    return await answer_stored(files, photo.sha256, name, photo.media_type, missing=missing)


async def _refuse_strangers(act: Act, report_id: UUID) -> None:
    """Nobody fills the store with pictures for a report that they have no part in."""

    async def look(session: AsyncSession) -> None:
        report = await session.get(ActivityReport, report_id)
        if report is None or not act.caller.may_read(report.readers):
            raise NotFound(ActivityReport.KIND, report_id)
        refuse_if([*lacks_showing(report, act.caller), *may_write(report, act.view.now)])

    await act.doors.database.read(look)
