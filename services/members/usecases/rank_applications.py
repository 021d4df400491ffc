"""The ranking of a call, and the reasons behind it as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import lazyload

from services.members.domain.calls import Criterion
from services.members.domain.ranking import Place, Scored, rank
from services.members.domain.review_rules import ReviewRules, rules_of
from services.members.models import Call
from services.members.queries.review import (
    RankedFile,
    Reasons,
    read_ranked_files,
    read_reasons,
    read_standing,
)
from shared.auth.caller import Caller
from shared.database.work import Subject, Work
from shared.errors import Forbidden, Lack, NotFound

SEE_ALL = ("officer", "decider", "auditor")


@dataclass(frozen=True, slots=True)
class Ranking:
    """The files of a call in their order."""

    call: Call
    rules: ReviewRules
    criteria: Sequence[Criterion]
    places: Sequence[Place]
    files: dict[UUID, RankedFile]


async def rank_applications(session: AsyncSession, call_id: UUID, caller: Caller) -> Ranking:
    """Every file handed in, best first: two statements, three for the chair of the board.

    Staff see it at any time, the chair once no file of the call waits for the chair's own scores.
    """
    call = await session.get(Call, call_id, options=[lazyload("*")])
    if call is None:
        raise NotFound(Call.KIND, call_id)
    if not caller.has_role(*SEE_ALL):
        chairs, waiting = await read_standing(session, call_id, caller.key)
        if not chairs:
            raise Forbidden(Lack("chair_only"))
        if waiting:
            raise Forbidden(Lack("ranking_sealed", files=waiting))
    files = await read_ranked_files(session, call_id, caller.key)
    scored = [Scored(one.id, one.submitted_at, one.reviews) for one in files]
    rules, criteria = rules_of(call), call.scored_criteria
    places = rank(scored, criteria, rules)
    return Ranking(call, rules, criteria, places, {one.id: one for one in files})


async def export_reviews(work: Work, call_id: UUID) -> tuple[Ranking, dict[UUID, list[Reasons]]]:
    """What reviewers, chair and decider wrote of each file, without the caller's own files.

    It names reviewers, so the read stands in the audit trail.
    """
    ranking = await rank_applications(work.session, call_id, work.caller)
    work.subject = Subject(Call.KIND, str(call_id))
    reasons: dict[UUID, list[Reasons]] = {}
    for one in await read_reasons(work.session, call_id):
        if not ranking.files[one.application_id].barred:
            reasons.setdefault(one.application_id, []).append(one)
    return ranking, reasons
