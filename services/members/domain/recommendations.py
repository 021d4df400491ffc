"""Recommendations: the chair of the review says what the decider might do; the decider decides."""

from __future__ import annotations

from services.members.domain.states import APPLICATION_STATUS, only_in
from shared.errors import Failure, Lack


def may_recommend(
    status: str, chair_key: str | None, caller_key: str, reviews: int, quorum: int
) -> list[Failure]:
    """The chair of the call's board, for a file in review that has its quorum."""
    failures = only_in(APPLICATION_STATUS, status, "submitted")
    if chair_key is None:
        failures.append(Failure("no_review_board"))
    elif chair_key != caller_key:
        failures.append(Lack("chair_only"))
    if reviews < quorum:
        failures.append(Failure("quorum_not_reached", reviews=reviews, quorum=quorum))
    return failures


def may_decide_on(recommended_by: str | None, caller_key: str) -> list[Failure]:
    """To recommend and to decide are two persons' acts."""
    return [Lack("own_recommendation")] if recommended_by == caller_key else []
