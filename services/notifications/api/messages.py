"""Letters: what was written to whom and why, what became of it, and the recipient's own inbox."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.notifications import queries
from services.notifications.api.answers.messages import (
    InboxOut,
    MessageOut,
    WholeMessageOut,
    show_inbox_letter,
    show_message,
    show_whole_message,
)
from services.notifications.models import Message
from services.notifications.usecases import answer_for_messages as usecases
from shared.http.act import Act, allow
from shared.http.fields import Code, Instant, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["messages"])


class ResendMessage(RequestBody):
    """Why a letter is sent again."""

    reason: Prose


@router.get("/v1/messages", response_model=Listed[MessageOut])
async def list_messages(
    page: AskedPage,
    act: Act = allow(),
    status: Code | None = None,
    template: Annotated[Code | None, Query(description="Code of the letter")] = None,
    member_id: Annotated[UUID | None, Query(description="Letters about this member")] = None,
    recipient_id: Annotated[UUID | None, Query(description="Contact, or grant of staff")] = None,
    event_id: Annotated[UUID | None, Query(description="The event that called for it")] = None,
    correlation_id: Annotated[UUID | None, Query(description="The request behind it")] = None,
    since: Annotated[Instant | None, Query(alias="from", description="Written since")] = None,
    before: Annotated[Instant | None, Query(alias="to", description="Written before")] = None,
) -> Response:
    """Letters that the caller may know of: the office all, members and hosts their own."""
    query = queries.select_messages(
        since=since,
        before=before,
        status=status,
        template=template,
        member_id=member_id,
        recipient_id=recipient_id,
        event_id=event_id,
        correlation_id=correlation_id,
    )
    return await act.list(
        Message,
        query,
        show_message,
        page,
        created_at=Message.created_at,
        not_after=Message.not_after,
    )


@router.get("/v1/messages/{message_id}", response_model=WholeMessageOut)
async def get_message(message_id: UUID, act: Act = allow()) -> Response:
    """One letter whole: why it was written, or why it was not sent. Reading it is audited."""
    return await act.write(usecases.get_message, show_whole_message, message_id)


@router.post("/v1/messages/{message_id}/resend", response_model=MessageOut)
async def resend_message(
    message_id: UUID, body: ResendMessage, act: Act = allow("officer")
) -> Response:
    """Send a letter again that did not arrive; refuses one that arrived, waits or is too old."""
    return await act.write(usecases.resend_message, show_message, message_id, reason=body.reason)


@router.get("/v1/inbox", response_model=Listed[InboxOut])
async def list_inbox(page: AskedPage, act: Act = allow()) -> Response:
    """The letters to the members and hosts that the caller speaks for."""
    return await act.list(
        Message,
        queries.select_inbox(act.caller),
        show_inbox_letter,
        page,
        created_at=Message.created_at,
    )
