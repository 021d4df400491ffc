"""Everything about one person in this service, place by place, as it lies in the tables.

A new table that holds something of a person gets its line in `PLACES`: then copies contain it, the
report of an erasure names it, and nobody has to remember it elsewhere.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.models import (
    Application,
    Award,
    CeremonyEntry,
    Complaint,
    Consent,
    Contact,
    DeadlineExtension,
    Decision,
    DecisionEntry,
    Document,
    Grant,
    Participation,
    PersonalDataRequest,
)
from services.members.usecases.find_persons import Person, files_of, find_own_members
from services.members.usecases.keep_consents import of_person
from services.members.usecases.unname_persons import awards_of, places_of
from shared.database.backbone import AuditRow

Found = list[dict[str, Any]]
Look = Callable[[AsyncSession, Person], Awaitable[Found]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something of a person may lie, and what a copy shows of it."""

    code: str
    look: Look
    kept_for: str | None
    """Why it stays after an erasure; None: nothing of it does."""


def _rows(select_of: Callable[[Person], Select[Any] | None], *columns: str) -> Look:
    """Shows these columns of the rows that a query finds."""

    async def look(session: AsyncSession, person: Person) -> Found:
        query = select_of(person)
        if query is None:
            return []
        found = await session.scalars(query)
        return [{name: getattr(row, name) for name in columns} for row in found]

    return look


def _contacts(person: Person) -> Select[Any]:
    theirs = and_(Contact.id.in_(person.contact_ids), Contact.erased_at.is_(None))
    return select(Contact).where(theirs).order_by(Contact.id)


def _applications(person: Person) -> Select[Any]:
    return select(Application).where(files_of(person)).order_by(Application.id)


def _own_ids(person: Person) -> Select[Any]:
    return select(Application.id).where(files_of(person))


def _documents(person: Person) -> Select[Any]:
    theirs = Document.application_id.in_(_own_ids(person))
    return select(Document).where(theirs).order_by(Document.id)


def _decisions(person: Person) -> Select[Any]:
    listed = select(DecisionEntry.decision_id).where(
        DecisionEntry.application_id.in_(_own_ids(person))
    )
    return select(Decision).where(Decision.id.in_(listed)).order_by(Decision.id)


def complaints_of(person: Person) -> ColumnElement[bool]:
    theirs: list[ColumnElement[bool]] = [Complaint.contact_id.in_(person.contact_ids)]
    if person.key:
        theirs.append(and_(~Complaint.on_paper, Complaint.complainant_key == person.key))
    return or_(*theirs)


def _complaints(person: Person) -> Select[Any]:
    return select(Complaint).where(complaints_of(person)).order_by(Complaint.id)


def extensions_of(person: Person) -> ColumnElement[bool]:
    issuer, _, subject = (person.key or "").partition("|")
    return and_(
        DeadlineExtension.applicant_issuer == issuer,
        DeadlineExtension.applicant_subject == subject,
    )


def _extensions(person: Person) -> Select[Any] | None:
    return select(DeadlineExtension).where(extensions_of(person)) if person.key else None


def hand_overs_of(person: Person) -> ColumnElement[bool]:
    return and_(
        CeremonyEntry.handed_over_to.is_not(None),
        CeremonyEntry.application_id.in_(_own_ids(person)),
    )


def _hand_overs(person: Person) -> Select[Any]:
    return select(CeremonyEntry).where(hand_overs_of(person))


def grants_of(person: Person) -> ColumnElement[bool]:
    issuer, _, subject = (person.key or "").partition("|")
    return and_(Grant.issuer == issuer, Grant.subject == subject)


def _grants(person: Person) -> Select[Any] | None:
    return select(Grant).where(grants_of(person)).order_by(Grant.id) if person.key else None


def _consents(person: Person) -> Select[Any]:
    return select(Consent).where(of_person(person)).order_by(Consent.id)


def requests_of(person: Person) -> ColumnElement[bool]:
    theirs: list[ColumnElement[bool]] = [PersonalDataRequest.contact_id.in_(person.contact_ids)]
    if person.key:
        theirs.append(PersonalDataRequest.person_key == person.key)
    return or_(*theirs)


