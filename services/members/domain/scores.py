"""Scores: what reviewers give, and the weighted total of an application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.members.domain.calls import Criterion
from shared.errors import Failure


def check_scores(scores: Mapping[str, int], criteria: Sequence[Criterion]) -> list[Failure]:
    """Every criterion is scored within 0 … max_score, and nothing else is."""
    known = {one.code: one for one in criteria}
    failures = [
        Failure("score_missing", field=f"scores.{code}", criterion=code)
        for code in known
        if code not in scores
    ]
    for code, score in scores.items():
        if code not in known:
            failures.append(
                Failure("criterion_unknown", field=f"scores.{code}", allowed=sorted(known))
            )
        elif not 0 <= score <= known[code].max_score:
            failures.append(
                Failure("score_out_of_range", field=f"scores.{code}", limit=known[code].max_score)
            )
    return failures


def weighted_total(
    reviews: Sequence[Mapping[str, int]], criteria: Sequence[Criterion]
) -> float | None:
    """The mean of the reviews in percent of what could be reached, two decimals.

    Each criterion counts with its weight and as a share of its own max_score; None without reviews.
    """
    weights = sum(one.weight for one in criteria)
    if not reviews or not weights:
        return None
    reached = sum(
        one.weight * review.get(one.code, 0) / one.max_score
        for review in reviews
        for one in criteria
    )
    return round(100 * reached / weights / len(reviews), 2)


def sees_other_reviews(
    is_reviewer: bool, has_reviewed: bool, decided: bool, sealed: bool = True
) -> bool:
    """Reviews are sealed: whoever may still review sees others' only after giving their own."""
    return decided or has_reviewed or not is_reviewer or not sealed
