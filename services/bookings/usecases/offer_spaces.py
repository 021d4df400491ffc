"""Spaces: what can be booked, under which rules, and where it stands in its venue's tree.

A booking of a space claims its leaves, so a change of the tree under future claims would leave
them claiming the wrong leaves: it is refused with the bookings in its way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from services.bookings.domain import closing, place_rules, states
from services.bookings.domain.closing import OPEN, WITHDRAWN
from services.bookings.events_out import (
    publish_space_changed,
    publish_space_published,
    publish_space_withdrawn,
)
from services.bookings.models import Space
from services.bookings.queries.claims import ClaimInTheWay, find_future_claims
from services.bookings.queries.lists import find_space
from services.bookings.usecases.follow_hours import all_ahead, follow_rules, hours_of
from services.bookings.usecases.inherit_rules import (
    apply_exceptions,
    apply_rules,
    change_own_rules,
    lock_venue_shared,
    refuse_layouts,
)
from services.bookings.usecases.note_freed import note_opened
from services.bookings.usecases.refuse_bookings import show_interval
from services.bookings.usecases.register_venues import key_once, rename
from shared.database.work import Work
from shared.errors import Failure, Refusal, refuse_if

NAMES = {"name", "external_key"}
"""What a space is called frees no time of it."""


async def create_space(work: Work, fields: dict[str, Any], rules: dict[str, Any]) -> Space:
    """A new space, published at once; `rules` are those it does not leave to its venue.

    Raises Refusal when its parent is taken in the future.
    """
    venue = await lock_venue_shared(work, fields["venue_id"])
    refuse_if(states.lacks_hosting(work.caller, venue.host_id))
    refuse_layouts(fields["capacity"], fields["layouts"])
    if fields["parent_id"] is not None:
        await _lock_tree(work, venue.id)
    parent = await _find_parent(work, venue.id, fields["parent_id"])
    if parent is not None:
        await _refuse_under_claims(work, parent.path)
        _has_another_part(parent)
    space = Space(**fields, id=work.new_id(), status=OPEN, venue=venue)
    space.parent, space.path = parent, [*(parent.path if parent else []), space.id]
    space.own_rules = place_rules.said(rules)
    apply_rules(space)
    await apply_exceptions(work, [space])
    rename(space, fields["name"])
    async with key_once(work, fields["external_key"]):
        publish_space_published(work, work.add(space))
    await note_opened(work, [space.id], all_ahead(work))
    return space


async def change_space(
    work: Work,
    space_id: UUID,
    changes: dict[str, Any],
    rules: dict[str, Any],
    inherited: list[str] | None = None,
    keep_confirmed: bool = False,
) -> Space:
    """Change what is given; rules hold for later requests, what is claimed stays as it is.

    Raises Refusal with what is confirmed outside of the hours then, unless that is to stay.
    """
    if "parent_id" in changes:
        await _lock_tree_of(work, space_id)
    space = await work.lock(Space, space_id)
    rights = states.lacks_hosting(work.caller, space.venue.host_id)
    refuse_if([*rights, *_still_offered(space)])
    refuse_layouts(changes.get("capacity", space.capacity), changes.get("layouts", space.layouts))
    touched = [space, *(await _find_parts(work, space) if "parent_id" in changes else ())]
    before, former_path = hours_of(touched), space.path
    change_own_rules(space, rules, inherited)
    if "parent_id" in changes:
        await _move(work, space, touched[1:], changes["parent_id"])
    if "name" in changes:
        rename(space, space.name | changes["name"])
    for field in changes.keys() - {"parent_id", "name"}:
        setattr(space, field, changes[field])
    if changes.keys() - NAMES or rules or inherited is not None:
        space.outside = await follow_rules(work, touched, before, keep_confirmed)
    if "parent_id" in changes:
        await note_opened(work, former_path, all_ahead(work))
    async with key_once(work, changes.get("external_key")):
        publish_space_changed(work, space)
    return await find_space(work.session, space.id, work.now)


async def withdraw_space(work: Work, space_id: UUID) -> Space:
    """Not offered any more. Raises Refusal while it has offered parts or future claims."""
    await _lock_tree_of(work, space_id)
    space = await work.lock(Space, space_id)
    rights = states.lacks_hosting(work.caller, space.venue.host_id)
    refuse_if(rights)
    parts = await _count_open_parts(work, space)
    claims = await find_future_claims(work.session, space.path, work.now)
    failures = closing.may_withdraw(space.withdrawn, parts, len(claims))
    refuse_if(failures, **_show_in_the_way(claims))
    space.status = WITHDRAWN
    publish_space_withdrawn(work, space)
    return await find_space(work.session, space.id, work.now)


def _still_offered(space: Space) -> list[Failure]:
    return [Failure("space_withdrawn")] if space.withdrawn else []


async def _count_open_parts(work: Work, space: Space) -> int:
    count = await work.session.scalar(
        select(func.count()).where(Space.parent_id == space.id, Space.status != WITHDRAWN)
    )
    return count or 0


async def _find_parts(work: Work, space: Space) -> Sequence[Space]:
    """All below it."""
    found = await work.session.scalars(
        select(Space).where(Space.path.contains([space.id]), Space.id != space.id)
    )
    return found.all()


async def _move(work: Work, space: Space, parts: Sequence[Space], parent_id: UUID | None) -> None:
    """Hang the space and all its parts under another parent."""
    if parent_id == space.parent_id:
        return
    parent = await _find_parent(work, space.venue_id, parent_id)
    if parent is not None and space.id in parent.path:
        raise Refusal(Failure("parent_inside", field="parent_id"))
    above = [id for id in space.path if id != space.id]
    await _refuse_under_claims(work, {*above, *(parent.path if parent else ())})
    if parent is not None:
        _has_another_part(parent)
    former, root = len(above), list(parent.path if parent else [])
    for part in parts:
        part.path = [*root, *part.path[former:]]
    space.parent, space.parent_id, space.path = parent, parent_id, [*root, space.id]
    await apply_exceptions(work, [space, *parts])


def _has_another_part(parent: Space) -> None:
    """Its version rises, so that whoever took it for a leaf learns of it (`confirm_at_once`)."""
    flag_modified(parent, "path")


async def _find_parent(work: Work, venue_id: UUID, parent_id: UUID | None) -> Space | None:
    if parent_id is None:
        return None
    parent = await work.session.get(Space, parent_id)
    if parent is None or parent.venue_id != venue_id or parent.withdrawn:
        raise Refusal(Failure("parent_elsewhere", field="parent_id"))
    return parent


async def _lock_tree_of(work: Work, space_id: UUID) -> None:
    venue_id = await work.session.scalar(select(Space.venue_id).where(Space.id == space_id))
    if venue_id is not None:
        await _lock_tree(work, venue_id)


async def _lock_tree(work: Work, venue_id: UUID) -> None:
    """All spaces of the venue in id order: the same order in which confirmations lock leaves."""
    await work.session.execute(
        select(Space.id)
        .where(Space.venue_id == venue_id)
        .order_by(Space.id)
        .with_for_update(key_share=True)
    )


async def _refuse_under_claims(work: Work, whole_ids: Collection[UUID]) -> None:
    """Bookings and closures of these spaces cover the leaves that the change would touch."""
    claims = await find_future_claims(work.session, whole_ids, work.now)
    refuse_if(closing.refuse_tree_change(len(claims)), **_show_in_the_way(claims))


def _show_in_the_way(claims: Sequence[ClaimInTheWay]) -> dict[str, Any]:
    shown = [
        {
            "kind": claim.kind,
            "booking_id": claim.booking_id,
            "closure_id": claim.closure_id,
            **show_interval(claim.during),
        }
        for claim in claims
    ]
    return {"in_the_way": shown} if shown else {}
