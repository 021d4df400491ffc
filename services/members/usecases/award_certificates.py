"""The award: approved applications become members, each with a certificate and a way in.

All of it is one transaction under the ceremony's lock, so a retry or a second click finds who was
awarded already and answers with the same list. Whoever was prepared gets the number on the paper;
for the others it is given now. The letter to the new member is not written here: it goes out with
`certificate.issued`, once for each certificate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from services.members.domain import ceremonies as rules
from services.members.domain.certificate_numbers import move
from services.members.events_out.ceremonies import (
    publish_ceremony_changed,
    publish_certificate_issued,
)
from services.members.events_out.members import (
    publish_member_admitted,
    publish_member_contact_linked,
)
from services.members.models import Application, Ceremony, CeremonyEntry, Member
from services.members.usecases.give_grants import grant_to_new_member
from services.members.usecases.issue_certificates import issue_certificate
from services.members.usecases.keep_contacts import link_member
from services.members.usecases.number_certificates import Wanted, give_numbers, lock_numbers
from services.members.usecases.print_certificates import print_soon
from services.members.usecases.run_report_rounds import ensure_report_round
from services.members.usecases.schedule_ceremonies import lock_applications
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, refuse_if
from shared.vietnamese import fold, sort_key


@dataclass(frozen=True, slots=True)
class Award:
    """Who is awarded, and how the papers change hands."""

    application_ids: Sequence[UUID] | None = None
    """None: everyone on the list."""
    absent: Sequence[UUID] = ()
    """They become members, too; their paper waits for them."""
    received_by: Mapping[UUID, str] = field(default_factory=dict)
    """Who takes it for a space, where that is written down."""


async def award_ceremony(work: Work, ceremony_id: UUID, award: Award) -> Ceremony:
    """Award everyone on the list, or the ones named, who has not been awarded yet."""
    ceremony = await work.lock(Ceremony, ceremony_id)
    asked = ceremony.listed if award.application_ids is None else award.application_ids
    named = [*asked, *award.absent, *award.received_by]
    refuse_if(rules.may_award(ceremony.status, ceremony.listed, named))
    waiting = [
        entry
        for entry in ceremony.entries
        if entry.application_id in asked and entry.certificate_number is None
    ]
    if waiting:
        await _admit_all(work, ceremony, waiting)
        await ensure_report_round(work, hanoi_date(work.now).year)
        _note_hand_overs(work.now, waiting, award)
    if ceremony.status == "scheduled" and len(ceremony.awarded) == len(ceremony.entries):
        ceremony.status = "held"
        publish_ceremony_changed(work, ceremony)
    return ceremony


async def _admit_all(work: Work, ceremony: Ceremony, waiting: Sequence[CeremonyEntry]) -> None:
    ids = [entry.application_id for entry in waiting]
    applications = await lock_applications(work, ids)
    await lock_numbers(work, waiting)
    begins = {id: _begins_on(work, ceremony, row) for id, row in applications.items()}
    refuse_if(
        failure
        for entry in waiting
        for failure in _check(entry, applications, begins, hanoi_date(work.now))
    )
    await _number_the_others(work, ceremony, waiting, applications)
    for entry in waiting:
        application = applications[entry.application_id]
        _admit(work, entry, application, begins[application.id])
    await work.session.flush()
    for id in ids:
        if not applications[id].officers_act_for_it:  # else the way in comes with the take-over
            await grant_to_new_member(work, applications[id])
    await print_soon(work, ceremony.id)


def _begins_on(work: Work, ceremony: Ceremony, application: Application) -> date:
    """The day given with the preparation, else the one in the decision."""
    decision = application.decision or {}
    if ceremony.begins_on:
        return ceremony.begins_on
    if decision.get("effective_on"):
        return date.fromisoformat(decision["effective_on"])
    if decision.get("decided_at"):
        return hanoi_date(datetime.fromisoformat(decision["decided_at"]))
    return rules.issue_date(hanoi_date(ceremony.held_at), hanoi_date(work.now))


def _check(
    entry: CeremonyEntry,
    applications: Mapping[UUID, Application],
    begins: Mapping[UUID, date],
    today: date,
) -> list[Failure]:
    application = applications[entry.application_id]
    printed = entry.number.name if entry.number else None
    return rules.check_admission(
        application.id,
        application.status,
        application.name,
        printed,
        begins[application.id],
        today,
    )


async def _number_the_others(
    work: Work,
    ceremony: Ceremony,
    waiting: Sequence[CeremonyEntry],
    applications: Mapping[UUID, Application],
) -> None:
    """Who was prepared uses the reserved number; the others get theirs now."""
    without = [entry for entry in waiting if entry.number is None]
    for entry in waiting:
        if entry.number is not None:
            entry.number.status = move(entry.number.status, "use")
    today = hanoi_date(work.now)
    issued_on = ceremony.issued_on or rules.issue_date(hanoi_date(ceremony.held_at), today)
    wanted = [
        Wanted(entry.application_id, applications[entry.application_id].name) for entry in without
    ]
    numbers = await give_numbers(work, "issue", wanted, issued_on, ceremony_id=ceremony.id)
    for entry, number in zip(without, numbers, strict=True):
        entry.number = number


def _admit(work: Work, entry: CeremonyEntry, application: Application, begins_on: date) -> None:
    assert entry.number
    member = _new_member(work, application, begins_on)
    certificate = issue_certificate(work, member, entry.number)
    application.member_id = member.id
    entry.member_id = member.id
    entry.certificate_number = certificate.number
    publish_member_admitted(work, member)
    publish_member_contact_linked(work, member)
    publish_certificate_issued(work, certificate)
    link_member(work, application, member.id)


def _new_member(work: Work, application: Application, begins_on: date) -> Member:
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
            status_since=begins_on,
            address_line=application.address_line,
            ward=application.ward,
            ward_search=fold(application.ward) if application.ward else None,
            address_public=False,
            online_url=application.online_url,
            member_since=begins_on,
        )
    )


def _note_hand_overs(now: datetime, awarded: Sequence[CeremonyEntry], award: Award) -> None:
    """Who is there takes the paper now; for those who are absent it is entered when they do."""
    for entry in awarded:
        if entry.application_id not in award.absent:
            entry.handed_over_at = now
            entry.handed_over_to = award.received_by.get(entry.application_id)
