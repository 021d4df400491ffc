"""What an application looks like to whoever asks.

The contact is for the applicant and officers alone; scores are for staff, and sealed for a reviewer
who has not given theirs.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from services.members.api.answers.codes import show_code
from services.members.api.answers.filing import (
    ChangeOut,
    OnPaperOut,
    ReceiptOut,
    SupplementOut,
    show_changes,
    show_on_paper,
    show_receipt,
    show_supplement,
)
from services.members.domain import applications as rules
from services.members.domain.conflicts import may_judge
from services.members.domain.paper import may_issue_code
from services.members.domain.review_rules import rules_of
from services.members.domain.scores import sees_other_reviews
from services.members.models import Application, Contact, Document
from services.members.usecases.decide_applications import failures_of_deciding
from services.members.usecases.hand_in_applications import (
    is_applicant,
    lacks_for,
    may_come_in,
)
from services.members.usecases.recuse_reviewers import visible_grounds
from services.members.usecases.review_applications import may_review
from shared.auth.caller import Caller, lacks_entry
from shared.clock import hanoi_date
from shared.events.base import Bilingual, Reference
from shared.http.act import View
from shared.http.fields import Actions, Answer, Listed


class AddressOut(Answer):
    line: str | None
    ward: str


class ContactOfApplication(Answer):
    id: UUID
    name: str | None
    email: str | None
    phone: str | None
    locale: str


class ApplicantOut(Answer):
    name: str
    kind: str | None
    ownership: str | None
    fields: list[str]
    address: AddressOut | None
    online_url: str | None
    """Where a space is found that has no address, or besides it."""
    tax_code: str | None
    contact: ContactOfApplication | None
    """Only for the applicant and officers."""


class DocumentOut(Answer):
    kind: str
    label: str
    file_name: str | None
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    uploaded_at: datetime
    pages: int | None
    """Of a PDF that can be read."""
    scan_status: str
    scan_label: str
    url: str
    """Where it is downloaded, below this service's address."""


class UploadedOut(DocumentOut):
    """A document with its application's new version, which the next edit names."""

    version: int


class DocumentsOut(Listed[DocumentOut]):
    """The documents of an application, and its version for If-Match."""

    version: int


class ReviewingOut(Answer):
    count: int
    quorum: int
    total_score: float | None
    """Percent of what could be reached, weighted; null while sealed or without reviews."""
    sealed: bool
    """This caller sees others' scores only after giving their own."""


class DecisionOut(Answer):
    outcome: Literal["approve", "reject"]
    reason: str | None
    decided_at: datetime
    id: UUID | None = None
    """The decision itself, below /v1/decisions."""
    effective_on: date | None = None
    status: str = "in_force"
    """`annulled` or `withdrawn` once another decision ended it."""


class ApplicationOut(Answer):
    id: UUID
    call_id: UUID
    call_title: Bilingual
    applicant: ApplicantOut
    status: str
    status_label: str
    mine: bool
    submitted_at: datetime | None
    deadline: datetime
    """Until when this file may be handed in; later than the call's when it was given longer."""
    receipt: ReceiptOut | None
    """Null for a draft."""
    on_paper: OnPaperOut | None
    from_application_id: UUID | None
    """The earlier file that it began from."""
    renews_member_id: UUID | None
    """The member whose membership it renews."""
    form_version: int | None
    """The version of the call's form that it is filled in by."""
    answers: dict[str, Any]
    documents: list[DocumentOut]
    lacks: list[dict[str, Any]]
    """Everything that is still missing before the file can be handed in."""
    supplement: SupplementOut | None
    changes: list[ChangeOut] | None
    """What changed since the last request for a supplement; null when there was none."""
    reviewing: ReviewingOut | None
    """For staff; null for the applicant."""
    decision: DecisionOut | None
    member: Reference | None
    """The member that it became at the ceremony."""
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_application(row: Application, view: View) -> ApplicationOut:
    own = is_own(row, view.caller)
    member = Reference(id=row.member_id, name=row.name) if row.member_id else None
    return ApplicationOut(
        id=row.id,
        call_id=row.call_id,
        call_title=row.call.title,
        applicant=_show_applicant(row, sees_contact=_sees_contact(row, view.caller)),
        status=row.status,
        status_label=show_code("application_status", row.status, view).label,
        mine=own,
        submitted_at=row.submitted_at,
        deadline=row.deadline,
        receipt=show_receipt(row, view),
        on_paper=show_on_paper(row),
        from_application_id=row.from_application_id,
        renews_member_id=row.renews_member_id,
        form_version=row.form_version,
        answers=row.answers,
        documents=[show_document(one, view) for one in row.documents],
        lacks=_show_lacks(row, view),
        supplement=show_supplement(row, view),
        changes=show_changes(row, view),
        reviewing=_show_reviewing(row, view.caller),
        decision=DecisionOut.model_validate(row.decision) if row.decision else None,
        member=member,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_show_actions(row, view),
    )


