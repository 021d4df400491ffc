"""Events about a member's year: reports, evaluation, nominations, awards. Part of `events_out`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.members.models import Award, Evaluation, Nomination, YearlyReport
from services.members.texts.vocabulary import VOCABULARY
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.events import members as events
from shared.events.base import Bilingual, Reference
from shared.vocabulary import coded


def _notice(row: YearlyReport | Evaluation, version: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "member": Reference(id=row.member_id, name=row.member_name),
        "year": row.year,
        "version": version,
    }


def publish_report_due(
    work: Work, row: YearlyReport, *, reminder: bool = False, reason: str | None = None
) -> None:
    """Publish it after the last query, so that `version` is the one the change leads to."""
    event = events.ReportDueV1(
        **_notice(row, (row.version or 0) + 1), due_on=row.due_on, reminder=reminder, reason=reason
    )
    work.publish(row, event)


def publish_report_submitted(work: Work, row: YearlyReport) -> None:
    submitted_on = row.received_on or hanoi_date(work.now)
    event = events.ReportSubmittedV1(**_notice(row, row.version + 1), submitted_on=submitted_on)
    work.publish(row, event)


def publish_evaluation_completed(work: Work, row: Evaluation) -> None:
    assert row.percent is not None  # see evaluations_completed_are_graded
    assert row.grade is not None
    grade = coded(VOCABULARY, "grade", row.grade)
    event = events.EvaluationCompletedV1(
        **_notice(row, row.version + 1), percent=row.percent, grade=grade
    )
    work.publish(row, event)


def publish_nomination_proposed(work: Work, row: Nomination, candidates: Sequence[Award]) -> None:
    assert row.document_id is not None  # see nominations_proposed_with_dossier
    organisations = [
        Reference(id=one.member_id, name=one.member_name)
        for one in candidates
        if one.recipient_kind == "organisation" and one.member_id and one.member_name
    ]
    event = events.NominationProposedV1(
        id=row.id,
        title=Bilingual(vi=row.title_vi, en=row.title_en),
        year=row.year,
        form=coded(VOCABULARY, "award_form", row.form),
        organisations=organisations,
        persons=sum(one.recipient_kind == "person" for one in candidates),
        document_id=row.document_id,
    )
    work.publish(row, event)


def publish_award_granted(work: Work, row: Award) -> None:
    work.publish(row, events.AwardGrantedV1(**_award_state(work, row)))


def publish_award_revoked(work: Work, row: Award) -> None:
    work.publish(row, events.AwardRevokedV1(**_award_state(work, row)))


def _award_state(work: Work, row: Award) -> dict[str, Any]:
    """The public state; without consent nothing that a person could be known by."""
    shown = row.recipient_kind == "organisation" or row.may_name_person
    has_member = shown and row.member_id is not None and row.member_name is not None
    return {
        "id": row.id,
        "year": row.year,
        "form": coded(VOCABULARY, "award_form", row.form),
        "title": Bilingual(vi=row.title_vi, en=row.title_en) if shown else None,
        "recipient_kind": coded(VOCABULARY, "recipient_kind", row.recipient_kind),
        "member": {"id": row.member_id, "name": row.member_name} if has_member else None,
        "person": row.person_name if row.may_name_person else None,
        "url": f"{work.settings.address_of('members')}/v1/awards/{row.id}",
        "status": coded(VOCABULARY, "award_status", row.status),
        "awarded_on": row.granted_on,
        "revoked_on": row.revoked_on,
        "revocation_code": (
            coded(VOCABULARY, "award_revocation", row.revocation_code)
            if row.revocation_code
            else None
        ),
    }


def announce_award(work: Work, row: Award) -> None:
    if row.status == "granted":
        publish_award_granted(work, row)
    elif row.status == "revoked":
        publish_award_revoked(work, row)
