"""The clock of a complaint as due work: staff hear before its time ends, and once more after."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from services.members.domain.complaints import OPEN
from services.members.events_out.applications import publish_complaint_due
from services.members.models import Complaint
from services.members.regulations.complaint_terms import clock_of
from shared.clock import HANOI, hanoi_date
from shared.database.work import Work

REMIND_COMPLAINT = "remind_complaint"
MORNING = time(8)


def due_on(complaint: Complaint) -> date:
    """The last day of the time that runs now."""
    return complaint.resolve_by or complaint.admit_by


async def follow_clock(work: Work, complaint: Complaint) -> None:
    """Have staff reminded of the time that runs now; anything planned before is moved."""
    end = due_on(complaint)
    at = _morning(clock_of("remind", complaint.received_on).before(end))
    if at <= work.now:
        at = _morning(end + timedelta(days=1))
    await work.schedule(REMIND_COMPLAINT, str(complaint.id), at)


async def stop_clock(work: Work, complaint: Complaint) -> None:
    """Nobody is reminded of what is done."""
    await work.unschedule(REMIND_COMPLAINT, str(complaint.id))


async def remind_of_complaint(work: Work, complaint_id: UUID) -> None:
    """Tell staff of a complaint still open; nothing when it was answered meanwhile."""
    complaint = await work.find_locked(Complaint, complaint_id)
    if complaint is None or complaint.status not in OPEN:
        return
    end = due_on(complaint)
    overdue = hanoi_date(work.now) > end
    publish_complaint_due(work, complaint, end, overdue=overdue)
    if not overdue:
        await work.schedule(REMIND_COMPLAINT, str(complaint.id), _morning(end + timedelta(days=1)))


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, HANOI)
