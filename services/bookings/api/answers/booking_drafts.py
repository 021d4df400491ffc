"""What a draft and its files look like."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.bookings.api.answers.parts import say
from services.bookings.domain.drafts import DRAFT, may_write
from services.bookings.models.asking import Attachment, BookingDraft
from services.bookings.regulations.asking import DRAFT_KEPT
from shared.errors import Failure
from shared.http.act import View
from shared.http.fields import Actions, Answer


class AttachmentOut(Answer):
    id: UUID
    booking_id: UUID | None
    draft_id: UUID | None
    url: str
    """Where the file lies, on this service."""
    kind: str
    kind_label: str | None
    file_name: str | None
    media_type: str
    size: int
    """Bytes."""
    pages: int | None
    scan_status: str
    scan_label: str | None
    uploaded_at: datetime


class AttachedOut(AttachmentOut):
    version: int
    """The new version of the draft or booking."""


class DraftOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    member_id: UUID | None
    content: dict[str, Any]
    """What has been written of the body of `POST /v1/bookings`."""
    missing: list[str]
    """Fields that it still needs before it can be submitted."""
    attachments: list[AttachmentOut]
    kept_until: datetime | None
    """When it is dropped unless someone goes on with it."""
    booking_id: UUID | None
    """The booking that it became."""
    actions: Actions


def show_attachment(row: Attachment, view: View) -> AttachmentOut:
    plain = "id booking_id draft_id kind file_name media_type size pages scan_status uploaded_at"
    return AttachmentOut(
        **{field: getattr(row, field) for field in plain.split()},
        url=f"/v1/booking-attachments/{row.id}/file",
        kind_label=say("attachment_kind", row.kind, view),
        scan_label=say("scan_status", row.scan_status, view),
    )


def show_draft(draft: BookingDraft, missing: list[str], view: View) -> DraftOut:
    writing = may_write(draft, view.caller)
    lacks = [Failure("draft_not_complete", fields=missing)] if missing else []
    return DraftOut(
        id=draft.id,
        status=draft.status,
        status_label=say("draft_status", draft.status, view),
        version=draft.version,
        created_at=draft.created_at,
        updated_at=draft.updated_at,
        member_id=draft.member_id,
        content=draft.content,
        missing=missing,
        attachments=[show_attachment(one, view) for one in draft.attachments],
        kept_until=draft.updated_at + DRAFT_KEPT if draft.status == DRAFT else None,
        booking_id=draft.id if draft.status == "submitted" else None,
        actions={
            "change": view.action(writing),
            "submit": view.action([*writing, *lacks]),
            "drop": view.action(writing),
            "attach": view.action(writing),
        },
    )
