"""What is claimed, by whom, and which leaves of the tree a space stands for.

Claims that have ended (`expires_at`) count as gone wherever claims are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    Uuid,
    and_,
    any_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from services.bookings.domain import states
from services.bookings.domain.closing import WITHDRAWN
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Conflict
from services.bookings.models import Booking, BookingDate, Claim, Space
from shared.database.aggregate import Instant

LONGEST_PADDING = timedelta(days=2)
"""No space has a longer set-up or clear-up (`api/fields.py`): how far around a time to look."""


@dataclass(frozen=True, slots=True)
class ClaimInTheWay:
    """A claim's owner (a date of a booking, a closure, an offer) and when it holds a part."""

    kind: str
    during: Interval
    booking_id: UUID | None
    date_id: UUID | None
    closure_id: UUID | None
    offer_id: UUID | None = None

    @property
    def conflict(self) -> Conflict:
        return Conflict(self.kind, self.during)


def range_of(time: Interval) -> Range[datetime]:
    """The half-open range that PostgreSQL stores and compares."""
    return Range(time.start, time.end, bounds="[)")


def interval_of(during: Range[datetime]) -> Interval:
    """The other way; claims are never empty or unbounded (`claims_half_open`)."""
    assert during.lower is not None
    assert during.upper is not None
    return Interval(during.lower, during.upper)


def still_held(now: datetime) -> ColumnElement[bool]:
    """The claim has not ended by itself."""
    return or_(Claim.expires_at.is_(None), Claim.expires_at > now)


@dataclass(frozen=True, slots=True)
class Places:
    """Some spaces with all their parts, and the leaves among them."""

    spaces: frozenset[UUID]
    leaves: dict[UUID, tuple[UUID, ...]]
    """The path of each leaf: itself and what it is a part of; in id order."""

    def of(self, space_id: UUID) -> list[UUID]:
        """The leaves that stand for a space, in id order."""
        return [leaf for leaf, path in self.leaves.items() if space_id in path]


def select_places(space_ids: Collection[UUID] | ScalarSelect[Any]) -> Select[*tuple[Any, ...]]:
    """These spaces and everything below them, in id order, for `read_places`."""
    wanted = space_ids if isinstance(space_ids, ScalarSelect) else list(space_ids)
    return (
        select(Space.id, Space.path, Space.parent_id, Space.status)
        .where(Space.path.overlap(wanted))
        .order_by(Space.id)
    )


def read_places(rows: Iterable[Any]) -> Places:
    """A leaf is offered and has no offered part."""
    found = list(rows)
    parents = {row.parent_id for row in found if row.status != WITHDRAWN}
    return Places(
        frozenset(row.id for row in found),
        {
            row.id: tuple(row.path)
            for row in found
            if row.status != WITHDRAWN and row.id not in parents
        },
    )


async def find_places(session: AsyncSession, *space_ids: UUID) -> Places:
    return read_places(await session.execute(select_places(space_ids)))


async def find_leaves(session: AsyncSession, *space_ids: UUID) -> list[UUID]:
    """The offered spaces without offered parts below (or equal to) the given, in id order."""
    return list((await find_places(session, *space_ids)).leaves)


_CLAIM = (
    Claim.kind,
    Claim.during,
    Claim.booking_id,
    Claim.date_id,
    Claim.closure_id,
    Claim.offer_id,
)


def _read(row: Any) -> ClaimInTheWay:
    during = interval_of(row.during)
    return ClaimInTheWay(
        row.kind, during, row.booking_id, row.date_id, row.closure_id, row.offer_id
    )


async def find_claims(
    session: AsyncSession,
    leaves: Collection[UUID],
    time: Interval,
    now: datetime,
    but_not_of: Collection[UUID] = (),
) -> list[ClaimInTheWay]:
    """Claims on the leaves that overlap a time, one for each owner; not those of some dates."""
    return (await find_claims_at(session, [(leaves, time)], now, but_not_of))[0]


