"""What a plan is made from: members with their weights, wishes with what their spaces allow."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from services.bookings.domain import allocations as rules
from services.bookings.domain.board import Slot, Taken
from services.bookings.domain.fair_share import MemberShare, Weight, cap_seconds, weigh
from services.bookings.domain.intervals import Interval
from services.bookings.domain.plans import Kept, Party, Plan, Task, WishToPlace
from services.bookings.domain.reasons import keep_barred, keep_sentence
from services.bookings.domain.requesting import check_member, check_use
from services.bookings.models import AllocationWish, Space
from services.bookings.queries.allocations import RoundPlan, find_leaves_by_space, find_taken
from services.bookings.queries.fair_share import Ledger
from services.bookings.usecases.wish_for_places import name_of
from shared.database.work import Work
from shared.errors import Failure


@dataclass(frozen=True, slots=True)
class Prepared:
    """A task, and what was decided before it: options that rules forbid, wishes left aside."""

    task: Task
    weights: dict[UUID, Weight]
    barred: dict[UUID, list[dict[str, Any]]] = field(default_factory=dict)


async def prepare_plan(work: Work, found: RoundPlan, ledger: Ledger) -> Prepared:
    """Whatever stands in the database is read here; the plan itself is made without it."""
    leaves = await find_leaves_by_space(work.session, found.spaces.keys())
    taken = await find_claims_of(work, found, leaves)
    shares = {share.id: share for share in ledger.shares}
    barred: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    wishes, kept = [], []
    for wish in found.wishes:
        if failures := check_member(wish.member):
            barred[wish.id].append(keep_sentence("wish_member_not_active", failures))
        elif wish.by_hand:
            kept += [Kept(wish.id, wish.member_id, slot) for slot in _kept_slots(wish, leaves)]
        else:
            slots = _options(wish, found.spaces, leaves, work.now, barred[wish.id])
            wishes.append(_to_place(wish, slots))
            await asyncio.sleep(0)  # a round of many wishes lets other requests through
    last = {share.id: share.received for share in ledger.last}
    weights = _weights(found, shares, ledger)
    parties = [
        Party(
            id,
            weights[id].percent,
            shares[id].received if id in shares else 0,
            last.get(id, 0),
            cap_seconds(ledger.season.share_rules),
        )
        for id in sorted(weights)
    ]
    task = Task(str(found.round.id), parties, wishes, sorted(taken, key=_order), kept)
    return Prepared(task, weights, dict(barred))


async def find_claims_of(
    work: Work, found: RoundPlan, leaves: Mapping[UUID, tuple[UUID, ...]]
) -> list[Taken]:
    """Claims on any space of the plan in the season."""
    longest = max((space.setup + space.clearup for space in found.spaces.values()), default=None)
    if longest is None:
        return []
    span = found.round.season.span.padded(longest, longest)
    every = {leaf for some in leaves.values() for leaf in some}
    return await find_taken(work.session, every, span, work.now)


def slot_of(
    space: Space, leaves: Mapping[UUID, tuple[UUID, ...]], time: Interval, choices: tuple[int, int]
) -> Slot:
    during = time.padded(space.setup, space.clearup)
    return Slot(space.id, leaves[space.id], time, during, *choices)


def _options(
    wish: AllocationWish,
    spaces: Mapping[UUID, Space],
    leaves: Mapping[UUID, tuple[UUID, ...]],
    now: datetime,
    barred: list[dict[str, Any]],
) -> list[Slot]:
    """What the spaces allow; what they forbid goes to `barred` with the rules."""
    slots = []
    for time_choice, time in enumerate(wish.intervals, start=1):
        for space_choice, id in enumerate(wish.space_ids, start=1):
            slot = slot_of(spaces[id], leaves, time, (time_choice, space_choice))
            name = name_of(spaces[id])
            if failures := check_use(spaces[id], wish.use_of(time), now):
                barred.append(keep_barred(slot, name, failures))
            elif slot.leaves:
                slots.append(slot)
            else:
                barred.append(keep_barred(slot, name, [Failure("space_withdrawn")]))
    return slots


def _kept_slots(wish: AllocationWish, leaves: Mapping[UUID, tuple[UUID, ...]]) -> list[Slot]:
    return [slot_of(place.space, leaves, place.time, (0, 0)) for place in wish.places]


def _to_place(wish: AllocationWish, slots: list[Slot]) -> WishToPlace:
    return WishToPlace(wish.id, wish.member_id, wish.rank, wish.wanted, wish.least, tuple(slots))


def _weights(
    found: RoundPlan, shares: Mapping[UUID, MemberShare], ledger: Ledger
) -> dict[UUID, Weight]:
    season, under_served = ledger.season, ledger.under_served
    share_rules = season.share_rules
    return {
        wish.member_id: weigh(shares[wish.member_id], season.starts_on, under_served, share_rules)
        for wish in found.wishes
        if wish.member_id in shares
    }


def _order(one: Taken) -> tuple[Interval, str, str]:
    return (one.during, str(one.leaf), one.kind)


def digest_of(part: Any) -> str:
    """A fingerprint: the same inputs, and the plan made of them, have the same one each time."""
    plain = orjson.dumps(part, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(plain).hexdigest()


def digest_of_plan(plan: Plan) -> str:
    by_wish = {str(id): reasons for id, reasons in plan.left.items()}
    return digest_of([plan.places, by_wish, {str(id): one for id, one in plan.seconds.items()}])


def outcomes_of(found: RoundPlan) -> dict[str, int]:
    """How many wishes the plan fulfils as a whole, in part, or not."""
    counts = dict.fromkeys((rules.PLACED, rules.PARTLY_PLACED, rules.NOT_PLACED), 0)
    for wish in found.wishes:
        counts[rules.outcome_of(wish.wanted, len(wish.places))] += 1
    return counts
