"""Allocation rounds: opened for a season and some venues, changed, called off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import allocations as rules
from services.bookings.events_out.allocations import publish_allocation_called_off
from services.bookings.models import AllocationRound, AllocationWish, Season
from services.bookings.queries.allocations import find_venues, find_wishes
from shared.database.work import Work
from shared.errors import Failure, Invalid, NotFound, refuse_if
from shared.texts import Text
from shared.wording import say_day, say_instant

RUNNING = (rules.OPEN, rules.PROPOSED)


@dataclass(frozen=True, slots=True)
class NewRound:
    """For which season and venues, and when wishes are taken."""

    season_id: UUID
    name: dict[str, str | None]
    venue_ids: list[UUID]
    opens_at: datetime
    closes_at: datetime


async def create_round(work: Work, asked: NewRound) -> AllocationRound:
    """Raises Refusal when a venue is in another running round of the season."""
    season = await _lock_season(work, asked.season_id)
    host_ids = await _hosts_of(work, asked.venue_ids)
    refuse_if(
        [
            *rules.lacks_running(work.caller, host_ids),
            *_check_window(work, season, asked.opens_at, asked.closes_at),
            *await _check_alone(work, season.id, asked.venue_ids),
        ]
    )
    return work.add(
        AllocationRound(
            season=season,
            season_id=season.id,
            name=asked.name,
            venue_ids=asked.venue_ids,
            host_ids=host_ids,
            opens_at=asked.opens_at,
            closes_at=asked.closes_at,
            status=rules.OPEN,
        )
    )


async def change_round(work: Work, round_id: UUID, changes: dict[str, Any]) -> AllocationRound:
    """Name and the time for wishes, while no plan was made of them."""
    round = await work.lock(AllocationRound, round_id)
    opens_at = changes.get("opens_at", round.opens_at)
    closes_at = changes.get("closes_at", round.closes_at)
    rights = rules.lacks_running(work.caller, round.host_ids)
    failures = [*rights, *rules.may_change(round)]
    if (opens_at, closes_at) != (round.opens_at, round.closes_at):
        failures += _check_window(work, round.season, opens_at, closes_at)
    refuse_if(failures)
    if "name" in changes:
        round.name = round.name | changes["name"]
    round.opens_at, round.closes_at = opens_at, closes_at
    return round


async def cancel_round(work: Work, round_id: UUID, reason: str) -> AllocationRound:
    """Call it off: its wishes go no further, members ask in the usual way."""
    round = await work.lock(AllocationRound, round_id)
    refuse_if([*rules.lacks_running(work.caller, round.host_ids), *rules.may_cancel(round)])
    round.status = rules.CANCELLED
    round.reason = reason
    wishes = await find_wishes(work.session, round)
    publish_allocation_called_off(work, round, wishes)
    return round


async def hand_over_rounds(work: Work, venue_id: UUID, former: UUID, new: UUID) -> None:
    """A venue has another host: running rounds and their wishes are read and run by it."""
    rounds = await work.session.scalars(
        select(AllocationRound)
        .where(
            AllocationRound.venue_ids.contains([venue_id]),
            AllocationRound.host_ids.contains([former]),
            AllocationRound.status.in_(RUNNING),
        )
        .order_by(AllocationRound.id)
        .with_for_update()
    )
    for round in rounds.all():
        round.host_ids = await _hosts_of(work, round.venue_ids, {venue_id: new})
        wishes = await work.session.scalars(
            select(AllocationWish).where(AllocationWish.round_id == round.id).with_for_update()
        )
        for wish in wishes.all():
            wish.host_ids = round.host_ids


async def _lock_season(work: Work, season_id: UUID) -> Season:
    """Locked, so that of two rounds opened at once the second sees the first."""
    season: Season | None = await work.session.get(Season, season_id, with_for_update=True)
    if season is None:
        raise NotFound(Season.KIND, season_id)
    return season


async def _hosts_of(
    work: Work, venue_ids: Sequence[UUID], changed: dict[UUID, UUID] | None = None
) -> list[UUID]:
    venues = await find_venues(work.session, venue_ids)
    missing = [
        Failure("venue_not_there", field=f"venue_ids.{number}", venue=str(id))
        for number, id in enumerate(venue_ids)
        if id not in venues
    ]
    if missing:
        raise Invalid(*missing)
    hosts = {id: venue.host_id for id, venue in venues.items()} | (changed or {})
    return sorted(set(hosts.values()))


def _check_window(
    work: Work, season: Season, opens_at: datetime, closes_at: datetime
) -> list[Failure]:
    failures = []
    if closes_at <= opens_at:
        failures.append(Failure("ends_before_start", field="closes_at"))
    if closes_at < work.now:
        failures.append(Failure("wishes_end_in_past", field="closes_at", now=say_instant(work.now)))
    if season.span.end <= work.now:
        failures.append(Failure("season_over", field="season_id", ended=say_day(season.ends_on)))
    if closes_at >= season.span.end:
        last = say_day(season.ends_on)
        failures.append(Failure("wishes_end_after_season", field="closes_at", last=last))
    return failures


async def _check_alone(work: Work, season_id: UUID, venue_ids: list[UUID]) -> list[Failure]:
    """Two plans for one place would each promise what the other does."""
    found = await work.session.scalars(
        select(AllocationRound.venue_ids).where(
            AllocationRound.season_id == season_id,
            AllocationRound.venue_ids.overlap(venue_ids),
            AllocationRound.status.in_(RUNNING),
        )
    )
    busy = {id for others in found for id in others}
    venues = await find_venues(work.session, busy & set(venue_ids))
    return [
        Failure(
            "venue_in_other_round",
            field=f"venue_ids.{number}",
            venue=Text(
                str(venues[id].name["vi"]), str(venues[id].name["en"] or venues[id].name["vi"])
            ),
        )
        for number, id in enumerate(venue_ids)
        if id in venues
    ]
