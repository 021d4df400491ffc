"""How letters look in answers: in lists without address and text, and whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.notifications import domain
from services.notifications.models import Message
from services.notifications.texts import VOCABULARY
from shared.http.act import View
from shared.http.fields import Actions, Answer
from shared.vocabulary import label_of


class CodeOut(Answer):
    """A code and its label in the caller's language."""

    code: str
    label: str


class TemplateRefOut(CodeOut):
    """Which letter, in which version of its text."""

    version: int


class RecipientOut(Answer):
    """Whom it is for: a contact, or staff by the id of the grant."""

    kind: str
    id: UUID


class WhyOut(Answer):
    """The event that called for the letter and the request it goes back to."""

    event_id: UUID
    event_type: str
    correlation_id: UUID
    business_key: str


class MessageOut(Answer):
    """A letter as it stands in lists: nothing of its text, no address."""

    id: UUID
    status: str
    status_label: str
    explanation: str | None
    """Why it is not sent or did not arrive; null when all is well."""
    version: int
    created_at: datetime
    updated_at: datetime
    template: TemplateRefOut
    recipient: RecipientOut
    member_id: UUID | None
    channel: str
    locale: str
    attempts: int
    not_after: datetime
    delivered_at: datetime | None
    why: WhyOut
    actions: Actions


class HistoryOut(Answer):
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


class InboxOut(Answer):
    """A letter as its recipient reads it."""

    id: UUID
    status: str
    version: int
    created_at: datetime
    updated_at: datetime
    template: TemplateRefOut
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
        "status_label": _say("message_status", message.status, view),
        "explanation": _explain(message.status_reason, view),
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


def _template(message: Message, view: View) -> TemplateRefOut:
    return TemplateRefOut(
        code=message.template,
        label=_say("template", message.template, view),
        version=message.template_version,
    )


def _why(message: Message) -> WhyOut:
    return WhyOut(
        event_id=message.event_id,
        event_type=message.event_type,
        correlation_id=message.correlation_id,
        business_key=message.business_key,
    )


def _show_step(step: dict[str, Any], view: View) -> HistoryOut:
    detail = step.get("detail")
    return HistoryOut(
        at=step["at"],
        what=CodeOut(code=step["what"], label=_say("message_history", step["what"], view)),
        detail=_explain(detail, view),
    )


def _explain(reason: str | None, view: View) -> str | None:
    """The code of a reason in words; the numbers of a mail server's answer as they are."""
    return _say("message_status_reason", reason, view) if reason else None


def _say(list_name: str, code: str, view: View) -> str:
    return label_of(VOCABULARY, list_name, code).say(view.locale)
