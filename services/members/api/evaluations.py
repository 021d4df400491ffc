"""`/v1/evaluation-rounds` and `/v1/evaluations`: each member's year, scored and graded."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members.api.answers.evaluations import (
    EvaluationInListOut,
    EvaluationOut,
    EvaluationRoundOut,
    show_evaluation,
    show_evaluation_in_list,
    show_evaluation_round,
)
from services.members.api.calls import CriterionIn
from services.members.api.year_fields import GradeCode, Year
from services.members.models import Evaluation, EvaluationRound
from services.members.queries import year as queries
from services.members.usecases import plan_evaluations, score_evaluations
from shared.http.act import Act, allow
from shared.http.fields import BilingualLine, Code, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["evaluation"])

Score = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


class EvaluationCriterionIn(CriterionIn):
    """A criterion as that of a call; with a rule it is counted from contributions."""

    rule: Code | None = None
    """A code of the list `point_rule`; without it people score it."""


class PlanEvaluationRound(RequestBody):
    year: Year
    title: BilingualLine
    criteria: list[EvaluationCriterionIn] = Field(min_length=1, max_length=50)


class ChangeEvaluationRound(RequestBody):
    """What is not sent stays as it is."""

    title: BilingualLine | None = None
    criteria: list[EvaluationCriterionIn] | None = Field(default=None, min_length=1, max_length=50)


class ScoreEvaluation(RequestBody):
    scores: dict[str, Score] = Field(min_length=1, max_length=50)
    """Criterion → 0 … its `max_score`; those counted by a rule are not scored by people."""
    note: Prose | None = None
    """Why; the member reads it, not who wrote it."""


class Reason(RequestBody):
    reason: Prose
    """For the audit trail."""


@router.post("/v1/evaluation-rounds", status_code=201, response_model=EvaluationRoundOut)
async def plan_evaluation_round(body: PlanEvaluationRound, act: Act = allow("officer")) -> Response:
    """Plan the evaluation of a year; one round a year."""
    criteria = [one.model_dump() for one in body.criteria]
    return await act.write(
        plan_evaluations.plan_evaluation_round,
        show_evaluation_round,
        body.year,
        body.title.read(),
        criteria,
        status=201,
    )


@router.get("/v1/evaluation-rounds", response_model=Listed[EvaluationRoundOut])
async def list_evaluation_rounds(
    page: AskedPage, year: Year | None = None, act: Act = allow()
) -> Response:
    """Rounds with their criteria: members see by what they are judged."""
    return await act.list(
        EvaluationRound,
        queries.select_evaluation_rounds(year),
        show_evaluation_round,
        page,
        created_at=EvaluationRound.created_at,
        year=EvaluationRound.year,
    )


@router.get("/v1/evaluation-rounds/{round_id}", response_model=EvaluationRoundOut)
async def get_evaluation_round(round_id: UUID, act: Act = allow()) -> Response:
    """One round."""
    return await act.get(EvaluationRound, round_id, show_evaluation_round)


@router.patch("/v1/evaluation-rounds/{round_id}", response_model=EvaluationRoundOut)
async def change_evaluation_round(
    round_id: UUID, body: ChangeEvaluationRound, act: Act = allow("officer")
) -> Response:
    """Heading and criteria, until it opens."""
    criteria = [one.model_dump() for one in body.criteria] if body.criteria else None
    return await act.write(
        plan_evaluations.change_evaluation_round,
        show_evaluation_round,
        round_id,
        body.title.read() if body.title else None,
        criteria,
    )


@router.post("/v1/evaluation-rounds/{round_id}/open", response_model=EvaluationRoundOut)
async def open_evaluation_round(round_id: UUID, act: Act = allow("officer")) -> Response:
    """Criteria are fixed; every member of that year has an evaluation from now on."""
    return await act.write(plan_evaluations.open_evaluation_round, show_evaluation_round, round_id)


@router.post("/v1/evaluation-rounds/{round_id}/complete", response_model=EvaluationRoundOut)
async def complete_evaluation_round(round_id: UUID, act: Act = allow("decider")) -> Response:
    """Every sheet is fixed and graded. Refuses while scores by people are missing."""
    return await act.write(
        score_evaluations.complete_evaluation_round, show_evaluation_round, round_id
    )


@router.post("/v1/evaluation-rounds/{round_id}/cancel", response_model=EvaluationRoundOut)
async def cancel_evaluation_round(
    round_id: UUID, body: Reason, act: Act = allow("officer")
) -> Response:
    """It will not be held, or begins anew."""
    return await act.write(
        plan_evaluations.cancel_evaluation_round,
        show_evaluation_round,
        round_id,
        reason=body.reason,
    )


@router.get("/v1/evaluations", response_model=Listed[EvaluationInListOut])
async def list_evaluations(
    page: AskedPage,
    round_id: UUID | None = None,
    member_id: UUID | None = None,
    grade: GradeCode | None = None,
    act: Act = allow(),
) -> Response:
    """Evaluations that the caller may see: staff all, a member its own once completed."""
    return await act.list(
        Evaluation,
        queries.select_evaluations(round_id, member_id, grade),
        show_evaluation_in_list,
        page,
        created_at=Evaluation.created_at,
        name=Evaluation.member_name,
    )


@router.get("/v1/evaluations/{evaluation_id}", response_model=EvaluationOut)
async def get_evaluation(evaluation_id: UUID, act: Act = allow()) -> Response:
    """One evaluation with its score sheet, which shows where each point comes from."""
    return await act.write(score_evaluations.get_evaluation_sheet, show_evaluation, evaluation_id)


@router.post("/v1/evaluations/{evaluation_id}/scores", response_model=EvaluationInListOut)
async def score_evaluation(
    evaluation_id: UUID, body: ScoreEvaluation, act: Act = allow("reviewer", "officer")
) -> Response:
    """Give scores; given again they take the place of the caller's earlier ones.

    Refuses the caller's own space, criteria that are counted by a rule, and too many points.
    """
    scores = dict(body.scores)
    return await act.write(
        score_evaluations.score_evaluation,
        show_evaluation_in_list,
        evaluation_id,
        scores,
        body.note,
    )
