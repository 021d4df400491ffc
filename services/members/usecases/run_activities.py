"""Activities of the network: written, published, changed, cancelled, closed as held."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.domain import activities as rules
from services.members.domain.activities import Window
from services.members.events_out.rights import publish_participation_changed
from services.members.models import Activity, Call, Participation
from services.members.usecases.count_participations import count_participations
from services.members.usecases.keep_places import move_up
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if
from shared.vietnamese import fold

WINDOW = ("starts_at", "ends_at", "sign_up_opens_at", "sign_up_closes_at")
TOLD = ("starts_at", "ends_at", "place", "online_url")
"""Who has a place is written to when one of these changes."""


async def create_activity(work: Work, columns: dict[str, Any]) -> Activity:
    """A draft, which nobody but staff sees."""
    _check_window(Window(*(columns[name] for name in WINDOW)))
    await _check_call(work, columns.get("call_id"))
    return work.add(
        Activity(
            **columns, status="draft", seats_taken=0, waiting=0, search=fold(columns["title_vi"])
        )
    )


def _check_window(window: Window) -> None:
    if wrong := rules.check_window(window):
        raise Invalid(*wrong)


async def _check_call(work: Work, call_id: UUID | None) -> None:
    if call_id is not None and await work.session.get(Call, call_id) is None:
        missing = {"kind": Call.KIND, "id": str(call_id)}
        raise Invalid(Failure("not_found", field="call_id", **missing))


async def change_activity(work: Work, activity_id: UUID, changes: dict[str, Any]) -> Activity:
    """Change it until it begins; more places are given at once to those who wait."""
    activity = await work.lock(Activity, activity_id)
    refuse_if(rules.may_change(activity.status, activity.starts_at, work.now))
    if "places" in changes:
        refuse_if(rules.check_places(changes["places"], activity.seats_taken))
    await _check_call(work, changes.get("call_id"))
    moved = any(name in changes and changes[name] != getattr(activity, name) for name in TOLD)
    for name, value in changes.items():
        setattr(activity, name, value)
    _check_window(activity.window)
    if activity.status == "published" and activity.starts_at <= work.now:
        raise Invalid(Failure("activity_has_begun", field="starts_at"))
    activity.search = fold(activity.title_vi)
    if moved:
        for row in await _standing(work, activity):
            publish_participation_changed(work, row, activity, "rescheduled")
    await move_up(work, activity)
    return activity


async def _standing(work: Work, activity: Activity) -> list[Participation]:
    found = await work.session.scalars(
        select(Participation)
        .where(
            Participation.activity_id == activity.id,
            Participation.status.in_(rules.STANDING),
        )
        .order_by(Participation.turn)
        .with_for_update()
    )
    return list(found)


async def publish_activity(work: Work, activity_id: UUID) -> Activity:
    """Everyone sees it; members sign up when its time comes."""
    activity = await work.lock(Activity, activity_id)
    refuse_if(rules.may_publish(activity.status, activity.starts_at, work.now))
    activity.status = rules.ACTIVITY_MOVES["publish"][activity.status]
    return activity


async def cancel_activity(work: Work, activity_id: UUID, reason: str) -> Activity:
    """It does not take place; everyone who has a place or waits for one is told."""
    activity = await work.lock(Activity, activity_id)
    refuse_if(rules.may_activity("cancel", activity.status))
    activity.status = rules.ACTIVITY_MOVES["cancel"][activity.status]
    activity.cancel_reason = reason
    for row in await _standing(work, activity):
        row.status = rules.PARTICIPATION_MOVES["call_off"][row.status]
        row.seat, row.reason = None, reason
        publish_participation_changed(work, row, activity, "called_off", reason)
    activity.seats_taken = activity.waiting = 0
    return activity


async def hold_activity(work: Work, activity_id: UUID) -> Activity:
    """It is over and it is known who came: attendance is fixed from now on."""
    activity = await work.lock(Activity, activity_id)
    standing = await _standing(work, activity)
    unmarked = sum(row.status == "seated" for row in standing)
    refuse_if(rules.may_hold(activity.status, activity.ends_at, work.now, unmarked))
    activity.status = rules.ACTIVITY_MOVES["hold"][activity.status]
    for row in standing:
        row.status = rules.PARTICIPATION_MOVES["close"][row.status]
    activity.waiting = 0
    await count_participations(work, activity)
    return activity
