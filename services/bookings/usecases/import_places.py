"""Lists of places that are taken over: all rows or none, and the same list again changes nothing.

Each row goes through the same door as a person's request: `create_venue`, `change_space` and so on,
so that a list can do nothing that a person could not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from services.bookings.domain import place_imports as rules
from services.bookings.domain.place_imports import SPACE, VENUE, PlaceRow
from services.bookings.domain.place_rules import RULES
from services.bookings.models import Space, Venue
from services.bookings.models.place_imports import PlaceImport
from services.bookings.texts import in_words
from services.bookings.usecases.offer_spaces import change_space, create_space
from services.bookings.usecases.register_venues import change_venue, create_venue
from shared.database.work import Work
from shared.errors import Failure, Invalid, Refusal
from shared.tables.reading import SentList
from shared.tables.rows import at_row

OUTCOMES = ("created", "changed", "unchanged")
SPACE_DEFAULTS = {"indoor": True, "layouts": []}


@dataclass(slots=True)
class Known:
    """The places of the list by their keys, those that are there and those made on the way."""

    keep_confirmed: bool
    venues: dict[str, Venue] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    refused: set[tuple[str, str]] = field(default_factory=set)
    """Rows that could not be written: what rests on them is not told as well."""

    def find(self, row: PlaceRow) -> Venue | Space | None:
        return self.venues.get(row.key) if row.type == VENUE else self.spaces.get(row.key)


async def import_places(
    work: Work, file: SentList[PlaceRow], keep_confirmed: bool = False
) -> PlaceImport:
    """Take a list over. Raises Invalid with everything that is wrong with every row.

    With `keep_confirmed` what is confirmed outside of new hours stays.
    """
    await work.session.execute(select(func.pg_advisory_xact_lock(func.hashtext("place_import"))))
    failures = [failure for row in file.rows for failure in row.failures]
    failures += rules.check_rows(file.rows)
    if failures:
        raise Invalid(*failures, rows=len(file.rows))
    ordered, failures = rules.in_order(file.rows)
    known = await _find_known(work, file, keep_confirmed)
    imported = work.add(
        PlaceImport(
            file_name=file.file_name,
            sha256=file.sha256,
            imported_by=work.caller.key,
            rows=[],
            **dict.fromkeys(OUTCOMES, 0),
        )
    )
    report = []
    for row in ordered:
        entry, found = await _take_over(work, row, known)
        failures += found
        report += [entry] if entry else []
        await asyncio.sleep(0)  # a long list lets other requests through
    if failures:
        raise Invalid(*sorted(failures, key=_row_of), rows=len(file.rows))
    imported.rows = sorted(report, key=lambda one: int(one["row"]))
    for outcome in OUTCOMES:
        setattr(imported, outcome, sum(one["outcome"] == outcome for one in report))
    return imported


def _row_of(failure: Failure) -> int:
    return int((failure.field or "rows.0.").split(".")[1])


async def _find_known(work: Work, file: SentList[PlaceRow], keep_confirmed: bool) -> Known:
    """What the list names and is there already."""
    named = {VENUE: set[str](), SPACE: set[str]()}
    for row in file.rows:
        named[row.type].add(row.key)
        named[VENUE] |= {row.values["venue_key"]} if "venue_key" in row.values else set()
        named[SPACE] |= {row.values["parent_key"]} if "parent_key" in row.values else set()
    venues = await work.session.scalars(select(Venue).where(Venue.external_key.in_(named[VENUE])))
    spaces = await work.session.scalars(select(Space).where(Space.external_key.in_(named[SPACE])))
    return Known(
        keep_confirmed,
        {str(one.external_key): one for one in venues},
        {str(one.external_key): one for one in spaces},
    )


async def _take_over(
    work: Work, row: PlaceRow, known: Known
) -> tuple[dict[str, Any] | None, list[Failure]]:
    """Write one row: what became of it, or what is wrong with it."""
    place = known.find(row)
    failures = [] if place else rules.check_new(row)
    failures += at_row(row.number, _check_references(row, place, known))
    if failures or _rests_on_refused(row, known):
        known.refused.add((row.type, row.key))
        return None, failures
    before = place is not None
    try:
        if row.type == VENUE:
            place, changed = await _write_venue(work, row, known)
        else:
            place, changed = await _write_space(work, row, known)
    except Refusal as refusal:
        known.refused.add((row.type, row.key))
        return None, at_row(row.number, refusal.failures)
    outcome = "created" if not before else "changed" if changed else "unchanged"
    entry = {"row": row.number, "type": row.type, "key": row.key, "id": str(place.id)}
    return entry | {"name": place.name["vi"], "outcome": outcome, "changed": changed}, []


def _check_references(row: PlaceRow, place: Venue | Space | None, known: Known) -> list[Failure]:
    failures = []
    venue_key, parent_key = row.values.get("venue_key"), row.values.get("parent_key")
    if venue_key and venue_key not in known.venues and (VENUE, venue_key) not in known.refused:
        failures.append(_unknown(VENUE, venue_key, "venue_key"))
    if parent_key and parent_key not in known.spaces and (SPACE, parent_key) not in known.refused:
        failures.append(_unknown(SPACE, parent_key, "parent_key"))
    venue = known.venues.get(venue_key or "")
    if isinstance(place, Space) and venue is not None and place.venue_id != venue.id:
        failures.append(Failure("import_place_moved", field="venue_key"))
    return failures


def _unknown(type: str, key: str, column: str) -> Failure:
    return Failure(
        "import_place_unknown", field=column, place=in_words("place_type", type), key=key
    )


def _rests_on_refused(row: PlaceRow, known: Known) -> bool:
    above = {(VENUE, row.values.get("venue_key")), (SPACE, row.values.get("parent_key"))}
    return not known.refused.isdisjoint(above)


async def _write_venue(work: Work, row: PlaceRow, known: Known) -> tuple[Venue, list[str]]:
    said, own_rules = _name_and_rest(row, rules.OF_VENUE)
    venue = known.venues.get(row.key)
    if venue is None:
        fields = {"host_id": None, "address_line": None, "ward": None, **said}
        venue = await create_venue(work, fields | {"external_key": row.key}, own_rules)
        known.venues[row.key] = venue
        return venue, []
    changes = _differing(venue, said)
    new_rules = {name: value for name, value in own_rules.items() if venue.rules.get(name) != value}
    if changes or new_rules:
        await work.session.flush()
        venue = await change_venue(work, venue.id, changes, new_rules, known.keep_confirmed)
    return venue, sorted([*changes, *new_rules])


async def _write_space(work: Work, row: PlaceRow, known: Known) -> tuple[Space, list[str]]:
    said, own_rules = _name_and_rest(row, ("kind", "capacity", "indoor", "layouts"))
    if "parent_key" in row.values:
        said["parent_id"] = known.spaces[row.values["parent_key"]].id
    space = known.spaces.get(row.key)
    if space is None:
        venue = known.venues[row.values["venue_key"]]
        fields = SPACE_DEFAULTS | {"parent_id": None} | said
        fields |= {"venue_id": venue.id, "external_key": row.key}
        await work.session.flush()
        known.spaces[row.key] = await create_space(work, fields, own_rules)
        return known.spaces[row.key], []
    changes = _differing(space, said)
    new_rules = {
        name: value for name, value in own_rules.items() if space.own_rules.get(name) != value
    }
    if changes or new_rules:
        await work.session.flush()
        keep = known.keep_confirmed
        space = await change_space(work, space.id, changes, new_rules, keep_confirmed=keep)
    return space, sorted([*changes, *new_rules])


def _name_and_rest(row: PlaceRow, own: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the row says of the place itself, and what of its rules."""
    said = {column: row.values[column] for column in own if column in row.values}
    name = {
        locale: row.values[f"name_{locale}"]
        for locale in ("vi", "en")
        if f"name_{locale}" in row.values
    }
    if name:
        said["name"] = name
    return said, {name: value for name, value in row.values.items() if name in RULES}


def _differing(place: Venue | Space, said: dict[str, Any]) -> dict[str, Any]:
    changes = {name: value for name, value in said.items() if getattr(place, name) != value}
    if "name" in changes and not changes["name"].items() - place.name.items():
        del changes["name"]
    return changes
