"""Reads of permits: one checklist, the officers' list, papers, the thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from services.bookings.models import (
    Booking,
    Permit,
    PermitMessage,
    PermitReceipt,
    PermitStep,
)
from services.bookings.queries.permit_checklists import AHEAD, Checklist, checklist_of
from services.bookings.usecases.lock_bookings import WHOLE
from shared.auth.caller import Caller
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class PermitFilter:
    """Which permits a list asks for."""

    status: str | None = None
    due_by: date | None = None
    member_id: UUID | None = None
    procedure: str | None = None


async def find_permits(
    session: AsyncSession, booking_id: UUID, caller: Caller, now: datetime
) -> Checklist:
    """The checklist of a booking, also before anybody answered. Raises NotFound."""
    booking = await find_readable(session, booking_id, caller)
    permit = await session.scalar(select(Permit).where(Permit.booking_id == booking_id))
    return checklist_of(booking, permit, now)


async def find_readable(session: AsyncSession, booking_id: UUID, caller: Caller) -> Booking:
    """The booking that the caller may read. Raises NotFound otherwise."""
    booking = await session.get(Booking, booking_id, options=WHOLE)
    if booking is None or not caller.may_read(booking.readers):
        raise NotFound(Booking.KIND, booking_id)
    return booking


def select_permits(wanted: PermitFilter) -> Select[Any]:
    """Permits; `due_by` finds those with something to be filed until that day."""
    query = select(Permit).options(selectinload(Permit.booking).options(*WHOLE))
    if wanted.status is not None:
        query = query.where(Permit.status == wanted.status)
    query = query.join(Booking, Booking.id == Permit.booking_id)
    if wanted.due_by is not None:
        query = query.where(Permit.next_due_on <= wanted.due_by, Booking.status.in_(AHEAD))
    if wanted.member_id is not None:
        query = query.where(Booking.member_id == wanted.member_id)
    if wanted.procedure is not None:
        has = select(PermitStep.id).where(
            PermitStep.permit_id == Permit.id,
            PermitStep.procedure == wanted.procedure,
            PermitStep.status != "dropped",
        )
        query = query.where(has.exists())
    return query


async def find_receipt(session: AsyncSession, booking_id: UUID, receipt_id: UUID) -> PermitReceipt:
    """A paper of a booking's permit; the caller's right to read was asked before."""
    receipt: PermitReceipt | None = await session.scalar(
        select(PermitReceipt)
        .join(PermitStep, PermitStep.id == PermitReceipt.step_id)
        .join(Permit, Permit.id == PermitStep.permit_id)
        .where(Permit.booking_id == booking_id, PermitReceipt.id == receipt_id)
    )
    if receipt is None:
        raise NotFound("permit_receipt", receipt_id)
    return receipt


async def find_messages(
    session: AsyncSession, booking_id: UUID, before: UUID | None, limit: int
) -> Sequence[PermitMessage]:
    """The thread, newest first; ids rise with time."""
    query = (
        select(PermitMessage)
        .join(Permit, Permit.id == PermitMessage.permit_id)
        .where(Permit.booking_id == booking_id)
    )
    if before is not None:
        query = query.where(PermitMessage.id < before)
    found = await session.scalars(query.order_by(PermitMessage.id.desc()).limit(limit))
    return found.all()
