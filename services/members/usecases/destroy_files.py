"""Files past their time are listed with minutes, approved by a second person, and destroyed.

It is carried out by due work, some files in a transaction, and goes on after a crash. Each file is
asked again for a hold in the moment it goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from services.members.documents.destruction_minutes import write_destruction_minutes
from services.members.domain import closed_files as rules
from services.members.models import (
    Application,
    ClosedFile,
    Complaint,
    Contact,
    Destruction,
    Document,
    Member,
    OfficialDocument,
    PersonalDataRequest,
    SupplementRequest,
)
from services.members.usecases.keep_contacts import erase_contact
from services.members.usecases.keep_holds import find_holds
from services.members.usecases.official_documents import draft_document
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if
from shared.files.orphans import forget_file

CARRY_OUT_DESTRUCTION = "carry_out_destruction"
BATCH = 20
MOST_LISTED = 500
GONE = "—"


async def list_for_destruction(
    work: Work, closed_ids: Sequence[UUID] | None, reason: str
) -> Destruction:
    """A list with its minutes as a draft; without ids all files whose time is over.

    Names every file that may not go, and why.
    """
    files = await _lock_files(work, closed_ids)
    today = hanoi_date(work.now)
    held = {
        (one.held_kind, one.held_id)
        for one in await find_holds(work.session, [(one.file_kind, one.file_id) for one in files])
    }
    if closed_ids is None:
        files = [one for one in files if (one.file_kind, one.file_id) not in held]
    if not files:
        refuse_if([Failure("nothing_to_destroy")])
    refuse_if(
        failure
        for one in files
        for failure in rules.may_list(
            one.title, one.status, one.keep_until, today, (one.file_kind, one.file_id) in held
        )
    )
    title, page = write_destruction_minutes(files, reason, today)
    id = work.new_id()
    minutes = await draft_document(work, "minutes", title, [(Destruction.KIND, id)], page)
    await work.session.flush()
    destruction = work.add(
        Destruction(
            id=id,
            status="drafted",
            reason=reason,
            prepared_by=work.caller.key,
            document_id=minutes.id,
        )
    )
    await work.session.flush()
    for one in files:
        one.status, one.destruction_id = rules.MOVES["list"][one.status], id
    return destruction


async def _lock_files(work: Work, closed_ids: Sequence[UUID] | None) -> list[ClosedFile]:
    query = select(ClosedFile).order_by(ClosedFile.id).with_for_update()
    if closed_ids is None:
        over = ClosedFile.keep_until < hanoi_date(work.now)
        query = query.where(over, ClosedFile.status == "closed").limit(MOST_LISTED)
    else:
        query = query.where(ClosedFile.id.in_(closed_ids))
    found = list(await work.session.scalars(query))
    missing = sorted(set(closed_ids or ()) - {one.id for one in found})
    if missing:
        kind = ClosedFile.KIND
        raise Invalid(
            *(Failure("not_found", field="file_ids", kind=kind, id=str(one)) for one in missing)
        )
    return found


async def approve_destruction(work: Work, destruction_id: UUID) -> Destruction:
    """A second person approves the list whose minutes are issued; it is carried out at once."""
    destruction = await work.lock(Destruction, destruction_id)
    minutes = await work.session.get_one(OfficialDocument, destruction.document_id)
    caller = work.caller
    refuse_if(
        rules.may_approve(
            destruction.status,
            destruction.prepared_by,
            caller.key,
            caller.on_behalf_of,
            minutes.status == "issued",
        )
    )
    destruction.status = rules.DESTRUCTION_MOVES["approve"][destruction.status]
    destruction.approved_by, destruction.approved_at = caller.key, work.now
    destruction.report = {"destroyed": 0, "left": []}
    await work.schedule(CARRY_OUT_DESTRUCTION, str(destruction.id), work.now)
    return destruction


async def drop_destruction(work: Work, destruction_id: UUID) -> Destruction:
    """Nothing more of the list is destroyed; what is still on it is kept as before."""
    destruction = await work.lock(Destruction, destruction_id)
    refuse_if(rules.may_drop(destruction.status))
    destruction.status = rules.DESTRUCTION_MOVES["drop"][destruction.status]
    for one in await _listed(work, destruction.id, None):
        _take_off(one)
    await work.unschedule(CARRY_OUT_DESTRUCTION, str(destruction.id))
    return destruction


def _take_off(closed: ClosedFile) -> None:
    closed.status, closed.destruction_id = rules.MOVES["take_off"][closed.status], None


async def _listed(work: Work, destruction_id: UUID, limit: int | None) -> Sequence[ClosedFile]:
    found = await work.session.scalars(
        select(ClosedFile)
        .where(ClosedFile.destruction_id == destruction_id, ClosedFile.status == "listed")
        .order_by(ClosedFile.id)
        .limit(limit)
        .with_for_update()
    )
    return found.all()


async def carry_out_destruction(work: Work, destruction_id: UUID) -> None:
    """Destroy the next files of an approved list; come again until none is left."""
    destruction = await work.find_locked(Destruction, destruction_id)
    if destruction is None or destruction.status != "approved":
        return
    files = await _listed(work, destruction.id, BATCH)
    report = destruction.report or {"destroyed": 0, "left": []}
    destroyed, left = int(report["destroyed"]), list(report["left"])
    for one in files:
        if await find_holds(work.session, [(one.file_kind, one.file_id)]):
            _take_off(one)
            left.append({"id": str(one.id), "title": one.title, "why": "held"})
        else:
            await _destroy(work, one)
            destroyed += 1
    destruction.report = {"destroyed": destroyed, "left": left}
    if len(files) == BATCH:
        next_at = work.now + timedelta(milliseconds=1)
        await work.schedule(CARRY_OUT_DESTRUCTION, str(destruction.id), next_at)
        return
    destruction.status = rules.DESTRUCTION_MOVES["carry_out"][destruction.status]
    destruction.carried_out_at = work.now


async def _destroy(work: Work, closed: ClosedFile) -> None:
    """The dossier and what the file held go; that there was a file stays, with its number."""
    earlier = await work.session.scalars(
        select(ClosedFile).where(
            ClosedFile.file_kind == closed.file_kind,
            ClosedFile.file_id == closed.file_id,
            ClosedFile.dossier_sha256.is_not(None),
        )
    )
    for one in earlier:
        if one.dossier_sha256 is not None:
            await forget_file(work, one.dossier_sha256)
        one.dossier_sha256 = one.dossier_size = None
        one.contents = []
    closed.status, closed.destroyed_at = rules.MOVES["destroy"][closed.status], work.now
    await _EMPTY.get(closed.file_kind, _leave)(work, closed.file_id)


async def _empty_application(work: Work, file_id: UUID) -> None:
    application = await work.find_locked(Application, file_id)
    if application is None:
        return
    for document in application.documents:
        await forget_file(work, document.sha256)
    await work.session.execute(delete(Document).where(Document.application_id == file_id))
    await work.session.execute(
        delete(SupplementRequest).where(SupplementRequest.application_id == file_id)
    )
    await work.session.refresh(application, ["documents", "supplement_requests"])
    application.answers, application.supplement = {}, None
    application.address_line = application.ward = None
    application.online_url = application.tax_code = None
    for review in application.reviews:
        review.comment = None
    if application.contact_id is not None:
        await _erase_unless_in_use(work, application.contact_id)


async def _erase_unless_in_use(work: Work, contact_id: UUID) -> None:
    """Who speaks for a member today stays reachable, whatever becomes of the old file."""
    contact = await work.find_locked(Contact, contact_id)
    if contact is None or contact.erased_at is not None:
        return
    speaks_for = await work.session.scalar(
        select(Member.id).where(
            Member.contact_id == contact_id, Member.status.in_(("active", "suspended"))
        )
    )
    if speaks_for is None:
        await erase_contact(work, contact_id)


async def _empty_complaint(work: Work, file_id: UUID) -> None:
    complaint = await work.find_locked(Complaint, file_id)
    if complaint is not None:
        complaint.grounds, complaint.answer = GONE, None


async def _empty_request(work: Work, file_id: UUID) -> None:
    request = await work.find_locked(PersonalDataRequest, file_id)
    if request is not None:
        request.requester = request.details = request.correction = request.identified_by = None


async def _leave(_work: Work, _file_id: UUID) -> None:
    """Nothing of it but the dossier goes: its row is a public record."""


_EMPTY: dict[str, Any] = {
    Application.KIND: _empty_application,
    Complaint.KIND: _empty_complaint,
    PersonalDataRequest.KIND: _empty_request,
}
