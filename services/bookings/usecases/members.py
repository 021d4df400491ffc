"""The copy of members: whether a member may book, and since when not."""

from __future__ import annotations

from sqlalchemy import case
from sqlalchemy.dialects.postgresql import insert as upsert

from services.bookings.models import KnownMember
from shared.database.work import Work
from shared.events.members import MemberState


async def remember_member(work: Work, member: MemberState) -> None:
    """Keep the copy as the event says; `status_since` moves only when the status does."""
    statement = upsert(KnownMember).values(
        id=member.id, name=member.name, status=member.status.code, status_since=work.now
    )
    new = statement.excluded
    since = case(
        (KnownMember.status == new.status, KnownMember.status_since), else_=new.status_since
    )
    await work.session.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={"name": new.name, "status": new.status, "status_since": since},
        )
    )
