"""What the ranking of a call looks like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain.ranking import Place
from services.members.usecases.rank_applications import Ranking
from shared.http.act import View
from shared.http.fields import Answer


class RankedOut(Answer):
    application_id: UUID
    name: str
    status: str
    status_label: str
    submitted_at: datetime
    withheld: bool
    """It is the caller's own file, or one from which the caller is recused: no scores shown."""
    rank: int | None
    """1 is the best; null below the quorum."""
    total_score: float | None
    """Percent of what could be reached, weighted."""
    spread: float | None
    """Between the highest and the lowest review, in percent points."""
    reviews: int | None
    flags: list[CodeOut]
    """What calls for a discussion."""
    recommendation: CodeOut | None


class RankingOut(Answer):
    call_id: UUID
    quorum: int
    tie_rule: CodeOut
    spread_limit: float | None
    items: list[RankedOut]
    """All files that were handed in and not withdrawn, best first."""
    next_cursor: str | None
    """Always null: a ranking is one list."""


def show_ranking(ranking: Ranking, view: View) -> RankingOut:
    return RankingOut(
        call_id=ranking.call.id,
        quorum=ranking.rules.quorum,
        tie_rule=show_code("tie_rule", ranking.rules.tie_rule, view),
        spread_limit=ranking.rules.spread_limit,
        items=[_show_place(place, ranking, view) for place in ranking.places],
        next_cursor=None,
    )


def _show_place(place: Place, ranking: Ranking, view: View) -> RankedOut:
    file = ranking.files[place.id]
    open_to_caller = not file.barred
    recommended = file.recommendation if open_to_caller else None
    return RankedOut(
        application_id=file.id,
        name=file.name,
        status=file.status,
        status_label=show_code("application_status", file.status, view).label,
        submitted_at=file.submitted_at,
        withheld=file.barred,
        rank=place.rank if open_to_caller else None,
        total_score=place.total if open_to_caller else None,
        spread=place.spread if open_to_caller else None,
        reviews=place.reviews if open_to_caller else None,
        flags=[show_code("ranking_flag", flag, view) for flag in place.flags]
        if open_to_caller
        else [],
        recommendation=show_code("recommendation", recommended, view) if recommended else None,
    )
