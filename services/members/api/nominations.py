"""`/v1/nominations`: dossiers that propose city-level awards, as one PDF."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members.api.answers.awards import (
    NominationInListOut,
    NominationOut,
    show_nomination,
    show_nomination_in_list,
)
from services.members.api.recorded import run_recorded
from services.members.api.year_fields import AwardForm, Year
from services.members.documents.bundle import bind
from services.members.documents.page import render_page
from services.members.domain.awards import Ballot
from services.members.models import Nomination
from services.members.queries import year as queries
from services.members.usecases import propose_nominations as usecases
from services.members.usecases.official_documents import head_of
from shared.http.act import Act, allow
from shared.http.fields import BilingualLine, Instant, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["awards"])

MAY_READ = ("officer", "decider", "operator", "auditor")
BINARY = {"schema": {"type": "string", "format": "binary"}}
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": BINARY}}}
Count = Annotated[int, Field(ge=0, le=1000)]
Candidates = Annotated[list[UUID], Field(max_length=500)]


class PrepareNomination(RequestBody):
    year: Year
    form: AwardForm
    """A form of the city level."""
    title: BilingualLine
    addressee: Line
    """Whom the submission is addressed to."""
    award_ids: Candidates = Field(default=[])


class ChooseCandidates(RequestBody):
    award_ids: Candidates
    """All of them, nominated for this form and year."""


class BallotIn(RequestBody):
    award_id: UUID
    in_favour: Count
    against: Count
    abstain: Count = 0


class RecordNominationMeeting(RequestBody):
    held_at: Instant
    place: Line
    chair: Line
    """Name and position as they stand in the minutes; so are the following."""
    secretary: Line
    present: list[Line] = Field(min_length=1, max_length=200)
    """Who votes, the chair among them."""
    votes: list[BallotIn] = Field(max_length=500)
    conclusion: Prose | None = None


class Reason(RequestBody):
    reason: Prose


@router.post("/v1/nominations", status_code=201, response_model=NominationInListOut)
async def prepare_nomination(body: PrepareNomination, act: Act = allow("officer")) -> Response:
    """Begin a dossier. Refuses candidates of another form or year, or on another dossier."""
    return await act.write(
        usecases.prepare_nomination,
        show_nomination_in_list,
        body.year,
        body.form,
        body.title.read(),
        body.addressee,
        body.award_ids,
        status=201,
    )


@router.get("/v1/nominations", response_model=Listed[NominationInListOut])
async def list_nominations(
    page: AskedPage,
    year: Year | None = None,
    status: Literal["drafted", "proposed", "withdrawn"] | None = None,
    act: Act = allow(*MAY_READ),
) -> Response:
    """Dossiers without names."""
    return await act.list(
        Nomination,
        queries.select_nominations(year, status),
        show_nomination_in_list,
        page,
        created_at=Nomination.created_at,
    )


@router.get("/v1/nominations/{nomination_id}", response_model=NominationOut)
async def get_nomination(nomination_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """One dossier with candidates, meeting and votes; the read stands in the audit trail."""
    return await act.write(usecases.get_nomination, show_nomination, nomination_id)


@router.put("/v1/nominations/{nomination_id}/candidates", response_model=NominationInListOut)
async def choose_candidates(
    nomination_id: UUID, body: ChooseCandidates, act: Act = allow("officer")
) -> Response:
    """The whole list of candidates."""
    return await act.write(
        usecases.choose_candidates, show_nomination_in_list, nomination_id, body.award_ids
    )


@router.put("/v1/nominations/{nomination_id}/meeting", response_model=NominationInListOut)
async def record_nomination_meeting(
    nomination_id: UUID, body: RecordNominationMeeting, act: Act = allow("officer")
) -> Response:
    """The board's meeting with a vote on each candidate."""
    meeting = usecases.Meeting(
        **body.model_dump(exclude={"votes"}),
        votes=[Ballot(**one.model_dump()) for one in body.votes],
    )
    return await act.write(
        usecases.record_nomination_meeting, show_nomination_in_list, nomination_id, meeting
    )


@router.post("/v1/nominations/{nomination_id}/propose", response_model=NominationInListOut)
async def propose_nomination(nomination_id: UUID, act: Act = allow("officer")) -> Response:
    """Draft submission, report and minutes as official documents, and the dossier that binds them.

    Refuses without a meeting, a candidate without a vote, and one that was outvoted.
    """
    return await act.write(usecases.propose_nomination, show_nomination_in_list, nomination_id)


@router.post("/v1/nominations/{nomination_id}/withdraw", response_model=NominationInListOut)
async def withdraw_nomination(
    nomination_id: UUID, body: Reason, act: Act = allow("officer")
) -> Response:
    """Take it back; its candidates may be proposed again."""
    return await act.write(
        usecases.withdraw_nomination,
        show_nomination_in_list,
        nomination_id,
        body.reason,
        reason=body.reason,
    )


@router.get("/v1/nominations/{nomination_id}/dossier.pdf", response_class=Response, responses=PDF)
async def preview_dossier(nomination_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """The dossier as it would be drafted now: cover, tờ trình, báo cáo thành tích, biên bản.

    Every page says DỰ THẢO. Once proposed it is the official document `document_id`.
    """
    parts = await run_recorded(act, usecases.read_dossier, nomination_id)
    rendered = []
    for document, page in parts:
        head = head_of(document, act.view.settings, draft=True)
        rendered.append((document.title_vi, await asyncio.to_thread(render_page, page, head)))
    content = await asyncio.to_thread(bind, rendered)
    headers = {
        "Content-Disposition": f'inline; filename="ho-so-{nomination_id}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type="application/pdf")
