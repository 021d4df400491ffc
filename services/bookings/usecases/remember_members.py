"""The copy of members: whether a member may book, and since which day not."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert as upsert

from services.bookings.models import KnownMember
from shared.database.work import Work
from shared.events.members import MemberState


async def remember_member(work: Work, member: MemberState) -> None:
    """Keep the copy as the event says."""
    values = {
        "id": member.id,
        "name": member.name,
        "status": member.status.code,
        "status_since": member.status_since,
        "ward": member.address.ward if member.address else None,
        "member_since": member.member_since,
        "fields": [{"code": one.code, **one.label.model_dump()} for one in member.fields],
    }
    statement = upsert(KnownMember).values(values)
    await work.session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
