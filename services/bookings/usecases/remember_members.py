"""The copy of members: whether a member may book, since which day not, who carries on for it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.bookings.models import KnownMember
from shared.database.work import Work
from shared.events.members import MemberState


async def remember_member(work: Work, member: MemberState) -> None:
    """Keep the copy as the event says."""
    heir = await find_heir(work, member.successor.id) if member.successor else None
    values = {
        "id": member.id,
        "name": member.name,
        "status": member.status.code,
        "status_since": member.status_since,
        "ward": member.address.ward if member.address else None,
        "member_since": member.member_since,
        "fields": [{"code": one.code, **one.label.model_dump()} for one in member.fields],
        "successor_id": heir,
    }
    statement = upsert(KnownMember).values(values)
    await work.session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
    if heir is not None:
        former = update(KnownMember).where(KnownMember.successor_id == member.id)
        await work.session.execute(former.values(successor_id=heir))


async def find_heir(work: Work, successor_id: UUID) -> UUID:
    """Who carries on now: the successor, or whom that one has merged into since."""
    successor = await work.session.get(KnownMember, successor_id)
    return (successor.successor_id if successor else None) or successor_id
