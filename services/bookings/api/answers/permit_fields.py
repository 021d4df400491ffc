"""The fields of what is answered about permits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from shared.events.base import Bilingual
from shared.http.fields import Actions, Answer


class CodedOut(Answer):
    code: str
    label: str | None


class PermitQuestionOut(Answer):
    code: str
    kind: str
    """`yes_no`, `choice` or `whole_number`."""
    text: str | None
    choices: list[CodedOut]
    asked: bool
    """Whether it matters after the answers so far."""
    answer: Any | None
    presumed: bool
    """The answer follows from the booking; nobody has confirmed it."""
    may_stay_open: bool


class TermOut(Answer):
    days: int
    kind: str
    """`working` or `calendar`."""


class RuleOut(Answer):
    """One version of a procedure with its source."""

    procedure: CodedOut
    act: CodedOut
    form: str | None
    silence_means_consent: bool
    supplement_days: int | None
    """Working days within which the receiver asks for missing papers."""
    remarks: list[str]
    legal_basis: list[str]
    source: str
    checked_on: date
    recheck: str | None
    """What has not been seen in the legal text itself; null: nothing."""
    valid_from: date
    valid_until: date | None


class ReceiptOut(Answer):
    id: UUID
    kind: CodedOut
    media_type: str
    size: int
    file_name: str | None
    pages: int | None
    scan_status: str
    scan_label: str | None
    uploaded_at: datetime
    url: str
    actions: Actions


class StepOut(RuleOut):
    needed: bool | None
    """null: it depends on `open_questions`."""
    open_questions: list[str]
    reasons: list[str]
    """Codes of the questions whose answers decided it."""
    receiver: CodedOut
    receiver_ward: str | None
    documents: list[CodedOut]
    lead: TermOut | None
    """How long before the activity it must be filed; null: no source gives it."""
    latest_on: date | None
    days_left: int | None
    """Working days left to file, today included; below zero: so many too late."""
    reply: TermOut | None
    status: str
    status_label: str | None
    filed_on: date | None
    reply_by: date | None
    replied_on: date | None
    reference: str | None
    note: str | None
    receipts: list[ReceiptOut]
    warnings: list[dict[str, Any]]
    actions: Actions


class PermitsOut(Answer):
    id: UUID | None
    """null until somebody answered."""
    booking_id: UUID
    version: int
    status: str
    status_label: str | None
    completed_at: datetime | None
    activity_on: date | None
    """The first day that is still ahead, to which all latest days belong."""
    next_due_on: date | None
    questions: list[PermitQuestionOut]
    steps: list[StepOut]
    warnings: list[dict[str, Any]]
    """Those of all steps, so that no screen misses one."""
    counting: str
    """How days are counted."""
    counting_source: str
    checked_on: date
    """The oldest day on which a rule used here was compared with its source."""
    messages_url: str
    actions: Actions


class PermitInListOut(Answer):
    id: UUID
    booking_id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    status: str
    status_label: str | None
    next_due_on: date | None
    activity_on: date | None
    title: Bilingual
    member_id: UUID
    waiting: list[CodedOut]
    """Procedures that are needed and not settled."""
    warnings: list[dict[str, Any]]
    permits_url: str


class ProcedureOut(RuleOut):
    """A procedure as the data has it, whatever the activity."""

    lead: list[TermOut]
    receivers: list[CodedOut]
    documents: list[CodedOut]
