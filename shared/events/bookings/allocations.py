"""What bookings says to each member of an allocation round: one event for all of its wishes."""

from __future__ import annotations

from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, EventBody, Reference
from shared.events.values import Instant


class GivenTime(EventBody):
    """A time in a place that a wish was given; it is confirmed."""

    booking_id: UUID
    """The booking that it became."""
    starts_at: Instant
    """First instant of the activity."""
    ends_at: Instant
    """The instant at which it is over."""
    space: Reference
    """The place, by its Vietnamese name."""
    venue: Reference
    """The institution or site of that place."""


class WishOutcome(EventBody):
    """What one wish got."""

    id: UUID
    """The wish."""
    activity_title: Bilingual
    """What the member calls the activity."""
    wanted: int
    """So many times were wished for."""
    outcome: Coded
    """`placed`, `partly_placed` or `not_placed`."""
    times: list[GivenTime]
    """What it was given, in order."""
    why_not: list[Bilingual]
    """Why not the rest: the first few reasons; all of them stand with the wish."""


class AllocationNotice(Event):
    """A round and one of the members that sent wishes. The aggregate is the round."""

    member: Reference
    """The member space that wished."""
    name: Bilingual
    """What the round is called."""
    season: Bilingual
    """The season whose places it shares."""


class AllocationOutcomeV1(AllocationNotice, event="hcn.internal.bookings.allocation.outcome.v1"):
    """A plan was confirmed: what each of the member's wishes got."""

    wishes: list[WishOutcome]
    """In the member's own order."""


class AllocationCalledOffV1(
    AllocationNotice, event="hcn.internal.bookings.allocation.called_off.v1"
):
    """The round gives nothing: its wishes go no further."""

    reason: str | None
    """Why, in the words of who called it off."""
