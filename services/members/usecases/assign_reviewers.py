"""Assignments: reviewers get their files, by hand or shared out fairly.

Every act here locks the call first, so two of them never give the same file to the same person.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.members.domain import assigning
from services.members.domain.assigning import Candidate, File
from services.members.domain.conflicts import GROUNDS, IN_REVIEW
from services.members.domain.review_rules import rules_of
from services.members.domain.states import APPLICATION_STATUS, only_in
from services.members.models import (
    Application,
    Call,
    Review,
    ReviewAssignment,
    ReviewBoard,
    Reviewer,
)
from services.members.queries.review import (
    count_loads,
    find_granted_reviewers,
    find_recused,
)
from services.members.settings import Settings
from shared.database.work import Work
from shared.errors import Failure, refuse_if
from shared.texts import Label


@dataclass(frozen=True, slots=True)
class Short:
    """A file that did not get as many reviewers as it needs."""

    application_id: UUID
    name: str
    missing: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """What an assignment of a whole call came to."""

    given: Sequence[ReviewAssignment]
    short: Sequence[Short]
    loads: dict[str, int]
    """Open files of each candidate afterwards, in all calls."""


async def assign_reviewers(
    work: Work, call_id: UUID, reviewers: Collection[str], per_file: int | None
) -> Distribution:
    """Give every file of a call that is in review its reviewers; what stands already stays.

    Without `reviewers` (issuer and subject) the board of the call takes part, without a board
    everybody known as a reviewer. Whoever is away, recused, or was taken off a file is left out.
    """
    call = await work.lock(Call, call_id)
    candidates = await find_candidates(work, call.id, reviewers)
    if not candidates:
        refuse_if([Failure("no_reviewers", field="reviewers")])
    wanted = per_file or rules_of(call).reviewers_per_file
    applications = await _files_in_review(work, call.id)
    files = await _describe(work, applications, wanted)
    proposal = assigning.propose(files, candidates, Settings.of(work).expertise_bonus)
    by_id = {str(one.id): one for one in applications}
    given = [
        add_assignment(work, by_id[file].id, call, reviewer) for file, reviewer in proposal.given
    ]
    short = [
        Short(by_id[file].id, by_id[file].name, missing) for file, missing in proposal.short.items()
    ]
    return Distribution(given, short, proposal.loads)


async def find_candidates(
    work: Work, call_id: UUID, asked: Collection[str] = ()
) -> list[Candidate]:
    """Who can take files of a call now, with fields and load."""
    session = work.session
    known = {one.key: one for one in await session.scalars(select(Reviewer))}
    board = await session.scalar(select(ReviewBoard).where(ReviewBoard.call_id == call_id))
    keys = set(asked)
    if not keys and board is not None:
        keys = {f"{one['issuer']}|{one['subject']}" for one in board.reviewers}
    if not keys:
        keys = set(known) | await find_granted_reviewers(session, work.now)
    loads = await count_loads(session)
    return [
        Candidate(key, _fields(known.get(key)), loads.get(key, 0))
        for key in sorted(keys)
        if not _is_away(work, known.get(key))
    ]


def _fields(reviewer: Reviewer | None) -> frozenset[str]:
    return frozenset(reviewer.fields) if reviewer else frozenset()


def _is_away(work: Work, reviewer: Reviewer | None) -> bool:
    if reviewer is None or (reviewer.away_from is None and reviewer.away_until is None):
        return False
    begun = reviewer.away_from is None or reviewer.away_from <= work.now
    return begun and (reviewer.away_until is None or work.now < reviewer.away_until)


@dataclass(frozen=True, slots=True)
class FileRow:
    """An application in review, without all that hangs on it."""

    id: UUID
    name: str
    fields: list[str]


async def _files_in_review(work: Work, call_id: UUID) -> list[FileRow]:
    rows = await work.session.execute(
        select(Application.id, Application.name, Application.fields)
        .where(Application.call_id == call_id, Application.status.in_(IN_REVIEW))
        .order_by(Application.submitted_at, Application.id)
    )
    return [FileRow(*row) for row in rows]


async def _describe(work: Work, applications: Sequence[FileRow], wanted: int) -> list[File]:
    ids = [one.id for one in applications]
    recused = await find_recused(work.session, ids, work.now)
    busy: dict[UUID, set[str]] = {id: set() for id in ids}
    had: dict[UUID, set[str]] = {id: set() for id in ids}
    assigned = select(
        ReviewAssignment.application_id,
        ReviewAssignment.reviewer_issuer,
        ReviewAssignment.reviewer_subject,
        ReviewAssignment.status,
    ).where(ReviewAssignment.application_id.in_(ids))
    for id, issuer, subject, status in await work.session.execute(assigned):
        had[id].add(f"{issuer}|{subject}")
        if status in assigning.STANDING:
            busy[id].add(f"{issuer}|{subject}")
    given = select(Review.application_id, Review.reviewer_issuer, Review.reviewer_subject).where(
        Review.application_id.in_(ids), Review.set_aside_at.is_(None)
    )
    for id, issuer, subject in await work.session.execute(given):
        had[id].add(f"{issuer}|{subject}")
        busy[id].add(f"{issuer}|{subject}")
    return [
        File(
            id=str(one.id),
            fields=frozenset(one.fields),
            standing=frozenset(had[one.id]),
            barred=frozenset(recused[one.id]),
            wanted=max(0, wanted - len(busy[one.id])),
        )
        for one in applications
    ]


def add_assignment(
    work: Work, application_id: UUID, call: Call, reviewer: str, reason: str | None = None
) -> ReviewAssignment:
    issuer, _, subject = reviewer.partition("|")
    if call.reviewers_assigned_at is None:
        call.reviewers_assigned_at = work.now
    return work.add(
        ReviewAssignment(
            application_id=application_id,
            call_id=call.id,
            reviewer_issuer=issuer,
            reviewer_subject=subject,
            status="open",
            assigned_by=work.caller.key,
            reason=reason,
        )
    )


async def assign_reviewer(
    work: Work, application_id: UUID, reviewer: str, reason: str | None
) -> ReviewAssignment:
    """Give one file to one person by hand; a matter of fields and load no more."""
    call_id = await work.session.scalar(
        select(Application.call_id).where(Application.id == application_id)
    )
    if call_id is not None:
        await work.session.get(Call, call_id, with_for_update=True, populate_existing=True)
    application = await work.lock(Application, application_id)
    recused = (await find_recused(work.session, [application.id], work.now))[application.id]
    standing = any(
        one.reviewer_key == reviewer and one.status in assigning.STANDING
        for one in application.assignments
    ) or any(one.reviewer_key == reviewer for one in application.reviews)
    grounds = [Label(one, GROUNDS[one]) for one in GROUNDS if one in recused.get(reviewer, ())]
    status = only_in(APPLICATION_STATUS, application.status, *IN_REVIEW)
    refuse_if(assigning.may_assign(status, standing, grounds))
    return add_assignment(work, application.id, application.call, reviewer, reason)


async def end_assignment(work: Work, assignment_id: UUID, reason: str) -> ReviewAssignment:
    """Take a person off a file that is not scored yet."""
    assignment = await work.lock(ReviewAssignment, assignment_id)
    refuse_if(assigning.may_move(assignment.status, "end"))
    assignment.status = "ended"
    assignment.reason = reason
    return assignment
