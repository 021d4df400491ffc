"""Files that a person sent in go: their rows now, their bytes once nothing else names them."""

from __future__ import annotations

from sqlalchemy import delete, or_, select
from sqlalchemy.orm.attributes import flag_modified

from services.bookings.models import (
    Attachment,
    Permit,
    PermitMessage,
    PermitReceipt,
    PermitStep,
    Photo,
)
from services.bookings.queries.persons import Person, lock_rows, messages_of, permits_of
from shared.database.work import Work
from shared.files.orphans import forget_file


async def erase_attachments(work: Work, person: Person) -> int:
    """Files of bookings and drafts. The bookings are locked."""
    found = await work.session.scalars(
        select(Attachment)
        .where(person.wrote(Attachment.uploaded_by))
        .order_by(Attachment.id)
        .with_for_update()
    )
    files = found.all()
    for file in files:
        await forget_file(work, file.sha256)
        await work.session.delete(file)
    return len(files)


async def erase_permit_papers(work: Work, person: Person) -> dict[str, int]:
    """Papers and the thread; that and when something was filed stays. The bookings are locked."""
    permits = await lock_rows(work, Permit, permits_of(person))
    papers = sum([await _erase_papers(work, person, one) for one in permits])
    gone = await work.session.scalars(
        delete(PermitMessage).where(messages_of(person)).returning(PermitMessage.id)
    )
    return {"permit_papers": papers, "permit_messages": len(gone.all())}


async def _erase_papers(work: Work, person: Person, permit: Permit) -> int:
    flag_modified(permit, "answers")  # its version rises whatever changed in a step
    count = 0
    for step in permit.steps:
        if person.is_named_by(step.note):
            step.note = None
        for receipt in _own(person, step):
            await forget_file(work, receipt.sha256)
            step.receipts.remove(receipt)
            count += 1
    return count


def _own(person: Person, step: PermitStep) -> list[PermitReceipt]:
    return [one for one in step.receipts if one.uploaded_by == person.key]


async def erase_photo_credits(work: Work, person: Person) -> int:
    """The picture is the place's and stays; the name beside it goes."""
    named = or_(person.named_in(Photo.credit), person.named_in(Photo.alt))
    photos = await lock_rows(work, Photo, named)
    for photo in photos:
        photo.credit = None if person.is_named_by(photo.credit) else photo.credit
        if any(person.is_named_by(one) for one in (photo.alt or {}).values()):
            photo.alt = None
    return len(photos)
