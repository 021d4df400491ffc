"""Steps towards a permit: filed, answered by the receiver, waived by an officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.bookings.domain import permit_steps as domain
from services.bookings.domain.permits import Item, Term, end_of_term
from services.bookings.models import Booking, Permit, PermitStep
from services.bookings.queries.permit_checklists import Checklist, checklist_of
from services.bookings.regulations import permits as rules
from services.bookings.texts import in_words
from services.bookings.usecases.keep_permits import (
    begin_permit,
    follow,
    lacks_part,
    lock_permit,
    may_keep,
)
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if


@dataclass(frozen=True, slots=True)
class ReplyGiven:
    """What the receiver answered."""

    outcome: str
    replied_on: date
    reference: str | None = None
    note: str | None = None


async def file_permit_step(
    work: Work, booking_id: UUID, procedure: str, filed_on: date, reference: str | None
) -> Checklist:
    """It was handed in, for the first time, again after a supplement, or anew after a refusal."""
    booking, permit, step, item = await lock_step(work, booking_id, procedure)
    refuse_if(
        [
            *lacks_part(work, booking),
            *may_keep(booking),
            *domain.may_file(step.status),
            *domain.check_filing(filed_on, hanoi_date(work.now)),
        ]
    )
    step.reply_by = _reply_by(item, step.status, filed_on)
    step.status, step.filed_on, step.replied_on = domain.FILED, filed_on, None
    step.rule_from = item.rule.valid_from
    step.reference = reference or step.reference
    return await follow(work, permit)


def _reply_by(item: Item, status: str, filed_on: date) -> date | None:
    if item.reply is None or item.rule.reply is None:
        return None
    again = item.rule.reply.again_days
    if status == domain.SUPPLEMENT_ASKED and again is not None:
        return end_of_term(Term(again, working=True), filed_on)
    return end_of_term(item.reply, filed_on)


async def note_permit_reply(
    work: Work, booking_id: UUID, procedure: str, reply: ReplyGiven
) -> Checklist:
    """What the receiver answered: granted, refused with its reason, or more papers asked for."""
    booking, permit, step, _ = await lock_step(work, booking_id, procedure)
    filed_on = step.filed_on or reply.replied_on
    refuse_if(
        [
            *lacks_part(work, booking),
            *may_keep(booking),
            *domain.may_reply(step.status),
            *domain.check_reply(reply.replied_on, filed_on, hanoi_date(work.now)),
        ]
    )
    step.status, step.replied_on = reply.outcome, reply.replied_on
    step.reply_by = None
    step.reference, step.note = reply.reference or step.reference, reply.note
    return await follow(work, permit)


async def waive_permit_step(work: Work, booking_id: UUID, procedure: str, reason: str) -> Checklist:
    """An officer found out that it is not needed after all."""
    booking, permit, step, _ = await lock_step(work, booking_id, procedure)
    refuse_if([*may_keep(booking), *domain.may_waive(step.status)])
    step.status, step.note = domain.WAIVED, reason
    return await follow(work, permit)


async def resume_permit_step(work: Work, booking_id: UUID, procedure: str) -> Checklist:
    """It is needed all the same: from the beginning."""
    booking, permit, step, _ = await lock_step(work, booking_id, procedure)
    refuse_if([*may_keep(booking), *domain.may_resume(step.status)])
    step.status, step.note = domain.TO_DO, None
    step.filed_on = step.replied_on = step.reply_by = step.rule_from = None
    return await follow(work, permit)


async def lock_step(
    work: Work, booking_id: UUID, procedure: str
) -> tuple[Booking, Permit, PermitStep, Item]:
    """One step with everything locked; it begins here when what is known by now needs it.

    Raises NotFound for a procedure that does not exist, Refusal when it is not needed.
    """
    if procedure not in rules.PROCEDURE_CODES:
        raise NotFound("permit_procedure", procedure)
    booking, permit = await lock_permit(work, booking_id)
    permit = permit or begin_permit(work, booking)
    line = checklist_of(booking, permit, work.now).line(procedure)
    if line is None or (line.step is None and line.item.needed is None):
        name = in_words("permit_procedure", procedure)
        refuse_if([Failure("permit_step_not_needed", procedure=name)])
    assert line is not None
    step = line.step
    if step is None:
        step = PermitStep(
            id=work.new_id(),
            permit_id=permit.id,
            procedure=procedure,
            status=domain.TO_DO,
            receipts=[],
        )
        permit.steps.append(step)
    return booking, permit, step, line.item
