"""`/v1/applications/{id}/conflicts` and `…/recommendation`: who may not judge, what is advised."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.api.answers.reviewing import (
    ConflictOut,
    RecommendationOut,
    RecusedOut,
    show_conflict,
    show_recommendation,
    show_recused,
)
from services.members.api.persons import PersonIn, read_person
from services.members.models import Application, Recommendation, ReviewConflict
from services.members.queries import review as queries
from services.members.usecases import recuse_reviewers as usecases
from services.members.usecases.recommend_applications import recommend_application as recommend
from shared.auth.caller import role_needed
from shared.errors import Forbidden, NotFound
from shared.http.act import Act, View, allow
from shared.http.fields import Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["reviews"])


class DeclareConflict(RequestBody):
    person: PersonIn | None = None
    """Only an officer names another; without it the caller."""
    reason: Prose


class LiftConflict(RequestBody):
    reason: Prose


class RecommendApplication(RequestBody):
    outcome: Literal["approve", "reject", "discuss"]
    reason: Prose


@router.post(
    "/v1/applications/{application_id}/conflicts", status_code=201, response_model=ConflictOut
)
async def declare_conflict(
    application_id: UUID,
    body: DeclareConflict,
    act: Act = allow("reviewer", "officer", "decider"),
) -> Response:
    """Declare a conflict of interest: one's own, or as an officer that of another.

    The person neither reviews nor recommends nor decides this file from now on; an open assignment
    ends and a review already given counts no more.
    """
    caller = act.caller
    person = read_person(body.person, act) if body.person else (caller.issuer, caller.subject)
    if "|".join(person) != caller.key and not caller.has_role("officer"):
        raise Forbidden(role_needed("officer"))
    return await act.write(
        usecases.declare_conflict,
        show_conflict,
        application_id,
        person,
        body.reason,
        status=201,
        reason=body.reason,
    )


@router.get("/v1/applications/{application_id}/conflicts", response_model=Listed[ConflictOut])
async def list_conflicts(
    application_id: UUID,
    page: AskedPage,
    act: Act = allow("reviewer", "officer", "decider", "auditor"),
) -> Response:
    """The conflicts declared of a file; a reviewer sees their own."""
    return await act.list(
        ReviewConflict,
        queries.select_conflicts(application_id),
        show_conflict,
        page,
        created_at=ReviewConflict.created_at,
    )


@router.post(
    "/v1/applications/{application_id}/conflicts/{conflict_id}/lift", response_model=ConflictOut
)
async def lift_conflict(
    application_id: UUID, conflict_id: UUID, body: LiftConflict, act: Act = allow("officer")
) -> Response:
    """It was declared in error. What follows from facts cannot be lifted."""
    return await act.write(
        usecases.lift_conflict,
        show_conflict,
        application_id,
        conflict_id,
        body.reason,
        reason=body.reason,
    )


@router.get("/v1/applications/{application_id}/recused", response_model=Listed[RecusedOut])
async def list_recused(
    application_id: UUID, act: Act = allow("officer", "decider", "auditor")
) -> Response:
    """Everybody known to be barred from a file, with the grounds: own, same member, same contact,
    declared."""

    async def look(session: AsyncSession) -> dict[str, set[str]]:
        row = await session.get(Application, application_id)
        if row is None or not act.caller.may_read(row.readers):
            raise NotFound(Application.KIND, application_id)
        found = await queries.find_recused(session, [row.id], act.view.now)
        return found[row.id]

    def show(grounds: dict[str, set[str]], view: View) -> Listed[RecusedOut]:
        return Listed(items=show_recused(grounds, view), next_cursor=None)

    return await act.read(look, show)


@router.post(
    "/v1/applications/{application_id}/recommendation",
    status_code=201,
    response_model=RecommendationOut,
)
async def recommend_application(
    application_id: UUID, body: RecommendApplication, act: Act = allow("reviewer")
) -> Response:
    """The chair of the call's board recommends; a decider, another person, decides."""
    return await act.write(
        recommend,
        show_recommendation,
        application_id,
        body.outcome,
        body.reason,
        status=201,
        reason=body.reason,
    )


@router.get(
    "/v1/applications/{application_id}/recommendations", response_model=Listed[RecommendationOut]
)
async def list_recommendations(
    application_id: UUID,
    page: AskedPage,
    act: Act = allow("reviewer", "officer", "decider", "auditor"),
) -> Response:
    """What was recommended on a file, earlier ones too; for staff and the chair who gave it."""
    return await act.list(
        Recommendation,
        queries.select_recommendations(application_id),
        show_recommendation,
        page,
        created_at=Recommendation.created_at,
    )
