"""Ceremonies: their date, place and list of approved applications."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.members.domain import ceremonies as rules
from services.members.events_out.ceremonies import (
    publish_ceremony_cancelled,
    publish_ceremony_changed,
    publish_ceremony_invited,
    publish_ceremony_scheduled,
)
from services.members.models import Application, Ceremony, CeremonyEntry, Contact
from services.members.usecases.number_certificates import void_numbers
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if
from shared.events.base import Bilingual


async def create_ceremony(
    work: Work, title: Bilingual, held_at: datetime, place: str, application_ids: Sequence[UUID]
) -> Ceremony:
    """A ceremony with its list; each application approved and on no other standing list."""
    ceremony = work.add(
        Ceremony(
            title_vi=title.vi,
            title_en=title.en,
            held_at=held_at,
            place=place,
            status="scheduled",
            entries=[],
        )
    )
    await _list_applications(work, ceremony, application_ids)
    invited = await contacts_of(work, ceremony.listed)
    publish_ceremony_scheduled(work, ceremony)
    publish_ceremony_invited(work, ceremony, invited)
    return ceremony


async def change_ceremony(
    work: Work,
    ceremony_id: UUID,
    title: Bilingual | None = None,
    held_at: datetime | None = None,
    place: str | None = None,
    application_ids: Sequence[UUID] | None = None,
    reason: str | None = None,
) -> Ceremony:
    """Change a ceremony that is to come; whoever was awarded already stays on its list.

    Who is taken off after the preparation leaves a void number behind, with the reason.
    """
    ceremony = await work.lock(Ceremony, ceremony_id)
    refuse_if(rules.may_change(ceremony.status))
    listed = set(ceremony.listed)
    if application_ids is not None:
        kept = [entry.application_id for entry in ceremony.awarded]
        await _void_of_leaving(work, ceremony, {*kept, *application_ids}, reason)
        await _list_applications(
            work, ceremony, [*kept, *(id for id in application_ids if id not in kept)]
        )
    held_at, place = held_at or ceremony.held_at, place or ceremony.place
    moved = (held_at, place) != (ceremony.held_at, ceremony.place)
    taken_off = await contacts_of(work, listed.difference(ceremony.listed))
    invited = await contacts_of(work, {id for id in ceremony.listed if moved or id not in listed})
    # Who is taken off reads of the time and place that they know.
    publish_ceremony_invited(work, ceremony, taken_off, not_any_more=True)
    ceremony.held_at, ceremony.place = held_at, place
    if title is not None:
        ceremony.title_vi, ceremony.title_en = title.vi, title.en
    publish_ceremony_changed(work, ceremony)
    publish_ceremony_invited(work, ceremony, invited)
    return ceremony


async def _void_of_leaving(
    work: Work, ceremony: Ceremony, staying: Collection[UUID], reason: str | None
) -> None:
    leaving = [one for one in ceremony.entries if one.application_id not in staying]
    numbered = [one.number.number for one in leaving if one.number is not None]
    if lacks := rules.check_take_off(numbered, reason):
        raise Invalid(*lacks)
    await void_numbers(work, leaving, "taken_off", reason)


async def _list_applications(work: Work, ceremony: Ceremony, ids: Sequence[UUID]) -> None:
    """Make the list what was asked for.

    The applications are locked in the order of their ids, so that two ceremonies that want the same
    one wait for each other and the second is refused.
    """
    wanted = list(dict.fromkeys(ids))
    new = sorted(id for id in wanted if id not in ceremony.listed)
    applications = await lock_applications(work, new)
    taken = await _on_standing_lists(work, new)
    missing = [id for id in new if id not in applications]
    if missing:
        raise Invalid(
            *(
                Failure("not_found", field="application_ids", kind=Application.KIND, id=str(id))
                for id in missing
            )
        )
    refuse_if(
        failure
        for id in new
        for failure in rules.may_list(
            id,
            applications[id].status,
            id in taken,
            applications[id].call.kind,
            renews=applications[id].renews_member_id is not None,
        )
    )
    known = {entry.application_id: entry for entry in ceremony.entries}
    ceremony.entries = [
        known.get(id) or CeremonyEntry(application_id=id, standing=True) for id in wanted
    ]
    for position, entry in enumerate(ceremony.entries):
        entry.position = position


async def lock_applications(work: Work, ids: Sequence[UUID]) -> dict[UUID, Application]:
    """All of them in one statement, in the order of their ids."""
    rows = await work.session.scalars(
        select(Application)
        .where(Application.id.in_(ids))
        .order_by(Application.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


async def _on_standing_lists(work: Work, ids: list[UUID]) -> set[UUID]:
    rows = await work.session.scalars(
        select(CeremonyEntry.application_id).where(
            CeremonyEntry.application_id.in_(ids), CeremonyEntry.standing
        )
    )
    return set(rows)


async def cancel_ceremony(work: Work, ceremony_id: UUID, reason: str | None = None) -> Ceremony:
    """Call a ceremony off; its applications may be listed by another, under other numbers."""
    ceremony = await work.lock(Ceremony, ceremony_id)
    refuse_if(rules.may_cancel(ceremony.status, len(ceremony.awarded)))
    ceremony.status = "cancelled"
    await void_numbers(work, ceremony.entries, "ceremony_cancelled", reason)
    for entry in ceremony.entries:
        entry.standing = False
    invited = await contacts_of(work, ceremony.listed)
    publish_ceremony_cancelled(work, ceremony)
    publish_ceremony_invited(work, ceremony, invited)
    return ceremony


async def contacts_of(work: Work, application_ids: Collection[UUID]) -> list[UUID]:
    """Whom to write to about these applications; who was erased is not among them."""
    rows = await work.session.scalars(
        select(Contact.id)
        .join(Application, Application.contact_id == Contact.id)
        .where(Application.id.in_(application_ids), Contact.erased_at.is_(None))
        .order_by(Contact.id)
    )
    return list(rows)
