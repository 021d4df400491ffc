"""Papers that a member asks for: requested, checked, confirmed when their document is issued.

Nothing here computes or promises what a tax authority may grant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.members.documents.confirmation import write_confirmation
from services.members.domain import benefits as rules
from services.members.domain.member_rights import lacks_of
from services.members.events_out.rights import (
    publish_benefit_confirmed,
    publish_benefit_declined,
    publish_benefit_requested,
)
from services.members.models import Benefit, Member, OfficialDocument
from services.members.models.rights import ONE_BENEFIT
from services.members.queries.rights import Known, find_known
from services.members.regulations.rights_data import BENEFITS, term_for
from services.members.usecases.change_members import is_own
from services.members.usecases.official_documents import draft_document
from services.members.usecases.speak_for_members import find_spoken_for
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, Refusal, refuse_if
from shared.working_days import add_working_days

YEARS_BACK, YEARS_AHEAD = 5, 1
"""How far the year of a tax file may lie from this one: a guard against slips, no legal term."""


@dataclass(frozen=True, slots=True)
class BenefitAsked:
    """What a member sends."""

    kind: str
    member_id: UUID | None
    year: int | None
    """Null: this year."""
    taxpayer_name: str | None
    """Null: the name of the space."""
    tax_code: str | None
    """Null: as its file has it."""
    note: str | None


@dataclass(frozen=True, slots=True)
class BenefitSeen:
    """A request with what keeps it from being confirmed today."""

    benefit: Benefit
    lacks: list[Failure]

    @property
    def version(self) -> int:
        return self.benefit.version


async def request_benefit(work: Work, asked: BenefitAsked) -> BenefitSeen:
    """A member asks for a paper; refused with everything that lacks for it today."""
    member = await find_spoken_for(work, asked.member_id)
    today = hanoi_date(work.now)
    known = await find_known(work.session, member, today)
    year = asked.year or today.year
    if not today.year - YEARS_BACK <= year <= today.year + YEARS_AHEAD:
        first, last = today.year - YEARS_BACK, today.year + YEARS_AHEAD
        raise Invalid(Failure("year_too_far", field="year", first=first, last=last))
    facts = {
        "taxpayer_name": asked.taxpayer_name or member.name,
        "tax_code": asked.tax_code or known.tax_code,
        "note": asked.note,
    }
    refuse_if(_lacks(asked.kind, known, facts))
    benefit = Benefit(
        kind=asked.kind,
        member_id=member.id,
        member_name=member.name,
        year=year,
        status="requested",
        facts=facts,
        requested_on=today,
        promised_on=add_working_days(today, term_for("benefit", today).working_days),
        requested_by=work.caller.key,
    )
    await _add_once(work, benefit)
    return BenefitSeen(benefit, [])


async def _add_once(work: Work, benefit: Benefit) -> None:
    year = benefit.year
    try:
        async with work.session.begin_nested():
            work.add(benefit)
            publish_benefit_requested(work, benefit)
            await work.session.flush()
    except IntegrityError as error:
        if constraint_of(error) != ONE_BENEFIT:
            raise
        raise Refusal(Failure("benefit_already_open", year=year)) from None


def _lacks(kind: str, known: Known, facts: dict[str, Any]) -> list[Failure]:
    """Everything that is missing for a paper of a kind: standing, certificate, facts."""
    failures = lacks_of(known.standing, BENEFITS[kind].needs)
    if not facts["tax_code"]:
        failures.append(Failure("tax_code_unknown", field="tax_code"))
    return failures


async def _see(work: Work, benefit: Benefit) -> tuple[BenefitSeen, Member, Known]:
    member = await work.session.get_one(
        Member, benefit.member_id, with_for_update={"read": True}, populate_existing=True
    )
    known = await find_known(work.session, member, hanoi_date(work.now))
    return BenefitSeen(benefit, _lacks(benefit.kind, known, benefit.facts)), member, known


async def get_benefit(work: Work, benefit_id: UUID) -> BenefitSeen:
    """A request with its facts and lacks; the read stands in the audit trail."""
    benefit = await work.read(Benefit, benefit_id)
    seen, _member, _known = await _see(work, benefit)
    return seen


async def check_benefit(work: Work, benefit_id: UUID) -> BenefitSeen:
    """Everything is there: the document is drafted. Refused with all that lacks."""
    benefit = await work.lock(Benefit, benefit_id)
    refuse_if(_may_handle(work, "check", benefit))
    seen, member, known = await _see(work, benefit)
    refuse_if(seen.lacks)
    rules_of = BENEFITS[benefit.kind]
    title, page = write_confirmation(benefit, member, known, rules_of)
    document = await draft_document(
        work,
        rules_of.document_kind,
        title,
        [(Member.KIND, member.id), (Benefit.KIND, benefit.id)],
        page,
        shared_with=[f"member:{member.id}"],
    )
    await work.session.flush()
    benefit.document_id, benefit.checked_by = document.id, work.caller.key
    benefit.status = rules.BENEFIT_MOVES["check"][benefit.status]
    return seen


def _may_handle(work: Work, act: str, benefit: Benefit) -> list[Failure]:
    own = benefit.member_id in work.caller.member_ids
    return rules.not_own_request(own) + rules.may_benefit(act, benefit.status, benefit.document_id)


async def decline_benefit(work: Work, benefit_id: UUID, reason: str) -> BenefitSeen:
    """The Centre does not confirm it; the member is told why."""
    benefit = await work.lock(Benefit, benefit_id)
    refuse_if(_may_handle(work, "decline", benefit))
    benefit.status = rules.BENEFIT_MOVES["decline"][benefit.status]
    benefit.decline_reason = reason
    publish_benefit_declined(work, benefit)
    seen, _member, _known = await _see(work, benefit)
    return seen


async def cancel_benefit(work: Work, benefit_id: UUID) -> BenefitSeen:
    """The member does not need it any more."""
    benefit = await work.lock(Benefit, benefit_id)
    seen, member, _known = await _see(work, benefit)
    own = is_own(member, work.caller) or work.caller.has_role("officer")
    failures = rules.may_benefit("cancel", benefit.status, benefit.document_id)
    refuse_if(rules.own_only(own) + failures)
    benefit.status = rules.BENEFIT_MOVES["cancel"][benefit.status]
    return seen


async def follow_confirmation(work: Work, benefit_id: UUID, document: OfficialDocument) -> None:
    """What became of the document of a request; refuses to issue what is not true any more."""
    benefit = await work.find_locked(Benefit, benefit_id)
    if benefit is None or benefit.document_id != document.id:
        return
    if document.status == "issued" and benefit.status == "checked":
        seen, _member, _known = await _see(work, benefit)
        refuse_if(seen.lacks)
        benefit.status, benefit.confirmed_on = "confirmed", document.dated_on
        publish_benefit_confirmed(work, benefit, document)
    elif document.status == "discarded" and benefit.status == "checked":
        benefit.status, benefit.document_id = "requested", None
    elif document.status in ("annulled", "withdrawn") and benefit.status == "confirmed":
        benefit.status = "revoked"
    elif document.status == "replaced":
        benefit.document_id = document.ended_by_id