def _requests(person: Person) -> Select[Any]:
    query = select(PersonalDataRequest).where(requests_of(person))
    return query.order_by(PersonalDataRequest.id)


def _acts(person: Person) -> Select[Any] | None:
    if person.key is None:
        return None
    return select(AuditRow).where(AuditRow.actor == person.key).order_by(AuditRow.id)


def _awards(person: Person) -> Select[Any]:
    return select(Award).where(awards_of(person)).order_by(Award.id)


async def _places(session: AsyncSession, person: Person) -> Found:
    """Only under a name of the person's: a member's other people are not theirs to see."""
    contacts = await session.scalars(_contacts(person))
    names = [one.name for one in contacts if one.name]
    members = await find_own_members(session, person)
    rows = await session.scalars(
        select(Participation).where(places_of(person, names, members)).order_by(Participation.id)
    )
    shown = ("id", "activity_id", "member_id", "participant_name", "status", "minutes")
    return [{name: getattr(row, name) for name in shown} for row in rows]


RECORD, PROOF = "administrative_record", "proof_of_lawfulness"

PLACES: list[Place] = [
    Place(
        "contacts",
        _rows(
            _contacts, "id", "name", "email", "phone", "locale", "member_id", "application_id",
            "restricted_at", "created_at", "updated_at",
        ),
        None,
    ),
    Place(
        "applications",
        _rows(
            _applications, "id", "call_id", "name", "kind", "ownership", "fields", "address_line",
            "ward", "online_url", "tax_code", "answers", "status", "received_on", "submitted_at",
            "receipt_number", "filed_on_paper", "supplement", "decision", "member_id",
            "created_at", "updated_at",
        ),
        RECORD,
    ),
    Place(
        "documents",
        _rows(
            _documents, "id", "application_id", "kind", "file_name", "media_type", "size",
            "sha256", "uploaded_at",
        ),
        RECORD,
    ),
    Place(
        "decisions",
        _rows(
            _decisions, "id", "kind", "outcome", "status", "reason", "effective_on", "decided_at",
        ),
        RECORD,
    ),
    Place(
        "complaints",
        _rows(
            _complaints, "id", "number", "about", "subject_name", "grounds", "status",
            "received_on", "answer", "closed_at",
        ),
        RECORD,
    ),
    Place(
        "awards",
        _rows(
            _awards, "id", "year", "form", "title_vi", "person_name", "statement", "status",
            "consent", "granted_on", "revoked_on",
        ),
        RECORD,
    ),
    Place("places", _places, RECORD),
    Place("extensions", _rows(_extensions, "id", "call_id", "until", "reason"), None),
    Place(
        "hand_overs",
        _rows(
            _hand_overs, "ceremony_id", "application_id", "certificate_number", "handed_over_at",
            "handed_over_to",
        ),
        None,
    ),
    Place(
        "grants",
        _rows(
            _grants, "id", "role", "member_id", "host_id", "valid_from", "valid_until", "ended_at",
            "reason", "email",
        ),
        "staff_duties",
    ),
    Place(
        "consents",
        _rows(
            _consents, "id", "purpose", "text_version", "locale", "way", "given_on", "status",
            "ended_at",
        ),
        PROOF,
    ),
    Place(
        "requests",
        _rows(
            _requests, "id", "number", "kind", "status", "details", "purpose", "received_on",
            "answer_by", "answer", "closed_at",
        ),
        PROOF,
    ),
    Place(
        "acts",
        _rows(_acts, "act", "subject_kind", "subject_id", "reason", "recorded_at"),
        "audit_trail",
    ),
]  # fmt: skip


async def find_personal_data(session: AsyncSession, person: Person) -> dict[str, Found]:
    """What each place holds about a person."""
    return {place.code: await place.look(session, person) for place in PLACES}


async def find_own_documents(session: AsyncSession, person: Person) -> Sequence[Document]:
    """The files that a person uploaded and anyone may open."""
    found = await session.scalars(_documents(person))
    return [one for one in found if one.scan_status in ("clean", "not_scanned")]
