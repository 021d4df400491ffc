"""Every event that the members service publishes.

`ANNOUNCE` publishes the present state again for whoever must refill a copy.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from services.members.domain.members import appeal_by
from services.members.event_bodies import (
    application_notice,
    call_state,
    ceremony_state,
    certificate_state,
    complaint_notice,
    contact_changed,
    grant_changed,
    member_state,
    requested_fields,
)
from services.members.events_out_year import announce_award
from services.members.models import (
    Application,
    Award,
    Call,
    Ceremony,
    Certificate,
    Complaint,
    Contact,
    Grant,
    Member,
    MemberFact,
    Renewal,
    RenewalRound,
)
from services.members.settings import Settings
from services.members.vocabulary import VOCABULARY
from shared.database.work import Work
from shared.events import members as events
from shared.events.base import Reference
from shared.vocabulary import coded


def _state_of(work: Work, call: Call) -> dict[str, Any]:
    return call_state(call, work.settings.address_of("members"))


def publish_call_opened(work: Work, call: Call) -> None:
    """Also when an open call changes: it carries the whole public state."""
    call.published_status = "open"
    work.publish(call, events.CallOpenedV1(**_state_of(work, call)))


def publish_call_extended(work: Work, call: Call) -> None:
    """An open call closes later than was told."""
    call.published_status = "open"
    work.publish(call, events.CallExtendedV1(**_state_of(work, call)))


def publish_call_closed(work: Work, call: Call) -> None:
    call.published_status = "closed"
    work.publish(call, events.CallClosedV1(**_state_of(work, call)))


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


def publish_ceremony_scheduled(work: Work, row: Ceremony) -> None:
    work.publish(row, events.CeremonyScheduledV1(**ceremony_state(row)))


def publish_ceremony_changed(work: Work, row: Ceremony) -> None:
    work.publish(row, events.CeremonyChangedV1(**ceremony_state(row)))


def publish_ceremony_cancelled(work: Work, row: Ceremony) -> None:
    work.publish(row, events.CeremonyCancelledV1(**ceremony_state(row)))


def publish_ceremony_invited(
    work: Work, row: Ceremony, contact_ids: list[UUID], *, not_any_more: bool = False
) -> None:
    """To whoever writes the letters, and only when there is someone to write to.

    For those invited no more it is cancelled, whatever it is for others. Publish it after the last
    query, so that `version` is the one the change leads to.
    """
    if not contact_ids:
        return
    state = ceremony_state(row)
    if not_any_more:
        state["status"] = coded(VOCABULARY, "ceremony_status", "cancelled")
    event = events.CeremonyInvitedV1(**state, contact_ids=contact_ids, version=row.version + 1)
    work.publish(row, event)


def publish_member_admitted(work: Work, row: Member) -> None:
    work.publish(row, events.MemberAdmittedV1(**member_state(row)))


def publish_member_profile_changed(work: Work, row: Member) -> None:
    work.publish(row, events.MemberProfileChangedV1(**member_state(row)))


def publish_member_suspended(work: Work, row: Member) -> None:
    work.publish(row, events.MemberSuspendedV1(**member_state(row)))


def publish_member_reinstated(work: Work, row: Member) -> None:
    work.publish(row, events.MemberReinstatedV1(**member_state(row)))


def publish_member_left(work: Work, row: Member) -> None:
    work.publish(row, events.MemberLeftV1(**member_state(row)))


def publish_member_removed(work: Work, row: Member) -> None:
    work.publish(row, events.MemberRemovedV1(**member_state(row)))


def publish_member_merged(work: Work, row: Member) -> None:
    work.publish(row, events.MemberMergedV1(**member_state(row)))


def publish_member_standing(work: Work, row: Member) -> None:
    """The event of the state that a member came to."""
    by_status = {
        "active": publish_member_reinstated,
        "suspended": publish_member_suspended,
        "removed": publish_member_removed,
    }
    gone = publish_member_merged if row.successor_id else publish_member_left
    by_status.get(row.status, gone)(work, row)


def publish_member_removal_explained(work: Work, row: Member, fact: MemberFact) -> None:
    """Only to whoever writes the letter, and only when there is someone to write to."""
    if row.contact_id is None or fact.reason is None:
        return
    event = events.MemberRemovalExplainedV1(
        id=row.id,
        name=row.name,
        reason=fact.reason,
        reason_code=coded(VOCABULARY, "suspension_reason", fact.reason_code or "other"),
        removed_on=fact.effective_on,
        appeal_by=appeal_by(fact.effective_on, Settings.of(work).appeal_days),
        contact_id=row.contact_id,
        version=row.version + 1,
    )
    work.publish(row, event)


def publish_member_renewal_due(
    work: Work, row: Member, asked: Renewal, round: RenewalRound
) -> None:
    event = events.MemberRenewalDueV1(
        id=row.id,
        name=row.name,
        round=Reference(id=round.id, name=round.title_vi),
        term_until=asked.term_until,
        answer_by=round.answer_by,
        renew_until=round.renew_until,
    )
    work.publish(row, event)


def publish_member_suspension_explained(work: Work, row: Member) -> None:
    """Only to whoever writes the letter, and only when there is someone to write to."""
    if row.contact_id is None or row.suspension_reason is None:
        return
    event = events.MemberSuspensionExplainedV1(
        id=row.id,
        name=row.name,
        reason=row.suspension_reason,
        reason_code=coded(VOCABULARY, "suspension_reason", row.suspension_reason_code or "other"),
        until=row.suspended_until,
        contact_id=row.contact_id,
        version=row.version + 1,
    )
    work.publish(row, event)


def publish_member_contact_linked(work: Work, row: Member) -> None:
    event = events.MemberContactLinkedV1(
        id=row.id,
        name=row.name,
        contact_ids=[row.contact_id] if row.contact_id else [],
        application_id=row.application_id,
    )
    work.publish(row, event)


def publish_certificate_issued(work: Work, row: Certificate) -> None:
    work.publish(row, events.CertificateIssuedV1(**certificate_state(row)))


def publish_certificate_reissued(work: Work, row: Certificate) -> None:
    work.publish(row, events.CertificateReissuedV1(**certificate_state(row)))


def publish_certificate_revoked(work: Work, row: Certificate) -> None:
    work.publish(row, events.CertificateRevokedV1(**certificate_state(row)))


def publish_contact_changed(work: Work, row: Contact) -> None:
    row.published = True
    work.publish(row, contact_changed(row))


def publish_contact_erased(work: Work, row: Contact) -> None:
    work.publish(row, events.ContactErasedV1(id=row.id))


def publish_grant_changed(work: Work, row: Grant) -> None:
    work.publish(row, grant_changed(row))


def announce_call(work: Work, row: Call) -> None:
    if row.published_status == "open":
        publish_call_opened(work, row)
    elif row.published_status == "closed":
        publish_call_closed(work, row)


def announce_member(work: Work, row: Member) -> None:
    publish = publish_member_admitted if row.status == "active" else publish_member_standing
    publish(work, row)
    publish_member_contact_linked(work, row)


def announce_certificate(work: Work, row: Certificate) -> None:
    if row.revoked_on:
        publish_certificate_revoked(work, row)
    elif row.replaces:
        publish_certificate_reissued(work, row)
    else:
        publish_certificate_issued(work, row)


def announce_ceremony(work: Work, row: Ceremony) -> None:
    by_status = {
        "scheduled": publish_ceremony_scheduled,
        "held": publish_ceremony_changed,
        "cancelled": publish_ceremony_cancelled,
    }
    by_status[row.status](work, row)


def announce_contact(work: Work, row: Contact) -> None:
    if row.erased_at is not None:
        publish_contact_erased(work, row)
    elif row.published:
        publish_contact_changed(work, row)


ANNOUNCE: list[tuple[type[Any], Callable[[Work, Any], None]]] = [
    (Grant, publish_grant_changed),
    (Contact, announce_contact),
    (Call, announce_call),
    (Member, announce_member),
    (Certificate, announce_certificate),
    (Ceremony, announce_ceremony),
    (Award, announce_award),
]
