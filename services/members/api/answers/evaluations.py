"""What rounds of evaluation and score sheets look like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import evaluations as rules
from services.members.domain.points import CriterionSheet, grade_of, percent_of
from services.members.models import Evaluation, EvaluationRound
from services.members.regulations.year_rules import GRADES
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer

JUDGING = ("officer", "decider", "auditor", "operator")


class EvaluationCriterionOut(Answer):
    code: str
    title: Bilingual
    weight: float
    max_score: int
    rule: CodeOut | None
    """The rule it is counted by; null when people score it."""


class EvaluationRoundOut(Answer):
    id: UUID
    year: int
    title: Bilingual
    criteria: list[EvaluationCriterionOut]
    status: str
    status_label: str
    opened_at: datetime | None
    completed_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class EvaluationInListOut(Answer):
    id: UUID
    round_id: UUID
    member_id: UUID
    member_name: str
    year: int
    status: str
    status_label: str
    percent: float | None
    grade: CodeOut | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class LineOut(Answer):
    source: str
    """`contribution`, `person`, `start` (the rule's own points) or `limit` (cut to the range)."""
    points: float
    contribution_id: UUID | None
    title: str | None
    happened_on: date | None
    by: str | None
    """Who gave it; for staff alone."""
    note: str | None


class CriterionSheetOut(Answer):
    code: str
    title: Bilingual
    weight: float
    max_score: float
    rule: CodeOut | None
    score: float
    """What the lines add up to."""
    lines: list[LineOut]


class EvaluationOut(EvaluationInListOut):
    sheet: list[CriterionSheetOut]
    """Where each point comes from; while it is open, as far as the caller may see it."""
    preliminary: bool
    """The round is not completed: points may still come and go."""


def show_evaluation_round(row: EvaluationRound, view: View) -> EvaluationRoundOut:
    officer = lacks_entry(view.caller, "officer")
    decider = lacks_entry(view.caller, "decider")
    return EvaluationRoundOut(
        id=row.id,
        year=row.year,
        title=Bilingual(vi=row.title_vi, en=row.title_en),
        criteria=[
            EvaluationCriterionOut(**{**one, "rule": _rule(one["rule"], view)})
            for one in row.criteria
        ],
        status=row.status,
        status_label=show_code("evaluation_round_status", row.status, view).label,
        opened_at=row.opened_at,
        completed_at=row.completed_at,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={
            "change": view.action(officer or rules.may_change(row.status)),
            "open": view.action(officer or rules.may_move(row.status, "open")),
            "complete": view.action(decider or rules.may_move(row.status, "complete")),
            "cancel": view.action(officer or rules.may_move(row.status, "cancel")),
        },
    )


def _rule(code: str | None, view: View) -> CodeOut | None:
    return show_code("point_rule", code, view) if code else None


def show_evaluation_in_list(row: Evaluation, view: View) -> EvaluationInListOut:
    entry = lacks_entry(view.caller, "reviewer", "officer")
    own = row.member_id in view.caller.member_ids
    return EvaluationInListOut(
        id=row.id,
        round_id=row.round_id,
        member_id=row.member_id,
        member_name=row.member_name,
        year=row.year,
        status=row.status,
        status_label=show_code("evaluation_status", row.status, view).label,
        percent=row.percent,
        grade=show_code("grade", row.grade, view) if row.grade else None,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={"score": view.action(entry or rules.may_score(row.status, own))},
    )


def show_evaluation(
    found: tuple[Evaluation, EvaluationRound, list[CriterionSheet] | None], view: View
) -> EvaluationOut:
    row, of_round, now = found
    shown = show_evaluation_in_list(row, view).model_dump()
    kept: list[dict[str, Any]] = row.sheet or []
    parts = kept if now is None else [_as_kept(one) for one in now]
    if now is not None and view.caller.has_role(*JUDGING):
        shown["percent"] = percent_of(now)
        shown["grade"] = show_code("grade", grade_of(shown["percent"], GRADES), view)
    titles = {one["code"]: one["title"] for one in of_round.criteria}
    return EvaluationOut(
        **shown,
        sheet=[_sheet(part, titles, view) for part in parts],
        preliminary=now is not None,
    )


def _as_kept(part: CriterionSheet) -> dict[str, Any]:
    lines = [{name: getattr(one, name) for name in one.__slots__} for one in part.lines]
    return {**{name: getattr(part, name) for name in part.__slots__}, "lines": lines}


def _sheet(part: dict[str, Any], titles: dict[str, Any], view: View) -> CriterionSheetOut:
    staff = view.caller.has_role(*JUDGING)
    lines = [
        LineOut(**{**line, "by": line["by"] if staff or line["by"] == view.caller.key else None})
        for line in part["lines"]
    ]
    return CriterionSheetOut(
        code=part["code"],
        title=Bilingual.model_validate(titles[part["code"]]),
        weight=part["weight"],
        max_score=part["max_score"],
        rule=_rule(part["rule"], view),
        score=part["score"],
        lines=lines,
    )
