"""Applications: drafted, handed in, completed and withdrawn by the applicant."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.members.domain import applications as rules
from services.members.domain.deadlines import deadline_for, may_hand_in
from services.members.domain.eligibility import Candidate, check_eligibility
from services.members.domain.forms import find_missing_documents
from services.members.events_out import (
    publish_application_resubmitted,
    publish_application_submitted,
    publish_application_supplement_requested,
    publish_application_withdrawn,
    publish_contact_changed,
)
from services.members.models import ONE_DRAFT, Application, Call, Member
from services.members.usecases.extend_deadlines import find_extension
from services.members.usecases.keep_contacts import new_contact, revise_contact
from services.members.vocabulary import VOCABULARY
from shared.auth.caller import Caller
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Subject, Work
from shared.errors import Failure, Invalid, NotFound, refuse_if
from shared.texts import Label
from shared.vietnamese import fold
from shared.vocabulary import label_of


@dataclass(frozen=True, slots=True)
class ApplicantChanges:
    """What is sent of the applicant; what is not sent stays (merge patch).

    `values` holds name, kind, ownership, fields; `address` and `contact` are merged in turn, None
    in them clears. `changed` names which of the three was sent at all.
    """

    values: dict[str, Any]
    address: dict[str, Any] | None
    contact: dict[str, Any] | None
    changed: frozenset[str]


def is_applicant(application: Application, caller: Caller) -> bool:
    return caller.is_system or application.applicant_key == caller.key


async def create_application(work: Work, call_id: UUID, changes: ApplicantChanges) -> Application:
    """A draft in an open call, or in one that the caller was given longer for."""
    # Shared: a deadline that is being extended is waited for, so that the draft knows of it.
    call = await work.session.get(Call, call_id, with_for_update={"read": True})
    if call is None or not work.caller.may_read(call.readers):
        raise Invalid(Failure("not_found", field="call_id", kind=Call.KIND, id=str(call_id)))
    extended_until = await find_extension(work, call_id, work.caller.key)
    deadline = deadline_for(call.closes_at, call.closed_at, extended_until)
    refuse_if(may_hand_in(call.status(work.now), deadline, work.now))
    draft = Application(
        call=call,
        call_id=call.id,
        contact=None,
        documents=[],
        reviews=[],
        assignments=[],
        conflicts=[],
        applicant_issuer=work.caller.issuer,
        applicant_subject=work.caller.subject,
        fields=[],
        status="draft",
        extended_until=extended_until,
        review_count=0,
    )
    name = str(changes.values["name"])
    async with _drafted_once(work, call.id, name):
        _apply(work, work.add(draft), changes)
    return draft


@asynccontextmanager
async def _drafted_once(work: Work, call_id: UUID, name: str) -> AsyncIterator[None]:
    """Write a draft of the caller within it. Raises Refusal `already_drafted` for a second one.

    The database finds the double, so that of two clicks at once the second is told as well.
    """
    try:
        async with work.session.begin_nested():
            yield
    except IntegrityError as error:
        if constraint_of(error) != ONE_DRAFT:
            raise
        first = await work.session.scalar(
            select(Application.id).where(
                Application.call_id == call_id,
                Application.applicant_issuer == work.caller.issuer,
                Application.applicant_subject == work.caller.subject,
                Application.name == name,
                Application.status == "draft",
            )
        )
        failure = Failure("already_drafted", field="applicant.name", application=str(first))
        refuse_if([failure], application_id=first)


async def change_application(
    work: Work, application_id: UUID, changes: ApplicantChanges
) -> Application:
    """Change a draft, or a file that the Centre asked to complete."""
    application = await work.lock(Application, application_id)
    refuse_if(rules.may_edit(application.status, is_applicant(application, work.caller)))
    name = str(changes.values.get("name", application.name))
    async with _drafted_once(work, application.call_id, name):
        _apply(work, application, changes)
    return application


def _apply(work: Work, application: Application, changes: ApplicantChanges) -> None:
    for name, value in changes.values.items():
        setattr(application, name, value)
    application.search = fold(application.name)
    if "address" in changes.changed:
        _change_address(application, changes.address)
    if "contact" in changes.changed:
        _change_contact(work, application, changes.contact)


def _change_address(application: Application, address: dict[str, Any] | None) -> None:
    if address is None:
        application.address_line = application.ward = None
        return
    application.address_line = address.get("line", application.address_line)
    application.ward = address.get("ward", application.ward)
    if application.ward is None:
        raise Invalid(Failure("field_missing", field="applicant.address.ward"))


def _change_contact(work: Work, application: Application, details: dict[str, Any] | None) -> None:
    if details is None:
        details = {"email": None, "phone": None}
    if application.contact is None:
        application.contact = new_contact(work, application.id, details)
        return
    revise_contact(work, application.contact, details)


def lacks_of(application: Application, is_member: bool | None = None) -> list[Failure]:
    """Everything that is still missing in a file, and what makes it not eligible.

    `is_member` tells whether the applicant acts for an active member; None: nobody has looked.
    """
    contact = application.contact
    present = {document.kind for document in application.documents}
    lacks = rules.find_lacks(
        kind=application.kind,
        ownership=application.ownership,
        fields=application.fields,
        has_contact_name=contact is not None and bool(contact.name),
        can_be_reached=contact is not None and contact.can_be_reached,
        missing_documents=[
            Label(
                one.kind,
                one.title.as_text()
                if one.title
                else label_of(VOCABULARY, "document_kind", one.kind),
            )
            for one in find_missing_documents(application.call.form, present, application.ownership)
        ],
    )
    candidate = Candidate(application.kind, application.ownership, application.fields, is_member)
    return lacks + check_eligibility(application.call.conditions, candidate, VOCABULARY)


async def acts_for_active_member(work: Work) -> bool:
    """Whether the caller acts for a member whose rights do not rest."""
    found = await work.session.scalar(
        select(Member.id).where(Member.id.in_(work.caller.member_ids), Member.status == "active")
    )
    return found is not None


async def submit_application(work: Work, application_id: UUID) -> Application:
    """Hand a complete file in while the call is open, or as long as this one was given."""
    application = await work.lock(Application, application_id)
    call_status = application.call.status(work.now)
    refuse_if(
        rules.may_submit(
            application.status,
            is_applicant(application, work.caller),
            may_hand_in(call_status, application.deadline, work.now),
            lacks_of(application, await acts_for_active_member(work)),
        )
    )
    assert application.contact is not None  # or it would have been among what lacks
    application.status = "submitted"
    application.submitted_at = work.now
    publish_contact_changed(work, application.contact)
    publish_application_submitted(work, application)
    return application


async def resubmit_application(work: Work, application_id: UUID) -> Application:
    """Hand the completed file in again."""
    application = await work.lock(Application, application_id)
    refuse_if(
        rules.may_resubmit(
            application.status, is_applicant(application, work.caller), lacks_of(application)
        )
    )
    application.status = "submitted"
    publish_application_resubmitted(work, application)
    return application


async def withdraw_application(work: Work, application_id: UUID) -> Application:
    """Take an application back before it is decided."""
    application = await work.lock(Application, application_id)
    refuse_if(rules.may_withdraw(application.status, is_applicant(application, work.caller)))
    application.status = "withdrawn"
    if application.submitted_at is not None:
        publish_application_withdrawn(work, application)
    return application


async def request_supplement(
    work: Work, application_id: UUID, fields: list[str], reason: str, due_on: date | None
) -> Application:
    """Ask the applicant to complete the file."""
    application = await work.lock(Application, application_id)
    today = hanoi_date(work.now)
    refuse_if(rules.may_request_supplement(application.status, due_on, today))
    application.status = "supplement_requested"
    application.supplement = {
        "fields": fields,
        "reason": reason,
        "due_on": due_on.isoformat() if due_on else None,
        "requested_at": work.now.isoformat().replace("+00:00", "Z"),
    }
    publish_application_supplement_requested(work, application)
    return application


async def get_application(work: Work, application_id: UUID) -> Application:
    """An application with its contact: a read of personal data, so it stands in the audit trail."""
    application = await work.session.get(Application, application_id)
    if application is None or not work.caller.may_read(application.readers):
        raise NotFound(Application.KIND, application_id)
    work.subject = Subject(Application.KIND, str(application.id))
    return application
