"""`/v1/participations`: places in activities, signed up for by members."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response

from services.members.api.answers.activities import (
    ParticipationOut,
    ParticipationWhole,
    show_participation,
    show_participation_in_list,
)
from services.members.api.benefits import INSIDERS, CancelRequest
from services.members.models import Participation
from services.members.queries import rights as queries
from services.members.usecases import take_part as usecases
from shared.http.act import Act, allow
from shared.http.fields import Line, Listed, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["activities"])
Status = Literal["seated", "waiting", "cancelled", "called_off", "attended", "absent", "not_seated"]


class SignUp(RequestBody):
    member_id: UUID | None = None
    """Without it the only member that the caller speaks for."""
    participant_name: Line | None = None
    """Who comes, as it is to stand on a certificate; without it whoever the member sends."""


@router.post(
    "/v1/activities/{activity_id}/participations",
    status_code=201,
    response_model=ParticipationWhole,
)
async def sign_up(
    activity_id: UUID, body: SignUp | None = None, act: Act = allow("member", "officer")
) -> Response:
    """Sign someone up: a place, or one on the waiting list when all are taken."""
    body = body or SignUp()
    return await act.write(
        usecases.sign_up,
        show_participation,
        activity_id,
        body.member_id,
        body.participant_name,
        status=201,
    )


@router.get("/v1/participations", response_model=Listed[ParticipationOut])
async def list_participations(
    page: AskedPage,
    activity_id: UUID | None = None,
    member_id: UUID | None = None,
    status: Status | None = None,
    act: Act = allow(*INSIDERS),
) -> Response:
    """Places without names of persons: staff see all, a member its own."""
    return await act.list(
        Participation,
        queries.select_participations(activity_id, member_id, status),
        show_participation_in_list,
        page,
        created_at=Participation.created_at,
        turn=Participation.turn,
        updated_at=Participation.updated_at,
    )


@router.get("/v1/participations/{participation_id}", response_model=ParticipationWhole)
async def get_participation(participation_id: UUID, act: Act = allow(*INSIDERS)) -> Response:
    """One place with the name of who comes; the read stands in the audit trail."""
    return await act.write(usecases.get_participation, show_participation, participation_id)


@router.post("/v1/participations/{participation_id}/cancel", response_model=ParticipationWhole)
async def cancel_participation(
    participation_id: UUID,
    body: CancelRequest | None = None,
    act: Act = allow("member", "officer"),
) -> Response:
    """Give the place back; it goes to the first who waits."""
    reason = body.reason if body else None
    return await act.write(
        usecases.cancel_participation, show_participation, participation_id, reason, reason=reason
    )
