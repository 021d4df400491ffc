"""Both clocks of a request about data as due work: staff hear before a time ends, and after."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from services.members.domain.personal_data import OPEN
from services.members.events_out.personal_data import publish_data_request_due
from services.members.models import PersonalDataRequest
from services.members.regulations.personal_data_terms import clock_of
from shared.clock import HANOI, hanoi_date
from shared.database.work import Work

REMIND_DATA_REQUEST = "remind_data_request"
MORNING = time(8)


def due_on(request: PersonalDataRequest) -> date:
    """The last day of the time that runs now."""
    return request.acknowledge_by if request.status == "received" else request.answer_by


async def follow_clock(work: Work, request: PersonalDataRequest) -> None:
    """Have staff reminded of the time that runs now; anything planned before is moved."""
    code = "remind_acknowledge" if request.status == "received" else "remind"
    end = due_on(request)
    at = _morning(clock_of(code, request.received_on).before(end))
    if at <= work.now:
        at = _morning(end) if _morning(end) > work.now else _morning(end + timedelta(days=1))
    await work.schedule(REMIND_DATA_REQUEST, str(request.id), at)


async def stop_clock(work: Work, request: PersonalDataRequest) -> None:
    """Nobody is reminded of what is done."""
    await work.unschedule(REMIND_DATA_REQUEST, str(request.id))


async def remind_of_data_request(work: Work, request_id: UUID) -> None:
    """Tell staff of a request still open; each day anew once its time is over."""
    request = await work.find_locked(PersonalDataRequest, request_id)
    if request is None or request.status not in OPEN:
        return
    end, today = due_on(request), hanoi_date(work.now)
    overdue = today > end
    publish_data_request_due(work, request, end, overdue=overdue)
    next_day = today + timedelta(days=1) if overdue else end + timedelta(days=1)
    await work.schedule(REMIND_DATA_REQUEST, str(request.id), _morning(next_day))


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, HANOI)
