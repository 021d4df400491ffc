"""Bodies of counter-offers, alone or with a confirmation: what becomes of the rivals."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.bookings.api.fields import End, Times
from services.bookings.domain.intervals import Interval
from services.bookings.usecases.answer_rivals import OthersOrder
from services.bookings.usecases.make_offers import OfferOrder, WantedTime
from shared.errors import Failure, Invalid
from shared.http.fields import Instant, Prose, RequestBody


class OfferedDate(Times):
    date_id: UUID
    space_id: UUID | None = None


class MakeOffer(RequestBody):
    """`starts_at` and `ends_at` for the only date, else `dates`; without a space the same one."""

    starts_at: Instant | None = None
    ends_at: End | None = None
    space_id: UUID | None = None
    """Another space of the same host."""
    dates: Annotated[list[OfferedDate], Field(min_length=1, max_length=400)] | None = None
    """For a booking with several dates: where and when each of those offered would be."""
    held_until: Instant | None = None
    """Until when it is held; as long as the rule says when left out, never longer."""
    reason: Prose | None = None
    """In words, for the member to read."""

    def read(self) -> OfferOrder:
        """Raises Invalid unless it names one time or dates, not both."""
        if self.dates is not None:
            if self.starts_at is not None or self.ends_at is not None:
                raise Invalid(Failure("times_unclear", field="dates"))
            wanted = [WantedTime(one.date_id, one.space_id, one.interval) for one in self.dates]
            return OfferOrder(wanted, self.held_until, self.reason)
        if self.starts_at is None or self.ends_at is None:
            raise Invalid(Failure("times_unclear", field="starts_at"))
        time = Interval(self.starts_at, self.ends_at)
        return OfferOrder([WantedTime(None, self.space_id, time)], self.held_until, self.reason)


class OfferToRival(MakeOffer):
    booking_id: UUID


class Others(RequestBody):
    """What becomes of the other requests for the same time, in the same act."""

    queue: bool = False
    """Every other request that gets no offer gets a place in the queue."""
    offers: Annotated[list[OfferToRival], Field(default_factory=list, max_length=100)]

    def read(self) -> OthersOrder:
        return OthersOrder(self.queue, {one.booking_id: one.read() for one in self.offers})
