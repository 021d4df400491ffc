"""Requests about personal data: made by the person, or on paper through an officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.members.domain import personal_data as rules
from services.members.events_out.personal_data import publish_data_request_received
from services.members.models import Contact, PersonalDataRequest, PersonalDataSeries
from services.members.regulations.personal_data_terms import PURPOSES, answer_days, end_of
from services.members.settings import Settings
from services.members.usecases.find_persons import find_person
from services.members.usecases.remind_data_requests import follow_clock, stop_clock
from shared.auth.caller import Caller
from shared.clock import hanoi_date
from shared.database.series import raise_series
from shared.database.work import Work
from shared.errors import Failure, Forbidden, Invalid, Lack, refuse_if


@dataclass(frozen=True, slots=True)
class DataRequestOnPaper:
    """What an officer enters for someone who came or wrote."""

    contact_id: UUID
    requester: str
    identified_by: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked."""

    kind: str
    details: str | None = None
    purpose: str | None = None
    correction: dict[str, Any] | None = None
    third_parties: bool = False
    on_paper: DataRequestOnPaper | None = None


async def make_data_request(work: Work, asking: Asking) -> PersonalDataRequest:
    """Take a request with its number and both its days."""
    paper, today = asking.on_paper, hanoi_date(work.now)
    received_on = paper.received_on if paper else today
    _check(work.caller, asking, received_on, today)
    contact_id = paper.contact_id if paper else None
    if contact_id is not None:
        await _check_contact(work, contact_id)
    person = await find_person(work.session, None if contact_id else work.caller.key, contact_id)
    answer_by, extend_to = answer_days(asking.kind, asking.third_parties, received_on)
    request = work.add(
        PersonalDataRequest(
            number=await _next_number(work, received_on.year),
            kind=asking.kind,
            person_key=person.key,
            contact_id=contact_id or next(iter(person.contact_ids), None),
            requester=paper.requester if paper else None,
            identified_by=paper.identified_by if paper else None,
            on_paper=paper is not None,
            details=asking.details,
            purpose=asking.purpose,
            correction=asking.correction,
            third_parties=asking.third_parties,
            status="received",
            received_on=received_on,
            acknowledge_by=end_of("acknowledge", received_on),
            answer_by=answer_by,
            extend_to=extend_to,
        )
    )
    publish_data_request_received(work, request)
    await follow_clock(work, request)
    return request


def _check(caller: Caller, asking: Asking, received_on: date, today: date) -> None:
    failures = rules.check_request(
        asking.kind,
        purpose=asking.purpose,
        has_correction=bool(asking.correction),
        on_paper=asking.on_paper is not None,
        names_person=asking.on_paper is not None,
        is_officer=caller.has_role("officer"),
    )
    if asking.purpose is not None and asking.purpose not in PURPOSES:
        failures.append(Failure("consent_purpose_unknown", field="purpose"))
    failures += rules.check_received_on(received_on, today)
    if any(isinstance(one, Lack) for one in failures):
        raise Forbidden(*failures)
    if failures:
        raise Invalid(*failures)


async def _check_contact(work: Work, contact_id: UUID) -> None:
    contact = await work.session.get(Contact, contact_id)
    if contact is None:
        missing = {"kind": Contact.KIND, "id": str(contact_id)}
        raise Invalid(Failure("not_found", field="on_paper.contact_id", **missing))
    if contact.erased_at is not None:
        raise Invalid(Failure("contact_erased", field="on_paper.contact_id"))


async def _next_number(work: Work, year: int) -> str:
    serial = await raise_series(work, PersonalDataSeries, year=year)
    return Settings.of(work).personal_data_number_format.format(year=year, number=serial)


def is_requester(request: PersonalDataRequest, caller: Caller) -> bool:
    return request.person_key == caller.key


async def withdraw_data_request(
    work: Work, request_id: UUID, reason: str | None
) -> PersonalDataRequest:
    """Take a request back while it is open."""
    request = await work.lock(PersonalDataRequest, request_id)
    officer = work.caller.has_role("officer")
    refuse_if(rules.may_withdraw(request.status, is_requester(request, work.caller), officer))
    request.status, request.closed_at = "withdrawn", work.now
    request.answer, request.correction = reason, None
    await stop_clock(work, request)
    return request


async def get_data_request(work: Work, request_id: UUID) -> PersonalDataRequest:
    """A request with what was asked: personal data, so the read stands in the audit trail."""
    return await work.read(PersonalDataRequest, request_id)
