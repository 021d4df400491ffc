"""Consents: given to the words that hold now, with proof; withdrawn as easily as given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain import personal_data as rules
from services.members.models import ONE_CONSENT, Consent, Contact
from services.members.regulations.personal_data_terms import Wording, wording_on
from services.members.usecases.find_persons import Person, find_person
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Subject, Work
from shared.errors import Failure, Forbidden, Invalid, Lack, refuse_if


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A signed paper that an officer enters."""

    contact_id: UUID
    given_on: date
    paper: str
    """Where the signed paper lies, and what it is."""
    document_id: UUID | None = None
    """The official document that holds it, if one does."""


async def give_consent(
    work: Work, purpose: str, version: int, locale: str, on_paper: OnPaper | None
) -> Consent:
    """Record a consent; an earlier one to other words is replaced, the same one found again."""
    today = hanoi_date(work.now)
    given_on = on_paper.given_on if on_paper else today
    if on_paper and not work.caller.has_role("officer"):
        raise Forbidden(Lack("data_request_on_paper_by_officer"))
    wording = wording_on(purpose, given_on)
    failures = rules.may_give_consent(version, wording.version if wording else None)
    if given_on > today:
        failures += rules.check_received_on(given_on, today)
    if failures or wording is None:
        raise Invalid(*failures)
    holder, person = await _holder(work, on_paper)
    standing = await find_consent(work.session, person, purpose, locked=True)
    if standing is not None and standing.text_sha256 == wording.sha256:
        work.subject = Subject(Consent.KIND, str(standing.id))
        return standing
    if standing is not None:
        _end(work, standing, "replaced", None)
        await work.session.flush()
    consent = _new(work, holder, person, wording, locale, on_paper)
    async with _once(), work.session.begin_nested():
        work.add(consent)
    return consent


async def _holder(work: Work, on_paper: OnPaper | None) -> tuple[str, Person]:
    if on_paper is None:
        return work.caller.key, await find_person(work.session, work.caller.key)
    contact = await work.session.get(Contact, on_paper.contact_id)
    if contact is None or contact.erased_at is not None:
        id = str(on_paper.contact_id)
        missing = Failure("not_found", field="on_paper.contact_id", kind=Contact.KIND, id=id)
        raise Invalid(missing)
    person = await find_person(work.session, None, contact.id)
    return person.key or f"contact:{contact.id}", person


def _new(
    work: Work,
    holder: str,
    person: Person,
    wording: Wording,
    locale: str,
    on_paper: OnPaper | None,
) -> Consent:
    proof: dict[str, str | None] = {"correlation_id": str(work.origin.correlation_id)}
    if on_paper is not None:
        document_id = str(on_paper.document_id) if on_paper.document_id else None
        proof |= {"paper": on_paper.paper, "document_id": document_id}
    return Consent(
        holder=holder,
        person_key=person.key,
        contact_id=on_paper.contact_id if on_paper else None,
        purpose=wording.purpose,
        text_version=wording.version,
        text_sha256=wording.sha256,
        locale=locale,
        way="on_paper" if on_paper else "online",
        given_on=on_paper.given_on if on_paper else hanoi_date(work.now),
        recorded_by=work.caller.key,
        proof=proof,
        status="given",
    )


@asynccontextmanager
async def _once() -> AsyncIterator[None]:
    """Two clicks at once: the database lets one in, the other is told."""
    try:
        yield
    except IntegrityError as error:
        if constraint_of(error) != ONE_CONSENT:
            raise
        refuse_if([Failure("consent_already_given")])


async def withdraw_consent(work: Work, consent_id: UUID, reason: str | None) -> Consent:
    """Take a consent back; it counts no more from this instant, the record stays as proof."""
    consent = await work.lock(Consent, consent_id)
    officer = work.caller.has_role("officer")
    is_theirs = consent.person_key == work.caller.key
    refuse_if(rules.may_withdraw_consent(consent.status, is_theirs, officer))
    _end(work, consent, "withdrawn", reason)
    return consent


def _end(work: Work, consent: Consent, status: str, reason: str | None) -> None:
    consent.status, consent.ended_at = status, work.now
    consent.ended_by, consent.end_reason = work.caller.key, reason


async def end_consents(work: Work, person: Person, purpose: str | None, reason: str) -> int:
    """Withdraw what a person has consented to, for one purpose or all; returns how many."""
    query = select(Consent).where(of_person(person), Consent.status == "given")
    if purpose is not None:
        query = query.where(Consent.purpose == purpose)
    found = (await work.session.scalars(query.order_by(Consent.id).with_for_update())).all()
    for consent in found:
        _end(work, consent, "withdrawn", reason)
    return len(found)


async def find_consent(
    session: AsyncSession, person: Person, purpose: str, *, locked: bool = False
) -> Consent | None:
    """The consent that stands, if there is one: without it nothing is done for the purpose."""
    query = select(Consent).where(
        of_person(person), Consent.purpose == purpose, Consent.status == "given"
    )
    query = query.order_by(Consent.id).limit(1)
    return await session.scalar(query.with_for_update() if locked else query)


def of_person(person: Person) -> ColumnElement[bool]:
    """The consents of a person."""
    theirs: list[ColumnElement[bool]] = [Consent.contact_id.in_(person.contact_ids)]
    if person.key is not None:
        theirs.append(Consent.person_key == person.key)
    return or_(*theirs)


async def get_consent(work: Work, consent_id: UUID) -> Consent:
    """A consent with its proof: a read of personal data, so it stands in the audit trail."""
    return await work.read(Consent, consent_id)
