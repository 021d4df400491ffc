"""Taking and giving up time in spaces: the one door to the table `claims`.

Whoever claims locks the leaf spaces first, in id order, and looks again: without the lock a race
ends in deadlocks, with it the loser reads the winner's claim. The exclusion constraint stands
behind both, for any door that forgets them. Locks are taken in one order everywhere: leaf spaces,
then bookings, then the rest, each in id order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, delete
from sqlalchemy.orm.exc import StaleDataError

from services.bookings.domain import claiming
from services.bookings.domain.intervals import Interval
from services.bookings.domain.states import REQUESTED
from services.bookings.models import BookingDate, Claim, Closure, Space
from services.bookings.queries.claims import Places, read_places, select_places
from services.bookings.usecases.note_freed import GivenUp, note_given_up
from services.bookings.usecases.take_stock import Holding, hold_stock
from shared.database.work import Work

NEVER_OVERLAP = "claims_never_overlap"

_MAKE_ROOM = """
DELETE FROM claims WHERE id IN (
    SELECT ended.id FROM claims AS ended
     WHERE ended.space_id = ANY($1) AND ended.expires_at <= $2
       AND (ended.kind = 'offer' OR EXISTS (
           SELECT 1 FROM unnest($1::uuid[], $5::timestamptz[], $6::timestamptz[])
                      AS wanted (leaf, starts_at, ends_at)
            WHERE wanted.leaf = ended.space_id
              AND ended.during && tstzrange(wanted.starts_at, wanted.ends_at, '[)')))
    UNION ALL
    SELECT own.id FROM claims AS own
     WHERE own.date_id = ANY($3) AND (own.kind = ANY($4) OR own.space_id = ANY($1)))
RETURNING space_id, date_id, offer_id, kind, during
"""

# DO NOTHING is how the constraint says no without ending the transaction; two that race without
# the lock wait for each other's end here instead of in a ring.
_TAKE = """
INSERT INTO claims (
    id, space_id, whole_id, booking_id, date_id, closure_id, offer_id, kind, during, expires_at)
SELECT id, space_id, whole_id, booking_id, date_id, closure_id, offer_id, kind,
       tstzrange(starts_at, ends_at, '[)'), expires_at
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[],
              $8::text[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[])
    AS taking (id, space_id, whole_id, booking_id, date_id, closure_id, offer_id, kind,
               starts_at, ends_at, expires_at)
    ON CONFLICT DO NOTHING
RETURNING id
"""

_RELEASE = """
WITH lent AS (DELETE FROM date_equipment WHERE date_id = ANY($1))
DELETE FROM claims WHERE date_id = ANY($1)
RETURNING space_id, date_id, offer_id, kind, during
"""


@dataclass(frozen=True, slots=True)
class Taking:
    """A time to be claimed in the leaves of a space, for a date, a closure or an offer.

    With the time of a booking's date goes the equipment that the booking wants.
    """

    space: Space
    leaves: Collection[UUID]
    during: Interval
    date: BookingDate | None = None
    closure: Closure | None = None
    offer_id: UUID | None = None
    kind: str = claiming.BOOKING
    expires_at: datetime | None = None


def taking_of(
    date: BookingDate,
    leaves: Collection[UUID],
    time: Interval | None = None,
    space: Space | None = None,
) -> Taking:
    """What a date claims: its time, or a new one or place, with the space's set-up and clear-up."""
    place = space or date.space
    during = (time or date.time).padded(place.setup, place.clearup)
    return Taking(place, leaves, during, date=date)


async def lock_places(work: Work, space_ids: Collection[UUID] | ScalarSelect[Any]) -> Places:
    """Lock these spaces and everything below them, in id order, until the transaction ends.

    The tree may change while we wait, so it is read again under the lock. What must be locked then
    besides may come before what is locked already: the transaction wrapper begins anew, because to
    lock it now would be a ring with whoever waits for us.
    """
    query = select_places(space_ids)
    locked = read_places(await work.session.execute(query.with_for_update(key_share=True)))
    if read_places(await work.session.execute(query)) != locked:
        raise StaleDataError
    return locked


async def claim_time(work: Work, taking: Taking) -> bool:
    """Write the claims, in place of those that the date has; False when a part is taken."""
    return not await claim_times(work, [taking])


