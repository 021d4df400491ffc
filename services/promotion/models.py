"""Tables of promotion: items, their posts on channels, the channels, and the members it knows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from services.promotion.domain.channels import DISABLED, WORKING
from services.promotion.domain.rules import Piece, Standing
from services.promotion.domain.statuses import SHOWN
from shared.database.aggregate import Aggregate, Instant

STAFF = frozenset({"role:editor", "role:officer", "role:operator", "role:auditor"})
"""Who of the staff may read everything."""


class Base(DeclarativeBase):
    """Base of promotion's own tables."""


class KnownMember(Base):
    """This service's copy of a member: its name, and whether it may be promoted."""

    __tablename__ = "known_members"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    status_since: Mapped[date] = mapped_column(Date)
    """Day since which the status holds."""


class Channel(Aggregate, Base):
    """A way to the public. `kind` names the adapter that serves it."""

    KIND = "channel"
    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("code", name="channels_code_once"),)

    code: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    name_vi: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    enabled: Mapped[bool] = mapped_column(Boolean)
    address: Mapped[str] = mapped_column(Text)
    """Path below this service's public address, or a URL for a channel elsewhere."""
    needs_time: Mapped[bool] = mapped_column(Boolean)
    """It takes only items that announce a time."""
    attempts_allowed: Mapped[int] = mapped_column(Integer)
    retry_seconds: Mapped[int] = mapped_column(Integer)
    """Wait before the second attempt; it doubles from one to the next."""

    @property
    def status(self) -> str:
        return WORKING if self.enabled else DISABLED

    def who_may_read(self) -> set[str]:
        return {"public"}


class Item(Aggregate, Base):
    """A piece about a member or an activity, from its draft to its retraction.

    Of a booking it keeps what it shows: place and time. `revision` counts public changes.
    """

    KIND = "item"
    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("booking_id", name="items_one_per_booking"),
        UniqueConstraint("slug", name="items_slug_once"),
        CheckConstraint("ends_at > starts_at", name="items_end_after_start"),
        CheckConstraint(
            "status NOT IN ('published', 'retracted', 'expired') OR "
            "(slug IS NOT NULL AND published_at IS NOT NULL AND public_updated_at IS NOT NULL)",
            name="items_public_have_address_and_dates",
        ),
        CheckConstraint(
            "(status = 'retracted') = (retracted_at IS NOT NULL)", name="items_retracted_have_date"
        ),
        CheckConstraint(
            "(status = 'scheduled') = (publish_at IS NOT NULL)", name="items_scheduled_have_time"
        ),
        Index("items_by_status", "status", "public_updated_at"),
        Index("items_by_member", "member_id"),
    )

    status: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    kind_label_vi: Mapped[str] = mapped_column(Text)
    kind_label_en: Mapped[str | None] = mapped_column(Text)
    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    summary_vi: Mapped[str] = mapped_column(Text)
    summary_en: Mapped[str | None] = mapped_column(Text)
    body_vi: Mapped[str | None] = mapped_column(Text)
    body_en: Mapped[str | None] = mapped_column(Text)
    license: Mapped[str | None] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)
    slug: Mapped[str | None] = mapped_column(Text)
    text_authors: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Everyone who wrote words of the present text (issuer and subject); none: the system did."""
    edited: Mapped[bool] = mapped_column(Boolean)
    """A person changed it: its words and kind follow the booking no more."""
    member_id: Mapped[UUID | None]
    member_name: Mapped[str | None] = mapped_column(Text)
    booking_id: Mapped[UUID | None]
    space_id: Mapped[UUID | None]
    space_name: Mapped[str | None] = mapped_column(Text)
    venue_id: Mapped[UUID | None]
    venue_name: Mapped[str | None] = mapped_column(Text)
    place_text: Mapped[str | None] = mapped_column(Text)
    starts_at: Mapped[datetime | None] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    dates: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """Of a booking each date, in order, also those called off: `{id, starts_at, ends_at, space_id,
    space, stands, first}`. The first one known keeps the item's own entry in calendars."""
    review_note: Mapped[str | None] = mapped_column(Text)
    """What the editor asked the author to change, until the text is submitted again."""
    approved_by: Mapped[str | None] = mapped_column(Text)
    publish_at: Mapped[datetime | None] = mapped_column(Instant)
    attention_code: Mapped[str | None] = mapped_column(Text)
    """Why an editor must look at it: something that was planned did not happen."""
    attention_at: Mapped[datetime | None] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    public_updated_at: Mapped[datetime | None] = mapped_column(Instant)
    revision: Mapped[int] = mapped_column(Integer)
    retracted_at: Mapped[datetime | None] = mapped_column(Instant)
    retraction_code: Mapped[str | None] = mapped_column(Text)
    retraction_reason: Mapped[str | None] = mapped_column(Text)

    member: Mapped[KnownMember | None] = relationship(
        primaryjoin="foreign(Item.member_id) == KnownMember.id", viewonly=True, lazy="selectin"
    )
    posts: Mapped[list[Post]] = relationship(lazy="selectin", order_by="Post.channel")

    @property
    def piece(self) -> Piece:
        """What the rules look at."""
        known = self.member
        return Piece(
            status=self.status,
            title_vi=self.title_vi,
            summary_vi=self.summary_vi,
            authors=frozenset(self.text_authors),
            member_id=self.member_id,
            member_name=known.name if known else self.member_name,
            member=Standing(known.status, known.status_since) if known else None,
            ends_at=self.ends_at,
        )

    def add_author(self, author: str) -> None:
        """From now on this person (issuer and subject) may neither approve nor correct the text."""
        self.text_authors = sorted({*self.text_authors, author})

    def who_may_read(self) -> set[str]:
        readers = set(STAFF)
        if self.member_id:
            readers.add(f"member:{self.member_id}")
        if self.status in SHOWN:
            readers.add("public")
        return readers


class Post(Aggregate, Base):
    """One item on one channel.

    `busy_until` stands while a call to the channel is under way; found set afterwards, it says
    that the call's end was never written down.
    """

    KIND = "post"
    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("item_id", "channel", name="posts_one_per_item_and_channel"),
        CheckConstraint("wanted IN ('shown', 'withdrawn')", name="posts_wanted_known"),
        Index("posts_by_channel", "channel", "status"),
    )

    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    member_id: Mapped[UUID | None]
    channel: Mapped[str] = mapped_column(ForeignKey("channels.code"))
    status: Mapped[str] = mapped_column(Text)
    wanted: Mapped[str] = mapped_column(Text)
    external_url: Mapped[str | None] = mapped_column(Text)
    error_code: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer)
    """Calls of `submit` begun."""
    tries: Mapped[int] = mapped_column(Integer)
    """Calls of any sort since the post was last wanted otherwise: what the retries count."""
    calls: Mapped[int] = mapped_column(Integer)
    """Calls of any sort ever begun: the number of the one that has the word."""
    busy_until: Mapped[datetime | None] = mapped_column(Instant)
    delivered_at: Mapped[datetime | None] = mapped_column(Instant)

    def who_may_read(self) -> set[str]:
        readers = set(STAFF)
        if self.member_id:
            readers.add(f"member:{self.member_id}")
        return readers
