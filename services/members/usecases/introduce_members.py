"""Introductions to partner cities: asked for, a letter drafted and issued, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.members.documents.introduction import write_introduction
from services.members.domain import benefits as rules
from services.members.domain.member_rights import lacks_of
from services.members.models import Introduction, Member, OfficialDocument
from services.members.models.rights import ONE_INTRODUCTION
from services.members.queries.rights import find_known
from services.members.regulations.rights_data import INTRODUCTIONS, PARTNERS, term_for
from services.members.usecases.change_members import is_own
from services.members.usecases.official_documents import draft_document
from services.members.usecases.speak_for_members import find_spoken_for
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, Refusal, refuse_if
from shared.texts import Label, Text
from shared.working_days import add_working_days


@dataclass(frozen=True, slots=True)
class IntroductionAsked:
    """What a member sends."""

    member_id: UUID | None
    partner: str
    field: str | None
    purpose_vi: str
    purpose_en: str
    """The letter goes abroad: it is needed in English as well."""


async def request_introduction(work: Work, asked: IntroductionAsked) -> Introduction:
    """A member asks to be introduced; refused with everything that lacks for it today."""
    member = await find_spoken_for(work, asked.member_id)
    refuse_if(await _lacks(work, member))
    today = hanoi_date(work.now)
    introduction = Introduction(
        member_id=member.id,
        member_name=member.name,
        partner=asked.partner,
        field=asked.field,
        purpose_vi=asked.purpose_vi,
        purpose_en=asked.purpose_en,
        status="requested",
        requested_on=today,
        promised_on=add_working_days(today, term_for("introduction", today).working_days),
        requested_by=work.caller.key,
    )
    await _add_once(work, introduction)
    return introduction


async def _add_once(work: Work, introduction: Introduction) -> None:
    city = PARTNERS[introduction.partner]
    try:
        async with work.session.begin_nested():
            work.add(introduction)
            await work.session.flush()
    except IntegrityError as error:
        if constraint_of(error) != ONE_INTRODUCTION:
            raise
        partner = Label(city.code, Text(city.vi, city.en))
        raise Refusal(Failure("introduction_already_open", partner=partner)) from None


async def _lacks(work: Work, member: Member) -> list[Failure]:
    known = await find_known(work.session, member, hanoi_date(work.now))
    return lacks_of(known.standing, INTRODUCTIONS.needs)


async def prepare_introduction(work: Work, introduction_id: UUID) -> Introduction:
    """The letter is drafted as an official document; refused with all that lacks."""
    introduction = await work.lock(Introduction, introduction_id)
    refuse_if(_may_handle(work, "prepare", introduction))
    member = await _member_of(work, introduction)
    refuse_if(await _lacks(work, member))
    title, page = write_introduction(introduction, member, PARTNERS[introduction.partner])
    document = await draft_document(
        work,
        INTRODUCTIONS.document_kind,
        title,
        [(Member.KIND, member.id), (Introduction.KIND, introduction.id)],
        page,
        shared_with=[f"member:{member.id}"],
    )
    await work.session.flush()
    introduction.document_id, introduction.prepared_by = document.id, work.caller.key
    introduction.status = rules.INTRODUCTION_MOVES["prepare"][introduction.status]
    return introduction


async def _member_of(work: Work, introduction: Introduction) -> Member:
    return await work.session.get_one(
        Member, introduction.member_id, with_for_update={"read": True}, populate_existing=True
    )


def _may_handle(work: Work, act: str, row: Introduction) -> list[Failure]:
    own = row.member_id in work.caller.member_ids
    return rules.not_own_request(own) + rules.may_introduction(act, row.status, row.document_id)


async def decline_introduction(work: Work, introduction_id: UUID, reason: str) -> Introduction:
    """The Centre does not introduce; its reason is shown to the member."""
    introduction = await work.lock(Introduction, introduction_id)
    refuse_if(_may_handle(work, "decline", introduction))
    introduction.status = rules.INTRODUCTION_MOVES["decline"][introduction.status]
    introduction.decline_reason = reason
    return introduction


async def cancel_introduction(work: Work, introduction_id: UUID) -> Introduction:
    """The member does not want it any more."""
    introduction = await work.lock(Introduction, introduction_id)
    member = await _member_of(work, introduction)
    own = is_own(member, work.caller) or work.caller.has_role("officer")
    failures = rules.may_introduction("cancel", introduction.status, introduction.document_id)
    refuse_if(rules.own_only(own) + failures)
    introduction.status = rules.INTRODUCTION_MOVES["cancel"][introduction.status]
    return introduction


async def conclude_introduction(
    work: Work, introduction_id: UUID, outcome: str, on: date | None, note: str | None
) -> Introduction:
    """What came of it, by the member or an officer; a later outcome takes its place."""
    introduction = await work.lock(Introduction, introduction_id)
    member = await _member_of(work, introduction)
    own = is_own(member, work.caller) or work.caller.has_role("officer")
    refuse_if(rules.own_only(own) + rules.may_introduction("conclude", introduction.status))
    day, today = on or hanoi_date(work.now), hanoi_date(work.now)
    if day > today:
        raise Invalid(Failure("outcome_in_future", field="on"))
    introduction.status = rules.INTRODUCTION_MOVES["conclude"][introduction.status]
    introduction.outcome, introduction.outcome_on = outcome, day
    introduction.outcome_note = note
    return introduction


async def follow_letter(work: Work, introduction_id: UUID, document: OfficialDocument) -> None:
    """What became of the letter; refuses to issue one that is not true any more."""
    row = await work.find_locked(Introduction, introduction_id)
    if row is None or row.document_id != document.id:
        return
    if document.status == "issued" and row.status == "prepared":
        refuse_if(await _lacks(work, await _member_of(work, row)))
        row.status, row.introduced_on = "introduced", document.dated_on
    elif document.status == "discarded" and row.status == "prepared":
        row.status, row.document_id = "requested", None
    elif document.status in ("annulled", "withdrawn") and row.status in ("introduced", "concluded"):
        row.status = "revoked"
    elif document.status == "replaced":
        row.document_id = document.ended_by_id
