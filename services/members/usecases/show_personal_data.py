"""What someone's data is, shown to them or to who answers them, and who has read it.

Each of these reads is itself in the audit trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from services.members.domain import personal_data as rules
from services.members.models import (
    Application,
    Complaint,
    Consent,
    Contact,
    PersonalDataRequest,
)
from services.members.usecases.ask_about_data import get_data_request, is_requester
from services.members.usecases.find_personal_data import (
    complaints_of,
    find_own_documents,
    find_personal_data,
    requests_of,
)
from services.members.usecases.find_persons import Person, files_of, find_person
from services.members.usecases.keep_consents import of_person
from shared.auth.caller import lacks_entry
from shared.database.backbone import AuditRow
from shared.database.work import Subject, Work
from shared.errors import Failure, NotFound, refuse_if
from shared.files.store import FileStore

READING = ("get_", "download_", "show_", "read_", "view_", "copy_", "export_", "list_")
"""How the names of use cases that only read begin; these are the acts of the trail."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Everything about a person in this service."""

    found: dict[str, list[dict[str, Any]]]
    files: list[tuple[str, str]]
    """Name in the copy and sha256 of each uploaded document."""


async def show_own_data(work: Work) -> Copy:
    """Everything about the caller."""
    work.subject = Subject("person", work.caller.key)
    return await _copy(work, await find_person(work.session, work.caller.key))


async def copy_requested_data(work: Work, request_id: UUID) -> Copy:
    """The copy of a request, for the person or for the officer who hands it over."""
    request = await get_data_request(work, request_id)
    refuse_if(may_copy(request))
    if not is_requester(request, work.caller):
        refuse_if(lacks_entry(work.caller, "officer"))
    person = await find_person(work.session, request.person_key, request.contact_id)
    return await _copy(work, person)


def may_copy(request: PersonalDataRequest) -> list[Failure]:
    """A copy is given to who asked to see or to have it, once the request was acknowledged."""
    failures = [] if request.kind in ("view", "copy") else [Failure("data_request_is_no_copy")]
    if request.status not in ("acknowledged", "fulfilled"):
        failures += rules.may("fulfil", request.status)
    return failures


async def _copy(work: Work, person: Person) -> Copy:
    found = await find_personal_data(work.session, person)
    documents = await find_own_documents(work.session, person)
    files = [(f"documents/{one.application_id}/{one.kind}", one.sha256) for one in documents]
    return Copy(found, files)


async def read_files(store: FileStore, copy: Copy) -> dict[str, bytes]:
    """The bytes of the uploaded documents, by their name in the copy."""
    read = {name: await store.get(sha256) for name, sha256 in copy.files}
    return {name: content for name, content in read.items() if content is not None}


@dataclass(frozen=True, slots=True)
class Reads:
    """Who read something of a person, newest first."""

    rows: list[AuditRow]
    person: Person


async def list_reads(work: Work, contact_id: UUID | None, before: UUID | None, limit: int) -> Reads:
    """Who read what of a person: one's own without `contact_id`, staff name whose."""
    if contact_id is not None:
        contact = await work.session.get(Contact, contact_id)
        if contact is None or not work.caller.may_read(contact.readers):
            raise NotFound(Contact.KIND, contact_id)
        work.subject = Subject(Contact.KIND, str(contact_id))
    else:
        work.subject = Subject("person", work.caller.key)
    key = work.caller.key if contact_id is None else None
    person = await find_person(work.session, key, contact_id)
    query = select(AuditRow).where(await _of_person(work, person), _is_read())
    query = query.where(AuditRow.id < before) if before else query
    rows = await work.session.scalars(query.order_by(AuditRow.id.desc()).limit(limit))
    return Reads(list(rows), person)


def _is_read() -> ColumnElement[bool]:
    return or_(*(AuditRow.act.startswith(start, autoescape=True) for start in READING))


async def _of_person(work: Work, person: Person) -> ColumnElement[bool]:
    """Acts upon the person's contacts, files, complaints, consents and requests."""
    subjects: list[ColumnElement[bool]] = [
        and_(
            AuditRow.subject_kind == Contact.KIND,
            AuditRow.subject_id.in_([str(id) for id in person.contact_ids]),
        )
    ]
    for model, theirs in (
        (Application, files_of(person)),
        (Complaint, complaints_of(person)),
        (Consent, of_person(person)),
        (PersonalDataRequest, requests_of(person)),
    ):
        ids = (await work.session.scalars(select(model.id).where(theirs))).all()
        subjects.append(
            and_(
                AuditRow.subject_kind == model.KIND,
                AuditRow.subject_id.in_([str(id) for id in ids]),
            )
        )
    if person.key:
        subjects.append(and_(AuditRow.subject_kind == "person", AuditRow.subject_id == person.key))
    return or_(*subjects)
