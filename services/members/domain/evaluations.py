"""Evaluation rounds: each member's year is scored by criteria and graded.

    draft ──open──► open ──complete──► completed
      └────cancel────┴──► cancelled

One evaluation for each member: open while its round is, then completed or cancelled with it.
Points come from contributions by rules, or from people; nobody scores the own space.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from services.members.domain.states import only_in
from shared.errors import Failure, Lack
from shared.texts import Label, Text

ROUND_STATUS = {
    "draft": Text("Đang chuẩn bị", "Draft"),
    "open": Text("Đang đánh giá", "Open"),
    "completed": Text("Đã hoàn thành", "Completed"),
    "cancelled": Text("Đã hủy", "Cancelled"),
}
MOVES = {
    "open": {"draft": "open"},
    "complete": {"open": "completed"},
    "cancel": {"draft": "cancelled", "open": "cancelled"},
}
"""The drawing above, for the test that tries every path."""
EVALUATION_STATUS = {
    "open": Text("Đang đánh giá", "Open"),
    "completed": Text("Đã có kết quả", "Completed"),
    "cancelled": Text("Đã hủy", "Cancelled"),
}


def may_move(status: str, move: str) -> list[Failure]:
    return only_in(ROUND_STATUS, status, *MOVES[move])


def may_change(status: str) -> list[Failure]:
    return only_in(ROUND_STATUS, status, "draft")


def check_criteria(
    codes: Sequence[str], rules: Sequence[str | None], known: Mapping[str, Text]
) -> list[Failure]:
    """Each criterion once; a rule it counts by is one of `data/year.json`."""
    twice = sorted({code for code in codes if codes.count(code) > 1})
    failures = [Failure("criterion_twice", field="criteria", criteria=twice)] if twice else []
    listed = [Label(code, text) for code, text in known.items()]
    return failures + [
        Failure("point_rule_unknown", field=f"criteria.{position}.rule", allowed=listed)
        for position, rule in enumerate(rules)
        if rule is not None and rule not in known
    ]


def may_score(status: str, own: bool) -> list[Failure]:
    failures: list[Failure] = [Lack("own_space_scored")] if own else []
    return failures + only_in(EVALUATION_STATUS, status, "open")


def check_scores(scores: Mapping[str, float], limits: Mapping[str, float]) -> list[Failure]:
    """`limits` are the criteria that people score, with the most that each can reach."""
    failures = [
        Failure("criterion_not_scored_by_people", field=f"scores.{code}", allowed=sorted(limits))
        for code in sorted(scores)
        if code not in limits
    ]
    return failures + [
        Failure("score_out_of_range", field=f"scores.{code}", limit=limits[code])
        for code, score in sorted(scores.items())
        if code in limits and not 0 <= score <= limits[code]
    ]


def may_complete(status: str, unscored: Collection[str]) -> list[Failure]:
    """`unscored` are the names of spaces that lack a score by a person."""
    failures = may_move(status, "complete")
    if unscored:
        names = sorted(unscored)
        failures.append(Failure("scores_missing", spaces=names[:20], count=len(names)))
    return failures
