"""The award: approved applications become members, each with a certificate and a way in.

All of it is one transaction under the ceremony's lock, so a retry or a second click finds who was
awarded already and answers with the same list. The letter to the new member is not written here: it
goes out with `certificate.issued`, once for each certificate.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.members.domain import ceremonies as rules
from services.members.events_out import (
    publish_ceremony_changed,
    publish_certificate_issued,
    publish_member_admitted,
    publish_member_contact_linked,
)
from services.members.models import Application, Ceremony, CeremonyEntry, Certificate, Member
from services.members.usecases.give_grants import NewGrant, create_grant
from services.members.usecases.issue_certificates import issue_certificate
from services.members.usecases.keep_contacts import link_member
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import refuse_if
from shared.vietnamese import fold, sort_key


async def award_ceremony(
    work: Work, ceremony_id: UUID, application_ids: Sequence[UUID] | None
) -> Ceremony:
    """Award everyone on the list, or the ones named, who has not been awarded yet."""
    ceremony = await work.lock(Ceremony, ceremony_id)
    asked = ceremony.listed if application_ids is None else application_ids
    refuse_if(rules.may_award(ceremony.status, ceremony.listed, asked))
    waiting = [
        entry
        for entry in ceremony.entries
        if entry.application_id in asked and entry.certificate_number is None
    ]
    for entry in waiting:
        await _admit(work, ceremony, entry)
    if ceremony.status == "scheduled" and len(ceremony.awarded) == len(ceremony.entries):
        ceremony.status = "held"
        publish_ceremony_changed(work, ceremony)
    return ceremony


async def _admit(work: Work, ceremony: Ceremony, entry: CeremonyEntry) -> None:
    application = await work.lock(Application, entry.application_id)
    member = _new_member(work, ceremony, application)
    certificate = await issue_certificate(work, member)
    application.member_id = member.id
    entry.member_id = member.id
    entry.certificate_number = certificate.number
    _publish_admission(work, member, certificate)
    await link_member(work, application, member.id)
    way_in = NewGrant(
        issuer=application.applicant_issuer,
        subject=application.applicant_subject,
        role="member",
        member_id=member.id,
        reason="admission",
        capacity="representative",
    )
    await create_grant(work, way_in)


def _new_member(work: Work, ceremony: Ceremony, application: Application) -> Member:
    contact = application.contact
    reachable = contact is not None and contact.erased_at is None
    assert application.kind
    assert application.ownership
    return work.add(
        Member(
            application_id=application.id,
            contact_id=application.contact_id if reachable else None,
            name=application.name,
            search=fold(application.name),
            sort_key=sort_key(application.name),
            kind=application.kind,
            ownership=application.ownership,
            fields=list(application.fields),
            status="active",
            status_since=hanoi_date(work.now),
            address_line=application.address_line,
            ward=application.ward,
            ward_search=fold(application.ward) if application.ward else None,
            address_public=False,
            member_since=rules.issue_date(hanoi_date(ceremony.held_at), hanoi_date(work.now)),
        )
    )


def _publish_admission(work: Work, member: Member, certificate: Certificate) -> None:
    publish_member_admitted(work, member)
    publish_member_contact_linked(work, member)
    publish_certificate_issued(work, certificate)
