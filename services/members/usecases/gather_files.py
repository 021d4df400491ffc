"""What belongs to a file that is closed: its facts, its documents and everything acted upon.

Persons' contact details are left out: they live with the contact, where they can be erased.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain.complaints import COMPLAINT_STATUS, OPEN
from services.members.domain.official_documents import OUT
from services.members.domain.personal_data import REQUEST_STATUS
from services.members.domain.states import (
    APPLICATION_STATUS,
    CEREMONY_STATUS,
    DECISION_OUTCOME,
    MEMBER_STATUS,
)
from services.members.models import (
    Application,
    Ceremony,
    Certificate,
    Complaint,
    Contact,
    Decision,
    DecisionEntry,
    Member,
    OfficialDocument,
    PersonalDataRequest,
    Review,
    ReviewAssignment,
)
from services.members.texts.vocabulary import VOCABULARY
from shared.database.aggregate import Aggregate
from shared.texts import Text
from shared.vocabulary import label_of
from shared.wording import say_day, say_instant

Fact = tuple[str, Text]
"""Code of `texts_closed_files.FACTS` and what it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document of the file, as it lies in the store."""

    path: str
    title: Text
    media_type: str
    sha256: str


@dataclass(slots=True)
class Gathered:
    """A file as it is now."""

    kind: str
    row: Any
    title: str
    number: str | None
    status: str
    labels: dict[str, Text]
    """Of its states."""
    facts: list[Fact]
    parts: list[Part] = field(default_factory=list)
    subjects: list[tuple[str, UUID]] = field(default_factory=list)
    """What the trail of the file is about."""
    open_matters: list[str] = field(default_factory=list)


def _plain(value: object) -> Text:
    return Text(str(value), str(value))


def _coded(list_name: str, code: str) -> Text:
    return label_of(VOCABULARY, list_name, code)


async def _gather_application(session: AsyncSession, row: Application) -> Gathered:
    complaints = (
        await session.scalars(
            select(Complaint).where(Complaint.subject_id == row.id).order_by(Complaint.id)
        )
    ).all()
    decisions = await _decisions_of(session, row.id)
    waits = row.status == "approved" and row.member_id is None and row.renews_member_id is None
    in_ceremony = waits and row.call.kind == "membership"
    facts = [
        ("call", _plain(row.call.title_vi)),
        *_optional(
            ("received_on", say_day(row.received_on) if row.received_on else None),
            ("promised_on", say_day(row.promised_on) if row.promised_on else None),
            ("address", ", ".join(one for one in (row.address_line, row.ward) if one)),
            ("online_url", row.online_url),
        ),
        *_codes_of(row),
        *_answers_of(row),
        *(
            ("supplement", _plain(f"{say_instant(one.requested_at)}: {one.reason}"))
            for one in row.supplement_requests
        ),
        *(("review", _say_review(one)) for one in row.reviews if one.set_aside_at is None),
        *_optional(("total", f"{row.total_score:.2f}" if row.total_score is not None else None)),
        *(("decision", _say_decision(one)) for one in decisions),
    ]
    subjects: list[tuple[str, UUID]] = [(Application.KIND, row.id)]
    subjects += [(Decision.KIND, one.id) for one in decisions]
    subjects += [(Complaint.KIND, one.id) for one in complaints]
    subjects += [(Review.KIND, one.id) for one in row.reviews]
    subjects += [(ReviewAssignment.KIND, one.id) for one in row.assignments]
    if row.contact_id is not None:
        subjects.append((Contact.KIND, row.contact_id))
    open_matters = [one.number for one in complaints if one.status in OPEN]
    if in_ceremony:
        open_matters.append(_coded("file_kind", "ceremony").vi)
    return Gathered(
        Application.KIND,
        row,
        row.name,
        row.receipt_number,
        row.status,
        APPLICATION_STATUS,
        facts,
        _uploaded(row),
        subjects,
        open_matters,
    )


def _optional(*facts: tuple[str, str | None]) -> list[Fact]:
    return [(code, _plain(value)) for code, value in facts if value]


def _codes_of(row: Application) -> list[Fact]:
    facts: list[Fact] = []
    if row.kind:
        facts.append(("kind", _coded("kind", row.kind)))
    if row.ownership:
        facts.append(("ownership", _coded("ownership", row.ownership)))
    if row.fields:
        labels = [_coded("field", code) for code in row.fields]
        joined = (", ".join(one.vi for one in labels), ", ".join(one.en for one in labels))
        facts.append(("fields", Text(*joined)))
    return facts


def _answers_of(row: Application) -> list[Fact]:
    titles = {one.code: one.title for one in row.form.questions}
    return [
        ("answer", _plain(f"{titles[code].vi if code in titles else code}: {value}"))
        for code, value in sorted(row.answers.items())
    ]


def _say_review(review: Review) -> Text:
    scores = ", ".join(f"{code}: {score}" for code, score in sorted(review.scores.items()))
    return _plain(f"{scores}. {review.comment}" if review.comment else scores)


def _say_decision(decision: Decision) -> Text:
    outcome, kind = DECISION_OUTCOME[decision.outcome], _coded("decision_kind", decision.kind)
    rest = f"{say_instant(decision.decided_at)}. {decision.reason or ''}".strip()
    return Text(f"{kind.vi} – {outcome.vi}, {rest}", f"{kind.en} – {outcome.en}, {rest}")


def _uploaded(row: Application) -> list[Part]:
    return [
        Part(
            f"documents/{one.kind}{_ending(one.media_type)}",
            _coded("document_kind", one.kind),
            one.media_type,
            one.sha256,
        )
        for one in row.documents
        if one.scan_status in ("clean", "not_scanned")
    ]


def _ending(media_type: str) -> str:
    known = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
    return known.get(media_type, "")


async def _decisions_of(session: AsyncSession, application_id: UUID) -> Sequence[Decision]:
    listed = select(DecisionEntry.decision_id).where(DecisionEntry.application_id == application_id)
    found = await session.scalars(
        select(Decision).where(Decision.id.in_(listed)).order_by(Decision.id)
    )
    return found.all()


async def _gather_complaint(_session: AsyncSession, row: Complaint) -> Gathered:
    facts = [
        ("kind", _coded("complaint_about", row.about)),
        ("received_on", _plain(say_day(row.received_on))),
        ("grounds", _plain(row.grounds)),
        *_optional(("result", row.answer)),
    ]
    if row.remedy:
        facts.append(("decision", _coded("complaint_remedy", row.remedy)))
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
        ("held_at", _plain(say_instant(row.held_at))),
        ("place", _plain(row.place)),
        *_optional(("awarded", ", ".join(awarded))),
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
        ("kind", _coded("kind", row.kind)),
        ("ownership", _coded("ownership", row.ownership)),
        ("member_since", _plain(say_day(row.member_since))),
        *_optional(("left_on", say_day(row.left_on) if row.left_on else None)),
        *(
            ("certificate", _plain(f"{one.number}, {say_day(one.issued_on)}"))
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
        ("asked", _coded("personal_data_request_kind", row.kind)),
        ("received_on", _plain(say_day(row.received_on))),
        *_optional(("result", row.answer)),
    ]
    if row.report is not None:
        facts.append(("report", _plain(row.report)))
    title = _coded("personal_data_request_kind", row.kind).vi
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
    Application.KIND: (Application, _gather_application),
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
        ("kind_of_file", _coded("file_kind", kind)),
        ("name", _plain(gathered.title)),
        *_optional(("number", gathered.number)),
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
