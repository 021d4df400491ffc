"""How the files of a call are reviewed, as far as ranking and assigning ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class CallWithRules(Protocol):
    """A call, as far as its review rules go."""

    @property
    def quorum(self) -> int: ...
    @property
    def reviewers_per_file(self) -> int | None: ...
    @property
    def sealed(self) -> bool: ...
    @property
    def tie_rule(self) -> str: ...
    @property
    def spread_limit(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """The review rules of a call."""

    reviewers_per_file: int
    quorum: int
    sealed: bool = True
    """A reviewer sees others' scores only after giving their own."""
    tie_rule: str = "chair"
    """One of `domain.states.TIE_RULES`."""
    spread_limit: float | None = None
    """Reviews as far apart, in percent points of the total, call for a discussion."""


def rules_of(call: CallWithRules) -> ReviewRules:
    """A call that does not say how many reviewers a file is given to wants its quorum."""
    return ReviewRules(
        reviewers_per_file=call.reviewers_per_file or call.quorum,
        quorum=call.quorum,
        sealed=call.sealed,
        tie_rule=call.tie_rule,
        spread_limit=call.spread_limit,
    )
