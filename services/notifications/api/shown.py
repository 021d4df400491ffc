"""How letters look in answers: in lists without address and text, and whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.notifications import domain
from services.notifications.models import Message
from services.notifications.texts import HISTORY, STATUS, STATUS_REASON, TEMPLATE
from shared.http.act import View


class CodeOut(BaseModel):
    """A code and its label in the caller's language."""

    code: str
    label: str | None


class TemplateRef(CodeOut):
    """Which letter, in which version of its text."""

    version: int


class RecipientOut(BaseModel):
    """Whom it is for: a contact, or staff by the id of the grant."""

    kind: str
    id: UUID


class WhyOut(BaseModel):
    """The event that called for the letter and the request it goes back to."""

    event_id: UUID
    event_type: str
    correlation_id: UUID
    business_key: str


class MessageOut(BaseModel):
    """A letter as it stands in lists: nothing of its text, no address."""

    id: UUID
    status: str
    status_label: str | None
    explanation: str | None
    """Why it is not sent or did not arrive; null when all is well."""
    version: int
    created_at: datetime
    updated_at: datetime
    template: TemplateRef
    recipient: RecipientOut
    member_id: UUID | None
    channel: str
    locale: str
    attempts: int
    not_after: datetime
    delivered_at: datetime | None
    why: WhyOut
    actions: dict[str, Any]


class HistoryOut(BaseModel):
    """One step of a letter's way."""

    at: datetime
    what: CodeOut
    detail: str | None


class WholeMessageOut(MessageOut):
    """A letter with everything; what is null was erased or never known."""

    address: str | None
    subject: str | None
    text: str | None
    html: str | None
    history: list[HistoryOut]


class InboxOut(BaseModel):
    """A letter as its recipient reads it."""

    id: UUID
    status: str
    version: int
    created_at: datetime
    updated_at: datetime
    template: TemplateRef
    member_id: UUID | None
    locale: str
    subject: str | None
    text: str | None
    html: str | None


def show_message(message: Message, view: View) -> MessageOut:
    return MessageOut(**_summary(message, view))


def show_whole_message(message: Message, view: View) -> WholeMessageOut:
    return WholeMessageOut(
        **_summary(message, view),
        address=message.address,
        subject=message.subject,
        text=message.text,
        html=message.html,
        history=[_show_step(step, view) for step in message.history],
    )


def show_inbox_letter(message: Message, view: View) -> InboxOut:
    return InboxOut(
        id=message.id,
        status=message.status,
        version=message.version,
        created_at=message.created_at,
        updated_at=message.updated_at,
        template=_template(message, view),
        member_id=message.member_id,
        locale=message.locale,
        subject=message.subject,
        text=message.text,
        html=message.html,
    )


def _summary(message: Message, view: View) -> dict[str, Any]:
    return {
        "id": message.id,
        "status": message.status,
        "status_label": view.label(STATUS.get(message.status)),
        "explanation": view.label(STATUS_REASON.get(message.status_reason or "")),
        "version": message.version,
        "created_at": message.created_at,
        "updated_at": message.updated_at,
        "template": _template(message, view),
        "recipient": RecipientOut(kind=message.recipient_kind, id=message.recipient_id),
        "member_id": message.member_id,
        "channel": message.channel,
        "locale": message.locale,
        "attempts": message.attempts,
        "not_after": message.not_after,
        "delivered_at": message.delivered_at,
        "why": _why(message),
        "actions": {"resend": view.action(_may_resend(message, view))},
    }


def _may_resend(message: Message, view: View) -> list[Any]:
    return domain.may_resend(
        may_act=view.caller.has_role("officer"),
        status=message.status,
        reason=message.status_reason,
        not_after=message.not_after,
        now=view.now,
    )


def _template(message: Message, view: View) -> TemplateRef:
    label = view.label(TEMPLATE.get(message.template))
    return TemplateRef(code=message.template, label=label, version=message.template_version)


def _why(message: Message) -> WhyOut:
    return WhyOut(
        event_id=message.event_id,
        event_type=message.event_type,
        correlation_id=message.correlation_id,
        business_key=message.business_key,
    )


def _show_step(step: dict[str, Any], view: View) -> HistoryOut:
    text = HISTORY.get(step["what"])
    detail = step.get("detail")
    known = STATUS_REASON.get(detail or "")
    return HistoryOut(
        at=step["at"],
        what=CodeOut(code=step["what"], label=view.label(text)),
        detail=view.label(known) or detail,
    )
