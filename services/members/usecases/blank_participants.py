"""The name of an erased person goes from the places that it stood on; that someone came stays."""

from __future__ import annotations

from sqlalchemy import select

from services.members.models import Participation
from services.members.usecases.find_personal_data import participants_of
from services.members.usecases.find_persons import Person
from shared.database.work import Work


async def blank_participants(work: Work, person: Person) -> int:
    """Before the contacts go, since the name is found by them; returns in how many places."""
    rows = await work.session.scalars(
        select(Participation)
        .where(participants_of(person))
        .order_by(Participation.id)
        .with_for_update()
    )
    found = list(rows)
    for row in found:
        row.participant_name, row.participant_search = None, f"erased:{row.id}"
    return len(found)
