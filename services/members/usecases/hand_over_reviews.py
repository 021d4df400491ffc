"""The open work of an absent person goes to others, in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.members.domain import assigning
from services.members.domain.assigning import Candidate, File
from services.members.domain.conflicts import IN_REVIEW
from services.members.models import Application, Call, Review, ReviewAssignment, ReviewBoard
from services.members.queries.review import find_recused
from services.members.settings import Settings
from services.members.usecases.assign_reviewers import add_assignment, find_candidates
from shared.database.work import Work
from shared.errors import Invalid


@dataclass(frozen=True, slots=True)
class HandOver:
    """What became of the open work."""

    given: Sequence[ReviewAssignment]
    left: Sequence[ReviewAssignment]
    """Nobody may take these: recused, busy with the same file, or nobody is there."""
    chaired: Sequence[UUID]
    """Calls whose board the target chairs now."""
    unchaired: Sequence[UUID]
    """Calls whose board the absent person still chairs: nobody was named to take the chair."""


async def hand_over_reviews(
    work: Work, source: str, target: str | None, call_id: UUID | None, reason: str
) -> HandOver:
    """Every open assignment of `source` (issuer and subject) goes to `target`, or is shared out.

    The chair of a board goes to `target` alone: it is not for the system to choose one. Each is
    handed over or stays as it is and is told; nothing is lost on the way.
    """
    if wrong := assigning.check_hand_over(source, target):
        raise Invalid(*wrong)
    calls = await _lock_calls(work, source, call_id)
    waiting = await _open_work(work, source, list(calls))
    changed: list[tuple[ReviewAssignment, ReviewAssignment]] = []
    left: list[ReviewAssignment] = []
    for id, call in calls.items():
        mine = [one for one in waiting if one.call_id == id]
        candidates = await _who_can_take(work, id, source, target)
        files = await _describe(work, mine)
        proposal = assigning.propose(files, candidates, Settings.of(work).expertise_bonus)
        takers = dict(proposal.given)
        for old in mine:
            taker = takers.get(str(old.application_id))
            if taker is None:
                left.append(old)
                continue
            changed.append((old, add_assignment(work, old.application_id, call, taker, reason)))
    await work.session.flush()  # what `handed_to` points at must be there first
    for old, new in changed:
        old.status, old.handed_to, old.reason = "handed_over", new.id, reason
    boards = await _boards_chaired(work, source, call_id)
    if target is not None:
        for board in boards:
            board.chair_issuer, board.chair_subject = _split(target)
    ids = [board.call_id for board in boards]
    given = [new for _, new in changed]
    return HandOver(given, left, *((ids, []) if target is not None else ([], ids)))


async def _boards_chaired(work: Work, source: str, call_id: UUID | None) -> Sequence[ReviewBoard]:
    """The boards that a person chairs, of calls with files in review."""
    issuer, subject = _split(source)
    in_review = select(Application.call_id).where(Application.status.in_(IN_REVIEW))
    query = (
        select(ReviewBoard)
        .where(ReviewBoard.chair_issuer == issuer, ReviewBoard.chair_subject == subject)
        .where(ReviewBoard.call_id.in_(in_review))
        .order_by(ReviewBoard.id)
        .with_for_update()
    )
    if call_id is not None:
        query = query.where(ReviewBoard.call_id == call_id)
    return (await work.session.scalars(query)).all()


def _split(person: str) -> tuple[str, str]:
    issuer, _, subject = person.partition("|")
    return issuer, subject


async def _lock_calls(work: Work, source: str, call_id: UUID | None) -> dict[UUID, Call]:
    """The calls in which the person has work, in the order of their ids, so that none deadlocks."""
    issuer, subject = _split(source)
    ids = select(ReviewAssignment.call_id).where(
        ReviewAssignment.reviewer_issuer == issuer,
        ReviewAssignment.reviewer_subject == subject,
        ReviewAssignment.status == "open",
    )
    query = select(Call).where(Call.id.in_(ids)).order_by(Call.id).with_for_update()
    if call_id is not None:
        query = query.where(Call.id == call_id)
    found = await work.session.scalars(query.execution_options(populate_existing=True))
    return {call.id: call for call in found}


async def _open_work(work: Work, source: str, calls: Sequence[UUID]) -> Sequence[ReviewAssignment]:
    issuer, subject = _split(source)
    found = await work.session.scalars(
        select(ReviewAssignment)
        .join(Application, Application.id == ReviewAssignment.application_id)
        .where(
            ReviewAssignment.call_id.in_(calls),
            ReviewAssignment.reviewer_issuer == issuer,
            ReviewAssignment.reviewer_subject == subject,
            ReviewAssignment.status == "open",
            Application.status.in_(IN_REVIEW),
        )
        .order_by(ReviewAssignment.id)
        .with_for_update(of=ReviewAssignment)
    )
    return found.all()


async def _who_can_take(
    work: Work, call_id: UUID, source: str, target: str | None
) -> list[Candidate]:
    asked = () if target is None else (target,)
    found = await find_candidates(work, call_id, asked)
    return [one for one in found if one.key != source]


async def _describe(work: Work, mine: Sequence[ReviewAssignment]) -> list[File]:
    """The files as the distribution sees them: one more reviewer each."""
    ids = [one.application_id for one in mine]
    recused = await find_recused(work.session, ids, work.now)
    busy: dict[UUID, set[str]] = {id: set() for id in ids}
    for table, standing in (
        (ReviewAssignment, ReviewAssignment.status.in_(assigning.STANDING)),
        (Review, Review.set_aside_at.is_(None)),
    ):
        rows = select(table.application_id, table.reviewer_issuer, table.reviewer_subject)
        rows = rows.where(table.application_id.in_(ids), standing)
        for id, issuer, subject in await work.session.execute(rows):
            busy[id].add(f"{issuer}|{subject}")
    fields = select(Application.id, Application.fields).where(Application.id.in_(ids))
    return [
        File(str(id), frozenset(names), frozenset(busy[id]), frozenset(recused[id]), 1)
        for id, names in await work.session.execute(fields)
    ]
