"""Applications: handed in and withdrawn by the applicant, or on paper by an officer for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.members.domain import applications as rules
from services.members.domain.calls import takes_applications
from services.members.domain.deadlines import may_hand_in
from services.members.domain.documents import lacks_of_scans
from services.members.domain.eligibility import Candidate, check_eligibility
from services.members.domain.paper import check_received
from services.members.events_out.applications import (
    publish_application_submitted,
    publish_application_withdrawn,
)
from services.members.events_out.persons import publish_contact_changed
from services.members.models import Application, Member
from services.members.texts.vocabulary import VOCABULARY
from services.members.usecases.keep_receipts import give_receipt
from shared.auth.caller import Caller
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, refuse_if
from shared.forms.form import check_answers, find_missing_documents
from shared.texts import Label, Text
from shared.vocabulary import label_of


def is_applicant(application: Application, caller: Caller) -> bool:
    """Whether a caller acts for the applicant; of a paper file every officer does."""
    if application.officers_act_for_it and caller.has_role("officer"):
        return True
    return caller.is_system or application.applicant_key == caller.key


def lacks_for(
    application: Application, caller: Caller, acts_for_member: bool | None = None
) -> list[Failure]:
    """Everything that is still missing in a file, and what makes it not eligible.

    `acts_for_member` tells whether the caller acts for an active member; None: nobody has looked.
    """
    form, present = application.form, {one.kind for one in application.documents}
    contact = application.contact
    missing = [
        Label(one.kind, one.title.as_text() if one.title else _document_title(one.kind))
        for one in find_missing_documents(form, present, application.ownership)
    ]
    lacks = rules.find_lacks(
        kind=application.kind,
        ownership=application.ownership,
        fields=application.fields,
        has_contact_name=contact is not None and bool(contact.name),
        can_be_reached=contact is not None and contact.can_be_reached,
        missing_documents=missing,
    )
    scans = {
        one.kind: (Label(one.kind, _document_title(one.kind)), one.scan_status)
        for one in application.documents
    }
    lacks += check_answers(form, application.answers, complete=True, sort=application.ownership)
    return lacks + lacks_of_scans(scans) + _check_candidate(application, caller, acts_for_member)


def _document_title(kind: str) -> Text:
    return label_of(VOCABULARY, "document_kind", kind)


def _check_candidate(
    application: Application, caller: Caller, acts_for_member: bool | None
) -> list[Failure]:
    """Whether the applicant is a member is known when it is they who ask, and of a renewal."""
    is_member = None
    if application.renews_member_id is not None:
        is_member = True
    elif application.applicant_key == caller.key:
        is_member = bool(caller.member_ids) if acts_for_member is None else acts_for_member
    candidate = Candidate(application.kind, application.ownership, application.fields, is_member)
    return check_eligibility(application.call.conditions, candidate, VOCABULARY)


def may_come_in(application: Application, now: datetime) -> list[Failure]:
    """Whether the call still takes the file: paper by the day it came, else at this instant."""
    call_status = application.call.status(now)
    if not application.filed_on_paper or application.received_on is None:
        return may_hand_in(call_status, application.deadline, now)
    if call_status == "archived":
        return takes_applications(call_status)
    return check_received(
        application.received_on, application.call.opens_at, application.deadline, hanoi_date(now)
    )


async def acts_for_active_member(work: Work) -> bool:
    """Whether the caller acts for a member whose rights do not rest."""
    found = await work.session.scalar(
        select(Member.id).where(Member.id.in_(work.caller.member_ids), Member.status == "active")
    )
    return found is not None


async def submit_application(work: Work, application_id: UUID) -> Application:
    """Hand a complete file in while the call is open, or as long as this one was given.

    It gets its receipt, and the Centre's clock runs.
    """
    application = await work.lock(Application, application_id)
    refuse_if(
        rules.may_submit(
            application.status,
            is_applicant(application, work.caller),
            may_come_in(application, work.now),
            lacks_for(application, work.caller, await acts_for_active_member(work)),
        )
    )
    assert application.contact is not None  # or it would have been among what lacks
    application.status = "submitted"
    application.submitted_at = work.now
    await give_receipt(work, application)
    publish_contact_changed(work, application.contact)
    publish_application_submitted(work, application)
    return application


async def withdraw_application(work: Work, application_id: UUID) -> Application:
    """Take an application back before it is decided."""
    application = await work.lock(Application, application_id)
    refuse_if(rules.may_withdraw(application.status, is_applicant(application, work.caller)))
    application.status = "withdrawn"
    if application.submitted_at is not None:
        publish_application_withdrawn(work, application)
    return application


async def get_application(work: Work, application_id: UUID) -> Application:
    """An application with its contact: a read of personal data, so it stands in the audit trail."""
    return await work.read(Application, application_id)
