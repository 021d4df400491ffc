"""`/v1/review-meetings`: meetings of a board, their votes, and the minutes as PDF."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members.api.answers.review_meetings import (
    MeetingInListOut,
    MeetingOut,
    show_meeting,
    show_meeting_in_list,
)
from services.members.api.recorded import run_recorded
from services.members.documents.page import render_page
from services.members.domain.meetings import Vote
from services.members.models import ReviewMeeting
from services.members.queries import review as queries
from services.members.usecases import hold_meetings as usecases
from services.members.usecases.official_documents import head_of
from shared.http.act import Act, allow
from shared.http.fields import Instant, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["reviews"])

MAY_READ = ("officer", "decider", "operator", "auditor")
NOT_OUT = ("drafted", "for_signature", "signed", "discarded")
"""Of an official document: every page says that it is a draft."""
BINARY = {"schema": {"type": "string", "format": "binary"}}
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": BINARY}}}
Count = Annotated[int, Field(ge=0, le=1000)]


class AttendeeIn(RequestBody):
    name: Line
    """Title and full name, as they stand in the minutes."""
    position: Line | None = None
    issuer: Line | None = None
    """`iss` of the person's tokens; without it the issuer of the caller's token."""
    subject: Line | None = None
    """`sub` of the person's tokens: by it a conflict of interest is known."""


class OpenReviewMeeting(RequestBody):
    call_id: UUID
    held_at: Instant
    place: Line
    chair: Line
    secretary: Line
    present: list[AttendeeIn] = Field(min_length=1, max_length=200)
    """Who votes, the chair among them."""
    absent: list[AttendeeIn] = Field(default=[], max_length=200)


class ChangeReviewMeeting(RequestBody):
    held_at: Instant | None = None
    place: Line | None = None
    chair: Line | None = None
    secretary: Line | None = None
    present: list[AttendeeIn] | None = Field(default=None, min_length=1, max_length=200)
    absent: list[AttendeeIn] | None = Field(default=None, max_length=200)


class VoteIn(RequestBody):
    application_id: UUID
    in_favour: Count
    against: Count
    abstain: Count = 0
    recommendation: Literal["approve", "reject", "discuss"]
    note: Prose | None = None
    """Why; needed where as many voted for as against."""

    def read(self) -> Vote:
        return Vote(**self.model_dump())


class RecordVotes(RequestBody):
    votes: list[VoteIn] = Field(max_length=500)
    """All of them, in the order voted."""


class CloseReviewMeeting(RequestBody):
    conclusion: Prose | None = None


class CancelReviewMeeting(RequestBody):
    reason: Prose


def _read_people(people: list[AttendeeIn], act: Act) -> list[dict[str, str | None]]:
    return [
        {**one.model_dump(), "issuer": (one.issuer or act.caller.issuer) if one.subject else None}
        for one in people
    ]


@router.post("/v1/review-meetings", status_code=201, response_model=MeetingOut)
async def open_review_meeting(body: OpenReviewMeeting, act: Act = allow("officer")) -> Response:
    """Enter a meeting of the board of a call: when, where, who chairs, who is there."""
    draft = usecases.MeetingDraft(
        **body.model_dump(exclude={"present", "absent"}),
        present=_read_people(body.present, act),
        absent=_read_people(body.absent, act),
    )
    return await act.write(usecases.open_review_meeting, show_meeting, draft, status=201)


@router.get("/v1/review-meetings", response_model=Listed[MeetingInListOut])
async def list_review_meetings(
    page: AskedPage,
    call_id: UUID | None = None,
    status: Literal["open", "closed", "cancelled"] | None = None,
    act: Act = allow(*MAY_READ),
) -> Response:
    """Meetings without names."""
    return await act.list(
        ReviewMeeting,
        queries.select_meetings(call_id, status),
        show_meeting_in_list,
        page,
        created_at=ReviewMeeting.created_at,
        held_at=ReviewMeeting.held_at,
    )


@router.get("/v1/review-meetings/{meeting_id}", response_model=MeetingOut)
async def get_review_meeting(meeting_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """One meeting with the names of those present; the read stands in the audit trail."""
    return await act.write(usecases.get_review_meeting, show_meeting, meeting_id)


@router.patch("/v1/review-meetings/{meeting_id}", response_model=MeetingOut)
async def change_review_meeting(
    meeting_id: UUID, body: ChangeReviewMeeting, act: Act = allow("officer")
) -> Response:
    """Correct what was entered, until the minutes are adopted."""
    changes = {
        name: value
        for name, value in body.model_dump(exclude={"present", "absent"}).items()
        if value is not None
    }
    for name, people in (("present", body.present), ("absent", body.absent)):
        if people is not None:
            changes[name] = _read_people(people, act)
    return await act.write(usecases.change_review_meeting, show_meeting, meeting_id, changes)


@router.put("/v1/review-meetings/{meeting_id}/votes", response_model=MeetingOut)
async def record_votes(
    meeting_id: UUID, body: RecordVotes, act: Act = allow("officer")
) -> Response:
    """All votes of the meeting. Refuses more than there are voters who are not recused."""
    votes = [one.read() for one in body.votes]
    return await act.write(usecases.record_votes, show_meeting, meeting_id, votes)


@router.post("/v1/review-meetings/{meeting_id}/close", response_model=MeetingOut)
async def close_review_meeting(
    meeting_id: UUID, body: CloseReviewMeeting | None = None, act: Act = allow("officer")
) -> Response:
    """The minutes are adopted and fixed; each vote becomes the standing recommendation."""
    conclusion = body.conclusion if body else None
    return await act.write(usecases.close_review_meeting, show_meeting, meeting_id, conclusion)


@router.post("/v1/review-meetings/{meeting_id}/cancel", response_model=MeetingOut)
async def cancel_review_meeting(
    meeting_id: UUID, body: CancelReviewMeeting, act: Act = allow("officer")
) -> Response:
    """It did not take place, or was entered in error."""
    return await act.write(
        usecases.cancel_review_meeting, show_meeting, meeting_id, reason=body.reason
    )


@router.get("/v1/review-meetings/{meeting_id}/minutes.pdf", response_class=Response, responses=PDF)
async def download_minutes(meeting_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """The minutes (biên bản họp xét) with the votes; DỰ THẢO until they are issued.

    Once adopted they are the official document `document_id`, which is signed and issued there.
    """
    document, page = await run_recorded(act, usecases.read_minutes, meeting_id)
    head = head_of(document, act.view.settings, draft=document.status in NOT_OUT)
    content = await asyncio.to_thread(render_page, page, head)
    headers = {
        "Content-Disposition": f'inline; filename="bien-ban-{meeting_id}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type="application/pdf")
