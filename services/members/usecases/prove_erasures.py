"""The proof of an erasure: what others confirm, and that the journal has let go.

`contact.erased` makes each service forget a contact; notifications answers with
`contact.suppressed`. `person.erasure_ordered` makes bookings forget what the person did there; it
answers with its own report, and `person.erased` takes the order out of its stream. The journal's
own copies go when the stream has acknowledged them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from services.members.events_out.persons import publish_person_erased
from services.members.models import Contact, PersonalDataRequest
from shared.database.backbone import JournalRow
from shared.database.work import Work
from shared.events.bookings import ErasureCarriedOutV1
from shared.events.members import ContactChangedV1, PersonErasureOrderedV1

PROVE_ERASURE = "prove_erasure"
ERASED = "contact_erased"
AGAIN = timedelta(hours=1)
BOOKINGS = "bookings"
"""The service that carries out what is ordered of it."""


async def confirm_erasure(work: Work, contact_id: UUID, reason_code: str) -> None:
    """Notifications has forgotten a contact: the reports that wait for it say so."""
    if reason_code != ERASED:
        return
    rows = await work.session.scalars(
        select(PersonalDataRequest)
        .where(PersonalDataRequest.report["contact_ids"].contains([str(contact_id)]))
        .with_for_update()
    )
    for row in rows:
        report = dict(row.report or {})
        confirmed = {str(contact_id): _say(work), **report.get("confirmed", {})}
        row.report = {**report, "confirmed": confirmed}


async def note_carried_out(work: Work, event: ErasureCarriedOutV1) -> None:
    """Bookings has done what was ordered: its report joins ours, and the order may go."""
    request = await work.find_locked(PersonalDataRequest, event.id)
    if request is None or request.report is None or BOOKINGS in request.report["services"]:
        return
    done = {"at": _say(work), **event.model_dump(mode="json", exclude={"id"})}
    services = {**request.report["services"], BOOKINGS: done}
    request.report = {**request.report, "services": services}
    publish_person_erased(work, request)


async def prove_erasure(work: Work, request_id: UUID) -> None:
    """Proved once all contacts are confirmed and the journal has let go; else looked at again."""
    request = await work.find_locked(PersonalDataRequest, request_id)
    if request is None or request.report is None or request.report.get("proved_at"):
        return
    report = request.report
    ids: list[str] = report["contact_ids"]
    confirmed = set(ids) <= set(report["confirmed"]) and BOOKINGS in report["services"]
    if confirmed and await _journal_is_clear(work, request.id, ids):
        request.report = {**report, "proved_at": _say(work)}
    else:
        await work.schedule(PROVE_ERASURE, str(request.id), work.now + AGAIN)


async def _journal_is_clear(work: Work, request_id: UUID, contact_ids: Sequence[str]) -> bool:
    ordered = PersonErasureOrderedV1.TYPE
    keys = [f"members.{Contact.KIND}.{id}" for id in contact_ids]
    keys.append(f"members.{ordered.aggregate}.{request_id}")
    left = await work.session.scalar(
        select(func.count()).where(
            JournalRow.aggregate_key.in_(keys),
            JournalRow.type.in_([ContactChangedV1.TYPE.text, ordered.text]),
        )
    )
    return not left


def _say(work: Work) -> str:
    return work.now.isoformat().replace("+00:00", "Z")
