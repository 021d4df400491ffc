"""The plan of an allocation round: who gets which time, turn after turn, and why.

The member with the least hours for its weight has the turn (weighted max-min fairness) and is
given the first of its own preferences that is free. A turn that finds nothing free asks earlier
placings to move to another of their own preferences; nobody loses an hour by that.

    needier member       [ hall 9-12 ]   --moved-->   [ studio 9-12 ]   (its second choice)
    this turn                            [ hall 9-12 ]                  (its only choice)

Pure and deterministic: the same task gives the same plan, in whatever order its parts come. Ties
end in a draw that is fixed by the round, not by who was first to the keyboard. A solver would fill
a little more; it would not say to a member why the other one was first.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from services.bookings.domain.board import Board, Held, Slot
from services.bookings.domain.plans import Party, Place, Plan, Reason, Task, WishToPlace, draw_of

SEARCH_DEPTH = 3
"""So many placings may move one after the other to make room for one."""
SEARCH_STEPS = 500
"""So many moves are tried for one turn."""
WISH = "wish"
"""What holds a time on the board because the plan gave it."""


def make_plan(task: Task) -> Plan:
    """Milliseconds for hundreds of wishes; no I/O."""
    planner = _Planner(task)
    planner.take_turns()
    planner.try_again()
    return planner.write_plan()


@dataclass(eq=False, slots=True)
class _Placing:
    """A place on the board while the plan is made."""

    case: _Case
    slot: Slot
    turn: int
    share: float
    held: Held | None = None
    moved: bool = False


@dataclass(eq=False, slots=True)
class _Case:
    """A wish while the plan is made; `by_time` are its options, time by time."""

    wish: WishToPlace
    lot: str
    by_time: list[list[Slot]]
    placings: list[_Placing] = field(default_factory=list)
    refused: list[Reason] = field(default_factory=list)
    """Why its turn found nothing, as the board was then."""

    @property
    def complete(self) -> bool:
        return len(self.placings) >= self.wish.wanted

    @property
    def order(self) -> tuple[int, str]:
        return (self.wish.rank, self.lot)

    def uses(self, slot: Slot) -> bool:
        return any(one.slot.time_choice == slot.time_choice for one in self.placings)


class _Planner:
    def __init__(self, task: Task) -> None:
        self.parties = {one.id: one for one in task.parties}
        self.lots = {one.id: draw_of(task.seed, one.id) for one in task.parties}
        self.board = Board(task.taken)
        self.given = dict.fromkeys(self.parties, 0)
        for kept in task.kept:
            self.board.put(kept.slot, WISH)
            self.given[kept.party_id] += kept.slot.seconds
        cases = [_case_of(task.seed, wish) for wish in task.wishes]
        self.cases = sorted(cases, key=lambda case: (str(case.wish.party_id), case.order))
        self.by_held: dict[Held, _Placing] = {}
        self.trail: list[tuple[_Placing, Slot | None, bool]] = []
        self.turn = 0
        self.steps = 0

    # -- turns ------------------------------------------------------------------------------

    def take_turns(self) -> None:
        waiting: dict[UUID, list[_Case]] = {}
        for case in reversed(self.cases):
            waiting.setdefault(case.wish.party_id, []).append(case)
        queue = [(self._need(party_id), party_id) for party_id in waiting]
        heapq.heapify(queue)
        while queue:
            _, party_id = heapq.heappop(queue)
            case = waiting[party_id][-1]
            placed = self._place_bundle(case, SEARCH_DEPTH)
            if not placed:
                case.refused = [*self._explain(case)]
            if case.complete or not placed:
                waiting[party_id].pop()
            if waiting[party_id]:
                heapq.heappush(queue, (self._need(party_id), party_id))

    def try_again(self) -> None:
        """Placings that moved may have left a time free for a wish that had its turn before."""
        placed = True
        while placed:
            open_cases = [case for case in self.cases if not case.complete]
            open_cases.sort(key=lambda case: (self._need(case.wish.party_id), case.order))
            placed = any(self._place_bundle(case, 0) for case in open_cases)

    def _need(self, party_id: UUID) -> tuple[Fraction, int, str]:
        party = self.parties[party_id]
        return (self._share(party), party.seconds_last, self.lots[party_id])

    def _share(self, party: Party) -> Fraction:
        return Fraction(party.seconds_before + self.given[party.id], party.weight)

    def _place_bundle(self, case: _Case, search_depth: int) -> bool:
        """One turn: the least that is of use to the wish, all or none; after that one by one."""
        missing = max(case.wish.least - len(case.placings), 1)
        self.turn += 1
        self.steps = SEARCH_STEPS
        share = _hours_by_weight(self._share(self.parties[case.wish.party_id]))
        for depth in (0, search_depth):
            for slots in case.by_time:
                if missing and not case.uses(slots[0]):
                    missing -= any(self._give(case, slot, share, depth) for slot in slots)
        if missing:
            self._undo(0)
        self.trail.clear()
        return not missing

    def _give(self, case: _Case, slot: Slot, share: float, depth: int) -> bool:
        if self._over_cap(case, slot):
            return False
        placing = _Placing(case, slot, self.turn, share)
        return self._force(placing, slot, (), depth)

    def _over_cap(self, case: _Case, slot: Slot) -> bool:
        party = self.parties[case.wish.party_id]
        total = party.seconds_before + self.given[party.id] + slot.seconds
        return party.cap_seconds is not None and total > party.cap_seconds

    # -- making room ------------------------------------------------------------------------

    def _force(
        self, placing: _Placing, slot: Slot, fixed: tuple[_Placing, ...], depth: int
    ) -> bool:
        """Put a placing into a slot; who stands there moves to another preference, or it fails."""
        in_the_way = self.board.in_the_way(slot)
        movable = [self.by_held.get(held) for held in in_the_way]
        fixed = (*fixed, placing)
        if in_the_way and (depth == 0 or self.steps <= 0):
            return False
        self.steps -= 1
        rivals = [one for one in movable if one is not None and self._may_move(one, fixed)]
        if len(rivals) < len(in_the_way):
            return False
        mark = len(self.trail)
        former = [(rival, rival.slot) for rival in rivals]
        for rival in rivals:
            self._lift(rival)
        self._put(placing, slot)
        for rival, slot_before in former:
            if not self._move_on(rival, slot_before, fixed, depth - 1):
                self._undo(mark)
                return False
        return True

    def _may_move(self, rival: _Placing, fixed: Sequence[_Placing]) -> bool:
        return rival not in fixed and rival.turn != self.turn

    def _move_on(
        self, rival: _Placing, former: Slot, fixed: tuple[_Placing, ...], depth: int
    ) -> bool:
        for slots in rival.case.by_time:
            for slot in slots:
                same_time = slot.time_choice == former.time_choice
                if slot == former or slot.seconds != former.seconds:
                    continue
                if not same_time and rival.case.uses(slot):
                    continue
                if self._force(rival, slot, fixed, depth):
                    rival.moved = True
                    return True
        return False

    def _put(self, placing: _Placing, slot: Slot) -> None:
        placing.slot = slot
        placing.held = self.board.put(slot, WISH)
        self.by_held[placing.held] = placing
        placing.case.placings.append(placing)
        self.given[placing.case.wish.party_id] += slot.seconds
        self.trail.append((placing, None, placing.moved))

    def _lift(self, placing: _Placing) -> None:
        self.trail.append((placing, placing.slot, placing.moved))
        self._take_off(placing)

    def _take_off(self, placing: _Placing) -> None:
        if placing.held is not None:
            self.board.take_off(placing.slot, placing.held)
            del self.by_held[placing.held]
        placing.case.placings.remove(placing)
        self.given[placing.case.wish.party_id] -= placing.slot.seconds

    def _undo(self, mark: int) -> None:
        while len(self.trail) > mark:
            placing, lifted_from, moved = self.trail.pop()
            if lifted_from is None:
                self._take_off(placing)
            else:
                self._put(placing, lifted_from)
                self.trail.pop()
            placing.moved = moved

    # -- the answer -------------------------------------------------------------------------

    def write_plan(self) -> Plan:
        placings = [one for case in self.cases for one in case.placings]
        placings.sort(key=lambda one: (one.turn, one.slot.time_choice))
        places = [
            Place(one.case.wish.id, one.slot, one.turn, one.share, one.moved) for one in placings
        ]
        left = {
            case.wish.id: tuple(self._say_why(case)) for case in self.cases if not case.complete
        }
        return Plan(tuple(places), left, dict(self.given))

    def _say_why(self, case: _Case) -> Iterator[Reason]:
        """As it was at its turn; what moves of its own places changed since, as it is now."""
        told = {one.slot for one in case.refused}
        for one in case.refused:
            if (not case.uses(one.slot)) if one.slot else not case.placings:
                yield one
        if case.placings or case.wish.least == 1:
            yield from (one for one in self._explain(case) if one.slot not in told)

    def _explain(self, case: _Case) -> Iterator[Reason]:
        if not case.placings and case.wish.least > 1:
            yield Reason("wish_too_few", None, {"least": case.wish.least})
        for slots in case.by_time:
            if not case.uses(slots[0]):
                for slot in slots:
                    yield from self._why_not(case, slot)

    def _why_not(self, case: _Case, slot: Slot) -> Iterator[Reason]:
        party = self.parties[case.wish.party_id]
        if self._over_cap(case, slot):
            used = party.seconds_before + self.given[party.id]
            cap = party.cap_seconds or 0
            yield Reason("wish_over_cap", slot, {"cap": cap / 3600, "used": used / 3600})
            return
        for held in self.board.in_the_way(slot):
            placing = self.by_held.get(held)
            if placing is None and held.kind == WISH:
                yield Reason("wish_given_by_hand", slot, {})
            elif placing is None:
                yield Reason("wish_time_taken", slot, {"taken_by": held.kind})
            elif placing.case.wish.party_id == party.id:
                yield Reason("wish_beside_own", slot, {})
            else:
                values = {
                    "turn": placing.turn,
                    "share": placing.share,
                    "by_wish": str(placing.case.wish.id),
                    "own_share": _hours_by_weight(self._share(party)),
                }
                yield Reason("wish_time_given", slot, values)


def _case_of(seed: str, wish: WishToPlace) -> _Case:
    by_time: dict[int, list[Slot]] = {}
    for slot in sorted(wish.options, key=lambda slot: (slot.time_choice, slot.space_choice)):
        by_time.setdefault(slot.time_choice, []).append(slot)
    return _Case(wish, draw_of(seed, wish.id), list(by_time.values()))


def _hours_by_weight(share: Fraction) -> float:
    """Seconds per percent, as hours of a member without any boost."""
    return round(float(share * 100 / 3600), 2)
