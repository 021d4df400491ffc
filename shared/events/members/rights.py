"""What members asked for by right, and what became of it, for the letters about it.

No sum, no tax code and no person's name stands here.
"""

from __future__ import annotations

from datetime import date

from shared.events.base import Bilingual, Coded, Event, Reference
from shared.events.values import Instant


class BenefitNotice(Event):
    """What a letter about a request for a paper needs."""

    member: Reference
    """The member space that asked."""
    kind: Coded
    """Which paper, `tax_confirmation`."""
    year: int
    """The year of the file that it is for."""
    version: int
    """Version of the request after the change: part of the letter's business key."""


class BenefitRequestedV1(BenefitNotice, event="hcn.internal.members.benefit.requested.v1"):
    """A member asked for a paper."""

    promised_on: date
    """Last day for the answer, as the Centre promises it."""


class BenefitConfirmedV1(BenefitNotice, event="hcn.internal.members.benefit.confirmed.v1"):
    """The paper is issued; the member can fetch it."""

    document_number: str
    """Number of the official document."""
    dated_on: date
    """Its date."""


class BenefitDeclinedV1(BenefitNotice, event="hcn.internal.members.benefit.declined.v1"):
    """The Centre does not confirm it."""

    reason: str
    """The reason in writing that the member is owed."""


class ParticipationChangedV1(Event, event="hcn.internal.members.participation.changed.v1"):
    """Something about a place in an activity changed without the member's doing.

    It moved up from the waiting list, the activity moved, or it was called off. Who the person is
    that takes part is not said.
    """

    activity: Reference
    """The activity, with its Vietnamese title."""
    activity_title: Bilingual
    """Its title in both languages."""
    member: Reference
    """The member space whose place it is."""
    change: Coded
    """`moved_up`, `rescheduled` or `called_off`."""
    starts_at: Instant
    """When the activity begins, after the change."""
    ends_at: Instant
    """When it ends, after the change."""
    place: str | None = None
    """Where it is held; null when it is online."""
    reason: str | None = None
    """Why it was called off or moved, in the Centre's words; null when nobody said."""
    version: int
    """Version of the participation after the change: part of the letter's business key."""
