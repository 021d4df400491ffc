"""The usual confirmation in two statements: one reads everything, the other writes everything.

The second keeps nothing unless all that the first has read still holds: the booking and its spaces
by version (whoever gives a space a part raises its version), the member's standing, the free time.
It waits for nobody: what is locked is passed over. What is not usual, has changed meanwhile or is
locked goes the whole way of `decide_bookings`, which says why: nothing is refused here.

Confirmations of one moment share both statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.bookings.domain import claiming, states
from services.bookings.domain.requesting import check_member, check_use
from services.bookings.models import Booking, BookingDate
from services.bookings.queries.whole_bookings import WholeBooking, read_whole_booking
from services.bookings.usecases.choose_dates import choose_dates
from services.bookings.usecases.claim_time import taking_of
from services.bookings.usecases.decide_bookings import Answer, mark_confirmed
from services.bookings.usecases.follow_dates import ends_of
from services.bookings.usecases.refuse_bookings import check_rules
from shared.database.records import with_records
from shared.database.work import Work

_CONFIRM = with_records(
    f"""
act AS (
  SELECT * FROM json_to_recordset($1) AS act (
    id uuid, version integer, member_status text, status text, event_sequence bigint,
    confirmed_at timestamptz, reason text)
), known AS (
  SELECT * FROM json_to_recordset($2) AS known (act uuid, id uuid, version integer)
), taking AS (
  SELECT * FROM json_to_recordset($3) AS taking (
    act uuid, id uuid, leaf uuid, whole uuid, date_id uuid, starts_at timestamptz,
    ends_at timestamptz)
), held AS (
  SELECT id, version FROM spaces WHERE id IN (SELECT id FROM known)
   ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
), kept AS (
  SELECT booking.id
    FROM bookings AS booking JOIN act USING (id, version)
    JOIN known_members AS member
      ON member.id = booking.member_id AND member.status = act.member_status
   WHERE NOT EXISTS (
           SELECT FROM known LEFT JOIN held USING (id, version)
            WHERE known.act = booking.id AND held.id IS NULL)
     AND NOT EXISTS (
           SELECT FROM taking JOIN claims
               ON claims.space_id = taking.leaf
              AND claims.during && tstzrange(taking.starts_at, taking.ends_at, '[)')
            WHERE taking.act = booking.id)
   ORDER BY booking.id FOR NO KEY UPDATE OF booking SKIP LOCKED
), claimed AS (
  INSERT INTO claims (id, space_id, whole_id, booking_id, date_id, kind, during)
  SELECT taking.id, leaf, whole, act, date_id, '{claiming.BOOKING}',
         tstzrange(starts_at, ends_at, '[)')
    FROM taking WHERE act IN (SELECT id FROM kept)
), granted AS (
  UPDATE booking_dates AS one
     SET status = '{states.CONFIRMED}', confirmed_at = act.confirmed_at, reason = act.reason,
         reason_code = NULL, cancelled_by = NULL, calendar_sequence = new.calendar_sequence
    FROM kept JOIN act USING (id)
    JOIN json_to_recordset($4) AS new (act uuid, id uuid, calendar_sequence integer)
      ON new.act = act.id
   WHERE one.id = new.id
), confirmed AS (
  UPDATE bookings AS booking
     SET status = act.status, version = act.version + 1, event_sequence = act.event_sequence,
         updated_at = act.confirmed_at
    FROM kept JOIN act USING (id) WHERE booking.id = act.id
), due AS (
  INSERT INTO due_work (kind, key, due_at, payload, attempts, stuck)
  SELECT kind, act::text, due_at, '{{}}', 0, false
    FROM json_to_recordset($5) AS new (act uuid, kind text, due_at timestamptz)
   WHERE act IN (SELECT id FROM kept)
      ON CONFLICT ON CONSTRAINT due_work_once
      DO UPDATE SET due_at = excluded.due_at, payload = '{{}}', attempts = 0, stuck = false
)""",
    parts=5,
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
        mark_confirmed(work, booking, dates, answer.reason)
        if await _keep(work, whole, dates):
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


async def _keep(work: Work, whole: WholeBooking, dates: Sequence[BookingDate]) -> bool:
    booking, places = whole.booking, whole.places
    seen = booking.version
    booking.version, booking.updated_at = seen + 1, work.now
    work.note_change(booking)
    act: dict[str, Any] = {"act": booking.id}
    takings = [taking_of(date, places.of(date.space_id)) for date in dates]
    return await work.conclude_in_one(
        _CONFIRM,
        booking.id,
        [
            {
                "id": booking.id,
                "version": seen,
                "member_status": booking.member.status,
                "status": booking.status,
                "event_sequence": booking.event_sequence,
                "confirmed_at": work.now,
                "reason": dates[0].reason,
            }
        ],
        [act | {"id": space.id, "version": space.version} for space in whole.spaces],
        [
            {
                "act": booking.id,
                "id": work.new_id(),
                "leaf": leaf,
                "whole": taking.space.id,
                "date_id": date.id,
                "starts_at": taking.during.start,
                "ends_at": taking.during.end,
            }
            for date, taking in zip(dates, takings, strict=True)
            for leaf in taking.leaves
        ],
        [act | {"id": date.id, "calendar_sequence": date.calendar_sequence} for date in dates],
        [act | {"kind": kind, "due_at": at} for kind, at in ends_of(booking, work.now)],
    )
