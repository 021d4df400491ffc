"""Reads of the public directory: statements that touch few rows, however many members there are.

A search goes one of three ways, in one statement: the names that have all the words are gathered
through the trigram index and sorted, but at most `CANDIDATES` of them; where there are more, the
names are walked through in their order until a page is full, but at most `WALK` of them; where they
all lie further on (as names that begin with a late letter), all that have the words are gathered.
When no name has the words, words one slip of the keyboard away are tried, see `domain.spelling`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from services.members.domain.directory import CANDIDATES, MOST_WORDS, WALK, Box
from services.members.domain.spelling import (
    SHORTEST_TO_CORRECT,
    alternatives_to,
    forms_of,
    halves_of,
)
from services.members.domain.standing import MEMBER
from services.members.models import Member
from services.members.regulations.wards import find_ward
from shared.database.engine import Database
from shared.http.lists import Position
from shared.vietnamese import fold

NOT_SHOWN = ("search", "ward_search", "readers", "event_sequence", "external_key")
COLUMNS = ", ".join(
    column.name for column in Member.__table__.columns if column.name not in NOT_SHOWN
)
KNOWN_WORDS = "SELECT word FROM name_words WHERE near && $1 OR word = ANY ($2)"
STATE = "SELECT count(*) AS members, coalesce(sum(version), 0) AS changes FROM members"

Words = Sequence[Sequence[str]]
"""Each word with its alternatives: a name must have one of each."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the directory."""

    words: Words = ()
    field: str | None = None
    kind: str | None = None
    wards: Sequence[str] | None = None
    """Folded names, any of which the ward may have."""
    status: str | None = None
    box: Box | None = None
    readers: Sequence[str] = ("public",)

    def with_words(self, words: Words) -> Wanted:
        return Wanted(words, self.field, self.kind, self.wards, self.status, self.box, self.readers)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is sent to PostgreSQL."""

    text: str
    arguments: Sequence[Any]


@dataclass(slots=True)
class Conditions:
    """What rows must fulfil, with the arguments of it; both grow."""

    texts: list[str] = field(default_factory=list)
    arguments: list[Any] = field(default_factory=list)

    def place(self, value: Any) -> str:
        self.arguments.append(value)
        return f"${len(self.arguments)}"

    @property
    def where(self) -> str:
        return " AND ".join(self.texts)


def words_of_search(q: str | None) -> Words:
    """The words of a search, each for itself."""
    return [(word,) for word in dict.fromkeys(fold(q or "").split()[:MOST_WORDS])]


def names_of_ward(text: str) -> list[str]:
    """Folded names under which members of a ward may have entered it: present and former ones."""
    ward = find_ward(text)
    if ward is not None:
        return [fold(name) for name in (ward.name, *ward.formerly)]
    bare = fold(text)
    return [bare, f"phuong {bare}", f"xa {bare}"]


def page_statement(wanted: Wanted, position: Position) -> Statement:
    """One page of members, and one more to know whether another page follows."""
    asked = _conditions(wanted)
    column, rise = position.column, ("DESC" if position.descending else "ASC")
    follows = "true"
    if position.after is not None:
        value, id = (asked.place(one) for one in position.after)
        follows = f"({column}, id) {'<' if position.descending else '>'} ({value}, {id})"
    order = f"ORDER BY {column} {rise}, id {rise}"
    page = f"{order} LIMIT {asked.place(position.limit + 1)}"
    these = f"{asked.where} AND {follows}"
    if not wanted.words:
        plain = f"SELECT {COLUMNS} FROM members WHERE {these} {page}"
        return Statement(plain, asked.arguments)
    # `yes` is asked once, before anything is read: what is not needed is not executed.
    searched = f"""
        WITH few AS MATERIALIZED (
            SELECT id, {column} FROM members WHERE {these} LIMIT {CANDIDATES + 1}),
        too_many AS MATERIALIZED (SELECT count(*) > {CANDIDATES} AS yes FROM few),
        walked AS MATERIALIZED (
            SELECT id, {column} FROM (
                SELECT * FROM members WHERE {follows} AND (SELECT yes FROM too_many)
                {order} LIMIT {WALK}) AS next WHERE {asked.where} {page}),
        too_far AS MATERIALIZED (
            SELECT yes AND (SELECT count(*) FROM walked) <= {position.limit} AS yes FROM too_many),
        every AS MATERIALIZED (
            SELECT id, {column} FROM members WHERE {these} AND (SELECT yes FROM too_far))
        SELECT {COLUMNS} FROM members WHERE id IN (
            (SELECT id FROM few WHERE NOT (SELECT yes FROM too_many) {page})
            UNION ALL (SELECT id FROM walked WHERE NOT (SELECT yes FROM too_far))
            UNION ALL (SELECT id FROM every {page})) {order}
    """
    return Statement(searched, asked.arguments)


def all_statement(wanted: Wanted) -> Statement:
    """All members asked for, in the order of their names."""
    found = _conditions(wanted)
    text = f"SELECT {COLUMNS} FROM members WHERE {found.where} ORDER BY sort_key, id"
    return Statement(text, found.arguments)


def any_statement(wanted: Wanted) -> Statement:
    """Whether there is anyone."""
    found = _conditions(wanted)
    return Statement(f"SELECT 1 FROM members WHERE {found.where} LIMIT 1", found.arguments)


def _conditions(wanted: Wanted) -> Conditions:
    found = Conditions()
    statuses = [wanted.status] if wanted.status else list(MEMBER)
    found.texts.append(f"status = ANY ({found.place(statuses)})")
    if wanted.kind is not None:
        found.texts.append(f"kind = {found.place(wanted.kind)}")
    if wanted.field is not None:
        found.texts.append(f"fields @> {found.place([wanted.field])}")
    if wanted.wards is not None:
        wards = found.place(list(wanted.wards))
        found.texts.append(f"address_public AND ward_search = ANY ({wards})")
    if wanted.box is not None:
        found.texts.append(_in_box(wanted.box, found))
    for alternatives in wanted.words:
        found.texts.append(f"({' OR '.join(_has(one, found) for one in alternatives)})")
    found.texts.append(f"readers && {found.place(list(wanted.readers))}")
    return found


def _in_box(box: Box, found: Conditions) -> str:
    place = found.place
    west, east = f"longitude >= {place(box.west)}", f"longitude <= {place(box.east)}"
    within = f"({west} AND {east})" if box.west <= box.east else f"({west} OR {east})"
    latitudes = f"latitude BETWEEN {place(box.south)} AND {place(box.north)}"
    return f"address_public AND {latitudes} AND {within}"


def _has(word: str, found: Conditions) -> str:
    """A name has a word within it; one or two letters count only where a word begins."""
    escaped = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    if len(word) > 2:
        return f"search LIKE {found.place(f'%{escaped}%')}"
    first, further = found.place(f"{escaped}%"), found.place(f"% {escaped}%")
    return f"search LIKE {first} OR search LIKE {further}"


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of the directory, and the words that were searched for in place of those asked."""

    rows: list[asyncpg.Record]
    instead: str | None = None


