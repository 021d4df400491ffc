"""When a venue cannot lend the equipment that is wished for, as a part of the question for free
times.

    stock 5, wished 2: at most 3 may be held by others
    held      ███ 2       ██ 1
                ████ 2
    short       █                held together 4: during this nobody is lent two more

A wish that several kinds of equipment answer to (two models of a screen) is met by any one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from shared.vietnamese import fold

SHORT = """,
item AS (SELECT * FROM unnest(${0}::text[], ${1}::text[], ${2}::int[])
             WITH ORDINALITY AS sent (pattern, id, count, n)),
venue AS (SELECT * FROM unnest(${3}::int[], ${4}::uuid[]) AS sent (number, id)),
lent AS (
    SELECT item.n, equipment.id, equipment.venue_id, equipment.stock - item.count AS spare
    FROM item JOIN equipment ON equipment.stock >= item.count
         AND (equipment.search LIKE item.pattern OR equipment.id::text = item.id)),
step AS (
    SELECT lent.n, lent.id, lent.spare, at, sum(change) AS change
    FROM lent
    JOIN date_equipment AS held
      ON held.equipment_id = lent.id AND held.during && tstzrange($12, $13)
         AND (held.expires_at IS NULL OR held.expires_at > $15)
    CROSS JOIN LATERAL (VALUES (lower(held.during), held.count), (upper(held.during), -held.count))
        AS edge (at, change)
    GROUP BY lent.n, lent.id, lent.spare, at),
used AS (
    SELECT n, id, spare, at, lead(at) OVER onwards AS until, sum(change) OVER onwards AS held
    FROM step WINDOW onwards AS (PARTITION BY n, id ORDER BY at)),
short AS (
    SELECT n, id, range_agg(tstzrange(at, until)) AS times FROM used
    WHERE held > spare AND until IS NOT NULL GROUP BY n, id),
lacking AS (
    SELECT lent.n, lent.venue_id, range_intersect_agg(coalesce(short.times, '{{}}')) AS times
    FROM lent LEFT JOIN short ON short.n = lent.n AND short.id = lent.id
    GROUP BY lent.n, lent.venue_id),
without AS (
    SELECT venue_id, range_agg(times) AS times FROM lacking
    GROUP BY venue_id HAVING count(*) = (SELECT count(*) FROM item))"""

MINUS = """
           - coalesce((SELECT range_agg(tstzrange(
                 lower(one) - place.after, upper(one) + place.before))
                       FROM unnest(without.times) AS one), '{}')"""
ONLY = """
    JOIN venue ON venue.number = place.number JOIN without ON without.venue_id = venue.id"""


def arguments_for(
    equipment: Sequence[tuple[str, int]], numbers: Sequence[int], venues: Sequence[UUID]
) -> list[Any]:
    """Of `SHORT`, in order: what is wished, and the venue of each place."""
    return [
        [_pattern(name) for name, _ in equipment],
        [name.strip().lower() for name, _ in equipment],
        [count for _, count in equipment],
        list(numbers),
        list(venues),
    ]


def _pattern(name: str) -> str:
    escaped = fold(name).replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"
