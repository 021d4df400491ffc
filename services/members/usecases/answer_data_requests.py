"""Requests about personal data answered: acknowledged, extended, refused, carried out.

What a person asks is done in the same transaction as the answer, or not at all.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.domain import personal_data as rules
from services.members.domain.personal_data import MOVES
from services.members.events_out.personal_data import publish_data_request_answered
from services.members.events_out.persons import publish_contact_changed
from services.members.models import Contact, PersonalDataRequest
from services.members.usecases.ask_about_data import is_requester
from services.members.usecases.erase_persons import erase_person, what_bars_erasure
from services.members.usecases.find_personal_data import find_personal_data
from services.members.usecases.find_persons import Person, find_person
from services.members.usecases.keep_consents import end_consents
from services.members.usecases.keep_contacts import revise_contact
from services.members.usecases.remind_data_requests import follow_clock, stop_clock
from services.members.usecases.unname_persons import hide_names_of_awards
from shared.auth.caller import Caller
from shared.database.work import Work
from shared.errors import Failure, refuse_if

NAME_IN_AWARD = "name_in_award"
"""The purpose that awards keep a consent of their own for."""


def bars_of(request: PersonalDataRequest, caller: Caller) -> list[Failure]:
    """Every ground on which this caller may not answer a request."""
    principal = caller.on_behalf_of
    own = is_requester(request, caller) or (principal and request.person_key == principal)
    return rules.not_own_request(bool(own))


async def acknowledge_data_request(work: Work, request_id: UUID) -> PersonalDataRequest:
    """Tell the person that the request has come and by when it is answered."""
    request = await work.lock(PersonalDataRequest, request_id)
    refuse_if(rules.may("acknowledge", request.status, bars_of(request, work.caller)))
    request.status, request.acknowledged_at = MOVES["acknowledge"][request.status], work.now
    publish_data_request_answered(work, request)
    await follow_clock(work, request)
    return request


async def extend_data_request(
    work: Work, request_id: UUID, until: date, reason: str
) -> PersonalDataRequest:
    """Take longer, once and no longer than the clock allows; the person is told why."""
    request = await work.lock(PersonalDataRequest, request_id)
    already = request.extension is not None
    refuse_if(
        bars_of(request, work.caller)
        + rules.may_extend(request.status, already, until, request.answer_by, request.extend_to)
    )
    request.extension = {
        "from": request.answer_by.isoformat(),
        "reason": reason,
        "at": work.now.isoformat().replace("+00:00", "Z"),
    }
    request.answer_by = until
    publish_data_request_answered(work, request)
    await follow_clock(work, request)
    return request


async def refuse_data_request(
    work: Work, request_id: UUID, reason_code: str, reason: str
) -> PersonalDataRequest:
    """Refuse, with the reason that is owed."""
    request = await work.lock(PersonalDataRequest, request_id)
    refuse_if(rules.may("refuse", request.status, bars_of(request, work.caller)))
    request.status = MOVES["refuse"][request.status]
    request.answer, request.answer_code, request.correction = reason, reason_code, None
    await _close(work, request)
    return request


async def fulfil_data_request(
    work: Work, request_id: UUID, answer: str | None
) -> PersonalDataRequest:
    """Do what is asked. Refuses an erasure that a hold, an open file or a restriction forbids."""
    request = await work.lock(PersonalDataRequest, request_id)
    refuse_if(rules.may("fulfil", request.status, bars_of(request, work.caller)))
    person = await find_person(work.session, request.person_key, request.contact_id)
    if request.kind == "delete":
        refuse_if(await what_bars_erasure(work, person))
    request.status = MOVES["fulfil"][request.status]
    request.answer = answer
    await _close(work, request)
    request.report = await _carry_out(work, request, person)
    request.correction = None
    return request


async def _close(work: Work, request: PersonalDataRequest) -> None:
    request.closed_at, request.answered_by = work.now, work.caller.key
    publish_data_request_answered(work, request)
    await stop_clock(work, request)


async def _carry_out(work: Work, request: PersonalDataRequest, person: Person) -> dict[str, Any]:
    """What was done, as the request keeps it: counts and codes, nothing of the data itself."""
    if request.kind == "delete":
        return await erase_person(work, request, person)
    if request.kind == "correct":
        return await _correct(work, person, request.correction or {})
    if request.kind == "restrict":
        return {"restricted": await restrict(work, person)}
    if request.kind in rules.WITH_PURPOSE:
        ended = await end_consents(work, person, request.purpose, request.kind)
        if request.purpose == NAME_IN_AWARD:
            ended += await hide_names_of_awards(work, person)
        return {"consents_ended": ended}
    found = await find_personal_data(work.session, person)
    return {"shown": {place: len(rows) for place, rows in found.items()}}


async def _correct(work: Work, person: Person, correction: dict[str, Any]) -> dict[str, Any]:
    contacts = await _lock_contacts(work, person)
    for contact in contacts:
        revise_contact(work, contact, correction)
    return {"corrected": len(contacts), "fields": sorted(correction)}


async def restrict(work: Work, person: Person) -> int:
    """The contact data is kept and not used: nobody is written to, staff do not see it."""
    contacts = [one for one in await _lock_contacts(work, person) if one.restricted_at is None]
    for contact in contacts:
        contact.restricted_at = work.now
        if contact.published:
            publish_contact_changed(work, contact)
    return len(contacts)


async def lift_restriction(work: Work, contact_id: UUID) -> Contact:
    """The data may be used again."""
    contact = await work.lock(Contact, contact_id)
    refuse_if([] if contact.restricted_at else [Failure("not_restricted")])
    contact.restricted_at = None
    if contact.published and contact.erased_at is None:
        publish_contact_changed(work, contact)
    return contact


async def _lock_contacts(work: Work, person: Person) -> list[Contact]:
    found = await work.session.scalars(
        select(Contact)
        .where(Contact.id.in_(person.contact_ids), Contact.erased_at.is_(None))
        .order_by(Contact.id)
        .with_for_update()
    )
    return list(found)
