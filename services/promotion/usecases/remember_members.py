"""Keeps the copy of members: their names, and whether they may be promoted."""

from __future__ import annotations

from services.promotion.models import KnownMember
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.events.members import MemberState


async def remember_member(work: Work, event: MemberState) -> None:
    """Take a member's public state; the day of a change is the day on which it was heard live."""
    known = await work.session.get(KnownMember, event.id, with_for_update=True)
    status = event.status.code
    if known is None:
        known = KnownMember(id=event.id, status="", status_since=None)
        work.session.add(known)
    if known.status != status:
        known.status_since = None if work.origin.announced else hanoi_date(work.now)
    known.name, known.status = event.name, status
