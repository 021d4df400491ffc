"""Points: what is counted from contributions by rules, what people score, and the grade of it all.

Every point stands on a line that names where it comes from, and the lines add up to the total.
Pure numbers; scores are rounded to two decimals where they are shown and graded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from shared.texts import Text

Measure = Literal["count", "hours", "audience"]


@dataclass(frozen=True, slots=True)
class PointRule:
    """So many points for each contribution, hour or visitor, beginning with `start` points."""

    code: str
    label: Text
    kinds: frozenset[str]
    measure: Measure
    points: float
    start: float


@dataclass(frozen=True, slots=True)
class Grade:
    """The name of a total from so many percent on."""

    code: str
    begins_at: float


@dataclass(frozen=True, slots=True)
class Counted:
    """A contribution as far as points ask."""

    id: UUID
    kind: str
    title: str
    happened_on: date
    hours: float | None
    audience: int | None


@dataclass(frozen=True, slots=True)
class HumanScore:
    """What one person gave on one criterion."""

    by: str
    score: float
    note: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """Where points come from: a contribution, a person, or the rule's own start or limit."""

    source: Literal["contribution", "person", "start", "limit"]
    points: float
    contribution_id: UUID | None = None
    title: str | None = None
    happened_on: date | None = None
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CriterionSheet:
    """One criterion of the score sheet; `score` is what its lines add up to."""

    code: str
    weight: float
    max_score: float
    rule: str | None
    score: float
    lines: tuple[Line, ...]


def count_points(
    rule: PointRule, contributions: Sequence[Counted], max_score: float
) -> tuple[float, tuple[Line, ...]]:
    """The points of a rule between 0 and `max_score`, and the lines that add up to them."""
    lines = [Line("start", rule.start)] if rule.start else []
    for one in sorted(contributions, key=lambda one: (one.happened_on, str(one.id))):
        amount = _measure(one, rule.measure) if one.kind in rule.kinds else 0
        if amount:
            points = round(amount * rule.points, 2)
            lines.append(Line("contribution", points, one.id, one.title, one.happened_on))
    total = round(sum(line.points for line in lines), 2)
    score = min(max(total, 0.0), max_score)
    if score != total:
        lines.append(Line("limit", round(score - total, 2)))
    return score, tuple(lines)


def _measure(contribution: Counted, measure: Measure) -> float:
    if measure == "count":
        return 1
    return (contribution.hours if measure == "hours" else contribution.audience) or 0


def average_scores(scores: Sequence[HumanScore]) -> tuple[float, tuple[Line, ...]]:
    """The mean of what people gave; each line carries that person's share of it."""
    if not scores:
        return 0.0, ()
    ordered = sorted(scores, key=lambda one: one.by)
    mean = round(sum(one.score for one in ordered) / len(ordered), 2)
    lines = [
        Line("person", round(one.score / len(ordered), 2), by=one.by, note=one.note)
        for one in ordered
    ]
    # What rounding left over goes with the last line, so that the sheet adds up.
    rest = round(mean - sum(line.points for line in lines[:-1]), 2)
    last = ordered[-1]
    return mean, (*lines[:-1], Line("person", rest, by=last.by, note=last.note))


def percent_of(sheet: Sequence[CriterionSheet]) -> float:
    """The weighted share of what could be reached, 0 to 100."""
    weights = sum(one.weight for one in sheet)
    if not weights:
        return 0.0
    reached = sum(one.weight * one.score / one.max_score for one in sheet)
    return round(100 * reached / weights, 2)


def grade_of(percent: float, grades: Sequence[Grade]) -> str:
    """The highest grade whose beginning is reached; the lowest begins at 0."""
    ordered = sorted(grades, key=lambda one: one.begins_at)
    reached = [one.code for one in ordered if percent >= one.begins_at]
    return (reached or [ordered[0].code])[-1]
