"""What an answer says of a file's handing in: receipt and clock, supplements, what changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.models import Application, SupplementRequest
from services.members.usecases.ask_supplements import changes_since
from services.members.usecases.keep_receipts import days_left
from services.members.usecases.take_over_applications import IssuedCode
from shared.clock import hanoi_date
from shared.http.act import View
from shared.http.fields import Answer, Listed


class ReceiptOut(Answer):
    """The receipt of a file and the Centre's clock on it."""

    number: str | None
    received_on: date | None
    """The day of the hand-in, or of the paper's arrival; the clock runs from the day after."""
    working_days: int | None
    """What the Centre promised when it took the file."""
    promised_on: date | None
    """Last day for the result; null while the clock stands."""
    standing: bool
    """The clock stands until the file comes back."""
    working_days_left: int | None
    """Below zero: late."""
    overdue: bool
    """It ran out without a decision."""


class OnPaperOut(Answer):
    """For a file that someone brought or sent on paper."""

    received_on: date | None
    entered_at: datetime
    taken_over_at: datetime | None
    """From when on the applicant acts for themselves; null: officers act for them."""


class SupplementItemOut(CodeOut):
    note: str | None
    due_on: date
    overdue: bool


class SupplementOut(Answer):
    fields: list[CodeOut]
    items: list[SupplementItemOut]
    """The same, each with its note and its own last day."""
    reason: str
    due_on: date | None
    """The last of the items' days."""
    requested_at: datetime


class ChangeOut(Answer):
    """One field that changed since the Centre asked for a supplement."""

    field: str
    label: str
    before: Any
    after: Any
    """Of a contact neither is shown: that it changed is all."""


class SupplementRequestOut(Answer):
    """One request of the past or the present, with what came of it."""

    id: UUID
    reason: str
    items: list[SupplementItemOut]
    requested_at: datetime
    answered_at: datetime | None
    """Null: the applicant has not handed in again."""
    changes: list[ChangeOut]
    """What the applicant changed, so far when it is not answered."""


class SupplementRequestsOut(Listed[SupplementRequestOut]):
    """Everything that was asked of a file, in turn."""


class TakeOverCodeOut(Answer):
    """The code for a paper applicant, shown this once; only its hash is kept."""

    application_id: UUID
    code: str
    expires_at: datetime


def show_receipt(row: Application, view: View) -> ReceiptOut | None:
    if row.received_on is None or row.status == "draft":
        return None
    left = days_left(row, hanoi_date(view.now))
    return ReceiptOut(
        number=row.receipt_number,
        received_on=row.received_on,
        working_days=row.term_days,
        promised_on=row.promised_on,
        standing=row.status == "supplement_requested",
        working_days_left=left,
        overdue=row.status == "submitted" and left is not None and left < 0,
    )


def show_on_paper(row: Application) -> OnPaperOut | None:
    if not row.filed_on_paper:
        return None
    return OnPaperOut(
        received_on=row.received_on, entered_at=row.created_at, taken_over_at=row.taken_over_at
    )


def label_of_field(row: Application, field: str, view: View) -> str:
    """What people call a field of a file: a part, a kind of document, or a question."""
    head, _, code = field.partition(".")
    if head == "answers":
        titles = {one.code: one.title.as_text() for one in row.form.questions}
        return titles[code].say(view.locale) if code in titles else code
    if head == "documents":
        return show_code("document_kind", code, view).label
    return show_code("application_part", head, view).label


def _show_items(
    row: Application, request: SupplementRequest, view: View
) -> list[SupplementItemOut]:
    today = hanoi_date(view.now)
    waiting = row.status == "supplement_requested" and request.answered_at is None
    return [
        SupplementItemOut(
            code=one["field"],
            label=label_of_field(row, one["field"], view),
            note=one["note"],
            due_on=one["due_on"],
            overdue=waiting and date.fromisoformat(one["due_on"]) < today,
        )
        for one in request.items
    ]


def show_supplement_requests(row: Application, view: View) -> SupplementRequestsOut:
    items = [
        SupplementRequestOut(
            id=one.id,
            reason=one.reason,
            items=_show_items(row, one, view),
            requested_at=one.requested_at,
            answered_at=one.answered_at,
            changes=_label_changes(row, changes_since(row, one), view),
        )
        for one in row.supplement_requests
    ]
    return SupplementRequestsOut(items=items, next_cursor=None)


def show_supplement(row: Application, view: View) -> SupplementOut | None:
    if row.supplement is None:
        return None
    last = row.supplement_requests[-1] if row.supplement_requests else None
    items = _show_items(row, last, view) if last else []
    fields = row.supplement["fields"]
    codes = [CodeOut(code=one, label=label_of_field(row, one, view)) for one in fields]
    return SupplementOut.model_validate({**row.supplement, "fields": codes, "items": items})


def show_changes(row: Application, view: View) -> list[ChangeOut] | None:
    if not row.supplement_requests:
        return None
    return _label_changes(row, changes_since(row, row.supplement_requests[-1]), view)


def _label_changes(row: Application, changes: list[dict[str, Any]], view: View) -> list[ChangeOut]:
    return [ChangeOut(**one, label=label_of_field(row, one["field"], view)) for one in changes]


def show_code_once(issued: IssuedCode, _view: View) -> TakeOverCodeOut:
    return TakeOverCodeOut(
        application_id=issued.application.id,
        code=issued.printed,
        expires_at=issued.expires_at,
    )
