"""Every event that the members service publishes.

`ANNOUNCE` publishes the present state again for whoever must refill a copy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.members.models import (
    Application,
    Call,
    Ceremony,
    Certificate,
    Contact,
    Grant,
    Member,
)
from services.members.vocabulary import coded
from shared.database.work import Work
from shared.events import members as events
from shared.events.base import Event, Reference


def publish_call_opened(work: Work, call: Call) -> None:
    """Also when an open call changes: it carries the whole public state."""
    call.published_status = "open"
    work.publish(call, events.CallOpenedV1(**_call_state(call)))


def publish_call_closed(work: Work, call: Call) -> None:
    call.published_status = "closed"
    work.publish(call, events.CallClosedV1(**_call_state(call)))


def _call_state(call: Call) -> dict[str, Any]:
    assert call.published_status is not None
    return {
        "id": call.id,
        "kind": coded("call_kind", call.kind),
        "title": call.title,
        "status": coded("call_status", call.published_status),
        "opens_at": call.opens_at,
        "closes_at": call.closes_at,
    }


def publish_application_submitted(work: Work, row: Application) -> None:
    work.publish(row, events.ApplicationSubmittedV1(**_notice(row)))


def publish_application_resubmitted(work: Work, row: Application) -> None:
    work.publish(row, events.ApplicationResubmittedV1(**_notice(row)))


def publish_application_withdrawn(work: Work, row: Application) -> None:
    work.publish(row, events.ApplicationWithdrawnV1(**_notice(row)))


def publish_supplement_requested(work: Work, row: Application) -> None:
    assert row.supplement is not None
    event = events.ApplicationSupplementRequestedV1(
        **_notice(row),
        requested_fields=[coded("application_part", code) for code in row.supplement["fields"]],
        reason=row.supplement["reason"],
        due_on=row.supplement["due_on"],
    )
    work.publish(row, event)


def publish_application_approved(work: Work, row: Application) -> None:
    work.publish(row, events.ApplicationApprovedV1(**_notice(row)))


def publish_application_rejected(work: Work, row: Application) -> None:
    assert row.decision is not None
    event = events.ApplicationRejectedV1(**_notice(row), reason=row.decision["reason"])
    work.publish(row, event)


def _notice(row: Application) -> dict[str, Any]:
    return {
        "id": row.id,
        "applicant_name": row.name,
        "call": Reference(id=row.call_id, name=row.call.title_vi),
        "contact_id": row.contact_id,
        "version": row.version + 1,  # the version that this change will have when it is written
    }


def publish_ceremony_scheduled(work: Work, row: Ceremony) -> None:
    work.publish(row, events.CeremonyScheduledV1(**_ceremony_state(row)))


def publish_ceremony_changed(work: Work, row: Ceremony) -> None:
    work.publish(row, events.CeremonyChangedV1(**_ceremony_state(row)))


def publish_ceremony_cancelled(work: Work, row: Ceremony) -> None:
    work.publish(row, events.CeremonyCancelledV1(**_ceremony_state(row)))


def _ceremony_state(row: Ceremony) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "held_at": row.held_at,
        "place": row.place,
        "status": coded("ceremony_status", row.status),
    }


def publish_member_admitted(work: Work, row: Member) -> None:
    work.publish(row, events.MemberAdmittedV1(**_member_state(row)))


def publish_member_profile_changed(work: Work, row: Member) -> None:
    work.publish(row, events.MemberProfileChangedV1(**_member_state(row)))


def publish_member_suspended(work: Work, row: Member) -> None:
    work.publish(row, events.MemberSuspendedV1(**_member_state(row)))


def publish_member_reinstated(work: Work, row: Member) -> None:
    work.publish(row, events.MemberReinstatedV1(**_member_state(row)))


def publish_member_left(work: Work, row: Member) -> None:
    work.publish(row, events.MemberLeftV1(**_member_state(row)))


def _member_state(row: Member) -> dict[str, Any]:
    address = events.Address(line=row.address_line, ward=row.ward or "")
    return {
        "id": row.id,
        "name": row.name,
        "kind": coded("kind", row.kind),
        "ownership": coded("ownership", row.ownership),
        "fields": [coded("field", code) for code in row.fields],
        "status": coded("member_status", row.status),
        "address": address if row.address_public else None,
        "website": row.website,
        "member_since": row.member_since,
        "certificate_number": row.certificate_number,
    }


def publish_suspension_explained(work: Work, row: Member) -> None:
    """Only to whoever writes the letter, and only when there is someone to write to."""
    if row.contact_id is None or row.suspension_reason is None:
        return
    event = events.MemberSuspensionExplainedV1(
        id=row.id,
        name=row.name,
        reason=row.suspension_reason,
        reason_code=coded("suspension_reason", row.suspension_reason_code or "other"),
        until=row.suspended_until,
        contact_id=row.contact_id,
        version=row.version + 1,
    )
    work.publish(row, event)


def publish_contact_linked(work: Work, row: Member) -> None:
    event = events.MemberContactLinkedV1(
        id=row.id,
        name=row.name,
        contact_ids=[row.contact_id] if row.contact_id else [],
        application_id=row.application_id,
    )
    work.publish(row, event)


def publish_certificate_issued(work: Work, row: Certificate) -> None:
    work.publish(row, events.CertificateIssuedV1(**_certificate_state(row)))


def publish_certificate_revoked(work: Work, row: Certificate) -> None:
    work.publish(row, events.CertificateRevokedV1(**_certificate_state(row)))


def _certificate_state(row: Certificate) -> dict[str, Any]:
    status = "revoked" if row.revoked_on else "valid"
    return {
        "id": row.id,
        "number": row.number,
        "member": Reference(id=row.member_id, name=row.member_name),
        "status": coded("certificate_status", status),
        "issued_on": row.issued_on,
        "valid_until": row.valid_until,
        "verify_url": row.verify_url,
    }


def publish_contact_changed(work: Work, row: Contact) -> None:
    assert row.name is not None
    row.published = True
    event = events.ContactChangedV1(
        id=row.id,
        name=row.name,
        email=row.email,
        phone=row.phone,
        locale="en" if row.locale == "en" else "vi",
        member_id=row.member_id,
        application_id=row.application_id,
    )
    work.publish(row, event)


def publish_contact_erased(work: Work, row: Contact) -> None:
    work.publish(row, events.ContactErasedV1(id=row.id))


def grant_changed(row: Grant) -> events.GrantChangedV1:
    """The grant as it now is, for the event and for this service's own copy."""
    return events.GrantChangedV1(
        id=row.id,
        issuer=row.issuer,
        subject=row.subject,
        role=row.role,
        member_id=row.member_id,
        host_id=row.host_id,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        ended=row.ended_at is not None,
        granted_by=row.granted_by,
        on_behalf_of=row.on_behalf_of,
        email=row.email,
    )


