"""Seasons and their rules: the officer sets them, everyone may read them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from services.bookings.models import AllocationRound, Season
from services.bookings.models.fair_share import SEASONS_APART
from services.bookings.regulations.fair_share import FairShareRules, rules_on
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if
from shared.wording import say_day


@dataclass(frozen=True, slots=True)
class NewSeason:
    """The first and the last day; without rules of its own it has the city's."""

    name: dict[str, str | None]
    starts_on: date
    ends_on: date
    rules: FairShareRules | None
    rules_reason: str | None


async def create_season(work: Work, asked: NewSeason) -> Season:
    """Raises Refusal when a day is in another season already."""
    _check_days(asked.starts_on, asked.ends_on)
    if asked.rules is not None:
        _check_reason(asked.rules_reason)
    rules = asked.rules or rules_on(asked.starts_on)
    async with _apart(work, asked.starts_on, asked.ends_on):
        return work.add(
            Season(
                name=asked.name,
                starts_on=asked.starts_on,
                ends_on=asked.ends_on,
                rules=rules.model_dump(mode="json"),
                rules_reason=asked.rules_reason if asked.rules else None,
            )
        )


async def change_season(work: Work, season_id: UUID, changes: dict[str, Any]) -> Season:
    """Name and rules at any time; the days only while no allocation round rests on them."""
    season = await work.lock(Season, season_id)
    starts_on = changes.get("starts_on", season.starts_on)
    ends_on = changes.get("ends_on", season.ends_on)
    _check_days(starts_on, ends_on)
    if (starts_on, ends_on) != (season.starts_on, season.ends_on):
        rounds = await work.session.scalar(
            select(func.count())
            .select_from(AllocationRound)
            .where(AllocationRound.season_id == season_id, AllocationRound.status != "cancelled")
        )
        refuse_if([Failure("season_in_use", field="starts_on", count=rounds)] if rounds else [])
    if "name" in changes:
        season.name = season.name | changes["name"]
    if "rules" in changes:
        _check_reason(changes.get("rules_reason"))
        season.rules = changes["rules"].model_dump(mode="json")
        season.rules_reason = changes["rules_reason"]
    async with _apart(work, starts_on, ends_on, season.id):
        season.starts_on, season.ends_on = starts_on, ends_on
    return season


def _check_days(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Invalid(Failure("season_ends_before_start", field="ends_on"))


def _check_reason(reason: str | None) -> None:
    """Who departs from the city's rules says why, for everyone to read."""
    if reason is None:
        raise Invalid(Failure("rules_reason_needed", field="rules_reason"))


@asynccontextmanager
async def _apart(
    work: Work, starts_on: date, ends_on: date, but_not: UUID | None = None
) -> AsyncIterator[None]:
    """Write a season within it; the database finds the overlap, whoever else writes one."""
    try:
        async with work.session.begin_nested():
            yield
    except IntegrityError as error:
        if constraint_of(error) != SEASONS_APART:
            raise
        found = await work.session.scalars(
            select(Season).where(
                Season.id != but_not, Season.starts_on <= ends_on, Season.ends_on >= starts_on
            )
        )
        names = [
            f"{one.name['vi']}: {say_day(one.starts_on)} – {say_day(one.ends_on)}" for one in found
        ]
        refuse_if([Failure("seasons_overlap", field="starts_on", seasons=names)])
