"""The feed as JSON Feed 1.1; what that format has no word for stands under `_hcn`."""

from __future__ import annotations

from typing import Any

import orjson

from services.promotion.feeds.entry import Entry, Feed

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(feed: Feed) -> bytes:
    """The whole document; `_hcn.retracted` lists what a reader must stop showing."""
    return orjson.dumps(
        {
            "version": VERSION,
            "title": feed.title,
            "feed_url": feed.url,
            "language": feed.language,
            "authors": [{"name": feed.author}],
            "items": [_show(entry) for entry in feed.entries],
            "_hcn": {
                "retracted": [
                    {"id": one.id.urn, "retracted_at": one.retracted_at, "code": one.code}
                    for one in feed.tombstones
                ],
            },
        },
        default=str,  # asyncpg gives UUIDs of a class of its own
        option=orjson.OPT_UTC_Z,
    )


def _show(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id.urn,
        "url": entry.url,
        "title": entry.title.text,
        "summary": entry.summary.text,
        "content_text": (entry.body or entry.summary).text,
        "language": entry.title.language,
        "date_published": entry.published_at,
        "date_modified": entry.updated_at,
        "authors": [{"name": entry.author}],
        "tags": [entry.kind],
        "_hcn": {
            "item_id": entry.id,
            "booking_id": entry.booking_id,
            "kind_label": entry.kind_label,
            "place": entry.place,
            "starts_at": entry.starts_at,
            "ends_at": entry.ends_at,
            "dates": [
                {"starts_at": one.starts_at, "ends_at": one.ends_at, "place": one.place}
                for one in entry.dates
                if one.stands
            ],
            "license": entry.license,
        },
    }
