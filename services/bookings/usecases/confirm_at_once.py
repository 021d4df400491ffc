"""The usual confirmation in two statements: one reads everything, the other writes everything.

The second keeps nothing unless all that the first has read still holds: the booking and its spaces
by version, the member's standing, the free time. It locks in the order of every act: spaces, then
the booking. What is not usual, or has changed meanwhile, goes the whole way of `decide_bookings`,
which says why: nothing is refused here.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.bookings.domain import claiming, states
from services.bookings.domain.requesting import check_member, check_use
from services.bookings.models import Booking, BookingDate
from services.bookings.queries.whole_bookings import WholeBooking, read_whole_booking
from services.bookings.usecases.choose_dates import choose_dates
from services.bookings.usecases.decide_bookings import Answer, mark_confirmed
from services.bookings.usecases.follow_dates import ends_of
from services.bookings.usecases.refuse_bookings import check_rules
from shared.database.records import with_records
from shared.database.work import Work

_CONFIRM = with_records(
    f"""
taking AS (
  SELECT * FROM unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[],
                       $10::timestamptz[], $11::timestamptz[])
      AS taking (id, leaf, whole, date_id, starts_at, ends_at)
), held AS (
  SELECT id, version FROM spaces WHERE path && $3::uuid[] ORDER BY id FOR NO KEY UPDATE
), kept AS (
  SELECT id, member_id FROM bookings
   WHERE id = $1 AND version = $2
     AND ARRAY(SELECT id FROM held ORDER BY id) = $3::uuid[]
     AND ARRAY(SELECT version FROM held ORDER BY id) = $4::integer[]
     AND (SELECT status FROM known_members WHERE id = member_id) = $5
     AND NOT EXISTS (
       SELECT FROM claims JOIN taking
           ON claims.space_id = taking.leaf
          AND claims.during && tstzrange(taking.starts_at, taking.ends_at, '[)'))
     FOR NO KEY UPDATE
), claimed AS (
  INSERT INTO claims (id, space_id, whole_id, booking_id, date_id, kind, during)
  SELECT taking.id, leaf, whole, kept.id, date_id, '{claiming.BOOKING}',
         tstzrange(starts_at, ends_at, '[)')
    FROM kept, taking
), granted AS (
  UPDATE booking_dates AS one
     SET status = '{states.CONFIRMED}', confirmed_at = $12, reason = $13, reason_code = NULL,
         cancelled_by = NULL, calendar_sequence = new.calendar_sequence
    FROM kept, unnest($14::uuid[], $15::integer[]) AS new (id, calendar_sequence)
   WHERE one.id = new.id
), confirmed AS (
  UPDATE bookings
     SET status = $16, version = $2 + 1, event_sequence = $17, updated_at = $12
    FROM kept WHERE bookings.id = kept.id
), due AS (
  INSERT INTO due_work (kind, key, due_at, payload, attempts, stuck)
  SELECT kind, kept.id::text, due_at, '{{}}', 0, false
    FROM kept, unnest($18::text[], $19::timestamptz[]) AS new (kind, due_at)
      ON CONFLICT ON CONSTRAINT due_work_once
      DO UPDATE SET due_at = excluded.due_at, payload = '{{}}', attempts = 0, stuck = false
)""",
    kept="kept",
    parameters=19,
)


async def confirm_at_once(work: Work, booking_id: UUID, answer: Answer) -> Booking | None:
    """The confirmed booking, of no session; None when nothing was done.

    Raises NotFound and Stale as `Work.lock` does.
    """
    whole = await read_whole_booking(work, booking_id)
    booking = work.admit(Booking, booking_id, whole.booking if whole else None)
    assert whole is not None
    dates, failures = choose_dates(booking, answer.dates, states.may_confirm)
    if not failures and _is_usual(work, booking, dates):
        versions = booking.version, [space.version for space in whole.spaces]
        mark_confirmed(work, booking, dates, answer.reason)
        if await _keep(work, whole, dates, *versions):
            return booking
    work.start_over()
    return None


def _is_usual(work: Work, booking: Booking, dates: Sequence[BookingDate]) -> bool:
    """Nothing stands against it, and nothing beside its time has to be held or settled."""
    return not (
        states.lacks_hosting(work.caller, booking.host_id)
        or booking.waited_for
        or booking.equipment
        or check_member(booking.member)
        or any(check_rules(work, date.space, date.wish, check_use) for date in dates)
    )


async def _keep(
    work: Work,
    whole: WholeBooking,
    dates: Sequence[BookingDate],
    version: int,
    versions: list[int],
) -> bool:
    booking, places = whole.booking, whole.places
    booking.version, booking.updated_at = version + 1, work.now
    work.note_change(booking)
    leaves = {space.id: places.of(space.id) for space in whole.spaces}
    takings = [
        (work.new_id(), leaf, date.space_id, date.id, during.start, during.end)
        for date in dates
        for during in [date.time.padded(date.space.setup, date.space.clearup)]
        for leaf in leaves[date.space_id]
    ]
    ends = ends_of(booking, work.now)
    return await work.conclude_in_one(
        _CONFIRM,
        booking.id,
        version,
        [space.id for space in whole.spaces],
        versions,
        booking.member.status,
        *map(list, zip(*takings, strict=True)),
        work.now,
        dates[0].reason,
        [date.id for date in dates],
        [date.calendar_sequence for date in dates],
        booking.status,
        booking.event_sequence,
        [kind for kind, _ in ends],
        [at for _, at in ends],
    )
