"""How the files of a call are reviewed. The call says it; what it leaves out has a mild default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.texts import Text

TIE_RULES = {
    "shared_rank": Text(
        "Đồng hạng, chủ tịch hội đồng quyết định", "Same rank; the chair settles it"
    ),
    "heaviest_criterion": Text(
        "Xét tiêu chí có trọng số cao nhất", "The criterion with the highest weight settles it"
    ),
    "earlier_submitted": Text("Hồ sơ nộp trước xếp trên", "The file handed in earlier goes first"),
}
DEFAULT_TIE_RULE = "shared_rank"


class CallWithRules(Protocol):
    """A call, as far as its review rules go."""

    @property
    def quorum(self) -> int: ...


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """The review rules of a call."""

    reviewers_per_file: int
    quorum: int
    sealed: bool = True
    """A reviewer sees others' scores only after giving their own."""
    deadline: datetime | None = None
    tie_rule: str = DEFAULT_TIE_RULE
    spread_limit: float | None = None
    """Reviews further apart than this, in percent points of the total, call for a discussion."""


def rules_of(call: CallWithRules) -> ReviewRules:
    """The only place that reads them from a call."""
    sealed = getattr(call, "sealed", None)
    return ReviewRules(
        reviewers_per_file=getattr(call, "reviewers_per_file", None) or call.quorum,
        quorum=call.quorum,
        sealed=True if sealed is None else sealed,
        deadline=getattr(call, "review_deadline", None),
        tie_rule=getattr(call, "tie_rule", None) or DEFAULT_TIE_RULE,
        spread_limit=getattr(call, "spread_limit", None),
    )
