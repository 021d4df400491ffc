"""Rounds of evaluation: planned with criteria, opened for every member, cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.members.domain import evaluations as rules
from services.members.models import Evaluation, EvaluationRound, Member
from services.members.texts.vocabulary import VOCABULARY
from services.members.usecases.run_report_rounds import OWES
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, Refusal, refuse_if
from shared.events.base import Bilingual

ONE_A_YEAR = "evaluation_rounds_one_a_year"


async def plan_evaluation_round(
    work: Work, year: int, title: Bilingual, criteria: list[dict[str, Any]]
) -> EvaluationRound:
    """A round in preparation; one a year, those cancelled not counted."""
    _check(criteria)
    if year > hanoi_date(work.now).year:
        raise Invalid(Failure("year_to_come", field="year"))
    try:
        async with work.session.begin_nested():
            row = work.add(
                EvaluationRound(
                    year=year,
                    title_vi=title.vi,
                    title_en=title.en,
                    criteria=criteria,
                    status="draft",
                )
            )
            await work.session.flush()
    except IntegrityError as error:
        if constraint_of(error) != ONE_A_YEAR:
            raise
        raise Refusal(Failure("evaluation_round_exists", field="year", year=year)) from None
    return row


def _check(criteria: Sequence[dict[str, Any]]) -> None:
    codes = [one["code"] for one in criteria]
    counted_by = [one["rule"] for one in criteria]
    if wrong := rules.check_criteria(codes, counted_by, VOCABULARY["point_rule"]):
        raise Invalid(*wrong)


async def change_evaluation_round(
    work: Work, round_id: UUID, title: Bilingual | None, criteria: list[dict[str, Any]] | None
) -> EvaluationRound:
    """Heading and criteria, until it opens."""
    row = await work.lock(EvaluationRound, round_id)
    refuse_if(rules.may_change(row.status))
    if title is not None:
        row.title_vi, row.title_en = title.vi, title.en
    if criteria is not None:
        _check(criteria)
        row.criteria = criteria
    return row


async def open_evaluation_round(work: Work, round_id: UUID) -> EvaluationRound:
    """Criteria are fixed; every member of that year has an evaluation from now on."""
    row = await work.lock(EvaluationRound, round_id)
    refuse_if(rules.may_move(row.status, "open"))
    row.status, row.opened_at = rules.MOVES["open"][row.status], work.now
    members = await work.session.scalars(
        select(Member).where(Member.status.in_(OWES)).order_by(Member.id)
    )
    for member in members:
        if member.member_since.year <= row.year:
            work.add(
                Evaluation(
                    round_id=row.id,
                    member_id=member.id,
                    member_name=member.name,
                    year=row.year,
                    status="open",
                )
            )
    return row


async def cancel_evaluation_round(work: Work, round_id: UUID) -> EvaluationRound:
    """It will not be held, or begins anew; the scores given stay readable for staff."""
    row = await work.lock(EvaluationRound, round_id)
    refuse_if(rules.may_move(row.status, "cancel"))
    row.status = rules.MOVES["cancel"][row.status]
    for evaluation in await lock_evaluations(work, row.id):
        evaluation.status = "cancelled"
    return row


async def lock_evaluations(work: Work, round_id: UUID) -> list[Evaluation]:
    """All evaluations of a round, locked in the order of their ids."""
    rows = await work.session.scalars(
        select(Evaluation)
        .where(Evaluation.round_id == round_id)
        .order_by(Evaluation.id)
        .with_for_update()
    )
    return list(rows)