def _show_lacks(row: Application, view: View) -> list[dict[str, Any]]:
    if row.status not in rules.EDITABLE:
        return []
    failing: list[dict[str, Any]] = view.action(lacks_for(row, view.caller))["failing"]
    return failing


def show_application_in_list(row: Application, view: View) -> ApplicationOut:
    """Without the contact: a list is no place to read personal data."""
    shown = show_application(row, view)
    shown.applicant.contact = None
    return shown


def is_own(row: Application, caller: Caller) -> bool:
    return row.applicant_key == caller.key


def _sees_contact(row: Application, caller: Caller) -> bool:
    """The applicant and officers; what the person had restricted is for the applicant alone."""
    restricted = row.contact is not None and row.contact.restricted_at is not None
    officer = caller.has_role("officer")
    return not (officer and restricted) and (is_own(row, caller) or officer)


def _show_applicant(row: Application, sees_contact: bool) -> ApplicantOut:
    contact = _show_contact(row.contact) if row.contact and sees_contact else None
    return ApplicantOut(
        name=row.name,
        kind=row.kind,
        ownership=row.ownership,
        fields=row.fields,
        address=AddressOut(line=row.address_line, ward=row.ward) if row.ward else None,
        online_url=row.online_url,
        tax_code=row.tax_code,
        contact=contact,
    )


def _show_contact(contact: Contact) -> ContactOfApplication:
    return ContactOfApplication(
        id=contact.id,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        locale=contact.locale,
    )


def show_document(row: Document, view: View) -> DocumentOut:
    return DocumentOut(
        kind=row.kind,
        label=show_code("document_kind", row.kind, view).label,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        uploaded_at=row.uploaded_at,
        pages=row.pages,
        scan_status=row.scan_status,
        scan_label=show_code("scan_status", row.scan_status, view).label,
        url=f"/v1/applications/{row.application_id}/documents/{row.kind}",
    )


def sees_scores(row: Application, caller: Caller) -> bool:
    """Whether this caller may see what others scored."""
    has_reviewed = any(one.reviewer_key == caller.key for one in row.reviews)
    is_reviewer = not caller.is_system and caller.has_role("reviewer")
    sealed = rules_of(row.call).sealed
    return sees_other_reviews(is_reviewer, has_reviewed, row.decision is not None, sealed)


def _show_reviewing(row: Application, caller: Caller) -> ReviewingOut | None:
    if visible_grounds(row, caller) or not caller.has_role(
        "officer", "reviewer", "decider", "auditor"
    ):
        return None
    open_to_caller = sees_scores(row, caller)
    return ReviewingOut(
        count=row.review_count,
        quorum=row.call.quorum,
        total_score=row.total_score if open_to_caller else None,
        sealed=not open_to_caller,
    )


def _show_actions(row: Application, view: View) -> Actions:
    caller, status = view.caller, row.status
    mine = is_applicant(row, caller)
    lacks, grounds = lacks_for(row, caller), visible_grounds(row, caller)
    rights = {role: lacks_entry(caller, role) for role in ("officer", "reviewer", "decider")}
    too_late = may_come_in(row, view.now)
    today = hanoi_date(view.now)
    failures = {
        "change": rules.may_edit(status, mine),
        "submit": rules.may_submit(status, mine, too_late, lacks),
        "resubmit": rules.may_resubmit(status, mine, lacks),
        "withdraw": rules.may_withdraw(status, mine),
        "request_supplement": rights["officer"]
        or rules.may_request_supplement(status, None, today),
        "review": rights["reviewer"] or may_review(row, caller, grounds),
        "decide": rights["decider"] or failures_of_deciding(row, may_judge(grounds)),
        "issue_take_over_code": rights["officer"]
        or may_issue_code(row.officers_act_for_it, status),
    }
    return {name: view.action(found) for name, found in failures.items()}
