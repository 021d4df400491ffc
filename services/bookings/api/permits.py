"""Permits of a booking over HTTP: answers, checklist, steps; the procedures themselves."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.api.answers.permit_fields import PermitInListOut, PermitsOut, ProcedureOut
from services.bookings.api.answers.permits import (
    show_permit_in_list,
    show_permits,
    show_procedure,
)
from services.bookings.domain.permits import Procedure
from services.bookings.models import Permit
from services.bookings.queries.permits import PermitFilter, find_permits, select_permits
from services.bookings.regulations import permits as rules
from services.bookings.usecases import file_permits, keep_permits
from shared.clock import hanoi_date
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import Code, Day, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["permits"])


class AnswerPermits(RequestBody):
    answers: dict[str, Any]
    """Question code → answer, see `questions` of the answer; null or left out: not answered."""


class FileStep(RequestBody):
    filed_on: Day
    """The day on which it was handed in, today or before."""
    reference: Line | None = None
    """Number that the receiver gave it."""


class NoteReply(RequestBody):
    outcome: Literal["granted", "refused", "supplement_asked"]
    """Of `permit_step_status`."""
    replied_on: Day
    reference: Line | None = None
    note: Prose | None = None
    """What the receiver wrote: the reason of a refusal, the papers that are missing."""


class WaiveStep(RequestBody):
    reason: Prose
    """Who said so, and why it is not needed."""


@router.get("/v1/permit-procedures", response_model=Listed[ProcedureOut])
async def list_permit_procedures(
    on: Annotated[Day | None, Query(description="As they hold on this day; default today")] = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Every procedure that the service knows of, with its source and the day it was checked."""

    async def find(_session: AsyncSession) -> list[Procedure]:
        return rules.rules_on(on or hanoi_date(act.view.now))

    def show(found: list[Procedure], view: View) -> Listed[ProcedureOut]:
        return Listed(items=[show_procedure(one, view) for one in found], next_cursor=None)

    return await act.read(find, show)


@router.get("/v1/permits", response_model=Listed[PermitInListOut])
async def list_permits(
    page: AskedPage,
    status: Code | None = None,
    due_by: Day | None = None,
    member_id: UUID | None = None,
    procedure: Code | None = None,
    act: Act = allow(),
) -> Response:
    """Permits that the caller may see; `due_by`: with something to be filed until that day."""
    wanted = PermitFilter(status, due_by, member_id, procedure)
    return await act.list(
        Permit,
        select_permits(wanted),
        show_permit_in_list,
        page,
        created_at=Permit.created_at,
        updated_at=Permit.updated_at,
    )


@router.get("/v1/bookings/{booking_id}/permits", response_model=PermitsOut)
async def get_permits(booking_id: UUID, act: Act = allow()) -> Response:
    """What the activity needs and until when, also before anybody answered (version 0).

    Every step shows its source, the day it was checked, and what must be re-checked.
    """
    return await act.read(find_permits, show_permits, booking_id, act.caller, act.view.now)


@router.put("/v1/bookings/{booking_id}/permits", response_model=PermitsOut)
async def answer_permits(booking_id: UUID, body: AnswerPermits, act: Act = allow()) -> Response:
    """Answer the questions; the checklist follows. `If-Match` is the version, 0 at first."""
    return await act.write(keep_permits.answer_permits, show_permits, booking_id, body.answers)


@router.post("/v1/bookings/{booking_id}/permits/{procedure}/file", response_model=PermitsOut)
async def file_permit_step(
    booking_id: UUID, procedure: str, body: FileStep, act: Act = allow()
) -> Response:
    """It was handed in. Too late is noted as well, with a warning."""
    return await act.write(
        file_permits.file_permit_step,
        show_permits,
        booking_id,
        procedure,
        body.filed_on,
        body.reference,
    )


@router.post("/v1/bookings/{booking_id}/permits/{procedure}/reply", response_model=PermitsOut)
async def note_permit_reply(
    booking_id: UUID, procedure: str, body: NoteReply, act: Act = allow()
) -> Response:
    """What the receiver answered. Silence becomes consent by itself where the rule says so."""
    reply = file_permits.ReplyGiven(**body.model_dump())
    return await act.write(
        file_permits.note_permit_reply, show_permits, booking_id, procedure, reply
    )


@router.post("/v1/bookings/{booking_id}/permits/{procedure}/waive", response_model=PermitsOut)
async def waive_permit_step(
    booking_id: UUID, procedure: str, body: WaiveStep, act: Act = allow("officer")
) -> Response:
    """An officer found out from the receiver that it is not needed."""
    return await act.write(
        file_permits.waive_permit_step,
        show_permits,
        booking_id,
        procedure,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/bookings/{booking_id}/permits/{procedure}/resume", response_model=PermitsOut)
async def resume_permit_step(
    booking_id: UUID, procedure: str, act: Act = allow("officer")
) -> Response:
    """What was waived is needed all the same."""
    return await act.write(file_permits.resume_permit_step, show_permits, booking_id, procedure)
