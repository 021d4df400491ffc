"""A person's name and sign-in leave what they did for a member: awards, places, requests, reports.

That there was an award, a place or a report stays: it is the member's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm.attributes import flag_modified

from services.members.events_out.year import publish_award_granted
from services.members.models import (
    Award,
    Benefit,
    Decision,
    DecisionEntry,
    Introduction,
    OfficialDocument,
    Participation,
    YearlyReport,
)
from services.members.usecases.find_persons import Person
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.vietnamese import fold

NOBODY = "—"
SIGNED_BY: list[tuple[type[Any], str]] = [
    (Benefit, "requested_by"),
    (Introduction, "requested_by"),
    (Participation, "signed_up_by"),
    (YearlyReport, "submitted_by"),
]
"""Where a member's person is kept as `issuer|subject`; one more line for a further place."""


def awards_of(person: Person) -> ColumnElement[bool]:
    return Award.person_key.is_not_distinct_from(person.key) & Award.person_key.is_not(None)


def places_of(person: Person, names: Collection[str], member_ids: Collection[UUID]) -> Any:
    """Places under one of the person's names, signed up by them or for one of their members."""
    theirs: list[ColumnElement[bool]] = [Participation.member_id.in_(member_ids)]
    if person.key:
        theirs.append(Participation.signed_up_by == person.key)
    return Participation.participant_name.in_(names) & or_(*theirs)


async def hide_names_of_awards(work: Work, person: Person) -> int:
    """The consent to be named ends: who shows the award hears that it names nobody."""
    awards = await work.session.scalars(
        select(Award).where(awards_of(person)).order_by(Award.id).with_for_update()
    )
    count = 0
    for award in awards:
        if award.may_name_person:
            today = hanoi_date(work.now).isoformat()
            award.consent = {**(award.consent or {}), "withdrawn_on": today}
            count += 1
            if award.status == "granted":
                publish_award_granted(work, award)
    return count


async def unname_awards(work: Work, person: Person, stand_in_key: str) -> int:
    """The award stays, given to somebody who is not named any more."""
    await hide_names_of_awards(work, person)
    awards = (await work.session.scalars(select(Award).where(awards_of(person)))).all()
    for award in awards:
        award.person_name, award.person_key, award.consent = NOBODY, stand_in_key, None
    return len(awards)


async def unname_places(
    work: Work, person: Person, names: Collection[str], member_ids: Collection[UUID], stand_in: str
) -> int:
    """The member keeps its place; who came is not named any more."""
    rows = (
        await work.session.scalars(
            select(Participation).where(places_of(person, names, member_ids)).with_for_update()
        )
    ).all()
    for number, row in enumerate(rows):
        row.participant_name, row.participant_search = NOBODY, fold(f"{stand_in} {number}")
    return len(rows)


async def replace_signatures(work: Work, key: str, stand_in_key: str) -> int:
    """In what a person asked or reported for a member; returns in how many rows."""
    count = 0
    for model, name in SIGNED_BY:
        column = getattr(model, name)
        done: Any = await work.session.execute(
            update(model).where(column == key).values({name: stand_in_key})
        )
        count += int(done.rowcount)
    return count


async def replace_in_decisions(
    work: Work, ids: Sequence[UUID], key: str, stand_in_key: str
) -> None:
    listed = select(DecisionEntry.decision_id).where(DecisionEntry.application_id.in_(ids))
    query = select(Decision).where(Decision.id.in_(listed)).order_by(Decision.id)
    for decision in await work.session.scalars(query.with_for_update()):
        for entry in decision.entries:
            if entry.applicant_key == key:
                entry.applicant_key = stand_in_key
        flag_modified(decision, "updated_at")  # who may read it changes with its list


async def replace_in_papers(work: Work, key: str, stand_in_key: str) -> None:
    """Official documents stay as they were signed; that the person may read them goes."""
    tag = f"subject:{key}"
    papers = await work.session.scalars(
        select(OfficialDocument).where(OfficialDocument.shared_with.contains([tag]))
    )
    for paper in papers:
        paper.shared_with = [
            f"subject:{stand_in_key}" if one == tag else one for one in paper.shared_with
        ]
