"""What bookings says about the procedures that an activity needs before its day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, EventBody, Reference


class PermitNotice(Event):
    """Whose activity it is about, and when."""

    booking_id: UUID
    """The booking whose activity needs the permits."""
    member: Reference
    """The member space that must see to them."""
    host_id: UUID
    """Who runs the venue."""
    activity_title: Bilingual
    """What the member calls the activity."""
    activity_on: date
    """Its first day that is still ahead, in Hanoi."""


class PermitStepDueV1(PermitNotice, event="hcn.internal.bookings.permit.step_due.v1"):
    """A procedure must be filed soon, or its day has passed, or its reply is late."""

    procedure: Coded
    """Which procedure."""
    receiver: Coded
    """Which authority it is filed with."""
    stage: Coded
    """`ahead`, `soon`, `last_day`, `missed` (not filed in time) or `reply_late`."""
    due_on: date
    """The last day to file; for `reply_late` the last day of the receiver's term."""
    source: Bilingual
    """Where the rule comes from."""
    checked_on: date
    """The day on which the rule was last compared with its source."""


class PermitOutcome(EventBody):
    """How one procedure was settled."""

    procedure: Coded
    """Which procedure."""
    outcome: Coded
    """`filed` (a notice), `granted`, `consented` (by silence) or `waived`."""


class PermitCompletedV1(PermitNotice, event="hcn.internal.bookings.permit.completed.v1"):
    """Everything that the activity needs is settled, by the answers given so far."""

    outcomes: list[PermitOutcome]
    """The procedures that were needed; empty when none was."""
