"""Papers of a step: what was filed, the receiver's receipt, the reply."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from services.bookings.models import Permit, PermitReceipt, PermitStep
from services.bookings.queries.permit_checklists import Checklist, checklist_of
from services.bookings.settings import Settings
from services.bookings.usecases.file_permits import lock_step
from services.bookings.usecases.keep_permits import follow, lacks_part, lock_permit
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if
from shared.files.orphans import forget_file
from shared.files.scan_status import status_after_scan
from shared.files.scanning import Scanning
from shared.files.taking import StoredFile

SCAN_PERMIT_RECEIPT = "scan_permit_receipt"


async def add_permit_receipt(
    work: Work, booking_id: UUID, procedure: str, kind: str, file: StoredFile
) -> Checklist:
    """One more paper of a step; the same bytes again are kept once."""
    booking, permit, step, _ = await lock_step(work, booking_id, procedure)
    limit = Settings.of(work).permit_receipts_max
    known = any((one.sha256, one.kind) == (file.sha256, kind) for one in step.receipts)
    failures = lacks_part(work, booking)
    if not known and len(step.receipts) >= limit:
        failures.append(Failure("too_many_receipts", limit=limit))
    refuse_if(failures)
    if known:
        return checklist_of(booking, permit, work.now)
    receipt = PermitReceipt(
        id=work.new_id(),
        step_id=step.id,
        kind=kind,
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
        file_name=file.file_name,
        pages=file.pages,
        scan_status=file.scan_status,
        scanned_at=work.now if file.scan_status == "clean" else None,
        uploaded_by=work.caller.key,
        uploaded_at=work.now,
    )
    step.receipts.append(receipt)
    if file.scan_status == "quarantined":
        await work.schedule(SCAN_PERMIT_RECEIPT, str(receipt.id), work.now)
    return await follow(work, permit)


async def remove_permit_receipt(work: Work, booking_id: UUID, receipt_id: UUID) -> Checklist:
    """A paper sent in by mistake; its bytes go once nothing else names them."""
    booking, permit = await lock_permit(work, booking_id)
    refuse_if(lacks_part(work, booking))
    for step in permit.steps if permit else ():
        for receipt in step.receipts:
            if receipt.id == receipt_id and permit is not None:
                step.receipts.remove(receipt)
                await forget_file(work, receipt.sha256)
                return await follow(work, permit)
    raise NotFound("permit_receipt", receipt_id)


async def find_waiting(work: Work, key: str) -> str | None:
    receipt = await work.session.get(PermitReceipt, UUID(key))
    return receipt.sha256 if receipt and receipt.scan_status == "quarantined" else None


async def note_verdict(work: Work, key: str, sha256: str, verdict: str) -> None:
    receipt = await work.session.get(PermitReceipt, UUID(key), with_for_update=True)
    if receipt is None or receipt.sha256 != sha256:
        return
    receipt.scan_status = status_after_scan(receipt.scan_status, verdict)
    receipt.scanned_at = work.now
    permit = await work.session.scalar(
        select(Permit)
        .join(PermitStep, PermitStep.permit_id == Permit.id)
        .where(PermitStep.id == receipt.step_id)
        .with_for_update(of=Permit)
    )
    if permit is not None:
        flag_modified(permit, "answers")  # whoever follows its changes hears of the verdict


RECEIPT_SCANNING = Scanning(SCAN_PERMIT_RECEIPT, find_waiting, note_verdict)
