"""Sentences of the directory and of lists that are taken over."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "box_not_readable": Text(
        "Phải là bốn số: kinh độ tây, vĩ độ nam, kinh độ đông, vĩ độ bắc;"
        " ví dụ 105.7,20.9,106.0,21.1.",
        "It must be four numbers: west, south, east, north; for example 105.7,20.9,106.0,21.1.",
    ),
    "box_not_on_earth": Text(
        "Kinh độ từ -180 đến 180, vĩ độ từ -90 đến 90, nam không lớn hơn bắc.",
        "Longitudes are -180 to 180, latitudes -90 to 90, and south is not above north.",
    ),
}
