"""Legal holds: what is held is neither erased nor destroyed, whatever its time says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.models import (
    ONE_HOLD,
    Application,
    Ceremony,
    Complaint,
    Contact,
    LegalHold,
    Member,
    PersonalDataRequest,
)
from shared.database.absence import constraint_of
from shared.database.aggregate import Aggregate
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if

HELD: dict[str, type[Aggregate]] = {
    model.KIND: model
    for model in (Application, Ceremony, Complaint, Contact, Member, PersonalDataRequest)
}
"""What can be held, by the name of its kind."""


async def place_hold(work: Work, kind: str, held_id: UUID, reason: str) -> LegalHold:
    """From now on nothing of it is erased or destroyed; one hold at a time, with its reason."""
    if await work.session.get(HELD[kind], held_id) is None:
        raise Invalid(Failure("not_found", field="held_id", kind=kind, id=str(held_id)))
    hold = LegalHold(held_kind=kind, held_id=held_id, reason=reason, placed_by=work.caller.key)
    try:
        async with work.session.begin_nested():
            work.add(hold)
    except IntegrityError as error:
        if constraint_of(error) != ONE_HOLD:
            raise
        refuse_if([Failure("held_already")])
    return hold


async def lift_hold(work: Work, hold_id: UUID, reason: str) -> LegalHold:
    """Its time and requests of persons count again."""
    hold = await work.lock(LegalHold, hold_id)
    refuse_if([Failure("hold_lifted")] if hold.lifted_at else [])
    hold.lifted_at, hold.lifted_by, hold.lifted_reason = work.now, work.caller.key, reason
    return hold


async def find_holds(
    session: AsyncSession, things: Iterable[tuple[str, UUID]]
) -> Sequence[LegalHold]:
    """The standing holds on any of these things."""
    wanted = sorted(set(things))
    if not wanted:
        return []
    found = await session.scalars(
        select(LegalHold)
        .where(
            LegalHold.lifted_at.is_(None),
            tuple_(LegalHold.held_kind, LegalHold.held_id).in_(wanted),
        )
        .order_by(LegalHold.id)
    )
    return found.all()
