"""Equipment for dates: checked when asked, held while a date is confirmed or offered a time.

Locks come last in the one order (spaces, bookings, stock), in id order; the peak is checked under
them. Nothing else guards a stock, so `hold_stock` is the only door to `date_equipment`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select

from services.bookings.domain.intervals import Interval, span_of
from services.bookings.domain.stock import peak
from services.bookings.models import BookingDate, DateEquipment, Equipment, Space
from services.bookings.queries.claims import range_of
from services.bookings.queries.stock import Held, find_equipment, find_held
from shared.database.work import Work
from shared.errors import Failure
from shared.texts import Label, Text

Counts = Mapping[UUID, int]
"""How many of which equipment."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Equipment that one date is to hold: for good, or as long as a time is offered to it."""

    date: BookingDate
    during: Interval
    wanted: Counts
    expires_at: datetime | None = None


async def check_stock(
    work: Work,
    slots: Sequence[tuple[Space, Interval]],
    wanted: Counts,
    but_not_of: Collection[UUID] = (),
) -> list[list[Failure]]:
    """What each slot lacks, as it is now; a slot also takes from those before it."""
    failures: list[list[Failure]] = [[] for _ in slots]
    if not wanted:
        return failures
    known = await find_equipment(work.session, wanted)
    span = span_of(during for _, during in slots)
    held = await find_held(work.session, wanted, span, work.now, but_not_of)
    for number, (space, during) in enumerate(slots):
        for id, count in wanted.items():
            one = known.get(id)
            if one is None or one.venue_id != space.venue_id:
                failures[number].append(
                    Failure("equipment_elsewhere", field="equipment", id=str(id))
                )
            elif (free := one.stock - peak(held[id], during)) < count:
                failures[number].append(_short(one, count, max(free, 0)))
        if not failures[number]:
            _hold(held, wanted, during)
    return failures


def _short(equipment: Equipment, count: int, free: int) -> Failure:
    name = Text(str(equipment.name["vi"]), equipment.name.get("en") or str(equipment.name["vi"]))
    return Failure(
        "equipment_short",
        field="equipment",
        name=Label(str(equipment.id), name),
        wanted=count,
        free=free,
        stock=equipment.stock,
        passes={"most_available": free},
    )


def _hold(held: Held, wanted: Counts, during: Interval) -> None:
    for id, count in wanted.items():
        held[id].append((during, count))


async def hold_stock(work: Work, holdings: Sequence[Holding]) -> list[BookingDate]:
    """Write what the dates hold, in place of what they held; returns those that go without."""
    stocks = await _lock_stocks(work, {id for one in holdings for id in one.wanted})
    dates = [one.date.id for one in holdings]
    await work.session.execute(delete(DateEquipment).where(DateEquipment.date_id.in_(dates)))
    span = span_of(one.during for one in holdings)
    held = await find_held(work.session, stocks, span, work.now)
    refused, rows = [], []
    for one in holdings:
        short = any(
            peak(held[id], one.during) + count > stocks.get(id, 0)
            for id, count in one.wanted.items()
        )
        if short:
            refused.append(one.date)
            continue
        _hold(held, one.wanted, one.during)
        rows += [
            {
                "date_id": one.date.id,
                "equipment_id": id,
                "count": count,
                "during": range_of(one.during),
                "expires_at": one.expires_at,
            }
            for id, count in one.wanted.items()
        ]
    if rows:
        await work.session.execute(insert(DateEquipment), rows)
    return refused


async def give_back_offered(work: Work, dates: Collection[UUID]) -> None:
    """What these dates held while a time was offered to them."""
    await work.session.execute(
        delete(DateEquipment).where(
            DateEquipment.date_id.in_(dates), DateEquipment.expires_at.is_not(None)
        )
    )


async def _lock_stocks(work: Work, ids: set[UUID]) -> dict[UUID, int]:
    rows = await work.session.execute(
        select(Equipment.id, Equipment.stock)
        .where(Equipment.id.in_(ids))
        .order_by(Equipment.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row.stock for row in rows}
