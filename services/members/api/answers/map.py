"""The directory for maps and tables: GeoJSON (RFC 7946) and columns of a CSV file.

Nothing stands here that the directory's page does not show to everyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from services.members.api.answers.directory import Entries, Row, coordinates_of
from shared.http.act import View

DIRECTORY_COLUMNS = (
    *("id", "name", "kind", "kind_label", "ownership", "ownership_label", "fields"),
    *("field_labels", "status", "address_line", "ward", "latitude", "longitude", "online_url"),
    *("website", "description_vi", "description_en", "member_since", "certificate_number"),
)


def show_geojson(rows: Sequence[Row], view: View) -> bytes:
    """A FeatureCollection; a space without a public place has a null geometry."""
    entries = Entries(view)
    features = [_show_feature(row, entries) for row in rows]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _show_feature(row: Row, entries: Entries) -> dict[str, Any]:
    values = dict(zip(DIRECTORY_COLUMNS, show_cells(row, entries), strict=True))
    place = {name: values.pop(name) for name in ("latitude", "longitude")}
    point = {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
    return {
        "type": "Feature",
        "id": values.pop("id"),
        "geometry": point if place["latitude"] is not None else None,
        "properties": values,
    }


def show_cells(row: Row, entries: Entries) -> list[Any]:
    """What `DIRECTORY_COLUMNS` say of a member."""
    public = row["address_public"]
    place = (coordinates_of(row) if public else None) or {}
    return [
        str(row["id"]),
        row["name"],
        row["kind"],
        entries.label("kind", row["kind"]),
        row["ownership"],
        entries.label("ownership", row["ownership"]),
        row["fields"],
        [entries.label("field", code) for code in row["fields"]],
        row["status"],
        row["address_line"] if public else None,
        row["ward"] if public else None,
        place.get("latitude"),
        place.get("longitude"),
        row["online_url"],
        row["website"],
        row["description_vi"],
        row["description_en"],
        row["member_since"],
        row["certificate_number"],
    ]
