"""Calls in their time: published, closed and archived by an officer; opened and closed on time
by due work."""

from __future__ import annotations

from uuid import UUID

from services.members.domain import calls as rules
from services.members.events_out.calls import publish_call_closed, publish_call_opened
from services.members.models import Call
from shared.database.work import Work
from shared.errors import Invalid, refuse_if

OPEN_CALL = "open_call"
CLOSE_CALL = "close_call"


async def follow_the_dates(work: Work, call: Call) -> None:
    """Publish an opening that is due, and have due work see to what is still to come."""
    status = call.status(work.now)
    if status == "draft":
        return
    if status == "scheduled":
        await work.schedule(OPEN_CALL, str(call.id), call.opens_at)
    elif call.published_status is None:
        publish_call_opened(work, call)
        await work.unschedule(OPEN_CALL, str(call.id))
    await work.schedule(CLOSE_CALL, str(call.id), call.closes_at)


async def publish_call(work: Work, call_id: UUID) -> Call:
    """Show a draft to everyone; it opens by itself, at once when its opening time has passed."""
    call = await work.lock(Call, call_id)
    refuse_if(rules.may_publish(call.status(work.now)))
    if failures := rules.check_period(call.opens_at, call.closes_at, work.now):
        raise Invalid(*failures)
    call.published_at = work.now
    await follow_the_dates(work, call)
    return call


async def close_call(work: Work, call_id: UUID) -> Call:
    """Close an open call before its time."""
    call = await work.lock(Call, call_id)
    refuse_if(rules.may_close(call.status(work.now)))
    call.closed_at = work.now
    _publish_close(work, call)
    await work.unschedule(OPEN_CALL, str(call.id))
    await work.unschedule(CLOSE_CALL, str(call.id))
    return call


async def archive_call(work: Work, call_id: UUID) -> Call:
    """Put a closed call away; its files stay readable and it changes no more."""
    call = await work.lock(Call, call_id)
    refuse_if(rules.may_archive(call.status(work.now)))
    call.archived_at = work.now
    if call.published_status != "closed":
        # Due work has not come to it yet.
        _publish_close(work, call)
        await work.unschedule(CLOSE_CALL, str(call.id))
    return call


async def open_call_on_time(work: Work, call_id: UUID) -> None:
    """Publish that a call has opened, once; nothing when it has closed meanwhile."""
    call = await work.find_locked(Call, call_id)
    if call and call.published_status is None and call.status(work.now) == "open":
        publish_call_opened(work, call)


async def close_call_on_time(work: Work, call_id: UUID) -> None:
    """Publish that a call has closed, once."""
    call = await work.find_locked(Call, call_id)
    if call and call.published_status != "closed" and call.status(work.now) == "closed":
        _publish_close(work, call)


def _publish_close(work: Work, call: Call) -> None:
    if call.published_status is None:
        # It opened and closed while nobody was there to say so: both are said, in order.
        publish_call_opened(work, call)
    publish_call_closed(work, call)