async def claim_times(work: Work, takings: Sequence[Taking]) -> list[Taking]:
    """Write the claims of several, in place of those that their dates have.

    Returns those that the constraint refused: of them nothing is written, but what their dates
    held before is given up already, so whoever wants that back ends the transaction. The rows
    that own the claims must have been sent to the database.
    """
    rows = [row for taking in takings for row in _rows(work, taking)]
    written: set[UUID] = set()
    if all(_is_first(taking) for taking in takings):
        written = await _take(work, rows)
    if len(written) < len(rows):
        await _make_room(work, takings)
        written |= await _take(work, [row for row in rows if row[0] not in written])
    lost = await _take_back(work, takings, rows, written) if len(written) < len(rows) else []
    return [*lost, *await _hold_equipment(work, [one for one in takings if one not in lost])]


async def _hold_equipment(work: Work, takings: Sequence[Taking]) -> list[Taking]:
    """Where there is not enough of what a date wants, its space goes back as well."""
    wanting = [
        one
        for one in takings
        if one.date is not None and one.kind == claiming.BOOKING and one.date.booking.equipment
    ]
    if not wanting:
        return []
    short = await hold_stock(
        work,
        [
            Holding(one.date, one.during, one.date.booking.wanted_equipment)
            for one in wanting
            if one.date is not None
        ],
    )
    if short:
        await release_dates(work, short)
    return [one for one in wanting if one.date in short]


def _is_first(taking: Taking) -> bool:
    """Nothing of its own can be in its way."""
    return taking.date is None or taking.date.status == REQUESTED


async def _make_room(work: Work, takings: Sequence[Taking]) -> None:
    """Away with what has ended by itself, and with what the same dates hold so far.

    A soft fallback has ended as far as others go, and stands until somebody wants its time.
    """
    wanted = [(leaf, taking.during) for taking in takings for leaf in taking.leaves]
    dates = [taking.date.id for taking in takings if taking.date is not None]
    kinds = list({taking.kind for taking in takings})
    gone = await work.fetch(
        _MAKE_ROOM,
        [leaf for leaf, _ in wanted],
        work.now,
        dates,
        kinds,
        [during.start for _, during in wanted],
        [during.end for _, during in wanted],
    )
    # A fallback that is claimed anew is known to whoever does it.
    if claiming.FALLBACK not in kinds:
        await note_given_up(work, [GivenUp(**row) for row in gone])


async def _take(work: Work, rows: Sequence[tuple[Any, ...]]) -> set[UUID]:
    """Ids of the rows that could be written."""
    if not rows:
        return set()
    return {row["id"] for row in await work.fetch(_TAKE, *map(list, zip(*rows, strict=True)))}


def _rows(work: Work, taking: Taking) -> list[tuple[Any, ...]]:
    date, closure = taking.date, taking.closure
    return [
        (
            work.new_id(),
            leaf,
            taking.space.id,
            date.booking_id if date else None,
            date.id if date else None,
            closure.id if closure else None,
            taking.offer_id,
            claiming.CLOSURE if closure else taking.kind,
            taking.during.start,
            taking.during.end,
            taking.expires_at,
        )
        for leaf in sorted(taking.leaves)
    ]


async def _take_back(
    work: Work, takings: Sequence[Taking], rows: Sequence[tuple[Any, ...]], written: set[UUID]
) -> list[Taking]:
    """Nobody holds a part of what it wanted whole."""
    owners = [taking for taking in takings for _ in taking.leaves]
    missing = Counter(
        id(owner) for owner, row in zip(owners, rows, strict=True) if row[0] not in written
    )
    halves = [row[0] for owner, row in zip(owners, rows, strict=True) if missing[id(owner)]]
    await work.fetch("DELETE FROM claims WHERE id = ANY($1)", halves)
    return [taking for taking in takings if missing[id(taking)]]


async def release_dates(work: Work, dates: Iterable[BookingDate]) -> None:
    """Give up all time and equipment that these dates hold, fallbacks included."""
    gone = await work.fetch(_RELEASE, [date.id for date in dates])
    await note_given_up(work, [GivenUp(**row) for row in gone])


async def release_closure(work: Work, closure: Closure) -> None:
    """Give up all time that a closure holds."""
    await _release(work, Claim.closure_id == closure.id)


async def release_offer(work: Work, offer_id: UUID) -> None:
    """Give up all time that an offer holds."""
    await _release(work, Claim.offer_id == offer_id)


async def end_claims(work: Work, which: ColumnElement[bool]) -> None:
    """Give up what somebody else's claim needs: its owners hear of it by due work."""
    await _release(work, which)


async def _release(work: Work, which: ColumnElement[bool]) -> None:
    gone = await work.session.execute(
        delete(Claim)
        .where(which)
        .returning(Claim.space_id, Claim.date_id, Claim.offer_id, Claim.kind, Claim.during)
    )
    await note_given_up(work, [GivenUp(*row) for row in gone])
