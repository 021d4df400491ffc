"""What a place asks, with what it inherits; the version of a form that a booking keeps."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain.asking import Asking, join_layers
from services.bookings.models import Space
from services.bookings.models.asking import AskingRules, Intake
from services.bookings.regulations.asking import DEFAULT_ASKING
from shared.forms.form import EMPTY, Form


async def find_asking(session: AsyncSession, space: Space) -> Asking:
    """The rules that hold for a space; one statement."""
    layers = await find_layers(session, space.venue_id, space.path)
    return join_layers(DEFAULT_ASKING, space.path, layers)


async def find_layers(
    session: AsyncSession, venue_id: UUID, path: Sequence[UUID]
) -> Sequence[AskingRules]:
    """What the venue and the spaces of a path have set."""
    found = await session.scalars(
        select(AskingRules).where(
            AskingRules.venue_id == venue_id,
            or_(AskingRules.space_id.is_(None), AskingRules.space_id.in_(path)),
        )
    )
    return found.all()


async def find_form(session: AsyncSession, intake_id: UUID | None) -> Form:
    """The version that was filled in; an empty form for a booking of before there was one."""
    intake = await session.get(Intake, intake_id) if intake_id else None
    return intake.read() if intake else EMPTY
