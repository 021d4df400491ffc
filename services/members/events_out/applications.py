"""What the members service says of applications and complaints."""

from __future__ import annotations

from datetime import date

from services.members.event_bodies import (
    application_notice,
    complaint_notice,
    requested_fields,
)
from services.members.models import (
    Application,
    Complaint,
)
from services.members.texts.vocabulary import VOCABULARY
from shared.database.work import Work
from shared.events import members as events
from shared.vocabulary import coded


def publish_application_submitted(work: Work, row: Application) -> None:
    event = events.ApplicationSubmittedV1(
        **application_notice(row), receipt_number=row.receipt_number, promised_on=row.promised_on
    )
    work.publish(row, event)


def publish_application_resubmitted(work: Work, row: Application) -> None:
    event = events.ApplicationResubmittedV1(**application_notice(row), promised_on=row.promised_on)
    work.publish(row, event)


def publish_application_withdrawn(work: Work, row: Application) -> None:
    work.publish(row, events.ApplicationWithdrawnV1(**application_notice(row)))


def publish_application_supplement_requested(work: Work, row: Application) -> None:
    assert row.supplement is not None
    event = events.ApplicationSupplementRequestedV1(
        **application_notice(row),
        requested_fields=requested_fields(row),
        reason=row.supplement["reason"],
        due_on=row.supplement["due_on"],
    )
    work.publish(row, event)


def publish_application_approved(work: Work, row: Application) -> None:
    work.publish(row, events.ApplicationApprovedV1(**application_notice(row)))


def publish_application_rejected(work: Work, row: Application) -> None:
    assert row.decision is not None
    event = events.ApplicationRejectedV1(**application_notice(row), reason=row.decision["reason"])
    work.publish(row, event)


def publish_application_decision_annulled(
    work: Work, row: Application, kind: str, reason: str
) -> None:
    event = events.ApplicationDecisionAnnulledV1(
        **application_notice(row),
        how=coded(VOCABULARY, "decision_kind", kind),
        application_status=coded(VOCABULARY, "application_status", row.status),
        reason=reason,
    )
    work.publish(row, event)


def publish_application_decision_corrected(work: Work, row: Application, reason: str) -> None:
    event = events.ApplicationDecisionCorrectedV1(**application_notice(row), reason=reason)
    work.publish(row, event)


def publish_complaint_lodged(work: Work, row: Complaint) -> None:
    event = events.ComplaintLodgedV1(
        **complaint_notice(row), received_on=row.received_on, admit_by=row.admit_by
    )
    work.publish(row, event)


def publish_complaint_answered(work: Work, row: Complaint) -> None:
    extended = row.status == "admitted" and row.extension is not None
    reason = row.extension["reason"] if row.extension and extended else row.answer
    event = events.ComplaintAnsweredV1(
        **complaint_notice(row),
        status=coded(VOCABULARY, "complaint_status", row.status),
        resolve_by=row.resolve_by,
        extended=extended,
        reason=reason,
        remedy=coded(VOCABULARY, "complaint_remedy", row.remedy) if row.remedy else None,
    )
    work.publish(row, event)


def publish_complaint_due(work: Work, row: Complaint, due_on: date, *, overdue: bool) -> None:
    event = events.ComplaintDueV1(
        **complaint_notice(row),
        status=coded(VOCABULARY, "complaint_status", row.status),
        due_on=due_on,
        overdue=overdue,
    )
    work.publish(row, event)
