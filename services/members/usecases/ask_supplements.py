"""Supplements: the Centre asks, field by field, and its clock stands until the file comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.members.domain import applications as rules
from services.members.domain.supplements import (
    ANSWER_PREFIX,
    PERSONAL,
    AskedField,
    check_asked,
    compare,
)
from services.members.events_out import (
    publish_application_resubmitted,
    publish_application_supplement_requested,
)
from services.members.legal_data import term_of
from services.members.models import Application, SupplementRequest
from services.members.usecases.hand_in_applications import is_applicant, lacks_for
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import refuse_if
from shared.working_days import add_working_days

SUPPLEMENT = "application_supplement"


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One field that is asked for; without a day of its own that of the whole request holds."""

    field: str
    note: str | None = None
    due_on: date | None = None


async def request_supplement(
    work: Work, application_id: UUID, items: list[AskedItem], reason: str, due_on: date | None
) -> Application:
    """Ask the applicant to complete the file; without any day the city's term holds."""
    application = await work.lock(Application, application_id)
    today = hanoi_date(work.now)
    usual = due_on or add_working_days(today, term_of(SUPPLEMENT, today).working_days)
    asked = [AskedField(one.field, one.note, one.due_on or usual) for one in items]
    questions = {one.code: one for one in application.form.questions}
    failures = rules.may_request_supplement(application.status, due_on, today)
    refuse_if(failures + check_asked(asked, questions, usual, today))
    application.status = "supplement_requested"
    application.supplement = _summary(work, asked, reason)
    application.supplement_requests.append(_new_request(work, application, asked, reason))
    publish_application_supplement_requested(work, application)
    return application


def _summary(work: Work, asked: list[AskedField], reason: str) -> dict[str, Any]:
    return {
        "fields": [one.field for one in asked],
        "reason": reason,
        "due_on": max(one.due_on for one in asked).isoformat(),
        "requested_at": work.now.isoformat().replace("+00:00", "Z"),
    }


def _new_request(
    work: Work, application: Application, asked: list[AskedField], reason: str
) -> SupplementRequest:
    items = [
        {"field": one.field, "note": one.note, "due_on": one.due_on.isoformat()} for one in asked
    ]
    return SupplementRequest(
        id=work.new_id(),
        application_id=application.id,
        requested_at=work.now,
        requested_by=work.caller.key,
        reason=reason,
        items=items,
        before=picture_of(application),
    )


async def resubmit_application(work: Work, application_id: UUID) -> Application:
    """Hand the completed file in again; what changed is kept, and the Centre's clock goes on."""
    application = await work.lock(Application, application_id)
    refuse_if(
        rules.may_resubmit(
            application.status,
            is_applicant(application, work.caller),
            lacks_for(application, work.caller),
        )
    )
    application.status = "submitted"
    request = open_request(application)
    if request is not None:  # None: asked before requests were kept one by one
        request.answered_at = work.now
        request.changes = compare(request.before, picture_of(application))
    publish_application_resubmitted(work, application)
    return application


def open_request(application: Application) -> SupplementRequest | None:
    waiting = (one for one in application.supplement_requests if one.answered_at is None)
    return next(waiting, None)


def changes_since(application: Application, request: SupplementRequest) -> list[dict[str, Any]]:
    """What the applicant changed upon a request; so far, when it is not answered yet."""
    if request.changes is not None:
        return request.changes
    return compare(request.before, picture_of(application))


def picture_of(application: Application) -> dict[str, Any]:
    """The file as `domain.supplements` compares it, without a person's name or address."""
    picture: dict[str, Any] = {
        "name": application.name,
        "kind": application.kind,
        "ownership": application.ownership,
        "fields": sorted(application.fields),
        "address.line": application.address_line,
        "address.ward": application.ward,
        "online_url": application.online_url,
        "tax_code": application.tax_code,
    }
    contact = application.contact
    if contact is not None:
        picture[PERSONAL] = f"{contact.id}:{contact.version}"
    for code, answer in application.answers.items():
        picture[ANSWER_PREFIX + code] = answer
    for document in application.documents:
        picture[f"documents.{document.kind}"] = {
            "file_name": document.file_name,
            "sha256": document.sha256,
        }
    return picture
