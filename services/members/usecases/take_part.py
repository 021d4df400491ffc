"""Places in activities: signed up for, given in turn, cancelled, and who came.

Everything that gives or frees a place locks the activity first; see `keep_places`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from services.members.domain import activities as rules
from services.members.domain.member_rights import lacks_of
from services.members.models import Activity, Member, Participation
from services.members.models.activities import SIGNED_UP_ONCE
from services.members.queries.rights import find_known
from services.members.regulations.rights_data import RIGHTS
from services.members.usecases.keep_places import find_seats, free_place
from services.members.usecases.speak_for_members import find_spoken_for
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Subject, Work
from shared.errors import Failure, Invalid, NotFound, Refusal, refuse_if
from shared.vietnamese import fold

RIGHT = "network_activities"
COUNTED = ("seated", "waiting", "attended", "absent")
"""What counts towards the places of one member."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether one person came, and for how long when not for all of it."""

    participation_id: UUID
    attended: bool
    minutes: int | None


async def sign_up(
    work: Work, activity_id: UUID, member_id: UUID | None, participant: str | None
) -> Participation:
    """A place, or one on the waiting list; refused with everything that stands in the way."""
    activity = await work.lock(Activity, activity_id)
    member = await find_spoken_for(work, member_id)
    known = await find_known(work.session, member, hanoi_date(work.now))
    sent = await _count_sent(work, activity, member)
    refuse_if(
        rules.may_sign_up(activity.status, activity.window, work.now)
        + lacks_of(known.standing, RIGHTS[RIGHT].needs)
        + rules.check_share(sent, activity.places_for_each_member)
    )
    seats, last = await find_seats(work, activity)
    seat = None if activity.waiting else rules.free_seat(seats, activity.places)
    row = Participation(
        activity_id=activity.id,
        member_id=member.id,
        member_name=member.name,
        participant_name=participant,
        participant_search=fold(participant or ""),
        status="waiting" if seat is None else "seated",
        turn=last + 1,
        seat=seat,
        signed_up_by=work.caller.key,
    )
    await _add_once(work, row)
    activity.seats_taken += seat is not None
    activity.waiting += seat is None
    work.subject = Subject(Participation.KIND, str(row.id))
    return row


async def _add_once(work: Work, row: Participation) -> None:
    try:
        async with work.session.begin_nested():
            work.add(row)
            await work.session.flush()
    except IntegrityError as error:
        if constraint_of(error) != SIGNED_UP_ONCE:
            raise
        raise Refusal(Failure("signed_up_already", field="participant_name")) from None


async def _count_sent(work: Work, activity: Activity, member: Member) -> int:
    count = await work.session.scalar(
        select(func.count(Participation.id)).where(
            Participation.activity_id == activity.id,
            Participation.member_id == member.id,
            Participation.status.in_(COUNTED),
        )
    )
    return count or 0


async def cancel_participation(
    work: Work, participation_id: UUID, reason: str | None
) -> Participation:
    """The place goes to the first who waits, unless the activity has begun."""
    activity, row = await _lock_both(work, participation_id)
    own = work.caller.is_system or row.member_id in work.caller.member_ids
    refuse_if(
        rules.own_participation_only(work.caller.has_role("officer"), own)
        + rules.may_cancel(row.status, activity.starts_at, work.now)
    )
    await free_place(work, activity, row, reason)
    return row


async def _lock_both(work: Work, participation_id: UUID) -> tuple[Activity, Participation]:
    """The activity first, as everybody does, so that no two wait for each other."""
    seen = await work.session.get(Participation, participation_id)
    if seen is None or not work.caller.may_read(seen.readers):
        raise NotFound(Participation.KIND, participation_id)
    activity = await work.find_locked(Activity, seen.activity_id)
    assert activity is not None
    return activity, await work.lock(Participation, participation_id)


async def get_participation(work: Work, participation_id: UUID) -> Participation:
    """One place with the name of who comes; the read stands in the audit trail."""
    return await work.read(Participation, participation_id)


async def list_participants(work: Work, activity_id: UUID) -> tuple[Activity, list[Participation]]:
    """Everyone of an activity with their names, for the door; the read is audited."""
    activity = await work.read(Activity, activity_id)
    found = await work.session.scalars(
        select(Participation)
        .where(Participation.activity_id == activity.id)
        .order_by(Participation.turn)
    )
    return activity, list(found)


async def note_attendance(
    work: Work, activity_id: UUID, entries: Sequence[Attendance]
) -> tuple[Activity, list[Participation]]:
    """Who came and who did not, all of the list or some of it; can be mended until it is held."""
    activity = await work.lock(Activity, activity_id)
    refuse_if(rules.may_note_attendance(activity.status, activity.starts_at, work.now))
    _activity, rows = await list_participants(work, activity_id)
    by_id = {row.id: row for row in rows}
    ids = [one.participation_id for one in entries]
    if strange := [str(id) for id in ids if id not in by_id]:
        raise Invalid(Failure("participations_not_here", field="entries", participations=strange))
    acts = [("attend" if one.attended else "miss", by_id[one.participation_id]) for one in entries]
    refuse_if(failure for act, row in acts for failure in rules.may_participation(act, row.status))
    for (act, row), entry in zip(acts, entries, strict=True):
        activity.waiting -= row.status == "waiting"
        row.status = rules.PARTICIPATION_MOVES[act][row.status]
        row.minutes = entry.minutes if entry.attended else None
    return activity, rows
