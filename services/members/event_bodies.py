"""What events of the members service say of each aggregate, in one place for all its events.

The public ones carry no person, no reason, and an address only when the member made it public.
"""

from __future__ import annotations

from typing import Any

from services.members.domain.supplements import ANSWER_PREFIX
from services.members.models import (
    Application,
    Call,
    Ceremony,
    Certificate,
    Complaint,
    Contact,
    Grant,
    Member,
)
from services.members.texts.vocabulary import VOCABULARY
from shared.events import members as events
from shared.events.base import Bilingual, Reference
from shared.vocabulary import coded


def call_state(call: Call, address: str) -> dict[str, Any]:
    """`address` is where the outside finds this service."""
    assert call.published_status is not None
    return {
        "id": call.id,
        "kind": coded(VOCABULARY, "call_kind", call.kind),
        "title": call.title,
        "status": coded(VOCABULARY, "call_status", call.published_status),
        "opens_at": call.opens_at,
        "closes_at": call.closes_at,
        "url": f"{address}/v1/calls/{call.id}",
    }


def application_notice(row: Application) -> dict[str, Any]:
    return {
        "id": row.id,
        "applicant_name": row.name,
        "call": Reference(id=row.call_id, name=row.call.title_vi),
        "contact_id": row.contact_id,
        "version": row.version + 1,  # the version that this change will have when it is written
    }


def requested_fields(row: Application) -> list[events.RequestedField]:
    """What the last request asks for, with labels that a letter can print."""
    assert row.supplement is not None
    items = row.supplement_requests[-1].items
    return [_requested_field(row, one, row.supplement["due_on"]) for one in items]


def _requested_field(row: Application, item: dict[str, Any], due_on: str) -> events.RequestedField:
    code = item["field"]
    titles = {f"{ANSWER_PREFIX}{one.code}": one.title for one in row.form.questions}
    if code in titles:
        label = Bilingual(vi=titles[code].vi, en=titles[code].en)
    else:
        label = coded(VOCABULARY, "application_part", code).label
    own_day = item["due_on"] if item["due_on"] != due_on else None
    return events.RequestedField(code=code, label=label, note=item["note"], due_on=own_day)


def complaint_notice(row: Complaint) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "about": coded(VOCABULARY, "complaint_about", row.about),
        "subject_name": row.subject_name,
        "contact_id": row.contact_id,
        "version": row.version + 1,
    }


def ceremony_state(row: Ceremony) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "held_at": row.held_at,
        "place": row.place,
        "status": coded(VOCABULARY, "ceremony_status", row.status),
    }


def member_state(row: Member) -> dict[str, Any]:
    address = events.Address(line=row.address_line, ward=row.ward or "")
    return {
        "id": row.id,
        "name": row.name,
        "kind": coded(VOCABULARY, "kind", row.kind),
        "ownership": coded(VOCABULARY, "ownership", row.ownership),
        "fields": [coded(VOCABULARY, "field", code) for code in row.fields],
        "status": coded(VOCABULARY, "member_status", row.status),
        "status_since": row.status_since,
        "address": address if row.address_public else None,
        "website": row.website,
        "member_since": row.member_since,
        "certificate_number": row.certificate_number,
        "successor": _successor(row),
    }


def _successor(row: Member) -> Reference | None:
    if row.successor_id is None or row.successor_name is None:
        return None
    return Reference(id=row.successor_id, name=row.successor_name)


def certificate_state(row: Certificate) -> dict[str, Any]:
    status = "revoked" if row.revoked_on else "valid"
    return {
        "id": row.id,
        "number": row.number,
        "member": Reference(id=row.member_id, name=row.member_name),
        "status": coded(VOCABULARY, "certificate_status", status),
        "issued_on": row.issued_on,
        "valid_until": row.valid_until,
        "verify_url": row.verify_url,
    }


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


def contact_changed(row: Contact) -> events.ContactChangedV1:
    assert row.name is not None
    return events.ContactChangedV1(
        id=row.id,
        name=row.name,
        email=row.email,
        phone=row.phone,
        locale="en" if row.locale == "en" else "vi",
        member_id=row.member_id,
        application_id=row.application_id,
        restricted=row.restricted_at is not None,
    )
