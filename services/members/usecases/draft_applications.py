"""Drafts: begun from nothing, from an earlier file or for someone on paper, changed bit by bit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.members.domain import applications as rules
from services.members.domain.calls import takes_applications
from services.members.domain.deadlines import deadline_for, may_hand_in
from services.members.domain.paper import check_received
from services.members.models import ONE_DRAFT, Application, Call
from services.members.usecases.extend_deadlines import find_extension
from services.members.usecases.hand_in_applications import is_applicant
from services.members.usecases.keep_contacts import new_contact, revise_contact
from services.members.usecases.renew_applications import copy_file, find_source
from shared.auth.caller import SYSTEM_ISSUER, Caller, role_needed
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if
from shared.forms.form import check_answers, clean_answers
from shared.vietnamese import fold

PAPER_SUBJECT = "paper"
"""Stands for a paper applicant until someone takes the file over; nobody can sign in as it."""


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What is sent of a file; what is not sent stays (merge patch).

    `values` holds the applicant's own columns; `address`, `contact` and `answers` are merged in
    turn, None in them clears. `changed` names which of the applicant's parts were sent at all.
    """

    values: dict[str, Any]
    address: dict[str, Any] | None
    contact: dict[str, Any] | None
    changed: frozenset[str]
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What a draft begins with, and from what."""

    call_id: UUID
    changes: FileChanges
    received_on: date | None = None
    """The day its paper came; an officer enters it."""
    from_application_id: UUID | None = None
    from_member_id: UUID | None = None


async def create_application(work: Work, new: NewApplication) -> Application:
    """A draft in an open call, or in one that the caller was given longer for.

    On paper, an officer begins it for someone else, by the day the paper came.

    It keeps the version of the call's form that it was begun with.
    """
    # Shared: a deadline that is being extended is waited for, so that the draft knows of it.
    call = await work.session.get(Call, new.call_id, with_for_update={"read": True})
    if call is None or not work.caller.may_read(call.readers):
        failure = Failure("not_found", field="call_id", kind=Call.KIND, id=str(new.call_id))
        raise Invalid(failure)
    extended_until = await find_extension(work, call.id, work.caller.key)
    refuse_if(_may_begin(work, call, extended_until, new.received_on))
    on_paper = new.received_on is not None
    source = await find_source(work, new.from_application_id, new.from_member_id, on_paper=on_paper)
    draft = _empty_draft(work, call, new.received_on)
    draft.extended_until = None if on_paper else extended_until
    name = new.changes.values.get("name") or (source.name if source else None)
    if not name:
        raise Invalid(Failure("field_missing", field="applicant.name"))
    draft.name, draft.search = name, fold(name)
    async with drafted_once(work, draft, name):
        work.add(draft)
        if source is not None:
            await copy_file(work, source, draft)
        _apply(work, draft, new.changes)
    return draft


def _may_begin(
    work: Work, call: Call, extended_until: datetime | None, received_on: date | None
) -> list[Failure]:
    if received_on is None:
        deadline = deadline_for(call.closes_at, call.closed_at, extended_until)
        return may_hand_in(call.status(work.now), deadline, work.now)
    if not work.caller.has_role("officer"):
        return [role_needed("officer")]
    if call.status(work.now) in ("draft", "archived"):
        return takes_applications(call.status(work.now))
    deadline = deadline_for(call.closes_at, call.closed_at)
    return check_received(received_on, call.opens_at, deadline, hanoi_date(work.now))


def _empty_draft(work: Work, call: Call, received_on: date | None) -> Application:
    on_paper = received_on is not None
    return Application(
        call=call,
        call_id=call.id,
        contact=None,
        documents=[],
        reviews=[],
        assignments=[],
        conflicts=[],
        supplement_requests=[],
        applicant_issuer=SYSTEM_ISSUER if on_paper else work.caller.issuer,
        applicant_subject=PAPER_SUBJECT if on_paper else work.caller.subject,
        fields=[],
        status="draft",
        review_count=0,
        answers={},
        form_version=call.form_version,
        form_row=call.form_row,
        filed_on_paper=on_paper,
        received_on=received_on,
        entered_by=work.caller.key if on_paper else None,
    )


@asynccontextmanager
async def drafted_once(
    work: Work, row: Application, name: str, applicant: Caller | None = None
) -> AsyncIterator[None]:
    """Write a draft within it. Raises Refusal `already_drafted` for its applicant's second one.

    The database finds the double, so that of two clicks at once the second is told as well.
    """
    call_id = row.call_id
    issuer = applicant.issuer if applicant else row.applicant_issuer
    subject = applicant.subject if applicant else row.applicant_subject
    try:
        async with work.session.begin_nested():
            yield
    except IntegrityError as error:
        if constraint_of(error) != ONE_DRAFT:
            raise
        first = await work.session.scalar(
            select(Application.id).where(
                Application.call_id == call_id,
                Application.applicant_issuer == issuer,
                Application.applicant_subject == subject,
                Application.name == name,
                Application.status == "draft",
            )
        )
        failure = Failure("already_drafted", field="applicant.name", application=str(first))
        refuse_if([failure], application_id=first)


async def change_application(work: Work, application_id: UUID, changes: FileChanges) -> Application:
    """Change a draft, or a file that the Centre asked to complete."""
    application = await work.lock(Application, application_id)
    refuse_if(rules.may_edit(application.status, is_applicant(application, work.caller)))
    name = str(changes.values.get("name", application.name))
    async with drafted_once(work, application, name):
        _apply(work, application, changes)
    return application


def _apply(work: Work, application: Application, changes: FileChanges) -> None:
    for name, value in changes.values.items():
        setattr(application, name, value)
    application.search = fold(application.name)
    if "address" in changes.changed:
        _change_address(application, changes.address)
    if "contact" in changes.changed:
        _change_contact(work, application, changes.contact)
    if changes.answers:
        _change_answers(application, changes.answers)


def _change_answers(application: Application, sent: dict[str, Any]) -> None:
    """Merge answers in. Raises Invalid with everything that is wrong in what was sent."""
    form = application.form
    if wrong := check_answers(form, sent, complete=False):
        raise Invalid(*wrong)
    application.answers = clean_answers(form, {**application.answers, **sent})


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
        by_post = application.officers_act_for_it
        application.contact = new_contact(work, application.id, details, by_post=by_post)
        return
    revise_contact(work, application.contact, details)
