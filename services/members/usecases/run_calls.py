"""Calls: entered, changed and closed by an officer; opened and closed on time by due work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.members.domain import calls as rules
from services.members.events_out import publish_call_closed, publish_call_opened
from services.members.models import Call
from services.members.settings import Settings
from shared.database.work import Work
from shared.errors import Invalid, refuse_if
from shared.events.base import Bilingual

OPEN_CALL = "open_call"
CLOSE_CALL = "close_call"


@dataclass(frozen=True, slots=True)
class CallDraft:
    """What an officer enters; without a `quorum` the service's setting holds."""

    kind: str
    title: Bilingual
    opens_at: datetime
    closes_at: datetime
    criteria: list[dict[str, Any]]
    """`{code, title: {vi, en}, weight, max_score}`"""
    quorum: int | None
    required_documents: list[str] = field(default_factory=list)


async def create_call(work: Work, draft: CallDraft) -> Call:
    """A call that opens by itself, at once when its opening time has passed."""
    criteria = [
        rules.Criterion(one["code"], one["weight"], one["max_score"]) for one in draft.criteria
    ]
    failures = rules.check_period(draft.opens_at, draft.closes_at, work.now)
    failures += rules.check_criteria(criteria)
    if failures:
        raise Invalid(*failures)
    call = work.add(
        Call(
            kind=draft.kind,
            title_vi=draft.title.vi,
            title_en=draft.title.en,
            opens_at=draft.opens_at,
            closes_at=draft.closes_at,
            criteria=draft.criteria,
            required_documents=draft.required_documents,
            quorum=draft.quorum or Settings.of(work).default_quorum,
        )
    )
    await _follow_the_dates(work, call)
    return call


async def _follow_the_dates(work: Work, call: Call) -> None:
    """Publish an opening that is due, and have due work see to what is still to come."""
    if call.status(work.now) == "scheduled":
        await work.schedule(OPEN_CALL, str(call.id), call.opens_at)
    elif call.published_status is None:
        publish_call_opened(work, call)
        await work.unschedule(OPEN_CALL, str(call.id))
    await work.schedule(CLOSE_CALL, str(call.id), call.closes_at)


async def change_call(
    work: Work,
    call_id: UUID,
    title: Bilingual | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> Call:
    """Correct the heading or move the dates; an open call cannot move its opening any more."""
    call = await work.lock(Call, call_id)
    status = call.status(work.now)
    failures = rules.may_change(status)
    if opens_at is not None and opens_at != call.opens_at:
        failures += rules.may_move_opening(status)
    refuse_if(failures)
    found = rules.check_period(opens_at or call.opens_at, closes_at or call.closes_at, work.now)
    if found:
        raise Invalid(*found)
    call.opens_at = opens_at or call.opens_at
    call.closes_at = closes_at or call.closes_at
    if title is not None:
        call.title_vi, call.title_en = title.vi, title.en
    if call.published_status == "open":
        publish_call_opened(work, call)
    await _follow_the_dates(work, call)
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
