"""Reviewers: their fields of expertise and when they are away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.members.models import Reviewer
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if

ONCE = "reviewers_each_once"


async def register_reviewer(
    work: Work, issuer: str, subject: str, details: dict[str, Any]
) -> Reviewer:
    """Note who reviews what. The right to review is the grant `reviewer`, not this."""
    values = {"fields": [], "away_from": None, "away_until": None, **details}
    _check_absence(values["away_from"], values["away_until"])
    reviewer = Reviewer(issuer=issuer, subject=subject, **values)
    try:
        async with work.session.begin_nested():
            work.add(reviewer)
    except IntegrityError as error:
        if constraint_of(error) != ONCE:
            raise
        refuse_if([Failure("reviewer_known", field="subject")])
    return reviewer


async def change_reviewer(work: Work, reviewer_id: UUID, changes: dict[str, Any]) -> Reviewer:
    """Correct fields or absence; who is away gets no new files."""
    reviewer = await work.lock(Reviewer, reviewer_id)
    for name, value in changes.items():
        setattr(reviewer, name, value)
    _check_absence(reviewer.away_from, reviewer.away_until)
    return reviewer


def _check_absence(start: Any, end: Any) -> None:
    if start is not None and end is not None and end <= start:
        raise Invalid(Failure("ends_before_start", field="away_until"))
