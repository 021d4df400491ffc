"""Complaints: lodged by who is concerned, or entered by an officer when one came on paper."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.members.domain import complaints as rules
from services.members.events_out.applications import (
    publish_complaint_answered,
    publish_complaint_lodged,
)
from services.members.models import (
    ONE_COMPLAINT,
    Application,
    Complaint,
    ComplaintSeries,
    Decision,
    Member,
)
from services.members.regulations.complaint_terms import end_of
from services.members.settings import Settings
from services.members.usecases.remind_complaints import follow_clock, stop_clock
from shared.auth.caller import Caller
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.backbone import AuditRow
from shared.database.series import raise_series
from shared.database.work import Work
from shared.errors import Failure, Invalid, NotFound, refuse_if


@dataclass(frozen=True, slots=True)
class Lodging:
    """What is complained about, and why."""

    grounds: str
    decision_id: UUID | None = None
    application_id: UUID | None = None
    """Which file of the decision; without it the caller's own, or the only one."""
    member_id: UUID | None = None
    """Whose suspension."""
    received_on: date | None = None
    """When the paper came; None for one lodged here and now."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """What the complaint is about, as far as its rules ask."""

    about: str
    subject_id: UUID
    name: str
    concerned: bool
    complainant_key: str
    contact_id: UUID | None
    stands: bool
    decided_by: list[str]
    decided_on: date
    decision_id: UUID | None = None


async def lodge_complaint(work: Work, lodging: Lodging) -> Complaint:
    """Take a complaint with its number and its days; late ones too, which the officer judges."""
    matter = await _matter_of(work, lodging)
    today = hanoi_date(work.now)
    received_on = lodging.received_on or today
    on_paper = lodging.received_on is not None
    refuse_if(
        rules.may_lodge(
            matter.concerned and not on_paper,
            work.caller.has_role("officer"),
            matter.stands,
            await _is_open(work, matter),
        )
    )
    if wrong := rules.check_received_on(received_on, matter.decided_on, today):
        raise Invalid(*wrong)
    complaint = Complaint(
        number=await _next_number(work, received_on.year),
        about=matter.about,
        subject_id=matter.subject_id,
        subject_name=matter.name,
        decision_id=matter.decision_id,
        contact_id=matter.contact_id,
        complainant_key=matter.complainant_key if on_paper else work.caller.key,
        on_paper=on_paper,
        grounds=lodging.grounds,
        status="lodged",
        decided_by=matter.decided_by,
        decided_on=matter.decided_on,
        received_on=received_on,
        late=rules.is_late(received_on, end_of("lodge", matter.decided_on)),
        admit_by=end_of("admit", received_on),
    )
    async with _open_once(work):
        work.add(complaint)
    publish_complaint_lodged(work, complaint)
    await follow_clock(work, complaint)
    return complaint


async def _matter_of(work: Work, lodging: Lodging) -> _Matter:
    if (lodging.decision_id is None) == (lodging.member_id is None):
        raise Invalid(Failure("complaint_about_one_thing", field="decision_id"))
    if lodging.decision_id is not None:
        return await _decision_matter(work, lodging.decision_id, lodging.application_id)
    assert lodging.member_id is not None
    return await _suspension_matter(work, lodging.member_id)


async def _decision_matter(work: Work, decision_id: UUID, application_id: UUID | None) -> _Matter:
    decision = await work.session.get(Decision, decision_id)
    if decision is None or not work.caller.may_read(decision.readers):
        raise NotFound(Decision.KIND, decision_id)
    entries = decision.entries
    own = [entry for entry in entries if entry.applicant_key == work.caller.key]
    wanted = [entry for entry in entries if entry.application_id == application_id]
    found = wanted if application_id is not None else own or entries
    if len(found) != 1:
        raise Invalid(Failure("complaint_about_which_file", field="application_id"))
    entry = found[0]
    contact_id = await work.session.scalar(
        select(Application.contact_id).where(Application.id == entry.application_id)
    )
    deciders = [decision.decided_by, *([decision.decided_for] if decision.decided_for else [])]
    return _Matter(
        about="decision",
        subject_id=entry.application_id,
        name=entry.name,
        concerned=entry.applicant_key == work.caller.key,
        complainant_key=entry.applicant_key,
        contact_id=contact_id,
        stands=entry.standing or decision.kind != "decision",
        decided_by=deciders,
        decided_on=hanoi_date(decision.decided_at),
        decision_id=decision.id,
    )


async def _suspension_matter(work: Work, member_id: UUID) -> _Matter:
    member = await work.session.get(Member, member_id)
    if member is None:
        raise NotFound(Member.KIND, member_id)
    since = member.suspended_at or work.now
    return _Matter(
        about="suspension",
        subject_id=member.id,
        name=member.name,
        concerned=member.id in work.caller.member_ids,
        complainant_key=work.caller.key,
        contact_id=member.contact_id,
        stands=member.status == "suspended",
        decided_by=await _who_suspended(work, member_id),
        decided_on=hanoi_date(since),
    )


async def _who_suspended(work: Work, member_id: UUID) -> list[str]:
    """Who acted last and for whom, as the audit trail has it."""
    rows = await work.session.execute(
        select(AuditRow.actor, AuditRow.on_behalf_of)
        .where(
            AuditRow.subject_kind == Member.KIND,
            AuditRow.subject_id == str(member_id),
            AuditRow.act == "suspend_member",
        )
        .order_by(AuditRow.recorded_at.desc())
        .limit(1)
    )
    return [person for row in rows for person in row if person]


async def _is_open(work: Work, matter: _Matter) -> bool:
    found = await work.session.scalar(
        select(Complaint.id).where(
            Complaint.about == matter.about,
            Complaint.subject_id == matter.subject_id,
            Complaint.status.in_(rules.OPEN),
        )
    )
    return found is not None


@asynccontextmanager
async def _open_once(work: Work) -> AsyncIterator[None]:
    """The database finds the double, so that of two clicks at once the second is told as well."""
    try:
        async with work.session.begin_nested():
            yield
    except IntegrityError as error:
        if constraint_of(error) != ONE_COMPLAINT:
            raise
        refuse_if([Failure("complaint_already_open")])


async def _next_number(work: Work, year: int) -> str:
    serial = await raise_series(work, ComplaintSeries, year=year)
    return Settings.of(work).complaint_number_format.format(year=year, number=serial)


def is_complainant(complaint: Complaint, caller: Caller) -> bool:
    """Who complained, or any of the suspended member's people."""
    of_member = complaint.about == "suspension" and complaint.subject_id in caller.member_ids
    return of_member or complaint.complainant_key == caller.key


async def withdraw_complaint(work: Work, complaint_id: UUID, reason: str | None) -> Complaint:
    """Take a complaint back while it is open."""
    complaint = await work.lock(Complaint, complaint_id)
    mine = is_complainant(complaint, work.caller)
    refuse_if(rules.may_withdraw(complaint.status, mine, work.caller.has_role("officer")))
    complaint.status, complaint.closed_at = "withdrawn", work.now
    complaint.answer = reason
    publish_complaint_answered(work, complaint)
    await stop_clock(work, complaint)
    return complaint


async def get_complaint(work: Work, complaint_id: UUID) -> Complaint:
    """A complaint with its grounds: a read of personal data, so it stands in the audit trail."""
    return await work.read(Complaint, complaint_id)
