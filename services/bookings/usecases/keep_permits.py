"""The answers about an activity, and what follows from them: steps, reminders, completion."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from services.bookings.domain import permit_steps as steps
from services.bookings.domain import states
from services.bookings.domain.permits import check_answers
from services.bookings.events_out.permits import publish_permit_completed
from services.bookings.models import Booking, Permit, PermitStep
from services.bookings.queries.permit_checklists import (
    AHEAD,
    STAGES,
    Checklist,
    Line,
    checklist_of,
)
from services.bookings.regulations import permits as rules
from services.bookings.usecases.lock_bookings import lock_booking
from shared.database.work import Subject, Work
from shared.errors import Failure, Invalid, Stale, refuse_if
from shared.working_days import ONE_DAY

PERMIT_DUE = "permit_due"


async def answer_permits(work: Work, booking_id: UUID, answers: dict[str, Any]) -> Checklist:
    """Set the answers; a null takes one back. Raises Invalid with every answer that is wrong."""
    booking, permit = await lock_permit(work, booking_id)
    refuse_if([*lacks_part(work, booking), *may_keep(booking)])
    if failures := check_answers(rules.QUESTIONS, answers):
        raise Invalid(*failures)
    permit = permit or begin_permit(work, booking)
    permit.answers = {code: value for code, value in answers.items() if value is not None}
    return await follow(work, permit)


async def lock_permit(work: Work, booking_id: UUID) -> tuple[Booking, Permit | None]:
    """The booking, then its permit, both locked.

    Raises NotFound for who may not read the booking, Stale when If-Match names another version of
    the permit; before anybody answered its version is 0.
    """
    # Named first, so that If-Match is not compared with the booking's version.
    work.subject = Subject(Booking.KIND, str(booking_id))
    booking = await lock_booking(work, booking_id)
    permit = await find_permit(work, booking_id)
    if permit is not None:
        work.subject = Subject(Permit.KIND, str(permit.id))
    current = checklist_of(booking, permit, work.now)
    if work.origin.expected_version not in (None, current.version):
        raise Stale(current)
    return booking, permit


async def find_permit(work: Work, booking_id: UUID) -> Permit | None:
    """The permit of a booking, locked; the booking's lock is held."""
    return await work.session.scalar(
        select(Permit)
        .where(Permit.booking_id == booking_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def begin_permit(work: Work, booking: Booking) -> Permit:
    permit = work.add(
        Permit(booking=booking, booking_id=booking.id, status="open", answers={}, steps=[])
    )
    work.subject = Subject(Permit.KIND, str(permit.id))
    return permit


def lacks_part(work: Work, booking: Booking) -> list[Failure]:
    return steps.lacks_permit_part(takes_part(work.caller, booking))


def takes_part(caller: states.Actor, booking: Booking) -> bool:
    """The member whose activity it is, and officers."""
    return booking.member_id in caller.member_ids or caller.has_role("officer")


def may_keep(booking: Booking) -> list[Failure]:
    return states.only_in("booking_status", booking.status, *AHEAD)


async def follow_permits(work: Work, booking: Booking) -> None:
    """The booking changed: its day, its activity or its member. Nothing when it has no permit."""
    permit = await find_permit(work, booking.id)
    if permit is not None:
        await follow(work, permit)


async def follow(work: Work, permit: Permit) -> Checklist:
    """Everything that follows from the answers and the steps as they are now."""
    booking = permit.booking
    flag_modified(permit, "answers")  # also when only a step or the booking changed
    _follow_answers(work, permit, checklist_of(booking, permit, work.now))
    checklist = checklist_of(booking, permit, work.now)
    permit.next_due_on = checklist.next_due_on
    _note_completion(work, permit, checklist)
    moment = next_moment(checklist, work.now)
    if moment is None:
        await work.unschedule(PERMIT_DUE, str(permit.id))
    else:
        await work.schedule(PERMIT_DUE, str(permit.id), moment)
    return checklist


def _follow_answers(work: Work, permit: Permit, checklist: Checklist) -> None:
    needed = {one.code: one for one in checklist.lines if one.item.needed is True}
    for line in needed.values():
        if line.step is None:
            permit.steps.append(_new_step(work, permit, line, checklist))
        elif line.status == steps.DROPPED:
            line.step.status = steps.TO_DO
    kept = {one.code for one in checklist.lines}
    for step in permit.steps:
        if step.status == steps.TO_DO and step.procedure not in kept:
            step.status = steps.DROPPED


def _new_step(work: Work, permit: Permit, line: Line, checklist: Checklist) -> PermitStep:
    """Who answers sees what presses already: only later stages are called to mind."""
    latest = line.item.latest_on
    return PermitStep(
        id=work.new_id(),
        permit_id=permit.id,
        procedure=line.code,
        status=steps.TO_DO,
        told_stage=steps.stage_on(STAGES, latest, checklist.today),
        told_for=latest,
        receipts=[],
    )


def _note_completion(work: Work, permit: Permit, checklist: Checklist) -> None:
    if not checklist.complete:
        permit.status, permit.completed_at = "open", None
    elif permit.status != "completed":
        permit.status, permit.completed_at = "completed", work.now
        if checklist.day is not None:
            needed = [one for one in checklist.lines if one.item.needed is True]
            outcomes = {one.code: one.status for one in needed}
            publish_permit_completed(work, permit, checklist.day, outcomes)


def next_moment(checklist: Checklist, now: datetime) -> datetime | None:
    """When something is to be called to mind, or silence becomes consent."""
    if checklist.day is None:
        return None
    moments = [_next_moment(line, checklist, now) for line in checklist.lines]
    return min((one for one in moments if one), default=None)


def _next_moment(line: Line, checklist: Checklist, now: datetime) -> datetime | None:
    step, today, hour = line.step, checklist.today, rules.REMINDERS.hour
    if step is None or not line.waits:
        return None
    if step.status == steps.FILED and step.reply_by is not None:
        if step.told_stage == steps.REPLY_LATE and step.told_for == step.reply_by:
            return None
        return max(now, steps.at_hour(step.reply_by + ONE_DAY, hour))
    if step.status != steps.TO_DO:
        return None
    stage, latest = steps.stage_on(STAGES, line.item.latest_on, today), line.item.latest_on
    if stage is not None and (step.told_stage, step.told_for) != (stage, latest):
        return now
    day = steps.next_stage_day(STAGES, latest, today)
    return steps.at_hour(day, hour) if day else None
