"""A city for the benchmark of availability: 500 spaces, and any number of bookings at one density.

    single     ██ ██ ██ ██     four a day, each with set-up and clear-up
    hall                ██     of the whole hall one a day, which takes its four parts
    part of it ██ ██ ██        three a day
    quiet                      a few spaces that nobody books

More bookings are more days, before and after the present. Places and one booking come by the
service's own doors; that booking is then copied in the database, whatever columns it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from services.bookings.models import Base
from tests.bookings.making import City

SINGLES, QUIET, HALLS, PARTS = 280, 20, 40, 4
SPACES = SINGLES + QUIET + HALLS * (1 + PARTS)
A_DAY = 4 * SINGLES + HALLS * (1 + 3 * PARTS)
OPENINGS = 30
KINDS = ("hall", "stage", "gallery", "studio")

SLOTS = """
CREATE TEMPORARY TABLE slot AS
SELECT gen_random_uuid() AS booking_id, gen_random_uuid() AS date_id, busy.space_id,
       first + make_interval(hours => 24 * day + 5 * slot, mins => 15 * ((day + turn) % 4))
           AS starts,
       first + make_interval(hours => 24 * day + 5 * slot + 2,
                             mins => 15 * ((day + turn) % 4) + 30 * (day % 3)) AS ends
FROM (SELECT $1::timestamptz AS first) AS begin
CROSS JOIN generate_series(0, $2::int - 1) AS day
CROSS JOIN unnest($3::uuid[], $4::int[], $5::int[]) AS busy (space_id, slot, turn)
"""


@dataclass(frozen=True, slots=True)
class Built:
    """Ids of the spaces that are booked, in the order of the drawing, and of a quiet one."""

    singles: list[str]
    parts: list[str]
    halls: list[str]
    quiet: str


async def build_city(city: City) -> Built:
    """Venues and spaces by HTTP."""
    singles: list[str] = []
    parts: list[str] = []
    halls: list[str] = []
    quiet = ""
    for number in range(SINGLES + QUIET):
        if number % 15 == 0:
            await city.open_venue()
        is_quiet = number >= SINGLES
        space = await city.make_space(
            name={"vi": f"Phòng {number:03}"},
            kind=KINDS[number % len(KINDS)],
            capacity=20 + number % 90,
            opening=None if is_quiet else _opening(number % OPENINGS),
            setup_minutes=30,
            clearup_minutes=15,
        )
        if is_quiet:
            quiet = space["id"]
        else:
            singles.append(space["id"])
    for number in range(HALLS):
        hall = await city.make_space(name={"vi": f"Hội trường {number:02}"}, kind="hall")
        halls.append(hall["id"])
        for part in range(PARTS):
            name = {"vi": f"Hội trường {number:02} phần {part}"}
            half = await city.make_space(name=name, kind="hall", parent_id=hall["id"])
            parts.append(half["id"])
    return Built(singles, parts, halls, quiet)


def _opening(number: int) -> list[dict[str, object]]:
    opens, closes = 6 + number % 5, 19 + number // 5 % 6
    days = range(1, 8 - number % 2)
    return [{"day": day, "opens": f"{opens:02}:00", "closes": f"{closes:02}:00"} for day in days]


async def fill_calendar(
    city: City, built: Built, connection: asyncpg.Connection, days: int
) -> None:
    """So many days of bookings, a third of them past; `connection` is the superuser's."""
    template = await city.confirmed({"id": built.quiet}, city.at(days=30))
    plan = [
        *((space, slot) for space in built.singles for slot in range(4)),
        *((space, slot) for space in built.parts for slot in range(3)),
        *((space, 3) for space in built.halls),
    ]
    first = city.at(-days // 3).replace(hour=0, minute=0, second=0, microsecond=0)
    columns = zip(*((space, slot, turn) for turn, (space, slot) in enumerate(plan)), strict=True)
    indexes = await _drop_indexes(connection)
    await connection.execute("SET maintenance_work_mem = '512MB'")  # indexes in one go
    await connection.execute("SET session_replication_role = replica")  # nothing is checked twice
    await connection.execute(SLOTS, first, days, *(list(one) for one in columns))
    of_template = {"booking_id": template["id"], "date_id": template["dates"][0]["id"]}
    await _copy(connection, "bookings", f"id = '{of_template['booking_id']}'", BOOKING, "slot")
    await _copy(connection, "booking_dates", f"id = '{of_template['date_id']}'", DATE, "slot")
    await _copy(
        connection, "claims", f"date_id = '{of_template['date_id']}' LIMIT 1", CLAIM, LEAVES
    )
    await connection.execute("SET session_replication_role = origin")
    for definition in indexes:
        await connection.execute(definition)
    await connection.execute("VACUUM ANALYZE")


BOOKING = {
    "id": "slot.booking_id",
    "space_id": "slot.space_id",
    "starts_at": "slot.starts",
    "ends_at": "slot.ends",
}
DATE = BOOKING | {"id": "slot.date_id", "booking_id": "slot.booking_id"}
CLAIM = {
    "id": "gen_random_uuid()",
    "space_id": "slot.leaf_id",
    "whole_id": "slot.space_id",
    "booking_id": "slot.booking_id",
    "date_id": "slot.date_id",
    "during": "tstzrange(slot.starts - interval '30 minutes', slot.ends + interval '15 minutes')",
}
LEAVES = """(SELECT slot.*, leaf.id AS leaf_id FROM slot JOIN spaces AS leaf
    ON slot.space_id = ANY (leaf.path)
    AND NOT EXISTS (SELECT FROM spaces AS part WHERE part.parent_id = leaf.id)) AS slot"""


async def _copy(
    connection: asyncpg.Connection, table: str, which: str, other: Mapping[str, str], source: str
) -> None:
    """One row many times, with some columns from `source`."""
    names = [column.name for column in Base.metadata.tables[table].columns]
    values = ", ".join(other.get(name, f"template.{name}") for name in names)
    await connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values}"
        f" FROM (SELECT * FROM {table} WHERE {which}) AS template CROSS JOIN {source}"
    )


async def _drop_indexes(connection: asyncpg.Connection) -> list[str]:
    """To fill tables without them and make them at the end: the statements that make them.

    The index of a constraint comes back without it: what is drawn here does not overlap, and to
    look once more takes longer than everything else.
    """
    rows = await connection.fetch(
        """SELECT tablename, indexname, indexdef, contype FROM pg_indexes
           LEFT JOIN pg_constraint ON conname = indexname
           WHERE schemaname = 'public' AND tablename = ANY ($1) AND contype IS DISTINCT FROM 'p'""",
        ["bookings", "booking_dates", "claims"],
    )
    for row in rows:
        if row["contype"]:
            await connection.execute(
                f"ALTER TABLE {row['tablename']} DROP CONSTRAINT {row['indexname']}"
            )
        else:
            await connection.execute(f"DROP INDEX {row['indexname']}")
    return [row["indexdef"] for row in rows]


def days_for(bookings: int) -> int:
    return round(bookings / A_DAY)


WEEK = timedelta(days=7)
