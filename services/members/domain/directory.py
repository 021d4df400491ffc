"""What the public directory shows, and what may be asked of it."""

from __future__ import annotations

from dataclasses import dataclass

from shared.errors import Failure

MOST_WORDS = 12
"""Words of a search that count; who types more has found it or will not."""
CANDIDATES = 1_000
"""Names with the words asked for that are gathered and sorted; where there are more, the names are
walked through in their order instead until a page is full."""
WALK = 5_000
"""Names that are walked through at most."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map in degrees; where west > east it reaches over the 180th meridian."""

    west: float
    south: float
    east: float
    north: float


def read_box(text: str) -> Box | list[Failure]:
    """`west,south,east,north` as in GeoJSON (RFC 7946, section 5), or what is wrong with it."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return [Failure("box_not_readable", field="bbox")]
    on_earth = all(-180 <= one <= 180 for one in (west, east)) and -90 <= south <= north <= 90
    return (
        Box(west, south, east, north) if on_earth else [Failure("box_not_on_earth", field="bbox")]
    )
