"""Places that are taken, become free and pass on to whoever waits, in the order of signing up.

Whoever calls has locked the activity, so places are counted one by one; the constraints on seats
and on their count hold without that lock too.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.members.domain import activities as rules
from services.members.events_out.rights import publish_participation_changed
from services.members.models import Activity, Participation
from shared.database.work import Work


async def find_seats(work: Work, activity: Activity) -> tuple[list[int], int]:
    """The places that are taken, and the last turn that was given."""
    found = await work.session.execute(
        select(Participation.seat, Participation.turn).where(
            Participation.activity_id == activity.id
        )
    )
    rows = [(seat, turn) for seat, turn in found]
    last = max((turn for _seat, turn in rows), default=0)
    return [seat for seat, _turn in rows if seat is not None], last


async def move_up(work: Work, activity: Activity) -> None:
    """Free places go to those who wait, the first first; the activity is locked by the caller."""
    if activity.status != "published" or not activity.waiting or work.now >= activity.starts_at:
        return
    await work.session.flush()
    seats, _last = await find_seats(work, activity)
    waiting = await work.session.scalars(
        select(Participation)
        .where(Participation.activity_id == activity.id, Participation.status == "waiting")
        .order_by(Participation.turn)
        .with_for_update()
    )
    for row in waiting:
        seat = rules.free_seat(seats, activity.places)
        if seat is None:
            break
        row.seat, row.status = seat, rules.PARTICIPATION_MOVES["move_up"][row.status]
        seats.append(seat)
        activity.seats_taken += 1
        activity.waiting -= 1
        publish_participation_changed(work, row, activity, "moved_up")


async def free_place(
    work: Work, activity: Activity, row: Participation, reason: str | None
) -> None:
    """Its own place was cancelled; whoever waits longest gets it."""
    activity.seats_taken -= row.status == "seated"
    activity.waiting -= row.status == "waiting"
    row.status = rules.PARTICIPATION_MOVES["cancel"][row.status]
    row.seat, row.reason = None, reason
    await move_up(work, activity)


async def give_back(work: Work, participation_id: UUID, reason: str) -> None:
    """The place of a member that is none any more; nothing once the activity has begun."""
    seen = await work.session.get(Participation, participation_id)
    if seen is None:
        return
    activity = await work.find_locked(Activity, seen.activity_id)
    row = await work.find_locked(Participation, participation_id)
    assert activity is not None
    assert row is not None
    if not rules.may_cancel(row.status, activity.starts_at, work.now):
        await free_place(work, activity, row, reason)
