"""Free times of many places in one statement: opening minus claims, reckoned in PostgreSQL.

    open      ▓▓▓▓▓▓▓▓▓▓▓▓      ▓▓▓▓▓▓▓▓▓▓▓▓    opening windows, as the service sends them
    offered     |--------------------------|    window, from the earliest start on
    claims         ▒██▒            ██▒          theirs, set-up and clear-up included
    widened       ·▒██▒·          ·██▒·         by my own clear-up before, my own set-up after
    free        ──      ──      ──      ────    what is left; of these the long enough ones

Everything that may change under our feet (claims, stock, and whether the places are still those the
question was made for) is read in one snapshot, so the answer was true at one moment.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain.intervals import Interval
from services.bookings.queries.lending import MINUS, ONLY, SHORT, arguments_for
from services.bookings.queries.places import (
    FINGERPRINT,
    Catalogue,
    Nature,
    Place,
    latest_catalogue,
    read_catalogue,
)
from shared.clock import HANOI
from shared.database.engine import Database

Ask = Callable[..., Awaitable[Sequence[Mapping[str, Any]]]]
"""Sends one statement with its arguments."""

FREE_TIMES = """
WITH place AS MATERIALIZED (
    SELECT number, opening, tstzrange(starts, ends) AS offered,
           make_interval(mins => before) AS before, make_interval(mins => after) AS after
    FROM unnest($1::int[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::int[], $6::int[])
        AS sent (number, opening, starts, ends, before, after)),
opening AS (
    SELECT number, range_agg(tstzrange(opens, closes)) AS times
    FROM unnest($7::int[], $8::timestamptz[], $9::timestamptz[]) AS sent (number, opens, closes)
    GROUP BY number),
taken AS (
    SELECT leaf.number, range_agg(tstzrange(
        lower(claim.during) - place.after, upper(claim.during) + place.before)) AS times
    FROM unnest($10::uuid[], $11::int[]) AS leaf (id, number)
    JOIN place ON place.number = leaf.number
    JOIN claims AS claim ON claim.space_id = leaf.id AND claim.during && tstzrange($12, $13)
        AND (claim.expires_at IS NULL OR claim.expires_at > $15)
    GROUP BY leaf.number){short},
free AS (
    SELECT place.number,
           opening.times * tstzmultirange(place.offered) - coalesce(taken.times, '{{}}'){minus}
               AS times
    FROM place JOIN opening ON opening.number = place.opening{only}
    LEFT JOIN taken ON taken.number = place.number),
gap AS (
    SELECT number, one AS time FROM free CROSS JOIN LATERAL unnest(times) AS one
    WHERE upper(one) - lower(one) >= $14)
"""
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)

PER_PLACE = """
SELECT number, array_agg(lower(time) ORDER BY time) AS starts,
       array_agg(upper(time) ORDER BY time) AS ends
FROM gap GROUP BY number
"""
IN_ORDER = f"{PER_PLACE} ORDER BY number LIMIT $16"
"""Places in the order of their names, at most $16."""
EARLIEST = f"{PER_PLACE} ORDER BY min(lower(time)), number LIMIT $16"
"""Those with the earliest free times, at most $16."""
NEAREST = """
SELECT number, starts, starts + $14 AS ends FROM (
    SELECT number, starts, away,
           row_number() OVER (PARTITION BY number ORDER BY away, starts) AS rank
    FROM (SELECT number, starts, greatest(starts - $16, $16 - starts) AS away
          FROM (SELECT number, least(greatest($16, lower(time)), upper(time) - $14) AS starts
                FROM gap) AS fit) AS measured) AS ranked
WHERE rank <= $17 ORDER BY away, number, starts
"""
"""Of each place the $17 times of the wished length that begin nearest to $16."""
BY_DAY = """
SELECT day, count(DISTINCT number)::int AS places,
       (array_agg(number ORDER BY starts, number))[1] AS number, min(starts) AS starts
FROM (
    SELECT number, day, greatest(first, $16 + make_interval(hours => 24 * day)) AS starts
    FROM (SELECT number, lower(time) AS first,
                 extract(epoch FROM lower(time) - $16) / 86400 AS first_day,
                 extract(epoch FROM upper(time) - $14 - $16) / 86400 AS last_day FROM gap) AS fit
    CROSS JOIN LATERAL generate_series(
        greatest(0, floor(first_day))::int, least($17, floor(last_day))::int) AS day) AS fitting
GROUP BY day ORDER BY day
"""
"""Of each day from $16 on, the last one $17: how many places have a fit that begins on it, and the
first one. A day in Hanoi always has 24 hours."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A place, and the part of the window in which it may be asked for."""

    place: Place
    offered: Interval


@dataclass(frozen=True, slots=True)
class Question:
    """What is put to PostgreSQL for some places."""

    sought: Sequence[Sought]
    shortest: timedelta
    tail: str
    further: Sequence[Any] = ()
    """Arguments of the tail, from $16 on."""
    nature: Nature | None = None
    equipment: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of the tail, with the places that its numbers mean."""

    catalogue: Catalogue
    rows: Sequence[Mapping[str, Any]]

    def place_of(self, row: Mapping[str, Any]) -> Place:
        number: int = row["number"]
        return self.catalogue.places[number]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a question is put: outside any transaction, or within that of a use case."""

    ask: Ask
    load: Callable[[], Awaitable[Catalogue]]
    now: datetime

    @classmethod
    def of_database(cls, database: Database, now: datetime) -> Source:
        """Each statement by itself; its plan is made for its arguments."""
        return cls(database.search, lambda: database.read(read_catalogue), now)

    @classmethod
    def of_session(cls, session: AsyncSession, now: datetime) -> Source:
        async def ask(statement: str, *arguments: Any) -> Sequence[Mapping[str, Any]]:
            connection = await session.connection()
            found = await connection.exec_driver_sql(statement, arguments)
            return [row._asdict() for row in found]

        return cls(ask, lambda: read_catalogue(session), now)

    async def put(self, make: Callable[[Catalogue], Question]) -> Answer:
        """Put the question that `make` forms of the places as they are.

        One statement, and two more when a place has changed since the last question. It is put
        anew only when someone else has changed a place in between, who has then got further.
        """
        catalogue = latest_catalogue() or await self.load()
        while True:
            text, arguments = statement_of(make(catalogue), catalogue, self.now)
            rows = await self.ask(text, *arguments)
            if rows[0]["fingerprint"] == catalogue.fingerprint:
                return Answer(catalogue, [row for row in rows if row["position"]])
            catalogue = await self.load()


def statement_of(
    question: Question, catalogue: Catalogue, now: datetime
) -> tuple[str, tuple[Any, ...]]:
    """The statement and its arguments; its first row tells the fingerprint of the places."""
    arguments = [*_arguments(question, catalogue, now), *question.further]
    parts = {"short": "", "minus": "", "only": ""}
    if question.equipment:
        lending = _lending(question)
        places = range(len(arguments) + 1, len(arguments) + len(lending) + 1)
        parts = {"short": SHORT.format(*places), "minus": MINUS, "only": ONLY}
        arguments += lending
    text = f"""{FREE_TIMES.format(**parts)},
    result AS (SELECT row_number() OVER () AS position, tail.* FROM ({question.tail}) AS tail),
    known AS MATERIALIZED (SELECT ({FINGERPRINT}) AS fingerprint)
    SELECT known.fingerprint, result.* FROM known LEFT JOIN result ON true ORDER BY position
    """
    return text, tuple(arguments)


def _lending(question: Question) -> list[Any]:
    places = [one.place for one in question.sought]
    venues = [place.space.venue_id for place in places]
    return arguments_for(question.equipment, [place.number for place in places], venues)


def _arguments(question: Question, catalogue: Catalogue, now: datetime) -> list[Any]:
    numbers: list[int] = []
    openings: list[int] = []
    starts: list[datetime] = []
    ends: list[datetime] = []
    before: list[int] = []
    after: list[int] = []
    leaves: list[Any] = []
    leaf_numbers: list[int] = []
    windows: dict[int, list[Interval]] = {}
    span = _span_of(question.sought)
    days = whole_days(span)
    for one in question.sought:
        place, space = one.place, one.place.space
        numbers.append(place.number)
        openings.append(place.opening)
        starts.append(one.offered.start)
        ends.append(one.offered.end)
        before.append(space.setup_minutes)
        after.append(space.clearup_minutes)
        leaves.extend(place.leaves)
        leaf_numbers.extend([place.number] * len(place.leaves))
        if place.opening not in windows:
            windows[place.opening] = catalogue.windows_of(place, days, question.nature)
    opened = [(number, one) for number, found in windows.items() for one in found]
    return [
        *(numbers, openings, starts, ends, before, after),
        [number for number, _ in opened],
        [one.start for _, one in opened],
        [one.end for _, one in opened],
        *(leaves, leaf_numbers),
        span.start - timedelta(minutes=max(before, default=0)),
        span.end + timedelta(minutes=max(after, default=0)),
        question.shortest,
        now,
    ]


def _span_of(sought: Sequence[Sought]) -> Interval:
    """From the first to the last instant that matters; empty when no place is sought."""
    start = min((one.offered.start for one in sought), default=_NEVER)
    return Interval(start, max((one.offered.end for one in sought), default=_NEVER))


def whole_days(span: Interval) -> Interval:
    """The days in Hanoi that are touched: the same for many spans, so that openings are kept."""
    first, last = (at.astimezone(HANOI) for at in (span.start, span.end))
    return Interval(start_of_day(first), start_of_day(last) + timedelta(days=1))


def start_of_day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
