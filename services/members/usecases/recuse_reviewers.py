"""Conflicts of interest: declared, lifted, and asked for by everything that judges a file."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.members.domain import conflicts
from services.members.domain.assigning import may_move
from services.members.domain.conflicts import Judge, Judged
from services.members.domain.recommendations import may_decide_on
from services.members.domain.scores import weighted_total
from services.members.models import Application, ReviewConflict
from services.members.queries.review import find_recommenders, find_recused
from shared.auth.caller import Caller
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if


def judge_of(caller: Caller) -> Judge:
    return Judge(caller.key, caller.member_ids, caller.email, caller.on_behalf_of)


def judged(application: Application) -> Judged:
    contact = application.contact
    return Judged(
        application.applicant_key,
        application.member_id or application.renews_member_id,
        contact.email if contact else None,
    )


async def bars_against(
    work: Work, applications: Collection[Application]
) -> dict[UUID, list[Failure]]:
    """Of each file, everything that keeps the caller from deciding it: every ground, and having
    recommended on it. Two statements for any number of files."""
    ids = [one.id for one in applications]
    recused = await find_recused(work.session, ids, work.now)
    recommended = await find_recommenders(work.session, ids)
    judge = judge_of(work.caller)
    return {
        one.id: conflicts.may_judge(conflicts.find_grounds(judge, judged(one), recused[one.id]))
        + may_decide_on(recommended.get(one.id), judge.key)
        for one in applications
    }


async def find_grounds(work: Work, application: Application) -> list[str]:
    """Every ground on which the caller may not judge a file."""
    found = await find_recused(work.session, [application.id], work.now)
    return conflicts.find_grounds(judge_of(work.caller), judged(application), found[application.id])


def visible_grounds(application: Application, caller: Caller) -> list[str]:
    """The grounds that a loaded file shows by itself; the act asks for all of them."""
    declared = {one.key: ["declared"] for one in application.conflicts if one.lifted_at is None}
    return conflicts.find_grounds(judge_of(caller), judged(application), declared)


async def declare_conflict(
    work: Work, application_id: UUID, person: tuple[str, str], reason: str
) -> ReviewConflict:
    """From now on the person neither reviews nor recommends nor decides this file.

    An open assignment ends; a review that was given is set aside and counts no more.
    """
    application = await work.lock(Application, application_id)
    issuer, subject = person
    key = f"{issuer}|{subject}"
    known = any(one.key == key and one.lifted_at is None for one in application.conflicts)
    refuse_if(conflicts.may_declare(application.status, known))
    conflict = work.add(
        ReviewConflict(
            application_id=application.id,
            issuer=issuer,
            subject=subject,
            reason=reason,
            declared_by=work.caller.key,
        )
    )
    application.conflicts.append(conflict)
    _recuse(work, application, key)
    return conflict


def _recuse(work: Work, application: Application, key: str) -> None:
    for assignment in application.assignments:
        if assignment.reviewer_key == key and not may_move(assignment.status, "recuse"):
            assignment.status = "recused"
    for review in application.reviews:
        if review.reviewer_key == key and review.set_aside_at is None:
            review.set_aside_at = work.now
    count_reviews(application)


def count_reviews(application: Application) -> None:
    """Number and total of the reviews that count."""
    counting = [one for one in application.reviews if one.set_aside_at is None]
    application.review_count = len(counting)
    application.total_score = weighted_total(
        [one.scores for one in counting], application.call.scored_criteria
    )


async def lift_conflict(
    work: Work, application_id: UUID, conflict_id: UUID, reason: str
) -> ReviewConflict:
    """It was declared in error: the person may judge again, a review set aside counts again."""
    application = await work.lock(Application, application_id)
    for conflict in application.conflicts:
        if conflict.id == conflict_id:
            break
    else:
        raise NotFound(ReviewConflict.KIND, conflict_id)
    refuse_if(conflicts.may_lift(application.status, conflict.lifted_at is not None))
    conflict.lifted_at = work.now
    conflict.lifted_reason = reason
    for review in application.reviews:
        if review.reviewer_key == conflict.key:
            review.set_aside_at = None
    count_reviews(application)
    return conflict
