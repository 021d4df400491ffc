"""What every feed says of an item, in one language; where English is missing, the Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.promotion.addresses import page_address
from services.promotion.domain.statuses import RETRACTED, STATUSES
from services.promotion.models import Item
from services.promotion.texts import FEED_TITLE, LICENSES, NETWORK
from shared.settings import ServiceSettings
from shared.texts import Locale


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is really in."""

    text: str
    language: Locale


@dataclass(frozen=True, slots=True)
class EntryDate:
    """One time of an item, as a calendar shows it."""

    uid: UUID
    """Stays when the time moves."""
    starts_at: datetime
    ends_at: datetime
    place: str | None
    stands: bool
    """It takes or took place; else it was called off."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One published item."""

    id: UUID
    url: str
    title: Said
    summary: Said
    body: Said | None
    kind: str
    kind_label: str
    author: str
    place: str | None
    license: str | None
    booking_id: UUID | None
    starts_at: datetime | None
    ends_at: datetime | None
    dates: Sequence[EntryDate]
    published_at: datetime
    updated_at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One retracted item without a word of its text; its time is what a calendar must repeat."""

    id: UUID
    retracted_at: datetime
    code: str
    said: Said
    dates: Sequence[EntryDate]
    revision: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in one language, for any format."""

    title: str
    author: str
    language: Locale
    url: str
    updated: datetime
    entries: Sequence[Entry]
    tombstones: Sequence[Tombstone]


def make_feed(
    url: str,
    language: Locale,
    updated: datetime,
    shown: Sequence[Item],
    retracted: Sequence[Item],
    settings: ServiceSettings,
) -> Feed:
    """The feed at `url` from the rows that the queries found."""
    network = NETWORK.say(language)
    return Feed(
        title=FEED_TITLE.say(language, network=network),
        author=network,
        language=language,
        url=url,
        updated=updated,
        entries=[entry_of(item, language, settings) for item in shown],
        tombstones=[_tombstone_of(item, language) for item in retracted],
    )


def entry_of(item: Item, language: Locale, settings: ServiceSettings) -> Entry:
    """An item that has been public, as one language says it."""
    assert item.published_at is not None
    assert item.public_updated_at is not None
    label = item.kind_label_en if language == "en" else None
    return Entry(
        id=item.id,
        url=f"{page_address(settings, item.id)}?lang={language}",
        title=_say(item.title_vi, item.title_en, language),
        summary=_say(item.summary_vi, item.summary_en, language),
        body=_say(item.body_vi, item.body_en, language) if item.body_vi else None,
        kind=item.kind,
        kind_label=label or item.kind_label_vi,
        author=(item.member.name if item.member else item.member_name) or NETWORK.say(language),
        place=_place(item),
        license=LICENSES[item.license].say(language) if item.license else None,
        booking_id=item.booking_id,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        dates=_dates_of(item),
        published_at=item.published_at,
        updated_at=item.public_updated_at,
        revision=item.revision,
    )


def _tombstone_of(item: Item, language: Locale) -> Tombstone:
    assert item.retracted_at is not None
    return Tombstone(
        id=item.id,
        retracted_at=item.retracted_at,
        code=item.retraction_code or "other",
        said=Said(STATUSES[RETRACTED].say(language), language),
        dates=_dates_of(item),
        revision=item.revision,
    )


def _dates_of(item: Item) -> list[EntryDate]:
    """Each date of its booking, else its own time, if it has one."""
    if item.dates:
        return [
            EntryDate(
                item.id if one["first"] else UUID(one["id"]),
                datetime.fromisoformat(one["starts_at"]),
                datetime.fromisoformat(one["ends_at"]),
                f"{one['space']}, {item.venue_name}",
                one["stands"],
            )
            for one in item.dates
        ]
    if item.starts_at is None or item.ends_at is None:
        return []
    return [EntryDate(item.id, item.starts_at, item.ends_at, _place(item), True)]


def _say(vi: str, en: str | None, language: Locale) -> Said:
    return Said(en, "en") if language == "en" and en else Said(vi, "vi")


def _place(item: Item) -> str | None:
    if item.space_name:
        return f"{item.space_name}, {item.venue_name}"
    return item.place_text