def publish_grant_changed(work: Work, row: Grant) -> None:
    work.publish(row, grant_changed(row))


def announce_call(work: Work, row: Call) -> None:
    if row.published_status == "open":
        publish_call_opened(work, row)
    elif row.published_status == "closed":
        publish_call_closed(work, row)


def announce_member(work: Work, row: Member) -> None:
    by_status = {
        "active": publish_member_admitted,
        "suspended": publish_member_suspended,
        "left": publish_member_left,
    }
    by_status[row.status](work, row)
    publish_contact_linked(work, row)


def announce_certificate(work: Work, row: Certificate) -> None:
    publish = publish_certificate_revoked if row.revoked_on else publish_certificate_issued
    publish(work, row)


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
]

PUBLISHES: list[type[Event]] = [
    events.CallOpenedV1,
    events.CallClosedV1,
    events.ApplicationSubmittedV1,
    events.ApplicationSupplementRequestedV1,
    events.ApplicationResubmittedV1,
    events.ApplicationWithdrawnV1,
    events.ApplicationApprovedV1,
    events.ApplicationRejectedV1,
    events.CeremonyScheduledV1,
    events.CeremonyChangedV1,
    events.CeremonyCancelledV1,
    events.MemberAdmittedV1,
    events.MemberProfileChangedV1,
    events.MemberSuspendedV1,
    events.MemberReinstatedV1,
    events.MemberLeftV1,
    events.MemberSuspensionExplainedV1,
    events.MemberContactLinkedV1,
    events.CertificateIssuedV1,
    events.CertificateRevokedV1,
    events.ContactChangedV1,
    events.ContactErasedV1,
    events.GrantChangedV1,
]
