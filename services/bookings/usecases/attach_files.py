"""Files of a draft or of a booking: stored before they are written down, scanned, taken off."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from services.bookings.domain import drafts as draft_rules
from services.bookings.domain.states import OPEN_STATES, lacks_part, only_in
from services.bookings.models import Booking
from services.bookings.models.asking import Attachment, BookingDraft
from services.bookings.queries.asking import find_form
from services.bookings.settings import Settings
from services.bookings.usecases.lock_bookings import lock_booking
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if
from shared.files.orphans import forget_file
from shared.files.scan_status import status_after_scan
from shared.files.scanning import Scanning
from shared.files.taking import StoredFile

SCAN_ATTACHMENT = "scan_attachment"


async def attach_to_draft(
    work: Work, draft_id: UUID, kind: str, file: StoredFile
) -> tuple[BookingDraft, Attachment]:
    """Add a file to a draft; it goes with it when the draft is submitted."""
    draft = await work.lock(BookingDraft, draft_id)
    failures = draft_rules.may_write(draft, work.caller)
    refuse_if([*failures, *_check_room(work, draft.attachments)])
    attachment = await _attach(work, Attachment(draft_id=draft.id), kind, file)
    flag_modified(draft, "status")
    return draft, attachment


async def attach_to_booking(
    work: Work, booking_id: UUID, kind: str, file: StoredFile
) -> tuple[Booking, Attachment]:
    """Add a file while the booking is open: by its member, or by who decides."""
    booking = await lock_booking(work, booking_id)
    found = await find_attachments(work, booking.id)
    refuse_if([*_may_change_files(work, booking), *_check_room(work, found)])
    attachment = await _attach(work, Attachment(booking_id=booking.id), kind, file)
    flag_modified(booking, "status")
    return booking, attachment


async def remove_attachment(work: Work, attachment_id: UUID) -> Attachment:
    """Take a file off. Raises Refusal while a booking's form needs it and no other is there."""
    found = await _find(work, attachment_id)
    if found.draft_id is not None:
        draft = await work.lock(BookingDraft, found.draft_id)
        found = await _look_again(work, found)
        refuse_if(draft_rules.may_write(draft, work.caller))
        flag_modified(draft, "status")
    else:
        assert found.booking_id is not None
        booking = await lock_booking(work, found.booking_id)
        found = await _look_again(work, found)
        rights = _may_change_files(work, booking)
        refuse_if([*rights, *await _check_needed(work, booking, found)])
        flag_modified(booking, "status")
    await forget_file(work, found.sha256)
    await work.session.delete(found)
    return found


async def _find(work: Work, attachment_id: UUID) -> Attachment:
    found = await work.session.get(Attachment, attachment_id, populate_existing=True)
    if found is None:
        raise NotFound("attachment", attachment_id)
    return found


async def _look_again(work: Work, seen: Attachment) -> Attachment:
    """While its owner's lock was waited for, it may have gone, or become a booking's."""
    owner = (seen.draft_id, seen.booking_id)
    found = await _find(work, seen.id)
    if (found.draft_id, found.booking_id) != owner:
        raise StaleDataError  # the transaction wrapper begins anew
    return found


async def find_attachments(work: Work, booking_id: UUID) -> Collection[Attachment]:
    found = await work.session.scalars(
        select(Attachment).where(Attachment.booking_id == booking_id)
    )
    return found.all()


def _may_change_files(work: Work, booking: Booking) -> list[Failure]:
    return [
        *lacks_part(booking, work.caller),
        *only_in("booking_status", booking.status, *OPEN_STATES),
    ]


def _check_room(work: Work, present: Collection[Attachment]) -> list[Failure]:
    limit = Settings.of(work).attachments_max
    return [Failure("too_many_attachments", limit=limit)] if len(present) >= limit else []


async def _check_needed(work: Work, booking: Booking, going: Attachment) -> list[Failure]:
    form = await find_form(work.session, booking.intake_id)
    needed = {one.kind for one in form.documents if one.is_needed(None)}
    others = {one.kind for one in await find_attachments(work, booking.id) if one.id != going.id}
    return [Failure("attachment_needed")] if going.kind in needed - others else []


async def _attach(work: Work, attachment: Attachment, kind: str, file: StoredFile) -> Attachment:
    attachment.id, attachment.kind = work.new_id(), kind
    attachment.sha256, attachment.media_type = file.sha256, file.media_type
    attachment.size, attachment.pages = file.size, file.pages
    attachment.file_name = file.file_name
    attachment.scan_status = file.scan_status
    attachment.scanned_at = work.now if file.scan_status == "clean" else None
    attachment.uploaded_at, attachment.uploaded_by = work.now, work.caller.key
    work.session.add(attachment)
    if file.scan_status == "quarantined":
        await work.schedule(SCAN_ATTACHMENT, str(attachment.id), work.now)
    return attachment


async def _find_waiting(work: Work, key: str) -> str | None:
    attachment = await work.session.get(Attachment, UUID(key))
    waits = attachment is not None and attachment.scan_status == "quarantined"
    return attachment.sha256 if attachment and waits else None


async def _note_verdict(work: Work, key: str, sha256: str, verdict: str) -> None:
    attachment = await work.session.get(Attachment, UUID(key), with_for_update=True)
    if attachment is not None and attachment.sha256 == sha256:
        attachment.scan_status = status_after_scan(attachment.scan_status, verdict)
        attachment.scanned_at = work.now


ATTACHMENT_SCANNING = Scanning(SCAN_ATTACHMENT, _find_waiting, _note_verdict)
