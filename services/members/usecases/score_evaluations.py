"""Scores of members: given by people, counted from contributions, graded when all are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.domain import evaluations as rules
from services.members.domain.points import (
    Counted,
    CriterionSheet,
    HumanScore,
    average_scores,
    count_points,
    grade_of,
    percent_of,
)
from services.members.events_out.year import publish_evaluation_completed
from services.members.models import Contribution, Evaluation, EvaluationRound, EvaluationScore
from services.members.regulations.year_rules import GRADES, POINT_RULES
from services.members.usecases.plan_evaluations import lock_evaluations
from shared.database.work import Work
from shared.errors import Invalid, refuse_if

Scores = dict[str, list[HumanScore]]


async def score_evaluation(
    work: Work, evaluation_id: UUID, scores: dict[str, float], note: str | None
) -> Evaluation:
    """What the caller gives; given again it takes the place of the caller's earlier score."""
    row = await work.lock(Evaluation, evaluation_id)
    refuse_if(rules.may_score(row.status, row.member_id in work.caller.member_ids))
    found = await work.session.get_one(EvaluationRound, row.round_id)
    limits = {one["code"]: one["max_score"] for one in found.criteria if one["rule"] is None}
    if wrong := rules.check_scores(scores, limits):
        raise Invalid(*wrong)
    for criterion, score in scores.items():
        key = (row.id, criterion, work.caller.key)
        given = await work.session.get(EvaluationScore, key)
        if given is None:
            given = EvaluationScore(
                evaluation_id=row.id, criterion=criterion, scorer=work.caller.key
            )
            work.session.add(given)
        given.score, given.note, given.given_at = score, note, work.now
    row.updated_at = work.now
    return row


async def complete_evaluation_round(work: Work, round_id: UUID) -> EvaluationRound:
    """Every sheet is fixed and graded, every member hears of its grade.

    Refuses while a criterion that people score has no score, naming the spaces.
    """
    row = await work.lock(EvaluationRound, round_id)
    evaluations = await lock_evaluations(work, row.id)
    scores = await _find_scores(work, [one.id for one in evaluations])
    by_people = [one["code"] for one in row.criteria if one["rule"] is None]
    unscored = {
        one.member_name
        for one in evaluations
        if any(code not in scores[one.id] for code in by_people)
    }
    refuse_if(rules.may_complete(row.status, unscored))
    counted = await _find_contributions(work, [one.member_id for one in evaluations], row.year)
    row.status, row.completed_at = rules.MOVES["complete"][row.status], work.now
    for one in evaluations:
        sheet = make_sheet(row.criteria, counted[one.member_id], scores[one.id])
        one.sheet = [_plain(part) for part in sheet]
        one.percent = percent_of(sheet)
        one.grade = grade_of(one.percent, GRADES)
        one.status = "completed"
        publish_evaluation_completed(work, one)
    return row


async def get_evaluation_sheet(
    work: Work, evaluation_id: UUID
) -> tuple[Evaluation, EvaluationRound, list[CriterionSheet] | None]:
    """An evaluation with its sheet: the one that was fixed (None here), or as it stands now.

    A reviewer sees of an open one what is counted and the own scores, not those of others.
    """
    row = await work.read(Evaluation, evaluation_id)
    found = await work.session.get_one(EvaluationRound, row.round_id)
    if row.sheet is not None:
        return row, found, None
    scores = (await _find_scores(work, [row.id]))[row.id]
    if not work.caller.has_role("officer", "decider", "auditor", "operator"):
        own = work.caller.key
        scores = {code: [one for one in given if one.by == own] for code, given in scores.items()}
    counted = await _find_contributions(work, [row.member_id], row.year)
    return row, found, make_sheet(found.criteria, counted[row.member_id], scores)


def make_sheet(
    criteria: Sequence[dict[str, Any]], contributions: Sequence[Counted], scores: Scores
) -> list[CriterionSheet]:
    """Each criterion with its score and the lines it comes from."""
    sheet = []
    for one in criteria:
        if one["rule"] is None:
            score, lines = average_scores(scores.get(one["code"], []))
        else:
            score, lines = count_points(POINT_RULES[one["rule"]], contributions, one["max_score"])
        sheet.append(
            CriterionSheet(
                one["code"], one["weight"], float(one["max_score"]), one["rule"], score, lines
            )
        )
    return sheet


def _plain(part: CriterionSheet) -> dict[str, Any]:
    """As it is stored: ids and days as text."""
    plain = asdict(part)
    for line in plain["lines"]:
        for name in ("contribution_id", "happened_on"):
            line[name] = None if line[name] is None else str(line[name])
    plain["lines"] = list(plain["lines"])
    return plain


async def _find_scores(work: Work, ids: Iterable[UUID]) -> defaultdict[UUID, Scores]:
    rows = await work.session.scalars(
        select(EvaluationScore).where(EvaluationScore.evaluation_id.in_(list(ids)))
    )
    found: defaultdict[UUID, Scores] = defaultdict(dict)
    for row in rows:
        given = found[row.evaluation_id].setdefault(row.criterion, [])
        given.append(HumanScore(row.scorer, row.score, row.note))
    return found


async def _find_contributions(
    work: Work, member_ids: Iterable[UUID], year: int
) -> defaultdict[UUID, list[Counted]]:
    rows = await work.session.execute(
        select(
            Contribution.member_id,
            Contribution.id,
            Contribution.kind,
            Contribution.title,
            Contribution.happened_on,
            Contribution.hours,
            Contribution.audience,
        ).where(
            Contribution.member_id.in_(list(member_ids)),
            Contribution.year == year,
            Contribution.void_reason.is_(None),
        )
    )
    found: defaultdict[UUID, list[Counted]] = defaultdict(list)
    for row in rows:
        counted = Counted(row.id, row.kind, row.title, row.happened_on, row.hours, row.audience)
        found[row.member_id].append(counted)
    return found
