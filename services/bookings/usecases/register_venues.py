"""Venues: the institutions and sites whose host decides about their spaces."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.bookings.domain import place_rules, states
from services.bookings.domain.closing import WITHDRAWN
from services.bookings.events_out import publish_space_changed
from services.bookings.models import Equipment, Space, Venue
from services.bookings.models.places import ONE_KEY
from services.bookings.queries.lists import find_venue
from services.bookings.usecases.follow_hours import ConfirmedDate, follow_rules, hours_of
from services.bookings.usecases.hand_over_venues import hand_over_venue
from services.bookings.usecases.inherit_rules import apply_rules, lock_spaces_of
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Lack, refuse_if
from shared.vietnamese import fold, sort_key


async def create_venue(work: Work, fields: dict[str, Any], rules: dict[str, Any]) -> Venue:
    """A new venue; without `host_id` it gets a fresh one, to which hosts are granted."""
    venue = Venue(**fields, rules=place_rules.change_venue_rules({}, rules))
    venue.host_id = venue.host_id or work.new_id()
    rename(venue, fields["name"])
    async with key_once(work, fields["external_key"]):
        return work.add(venue)


async def change_venue(
    work: Work,
    venue_id: UUID,
    changes: dict[str, Any],
    rules: dict[str, Any],
    keep_confirmed: bool = False,
) -> Venue:
    """Change what is given. A new host decides about everything that is still open.

    Raises Refusal with what is confirmed outside of the hours then, unless that is to stay.
    """
    venue = await work.lock(Venue, venue_id)
    rights = states.lacks_hosting(work.caller, venue.host_id)
    handed_over = changes.get("host_id", venue.host_id) != venue.host_id
    if handed_over and not work.caller.has_role("officer"):
        rights.append(Lack("only_officer_changes_host", field="host_id"))
    refuse_if(rights)
    if "name" in changes:
        rename(venue, venue.name | changes["name"])
    for field in changes.keys() - {"name", "host_id"}:
        setattr(venue, field, changes[field])
    if rules:
        venue.rules = place_rules.change_venue_rules(venue.rules, rules)
        venue.outside = await _spread_rules(work, venue, keep_confirmed)
    async with key_once(work, changes.get("external_key")):
        await work.session.flush()
    if handed_over:
        await hand_over_venue(work, venue, changes["host_id"])
    if changes.keys() - {"host_id", "external_key"}:
        await _publish_spaces(work, venue)
    return await find_venue(work.session, venue.id)


@asynccontextmanager
async def key_once(work: Work, key: str | None) -> AsyncIterator[None]:
    """Write a place within it. Raises Refusal when another one has its key in lists."""
    if key is None:
        yield
        return
    try:
        async with work.session.begin_nested():
            yield
    except IntegrityError as error:
        if constraint_of(error) not in ONE_KEY:
            raise
        refuse_if([Failure("key_taken", field="external_key", key=key)])


async def _spread_rules(work: Work, venue: Venue, keep_confirmed: bool) -> list[ConfirmedDate]:
    """The venue's rules have changed: its spaces follow where they do not say otherwise."""
    spaces = await lock_spaces_of(work, venue.id)
    before = hours_of(spaces)
    for space in spaces:
        apply_rules(space)
    return await follow_rules(work, spaces, before, keep_confirmed)


async def _publish_spaces(work: Work, venue: Venue) -> None:
    """Name and address of the venue are a part of what its spaces publish."""
    spaces = await work.session.scalars(
        select(Space)
        .where(Space.venue_id == venue.id, Space.status != WITHDRAWN)
        .order_by(Space.id)
        .with_for_update(key_share=True)
    )
    for space in spaces:
        publish_space_changed(work, space)


def rename(row: Venue | Space | Equipment, name: dict[str, str | None]) -> None:
    """A name with what finds and sorts it."""
    row.name = name
    row.search = fold(" ".join(text for text in name.values() if text))
    row.sort_key = sort_key(str(name["vi"]))
