"""A booking with everything that a decision about it looks at, in one statement.

The rows are read without the ORM's way of loading: they are for looking at and showing, and what
is changed of them somebody else has to write.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.bookings.models import Booking, BookingDate, KnownMember, Space, Venue
from services.bookings.queries.claims import Places, read_places
from shared.database.lookup import row_reader
from shared.database.work import Work

_BOOKING, _DATE = row_reader(Booking), row_reader(BookingDate)
_SPACE, _VENUE, _MEMBER = row_reader(Space), row_reader(Venue), row_reader(KnownMember)

_READ = """
SELECT booking.id, booking, member,
       ARRAY(SELECT date FROM booking_dates AS date
              WHERE date.booking_id = booking.id ORDER BY date.starts_at, date.id) AS dates,
       ARRAY(SELECT space FROM spaces AS space
              WHERE space.path && its.spaces ORDER BY space.id) AS spaces,
       ARRAY(SELECT venue FROM venues AS venue
              WHERE venue.id IN (SELECT venue_id FROM spaces WHERE id = ANY(its.spaces))) AS venues
  FROM bookings AS booking
  JOIN known_members AS member ON member.id = booking.member_id
 CROSS JOIN LATERAL (
       SELECT array_agg(space_id) || booking.space_id AS spaces
         FROM booking_dates WHERE booking_id = booking.id) AS its
 WHERE booking.id = ANY($1)
"""


@dataclass(frozen=True, slots=True)
class WholeBooking:
    """A booking with its dates, spaces, venues and member, and the parts of those spaces."""

    booking: Booking
    spaces: list[Space]
    """The spaces of its dates and everything below them, in id order."""

    @property
    def places(self) -> Places:
        return read_places(self.spaces)


async def read_whole_booking(work: Work, booking_id: UUID) -> WholeBooking | None:
    """As it is committed now; nothing is locked."""
    row = await work.glance(_READ, booking_id)
    if row is None:
        return None
    venues = {venue.id: venue for venue in map(_VENUE.make, row["venues"])}
    spaces = [_SPACE.make(one, venue=venues[one["venue_id"]]) for one in row["spaces"]]
    known = {space.id: space for space in spaces}
    dates: list[BookingDate] = []
    booking = _BOOKING.make(
        row["booking"],
        member=_MEMBER.make(row["member"]),
        space=known[row["booking"]["space_id"]],
        dates=dates,
    )
    dates += [
        _DATE.make(one, booking=booking, space=known[one["space_id"]]) for one in row["dates"]
    ]
    return WholeBooking(booking, spaces)
