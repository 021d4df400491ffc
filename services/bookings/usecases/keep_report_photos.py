"""Photos of a report: stored before the row, without what the camera wrote beside the picture."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import after
from services.bookings.models import ActivityReport, ReportPhoto
from services.bookings.regulations.after import AFTER
from services.bookings.usecases.report_activities import touch
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if
from shared.files.orphans import forget_file
from shared.files.scan_status import status_after_scan
from shared.files.scanning import Scanning
from shared.files.taking import StoredFile

SCAN_REPORT_PHOTO = "scan_report_photo"


async def add_report_photo(
    work: Work, report_id: UUID, photo_id: UUID, file: StoredFile, caption: str | None
) -> ActivityReport:
    """Both sides may show what was; each picture once."""
    report = await work.lock(ActivityReport, report_id)
    most = AFTER.report.most_photos
    failures = after.may_add_photo(report, len(report.photos), most, work.now)
    if any(one.sha256 == file.sha256 for one in report.photos):
        failures.append(Failure("photo_there", field="file"))
    refuse_if([*after.lacks_showing(report, work.caller), *failures])
    photo = ReportPhoto(
        id=photo_id,
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
        caption=caption,
        scan_status=file.scan_status,
        uploaded_at=work.now,
        uploaded_by=work.caller.key,
    )
    report.photos.append(photo)
    if file.scan_status == "quarantined":
        await work.schedule(SCAN_REPORT_PHOTO, str(photo_id), work.now)
    touch(report)
    return report


async def remove_report_photo(work: Work, report_id: UUID, photo_id: UUID) -> ActivityReport:
    """Whoever uploaded it takes it back, or an officer; its bytes go if nothing else names them."""
    report = await work.lock(ActivityReport, report_id)
    photo = find_photo(report, photo_id)
    rights = after.lacks_photo(photo.uploaded_by, work.caller)
    refuse_if([*rights, *after.may_write(report, work.now)])
    report.photos.remove(photo)
    await forget_file(work, photo.sha256)
    touch(report)
    return report


def find_photo(report: ActivityReport, photo_id: UUID) -> ReportPhoto:
    """Raises NotFound."""
    for one in report.photos:
        if one.id == photo_id:
            return one
    raise NotFound("photo", photo_id)


async def _find_waiting(work: Work, key: str) -> str | None:
    photo = await work.session.get(ReportPhoto, UUID(key))
    return photo.sha256 if photo is not None and photo.scan_status == "quarantined" else None


async def _note_verdict(work: Work, key: str, sha256: str, verdict: str) -> None:
    report_id = await work.session.scalar(
        select(ReportPhoto.report_id).where(ReportPhoto.id == UUID(key))
    )
    report = await work.find_locked(ActivityReport, report_id) if report_id else None
    if report is None:
        return
    for photo in report.photos:
        if photo.id == UUID(key) and photo.sha256 == sha256:
            photo.scan_status = status_after_scan(photo.scan_status, verdict)
            touch(report)


REPORT_PHOTO_SCANNING = Scanning(SCAN_REPORT_PHOTO, _find_waiting, _note_verdict)
