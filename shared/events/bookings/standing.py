"""What bookings says of a member's conduct and standing, and of what follows for its bookings."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, EventBody, Reference
from shared.events.values import Instant


class CountedMark(EventBody):
    """One of the marks that a pause rests on."""

    kind: Coded
    """A no-show or a late cancellation."""
    activity_title: Bilingual
    """What the member called the activity."""
    space: Reference
    """The place, by its Vietnamese name."""
    starts_at: Instant
    """First instant of the date that the mark is about."""
    points: int
    """What it counts."""


class RequestsPausedV1(Event, event="hcn.internal.bookings.requests.paused.v1"):
    """A member's marks keep it from new requests, or do so for another time than was said.

    The aggregate is the mark that changed it.
    """

    member: Reference
    """The member space that may not ask meanwhile; what it has already stays."""
    starts_at: Instant
    """When the pause began."""
    until: Instant
    """The instant from which it may ask again."""
    marks: list[CountedMark]
    """What it rests on, in order of time."""
    points_for_pause: int
    """So many points lead to a pause."""
    window_days: int
    """Within so many days."""


class RequestsResumedV1(Event, event="hcn.internal.bookings.requests.resumed.v1"):
    """A pause is over before its time: a mark that it rested on counts no more."""

    member: Reference
    """The member space that may ask again."""
    reason: str | None
    """Why the mark is void, in the words of who decided it."""


class StandingDate(EventBody):
    """A date on the list of a member that is suspended or gone."""

    id: UUID
    """The date, the same as in the notices of its booking."""
    activity_title: Bilingual
    """What the member calls the activity."""
    space: Reference
    """The place, by its Vietnamese name."""
    venue: Reference
    """The institution or site of that place."""
    host_id: UUID
    """Who runs the venue and decides about the date."""
    starts_at: Instant
    """First instant of the activity on this date."""
    ends_at: Instant
    """The instant at which it is over."""
    granted: bool
    """Whether the place was confirmed; false: it was only asked for."""
    outcome: Coded
    """`undecided`, `kept`, `cancelled`, `lapsed` (cancelled by silence), `restored`, `lost`."""


class StandingNotice(Event):
    """The dates ahead of a member whose standing changed. The aggregate is the list."""

    member: Reference
    """The member space that is suspended or gone, or is one again."""
    standing: Coded
    """What it was when the list was opened, or has become since."""
    decide_by: Instant
    """At the end of this time silence cancels."""
    keeps_begun: bool
    """Whether a date that starts sooner takes place though nobody decided."""
    dates: list[StandingDate]
    """The dates that this notice is about, in order of time: of each host the first hundred."""
    shortened: bool = False
    """Whether there are more dates than are given; the list itself has them all."""
    version: int
    """Version of the list after the change: part of the letter's business key."""

    def of_host(self, host_id: UUID) -> Self:
        """What of it one host is told."""
        own = [one for one in self.dates if one.host_id == host_id]
        return self.model_copy(update={"dates": own})

    @property
    def host_ids(self) -> list[UUID]:
        return sorted({one.host_id for one in self.dates})


class StandingCaseOpenedV1(StandingNotice, event="hcn.internal.bookings.standing_case.opened.v1"):
    """What the member has ahead waits for a decision, or for another one than before."""


class StandingCaseDecidedV1(StandingNotice, event="hcn.internal.bookings.standing_case.decided.v1"):
    """Some dates of the list were decided about: by a person, by silence, by a reinstatement."""

    undecided: int
    """How many dates wait still."""
    reinstated: bool
    """The member is one again: what had been cancelled came back, or could not."""
    decided_by: str | None = None
    """Role code of who decided (`host`, `officer`); null: silence, or the reinstatement."""
    reason: str | None = None
    """What the deciding person explains, in that person's words."""
