"""The published language of the promotion service.

Whoever shows events to people follows the public item events: edited, bilingual, licensed.
What an editor writes to an author, and how each channel answered, stays inside.
"""

from __future__ import annotations

from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, EventBody, Reference
from shared.events.values import Instant, Locale


class ItemPlace(EventBody):
    """Where a promoted activity happens."""

    space: Reference
    """The place, by its Vietnamese name."""
    venue: Reference
    """The institution or site of that place."""


class ItemDate(EventBody):
    """One of the times of a promoted activity."""

    id: UUID
    """Stays when the date moves, so that a calendar moves its entry."""
    starts_at: Instant
    """First instant of the activity on this date."""
    ends_at: Instant
    """The instant at which it is over: half-open `[starts_at, ends_at)`."""
    space: Reference
    """Where it happens on this date, by the place's Vietnamese name."""
    stands: bool
    """It takes or took place; false once it was called off, so that a calendar drops it."""


class ItemState(Event):
    """A published piece about a member or an activity, ready to be shown to people."""

    slug: str | None
    """Readable part of its address, for portals that mirror it; null after a retraction."""
    status: Coded
    """`published`, `retracted` or `expired`: whether to show it."""
    kind: Coded
    """News, activity, portrait …, for filters and layout."""
    title: Bilingual | None
    """The heading; null after a retraction."""
    summary: Bilingual | None
    """One or two sentences for lists and previews; null after a retraction."""
    body: Bilingual | None
    """The whole text; null when title and summary are all, and after a retraction."""
    languages: list[Locale]
    """Languages in which it is complete, so that a portal offers those; none once retracted."""
    url: str
    """The public page to link to; it says so when the piece was retracted."""
    member: Reference | None
    """The member space it is about; null for a piece of the network itself."""
    booking_id: UUID | None
    """The booking it announces, to join it with the booking events; null when there is none."""
    place: ItemPlace | None
    """Where to go; null when the piece announces no place, and after a retraction."""
    starts_at: Instant | None
    """First instant of the activity; null when the piece announces none."""
    ends_at: Instant | None
    """The instant at which the activity is over: half-open `[starts_at, ends_at)`."""
    dates: list[ItemDate]
    """Each date of the booking it announces, in order, one calendar entry for each; none when it
    announces no booking, and after a retraction."""
    license: Coded | None
    """Under which licence text may be reused; null when reuse must be asked for."""
    published_at: Instant
    """First publication: feeds sort by it."""
    updated_at: Instant
    """Last change that readers should notice: feeds mark it as updated."""
    retracted_at: Instant | None
    """When it was taken back, for tombstones in feeds; null while it stands."""
    retraction_code: Coded | None
    """The kind of reason for the retraction, to be shown in its place; null while it stands."""


class ItemPublishedV1(ItemState, event="hcn.public.promotion.item.published.v1"):
    """A piece may be shown to people from now on."""


class ItemCorrectedV1(ItemState, event="hcn.public.promotion.item.corrected.v1"):
    """A published piece says something different now; replace what is shown."""


class ItemRetractedV1(ItemState, event="hcn.public.promotion.item.retracted.v1"):
    """A published piece was taken back; stop showing it. Nothing of its text is repeated."""


class ItemExpiredV1(ItemState, event="hcn.public.promotion.item.expired.v1"):
    """A published piece is out of date; it needs no more attention."""


class ItemNotice(Event):
    """What the author and the editors must be told about a piece before it is public."""

    title: Bilingual
    """Its heading now."""
    member: Reference | None
    """The member space it is about and whose contact is written to."""
    booking_id: UUID | None
    """The booking it announces; null when there is none."""
    version: int
    """Version of the item after the change: part of the letter's business key."""


class ItemSubmittedV1(ItemNotice, event="hcn.internal.promotion.item.submitted.v1"):
    """A piece waits for an editor."""


class ItemChangesRequestedV1(ItemNotice, event="hcn.internal.promotion.item.changes_requested.v1"):
    """An editor gave a piece back to its author."""

    reason: str
    """What the editor asks the author to change, in the editor's words."""


class ItemApprovedV1(ItemNotice, event="hcn.internal.promotion.item.approved.v1"):
    """An editor other than the author accepted a piece."""


class ItemScheduledV1(ItemNotice, event="hcn.internal.promotion.item.scheduled.v1"):
    """A piece will be published by itself."""

    publish_at: Instant
    """When it will be published."""


class PostOutcome(Event):
    """How one channel answered for one item; `id` is the post's."""

    item_id: UUID
    """The item that was posted."""
    channel: str
    """Code of the channel."""
    external_url: str | None = None
    """Where the channel shows it; null when it shows nothing."""
    error_code: str | None = None
    """Stable code of what went wrong; null when nothing did."""


class PostDeliveredV1(PostOutcome, event="hcn.internal.promotion.post.delivered.v1"):
    """The channel shows the item."""


class PostFailedV1(PostOutcome, event="hcn.internal.promotion.post.failed.v1"):
    """The channel refused, and nothing is shown there."""


class PostUnconfirmedV1(PostOutcome, event="hcn.internal.promotion.post.unconfirmed.v1"):
    """No answer: the item may be shown or not, and nobody posts it again blindly."""
