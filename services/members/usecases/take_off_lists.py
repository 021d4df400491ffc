"""Files whose decision is ended leave the lists of ceremonies to come."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from services.members.events_out.ceremonies import publish_ceremony_invited
from services.members.models import Ceremony, CeremonyEntry
from services.members.usecases.number_certificates import void_numbers
from services.members.usecases.schedule_ceremonies import contacts_of
from shared.database.work import Work


async def lock_ceremonies_of(work: Work, application_ids: Sequence[UUID]) -> list[Ceremony]:
    """The ceremonies on whose lists they stand, locked before the files as an award does it."""
    ids = await work.session.scalars(
        select(CeremonyEntry.ceremony_id)
        .where(CeremonyEntry.application_id.in_(application_ids), CeremonyEntry.standing)
        .distinct()
    )
    found = [await work.find_locked(Ceremony, id) for id in sorted(ids)]
    return [one for one in found if one is not None]


async def take_off_lists(work: Work, application_ids: Sequence[UUID], reason: str) -> None:
    """Whoever was not awarded yet is on no list any more, and is told so where invited.

    A number that was reserved stays void with the reason of the decision.
    """
    for ceremony in await lock_ceremonies_of(work, application_ids):
        leaving = [
            entry
            for entry in ceremony.entries
            if entry.application_id in application_ids and entry.certificate_number is None
        ]
        if not leaving or ceremony.status != "scheduled":
            continue
        contacts = await contacts_of(work, [entry.application_id for entry in leaving])
        await void_numbers(work, leaving, "taken_off", reason)
        for entry in leaving:
            ceremony.entries.remove(entry)
        flag_modified(ceremony, "updated_at")
        publish_ceremony_invited(work, ceremony, contacts, not_any_more=True)