async def find_claims_at(
    session: AsyncSession,
    wanted: Sequence[tuple[Collection[UUID], Interval]],
    now: datetime,
    but_not_of: Collection[UUID] = (),
) -> list[list[ClaimInTheWay]]:
    """The same for several times, each on its own leaves, in one statement."""
    slots = [(n, leaf, time) for n, (leaves, time) in enumerate(wanted) for leaf in leaves]
    found: list[set[ClaimInTheWay]] = [set() for _ in wanted]
    if slots:
        slot = _as_table(slots)
        query = (
            select(slot.c.n, *_CLAIM)
            .join(
                Claim,
                and_(
                    Claim.space_id == slot.c.leaf,
                    Claim.during.op("&&")(func.tstzrange(slot.c.start, slot.c.end, "[)")),
                ),
            )
            .where(still_held(now))
        )
        if but_not_of:
            query = query.where(or_(Claim.date_id.is_(None), Claim.date_id.not_in(but_not_of)))
        for row in await session.execute(query):
            found[row.n].add(_read(row))
    return [sorted(one, key=lambda claim: (claim.during, claim.kind)) for one in found]


def _as_table(slots: Sequence[tuple[int, UUID, Interval]]) -> Any:
    """The wanted slots as rows, however many, of one statement."""
    columns = (
        ("n", [n for n, _, _ in slots], Integer()),
        ("leaf", [leaf for _, leaf, _ in slots], Uuid()),
        ("start", [time.start for *_, time in slots], Instant),
        ("end", [time.end for *_, time in slots], Instant),
    )
    arrays = [bindparam(None, values, ARRAY(kind)) for _, values, kind in columns]
    return (
        func.unnest(*arrays)
        .table_valued(*(name for name, *_ in columns))
        .render_derived(name="slot")
    )


async def find_future_claims(
    session: AsyncSession, whole_ids: Collection[UUID], now: datetime
) -> list[ClaimInTheWay]:
    """Claims not yet over by bookings and closures of exactly these spaces."""
    rows = await session.execute(
        select(*_CLAIM)
        .where(
            Claim.whole_id.in_(whole_ids),
            Claim.during.overlaps(Range(now, None, bounds="[)")),
            still_held(now),
        )
        .distinct()
    )
    return sorted((_read(row) for row in rows), key=lambda claim: claim.during)


def minutes(column: InstrumentedAttribute[int]) -> ColumnElement[timedelta]:
    """A column of minutes as a length of time."""
    return func.make_interval(0, 0, 0, 0, 0, column)


def select_rivals(booking: Booking) -> Select[Any]:
    """Requests and confirmed bookings that compete with a date of it for time and place."""
    rival, mine = aliased(BookingDate), aliased(BookingDate)
    place, wanted = aliased(Space), aliased(Space)
    competes = (
        select(rival.id)
        .join(place, place.id == rival.space_id)
        .join(mine, mine.booking_id == booking.id)
        .join(wanted, wanted.id == mine.space_id)
        .where(
            rival.booking_id == Booking.id,
            rival.status.in_((states.REQUESTED, states.CONFIRMED)),
            mine.status.in_(states.OPEN_STATES),
            rival.starts_at < mine.ends_at + minutes(wanted.clearup_minutes),
            rival.ends_at > mine.starts_at - minutes(wanted.setup_minutes),
            or_(wanted.id == any_(place.path), place.id == any_(wanted.path)),
        )
        .correlate(Booking)
        .exists()
    )
    span = booking.time.padded(LONGEST_PADDING, LONGEST_PADDING)
    return (
        select(Booking)
        .where(
            Booking.id != booking.id,
            Booking.starts_at < span.end,
            Booking.ends_at > span.start,
            competes,
        )
        .order_by(Booking.created_at)
    )


async def find_rivals(session: AsyncSession, booking: Booking) -> Sequence[Booking]:
    return (await session.scalars(select_rivals(booking))).all()
