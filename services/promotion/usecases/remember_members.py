"""Keeps the copy of members: their names, and whether they may be promoted."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert as upsert

from services.promotion.models import KnownMember
from shared.database.work import Work
from shared.events.members import MemberState


async def remember_member(work: Work, event: MemberState) -> None:
    """Take a member's public state."""
    values = {
        "id": event.id,
        "name": event.name,
        "status": event.status.code,
        "status_since": event.status_since,
    }
    statement = upsert(KnownMember).values(values)
    await work.session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
