"""The plan of a round: made from its wishes, and made again whenever something changed.

The same wishes, claims and rules give the same plan; `proposal` keeps a digest of both. What a
person set by hand stays and is planned around.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from services.bookings.domain import allocations as rules
from services.bookings.domain.fair_share import in_hours
from services.bookings.domain.planning import make_plan
from services.bookings.domain.plans import Place, Plan, Task
from services.bookings.domain.reasons import Kept, keep_reason
from services.bookings.models import AllocationPlace, AllocationRound, AllocationWish
from services.bookings.queries.allocations import RoundPlan, plan_of
from services.bookings.queries.fair_share import Ledger, find_season_before, ledger_of
from services.bookings.usecases.prepare_plans import (
    Prepared,
    digest_of,
    digest_of_plan,
    outcomes_of,
    prepare_plan,
)
from services.bookings.usecases.wish_for_places import name_of
from shared.database.work import Work
from shared.errors import refuse_if
from shared.texts import Text

WRITTEN_AT_ONCE = 10
"""Wishes."""


async def propose_allocation(work: Work, round_id: UUID) -> RoundPlan:
    """Once the wishes are in; as often as wanted until the round is confirmed."""
    round = await work.lock(AllocationRound, round_id)
    rights = rules.lacks_running(work.caller, round.host_ids)
    refuse_if([*rights, *rules.may_propose(round, work.now)])
    found = await plan_of(work.session, round)
    before = await find_season_before(work.session, round.season)
    ledger = await ledger_of(work.session, round.season, before)
    prepared = await prepare_plan(work, found, ledger)
    plan, digests = await asyncio.to_thread(_plan, prepared.task)
    await _write_places(work, found, plan, prepared)
    round.status = rules.PROPOSED
    round.proposal = _describe(work, round, found, ledger, prepared, plan) | digests
    return found


def _plan(task: Task) -> tuple[Plan, dict[str, str]]:
    """The plan, and what proves that it was made of this and nothing else."""
    plan = make_plan(task)
    return plan, {"inputs_digest": digest_of(task), "plan_digest": digest_of_plan(plan)}


async def _write_places(work: Work, found: RoundPlan, plan: Plan, prepared: Prepared) -> None:
    """The former plan goes first: a place may be the same again. A few wishes at once, so that
    other requests are let through.
    """
    planned = [wish for wish in found.wishes if not wish.by_hand]
    names = {id: name_of(space) for id, space in found.spaces.items()}
    by_wish: dict[UUID, list[Place]] = {}
    for place in plan.places:
        by_wish.setdefault(place.wish_id, []).append(place)
    for first in range(0, len(planned), WRITTEN_AT_ONCE):
        some = planned[first : first + WRITTEN_AT_ONCE]
        for wish in some:
            wish.places.clear()
        await work.session.flush()
        for wish in some:
            wish.places += [_place_of(work, found, one) for one in by_wish.get(wish.id, ())]
            wish.places.sort(key=lambda place: place.starts_at)
            wish.why_not = _why_not(wish, plan, prepared, names)
            flag_modified(wish, "why_not")  # so that its version rises whatever it was given
        await work.session.flush()


def _place_of(work: Work, found: RoundPlan, place: Place) -> AllocationPlace:
    slot = place.slot
    return AllocationPlace(
        id=work.new_id(),
        space_id=slot.space_id,
        space=found.spaces[slot.space_id],
        starts_at=slot.time.start,
        ends_at=slot.time.end,
        turn=place.turn,
        share=place.share,
        moved=place.moved,
    )


def _why_not(
    wish: AllocationWish, plan: Plan, prepared: Prepared, names: Mapping[UUID, Text]
) -> list[Kept]:
    """Nothing for a wish that got all it wanted; else each option that it did not get."""
    if len(wish.places) >= wish.wanted:
        return []
    left = [keep_reason(one, names) for one in plan.left.get(wish.id, ())]
    used = {place.time for place in wish.places}
    times = [number for number, time in enumerate(wish.intervals, start=1) if time in used]
    kept = [*prepared.barred.get(wish.id, ()), *left]
    return [one for one in kept if one.get("time_choice") not in times]


def _describe(
    work: Work,
    round: AllocationRound,
    found: RoundPlan,
    ledger: Ledger,
    prepared: Prepared,
    plan: Plan,
) -> dict[str, Any]:
    runs = round.proposal["runs"] if round.proposal else 0
    return {
        "runs": runs + 1,
        "proposed_at": work.now.isoformat(),
        "rules": ledger.season.rules,
        "under_served_wards": sorted(ledger.under_served),
        "members": [
            {
                "id": str(party.id),
                "weight": party.weight,
                "boosts": dict(prepared.weights[party.id].boosts),
                "hours_before": in_hours(party.seconds_before),
                "hours_last_season": in_hours(party.seconds_last),
                "hours_given": in_hours(plan.seconds[party.id]),
            }
            for party in prepared.task.parties
        ],
        "outcomes": outcomes_of(found),
    }
