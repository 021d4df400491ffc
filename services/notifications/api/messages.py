"""Letters: what was written to whom and why, what became of it, and the recipient's own inbox."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from services.notifications import queries
from services.notifications.api.shown import (
    InboxOut,
    MessageOut,
    WholeMessageOut,
    show_inbox_letter,
    show_message,
    show_whole_message,
)
from services.notifications.models import Message
from services.notifications.queries import MessageFilters
from services.notifications.usecases import messages as usecases
from shared.http.act import Act, allow
from shared.http.lists import Page

router = APIRouter(tags=["messages"])


class ResendMessage(BaseModel):
    """Why a letter is sent again."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=2000)


class MessageList(BaseModel):
    """One page of letters."""

    items: list[MessageOut]
    next_cursor: str | None


class InboxList(BaseModel):
    """One page of an inbox."""

    items: list[InboxOut]
    next_cursor: str | None


@router.get("/v1/messages", response_model=MessageList)
async def list_messages(
    page: Annotated[Page, Depends()],
    filters: Annotated[MessageFilters, Depends()],
    act: Act = allow(),
) -> Response:
    """Letters that the caller may know of: the office all, members and hosts their own."""
    return await act.list(
        Message,
        queries.select_messages(filters),
        show_message,
        page,
        created_at=Message.created_at,
        not_after=Message.not_after,
    )


@router.get("/v1/messages/{message_id}", response_model=WholeMessageOut)
async def read_message(message_id: UUID, act: Act = allow()) -> Response:
    """One letter whole: why it was written, or why it was not sent. Reading it is audited."""
    return await act.write(usecases.read_message, show_whole_message, message_id)


@router.post("/v1/messages/{message_id}/resend", response_model=MessageOut)
async def resend_message(
    message_id: UUID, body: ResendMessage, act: Act = allow("officer")
) -> Response:
    """Send a letter again that did not arrive; refuses one that arrived, waits or is too old."""
    return await act.write(usecases.resend_message, show_message, message_id, reason=body.reason)


@router.get("/v1/inbox", response_model=InboxList)
async def list_inbox(page: Annotated[Page, Depends()], act: Act = allow()) -> Response:
    """The letters to the members and hosts that the caller speaks for."""
    return await act.list(
        Message,
        queries.select_inbox(act.caller),
        show_inbox_letter,
        page,
        created_at=Message.created_at,
    )
