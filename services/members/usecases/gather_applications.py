"""What belongs to an application that is closed: answers, reviews, decisions, what was uploaded."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain.complaints import OPEN
from services.members.domain.states import (
    APPLICATION_STATUS,
    DECISION_OUTCOME,
)
from services.members.models import (
    Application,
    Complaint,
    Contact,
    Decision,
    DecisionEntry,
    Review,
    ReviewAssignment,
)
from services.members.usecases.gathered import Fact, Gathered, Part, coded_text, optional, plain
from shared.texts import Text
from shared.wording import say_day, say_instant


async def gather_application(session: AsyncSession, row: Application) -> Gathered:
    complaints = (
        await session.scalars(
            select(Complaint).where(Complaint.subject_id == row.id).order_by(Complaint.id)
        )
    ).all()
    decisions = await _decisions_of(session, row.id)
    waits = row.status == "approved" and row.member_id is None and row.renews_member_id is None
    in_ceremony = waits and row.call.kind == "membership"
    facts = [
        ("call", plain(row.call.title_vi)),
        *optional(
            ("received_on", say_day(row.received_on) if row.received_on else None),
            ("promised_on", say_day(row.promised_on) if row.promised_on else None),
            ("address", ", ".join(one for one in (row.address_line, row.ward) if one)),
            ("online_url", row.online_url),
        ),
        *_codes_of(row),
        *_answers_of(row),
        *(
            ("supplement", plain(f"{say_instant(one.requested_at)}: {one.reason}"))
            for one in row.supplement_requests
        ),
        *(("review", _say_review(one)) for one in row.reviews if one.set_aside_at is None),
        *optional(("total", f"{row.total_score:.2f}" if row.total_score is not None else None)),
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
        open_matters.append(coded_text("file_kind", "ceremony").vi)
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


def _codes_of(row: Application) -> list[Fact]:
    facts: list[Fact] = []
    if row.kind:
        facts.append(("kind", coded_text("kind", row.kind)))
    if row.ownership:
        facts.append(("ownership", coded_text("ownership", row.ownership)))
    if row.fields:
        labels = [coded_text("field", code) for code in row.fields]
        joined = (", ".join(one.vi for one in labels), ", ".join(one.en for one in labels))
        facts.append(("fields", Text(*joined)))
    return facts


def _answers_of(row: Application) -> list[Fact]:
    titles = {one.code: one.title for one in row.form.questions}
    return [
        ("answer", plain(f"{titles[code].vi if code in titles else code}: {value}"))
        for code, value in sorted(row.answers.items())
    ]


def _say_review(review: Review) -> Text:
    scores = ", ".join(f"{code}: {score}" for code, score in sorted(review.scores.items()))
    return plain(f"{scores}. {review.comment}" if review.comment else scores)


def _say_decision(decision: Decision) -> Text:
    outcome, kind = DECISION_OUTCOME[decision.outcome], coded_text("decision_kind", decision.kind)
    rest = f"{say_instant(decision.decided_at)}. {decision.reason or ''}".strip()
    return Text(f"{kind.vi} – {outcome.vi}, {rest}", f"{kind.en} – {outcome.en}, {rest}")


def _uploaded(row: Application) -> list[Part]:
    return [
        Part(
            f"documents/{one.kind}{_ending(one.media_type)}",
            coded_text("document_kind", one.kind),
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
