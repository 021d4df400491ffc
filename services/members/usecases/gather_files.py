"""What belongs to a file that is closed: its facts, its documents and everything acted upon.

Persons' contact details are left out: they live with the contact, where they can be erased.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain.complaints import COMPLAINT_STATUS
from services.members.domain.official_documents import OUT
from services.members.domain.personal_data import REQUEST_STATUS
from services.members.domain.states import (
    CEREMONY_STATUS,
    MEMBER_STATUS,
)
from services.members.models import (
    Application,
    Ceremony,
    Certificate,
    Complaint,
    Member,
    OfficialDocument,
    PersonalDataRequest,
)
from services.members.usecases.gather_applications import gather_application
from services.members.usecases.gathered import Fact, Gathered, Part, coded_text, optional, plain
from shared.database.aggregate import Aggregate
from shared.texts import Text
from shared.wording import say_day, say_instant


async def _gather_complaint(_session: AsyncSession, row: Complaint) -> Gathered:
    facts = [
        ("kind", coded_text("complaint_about", row.about)),
        ("received_on", plain(say_day(row.received_on))),
        ("grounds", plain(row.grounds)),
        *optional(("result", row.answer)),
    ]
    if row.remedy:
        facts.append(("decision", coded_text("complaint_remedy", row.remedy)))
    subjects = [(Complaint.KIND, row.id)]
    return Gathered(
        Complaint.KIND,
        row,
        row.subject_name,
        row.number,
        row.status,
        COMPLAINT_STATUS,
        facts,
        [],
        subjects,
    )


async def _gather_ceremony(_session: AsyncSession, row: Ceremony) -> Gathered:
    awarded = [str(one.certificate_number) for one in row.awarded]
    facts: list[Fact] = [
        ("held_at", plain(say_instant(row.held_at))),
        ("place", plain(row.place)),
        *optional(("awarded", ", ".join(awarded))),
    ]
    subjects: list[tuple[str, UUID]] = [(Ceremony.KIND, row.id)]
    return Gathered(
        Ceremony.KIND, row, row.title_vi, None, row.status, CEREMONY_STATUS, facts, [], subjects
    )


async def _gather_member(session: AsyncSession, row: Member) -> Gathered:
    certificates = (
        await session.scalars(
            select(Certificate).where(Certificate.member_id == row.id).order_by(Certificate.id)
        )
    ).all()
    facts: list[Fact] = [
        ("kind", coded_text("kind", row.kind)),
        ("ownership", coded_text("ownership", row.ownership)),
        ("member_since", plain(say_day(row.member_since))),
        *optional(("left_on", say_day(row.left_on) if row.left_on else None)),
        *(
            ("certificate", plain(f"{one.number}, {say_day(one.issued_on)}"))
            for one in certificates
        ),
    ]
    subjects: list[tuple[str, UUID]] = [(Member.KIND, row.id)]
    subjects += [(Certificate.KIND, one.id) for one in certificates]
    number = certificates[-1].number if certificates else None
    return Gathered(
        Member.KIND, row, row.name, number, row.status, MEMBER_STATUS, facts, [], subjects
    )


async def _gather_data_request(_session: AsyncSession, row: PersonalDataRequest) -> Gathered:
    facts: list[Fact] = [
        ("asked", coded_text("personal_data_request_kind", row.kind)),
        ("received_on", plain(say_day(row.received_on))),
        *optional(("result", row.answer)),
    ]
    if row.report is not None:
        facts.append(("report", plain(row.report)))
    title = coded_text("personal_data_request_kind", row.kind).vi
    subjects: list[tuple[str, UUID]] = [(PersonalDataRequest.KIND, row.id)]
    return Gathered(
        PersonalDataRequest.KIND,
        row,
        title,
        row.number,
        row.status,
        REQUEST_STATUS,
        facts,
        [],
        subjects,
    )


Gather = Callable[[AsyncSession, Any], Awaitable[Gathered]]
GATHER: dict[str, tuple[type[Aggregate], Gather]] = {
    Application.KIND: (Application, gather_application),
    Complaint.KIND: (Complaint, _gather_complaint),
    Ceremony.KIND: (Ceremony, _gather_ceremony),
    Member.KIND: (Member, _gather_member),
    PersonalDataRequest.KIND: (PersonalDataRequest, _gather_data_request),
}
"""Every kind of file that can be closed; one more line for a further kind."""


async def gather_file(session: AsyncSession, kind: str, file_id: UUID) -> Gathered | None:
    """A file with the official documents about it; None when there is none."""
    model, gather = GATHER[kind]
    row = await session.get(model, file_id)
    if row is None:
        return None
    gathered = await gather(session, row)
    papers = await _official_documents(session, gathered.subjects)
    gathered.parts += [
        Part(
            f"official/{one.kind}-{one.id}.pdf",
            Text(one.title_vi, one.title_en or one.title_vi),
            "application/pdf",
            one.file_sha256,
        )
        for one in papers
        if one.status in OUT and one.file_sha256
    ]
    gathered.subjects += [(OfficialDocument.KIND, one.id) for one in papers]
    gathered.facts = [
        ("kind_of_file", coded_text("file_kind", kind)),
        ("name", plain(gathered.title)),
        *optional(("number", gathered.number)),
        ("status", gathered.labels[gathered.status]),
        *gathered.facts,
    ]
    return gathered


async def _official_documents(
    session: AsyncSession, subjects: Sequence[tuple[str, UUID]]
) -> Sequence[OfficialDocument]:
    about = [f"{kind}:{id}" for kind, id in subjects]
    found = await session.scalars(
        select(OfficialDocument)
        .where(OfficialDocument.about.overlap(about))
        .order_by(OfficialDocument.id)
    )
    return found.all()
