"""Rules that spaces have from their venue: each space's columns hold what is in force for it.

Who changes a venue's rules or exceptions holds the venue, then its spaces in id order; who adds a
space holds the venue shared, so that no space is forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import place_rules
from services.bookings.models import Space, Venue
from services.bookings.models.opening import PUBLISHED, OpeningException
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid, NotFound

REMEMBERED = timedelta(days=62)
"""For so long a space still shows exceptions that are over; they stay in the list of exceptions."""


async def lock_venue_shared(work: Work, venue_id: UUID) -> Venue:
    """The venue, whose rules nobody changes until the transaction ends. Raises NotFound."""
    venue = await work.session.get(
        Venue, venue_id, with_for_update={"read": True}, populate_existing=True
    )
    if venue is None:
        raise NotFound(Venue.KIND, venue_id)
    return venue


async def lock_spaces_of(work: Work, venue_id: UUID) -> Sequence[Space]:
    """All spaces of a venue, locked in id order."""
    spaces = await work.session.scalars(
        select(Space)
        .where(Space.venue_id == venue_id)
        .order_by(Space.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return spaces.all()


def apply_rules(space: Space) -> None:
    """Write what is in force for a space into its columns."""
    for name, value in place_rules.effective(space.venue.rules, space.own_rules).items():
        setattr(space, name, value)


def change_own_rules(space: Space, rules: dict[str, Any], inherited: list[str] | None) -> None:
    """What is given is the space's own; `inherited`, when given, is all that it leaves alone.

    Raises Invalid for a rule that is in both.
    """
    given = place_rules.said(rules)
    if both := sorted(given.keys() & set(inherited or ())):
        raise Invalid(*(Failure("rule_given_and_inherited", field=one, rule=one) for one in both))
    own = {**space.own_rules, **given}
    if inherited is not None:
        own = {
            name: own.get(name, getattr(space, name))
            for name in place_rules.RULES
            if name not in inherited
        }
    space.own_rules = own
    apply_rules(space)


async def apply_exceptions(work: Work, spaces: Collection[Space]) -> None:
    """Write the published exceptions that hold for these spaces (of one venue) into them."""
    published = await _find_published(work, next(iter(spaces)).venue.id)
    for space in spaces:
        space.exceptions = place_rules.exceptions_for(space.path, published)


async def _find_published(work: Work, venue_id: UUID) -> list[dict[str, Any]]:
    rows = await work.session.scalars(
        select(OpeningException).where(
            OpeningException.venue_id == venue_id,
            OpeningException.status == PUBLISHED,
            OpeningException.last_day >= hanoi_date(work.now) - REMEMBERED,
        )
    )
    return [one.as_rule() for one in rows]


def refuse_layouts(capacity: int, layouts: Sequence[dict[str, Any]]) -> None:
    """Raises Invalid for a way of set-up that holds more than the space."""
    failures = [
        Failure("layout_over_capacity", field=f"layouts.{number}.capacity", limit=capacity)
        for number, one in enumerate(layouts)
        if one["capacity"] > capacity
    ]
    if failures:
        raise Invalid(*failures)
