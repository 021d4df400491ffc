"""The thread between a member and the officers who help with the procedures."""

from __future__ import annotations

from uuid import UUID

from services.bookings.models import PermitMessage
from services.bookings.regulations import permits as rules
from services.bookings.usecases.keep_permits import (
    begin_permit,
    follow,
    lacks_part,
    lock_permit,
)
from shared.database.work import Work
from shared.errors import NotFound, refuse_if


async def write_permit_message(
    work: Work, booking_id: UUID, body: str, procedure: str | None
) -> PermitMessage:
    """A question of the member or an officer's answer; nobody else writes here."""
    if procedure is not None and procedure not in rules.PROCEDURE_CODES:
        raise NotFound("permit_procedure", procedure)
    booking, permit = await lock_permit(work, booking_id)
    refuse_if(lacks_part(work, booking))
    permit = permit or begin_permit(work, booking)
    message = PermitMessage(
        id=work.new_id(),
        permit_id=permit.id,
        procedure=procedure,
        side="member" if booking.member_id in work.caller.member_ids else "officer",
        author=work.caller.key,
        body=body,
        written_at=work.now,
    )
    await follow(work, permit)
    await work.flush()
    work.session.add(message)
    return message
