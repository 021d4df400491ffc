"""Due work of permits: what must be filed is called to mind, silence becomes consent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import permit_steps as domain
from services.bookings.events_out.permits import publish_permit_step_due
from services.bookings.models import Booking, Permit, PermitStep
from services.bookings.queries.permit_checklists import STAGES, Checklist, Line, checklist_of
from services.bookings.usecases.keep_permits import find_permit, follow
from shared.database.work import Work


async def remind_of_permit(work: Work, key: str, _payload: dict[str, Any]) -> None:
    """Looks at everything first: whoever moved the day or filed meanwhile has the last word."""
    booking_id = await work.session.scalar(select(Permit.booking_id).where(Permit.id == UUID(key)))
    if booking_id is None:
        return
    booking = await work.find_locked(Booking, booking_id)
    permit = await find_permit(work, booking_id)
    if booking is None or permit is None:
        return
    checklist = checklist_of(booking, permit, work.now)
    if checklist.day is None:
        return
    for line in checklist.lines:
        if line.step is not None and line.waits:
            _remind(work, permit, checklist, line, line.step)
    await follow(work, permit)


def _remind(work: Work, permit: Permit, checklist: Checklist, line: Line, step: PermitStep) -> None:
    today, latest = checklist.today, line.item.latest_on
    if step.status == domain.FILED and step.reply_by is not None and step.reply_by < today:
        if line.item.rule.silence_means_consent:
            step.status = domain.CONSENTED
            return
        stage, due_on = domain.REPLY_LATE, step.reply_by
    elif step.status == domain.TO_DO and latest is not None:
        found = domain.stage_on(STAGES, latest, today)
        if found is None:
            return
        stage, due_on = found, latest
    else:
        return
    if (step.told_stage, step.told_for) == (stage, due_on) or checklist.day is None:
        return
    step.told_stage, step.told_for = stage, due_on
    publish_permit_step_due(work, permit, checklist.day, line.item, stage, due_on)
