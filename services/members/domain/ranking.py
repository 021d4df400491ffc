"""The ranking of a call: from scores to an order, with what calls for a discussion.

Pure, so that thousands of files are ranked from what two queries bring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.members.domain.calls import Criterion
from services.members.domain.review_rules import ReviewRules
from services.members.domain.scores import weighted_total


@dataclass(frozen=True, slots=True)
class Scored:
    """A file with the scores that count."""

    id: UUID
    submitted_at: datetime
    reviews: Sequence[Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands."""

    id: UUID
    rank: int | None
    """1 is the best; null below the quorum."""
    tied: bool
    """Others have the same rank: the tie rule leaves it to the chair."""
    total: float | None
    spread: float | None
    """Between the highest and the lowest review, in percent points."""
    reviews: int
    quorum_reached: bool
    flags: tuple[str, ...]
    """`quorum_missing`, `spread_too_wide`, `tied`: what is to be discussed."""


def rank(files: Iterable[Scored], criteria: Sequence[Criterion], rules: ReviewRules) -> list[Place]:
    """Every file in its order: by total, equal totals by the tie rule, without a quorum last."""
    measured = [(one, *_measure(one, criteria)) for one in files]
    ready = [one for one in measured if len(one[0].reviews) >= rules.quorum]
    waiting = [one for one in measured if len(one[0].reviews) < rules.quorum]
    keys = {one.id: _key(one, total, criteria, rules.tie_rule) for one, total, _ in ready}
    ready.sort(key=lambda one: (keys[one[0].id], one[0].submitted_at, str(one[0].id)))
    waiting.sort(key=lambda one: (one[0].submitted_at, str(one[0].id)))
    counted: dict[tuple[float, ...], int] = {}
    first: dict[tuple[float, ...], int] = {}
    for position, (one, _, _) in enumerate(ready, start=1):
        counted[keys[one.id]] = counted.get(keys[one.id], 0) + 1
        first.setdefault(keys[one.id], position)
    places = [
        _place(one, first[keys[one.id]], counted[keys[one.id]] > 1, total, spread, rules)
        for one, total, spread in ready
    ]
    return places + [
        _place(one, None, False, total, spread, rules) for one, total, spread in waiting
    ]


def _measure(file: Scored, criteria: Sequence[Criterion]) -> tuple[float | None, float | None]:
    """Total and spread in percent."""
    totals = [weighted_total([review], criteria) or 0.0 for review in file.reviews]
    spread = round(max(totals) - min(totals), 2) if len(totals) > 1 else None
    return weighted_total(file.reviews, criteria), spread


def _key(
    file: Scored, total: float | None, criteria: Sequence[Criterion], tie_rule: str
) -> tuple[float, ...]:
    """Smaller is better; files with the same key share a rank."""
    best_first = -(total or 0.0)
    if tie_rule == "heaviest_criterion":
        heavy = sorted(criteria, key=lambda one: (-one.weight, one.code))
        means = (
            sum(review.get(one.code, 0) for review in file.reviews)
            / len(file.reviews)
            / one.max_score
            for one in heavy
        )
        return (best_first, *(-round(mean, 6) for mean in means))
    if tie_rule == "earlier":
        return (best_first, file.submitted_at.timestamp())
    return (best_first,)


def _place(
    file: Scored,
    place: int | None,
    tied: bool,
    total: float | None,
    spread: float | None,
    rules: ReviewRules,
) -> Place:
    wide = spread is not None and rules.spread_limit is not None and spread >= rules.spread_limit
    flags = {"quorum_missing": place is None, "spread_too_wide": wide, "tied": tied}
    return Place(
        id=file.id,
        rank=place,
        tied=tied,
        total=total,
        spread=spread,
        reviews=len(file.reviews),
        quorum_reached=place is not None,
        flags=tuple(flag for flag, holds in flags.items() if holds),
    )