async def find_page(database: Database, wanted: Wanted, position: Position) -> Found:
    """A page of the directory, and one row more when another follows."""
    rows = await _fetch(database, page_statement(wanted, position))
    if (
        rows
        or not wanted.words
        or (position.after and await _fetch(database, any_statement(wanted)))
    ):
        return Found(rows)
    corrected = await _correct(database, wanted)
    if corrected is None:
        return Found([])
    return Found(await _fetch(database, page_statement(corrected, position)), _say(corrected))


async def find_all(database: Database, wanted: Wanted) -> list[asyncpg.Record]:
    """Everyone asked for, in the order of their names."""
    rows = await _fetch(database, all_statement(wanted))
    if rows or not wanted.words:
        return rows
    corrected = await _correct(database, wanted)
    return await _fetch(database, all_statement(corrected)) if corrected else []


async def read_state(database: Database) -> str:
    """A text that is another one after any change of any member."""
    (row,) = await database.fetch(STATE)
    return f"{row['members']}-{row['changes']}"


async def _correct(database: Database, wanted: Wanted) -> Wanted | None:
    """The same with the words that were probably meant; None when there are none."""
    asked = [word for (word,) in wanted.words]
    doubtful = [word for word in asked if len(word) >= SHORTEST_TO_CORRECT]
    forms = sorted({form for word in doubtful for form in forms_of(word)})
    halves = sorted({half for word in doubtful for pair in halves_of(word) for half in pair})
    known = [row["word"] for row in await database.search(KNOWN_WORDS, forms, halves)]
    words = [alternatives_to(word, known) if word in doubtful else [word] for word in asked]
    meant = all(words) and words != [[word] for word in asked]
    return wanted.with_words(words) if meant else None


async def _fetch(database: Database, statement: Statement) -> list[asyncpg.Record]:
    return await database.search(statement.text, *statement.arguments)


def _say(wanted: Wanted) -> str:
    return " ".join(alternatives[0] for alternatives in wanted.words)
