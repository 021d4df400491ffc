"""What a round, its wishes and its plan look like.

The plan is for those who make it; a member learns what became of its wish when it is confirmed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.bookings.api.answers.bookings import MemberOut
from services.bookings.api.answers.fair_share import BoostOut, show_boosts
from services.bookings.api.answers.parts import NamedOut, named, say, tell_activity
from services.bookings.domain import allocations as rules
from services.bookings.domain.reasons import failure_of
from services.bookings.models import AllocationPlace, AllocationRound, AllocationWish
from services.bookings.queries.allocations import RoundPlan, sees_plan
from shared.auth.caller import lacks_entry
from shared.errors import Failure
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer
from shared.http.problems import FailingRule


class RoundOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    season_id: UUID
    name: Bilingual
    venue_ids: list[UUID]
    host_ids: list[UUID]
    opens_at: datetime
    closes_at: datetime
    """Wishes are taken in `[opens_at, closes_at)`."""
    reason: str | None
    actions: Actions


class TimeOut(Answer):
    starts_at: datetime
    ends_at: datetime


class PlaceOut(TimeOut):
    space_id: UUID
    space: NamedOut
    why: FailingRule
    """`placed_in_turn`, `placed_and_moved` or `placed_by_hand`, as a sentence."""
    booking_id: UUID | None


class WishActivityOut(Answer):
    title: Bilingual
    summary: Bilingual | None
    kind: str
    kind_label: str | None
    expected_audience: int | None
    public: bool


class WishOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    round_id: UUID
    member_id: UUID
    member: MemberOut
    rank: int
    wanted: int
    least: int
    times: list[TimeOut]
    space_ids: list[UUID]
    activity: WishActivityOut
    hours_asked: float
    by_hand: bool
    places: list[PlaceOut]
    """What the plan gives it; for its member empty until the round is confirmed."""
    why_not: list[FailingRule]
    """Why it did not get the rest, option by option."""
    actions: Actions


class PlanMemberOut(Answer):
    member_id: UUID
    weight: int
    boosts: list[BoostOut]
    hours_before: float
    """Received in the season before this plan."""
    hours_last_season: float
    hours_given: float
    """By this plan."""


class ProposalOut(Answer):
    """How the plan was made. The same inputs give the same plan: compare the digests."""

    runs: int
    proposed_at: datetime
    rules: dict[str, Any]
    under_served_wards: list[str]
    outcomes: dict[str, int]
    inputs_digest: str
    plan_digest: str
    members: list[PlanMemberOut]


class PlanOut(RoundOut):
    proposal: ProposalOut | None
    wishes: list[WishOut]


def show_round(round: AllocationRound, view: View) -> RoundOut:
    plain = (
        "id status version created_at updated_at season_id venue_ids host_ids opens_at closes_at "
        "reason"
    )
    return RoundOut(
        **{field: getattr(round, field) for field in plain.split()},
        status_label=say("allocation_status", round.status, view),
        name=Bilingual.model_validate(round.name),
        actions=_round_actions(round, view),
    )


def _round_actions(round: AllocationRound, view: View) -> Actions:
    caller, now = view.caller, view.now
    door = lacks_entry(caller, "host", "officer")
    rights = rules.lacks_running(caller, round.host_ids)
    failures = {
        "change": door or [*rights, *rules.may_change(round)],
        "propose": door or [*rights, *rules.may_propose(round, now)],
        "adjust": door or [*rights, *rules.may_adjust(round)],
        "confirm": door or [*rights, *rules.may_confirm(round)],
        "cancel": door or [*rights, *rules.may_cancel(round)],
        "wish": lacks_entry(caller) or rules.may_take_wishes(round, now),
    }
    return {name: view.action(found) for name, found in failures.items()}


def show_plan(found: RoundPlan | AllocationRound, view: View) -> PlanOut | RoundOut:
    if isinstance(found, AllocationRound):  # the current state beside a stale version
        return show_round(found, view)
    return PlanOut(
        **show_round(found.round, view).model_dump(),
        proposal=_show_proposal(found.round, view),
        wishes=[show_wish(wish, view) for wish in found.wishes],
    )


def _show_proposal(round: AllocationRound, view: View) -> ProposalOut | None:
    if round.proposal is None:
        return None
    members = [
        PlanMemberOut(
            member_id=UUID(one["id"]),
            boosts=show_boosts(one["boosts"], view),
            **{name: one[name] for name in ("weight", "hours_before", "hours_last_season")},
            hours_given=one["hours_given"],
        )
        for one in round.proposal["members"]
    ]
    return ProposalOut(**{**round.proposal, "members": members})


def show_wish(wish: AllocationWish, view: View) -> WishOut:
    plain = (
        "id status version created_at updated_at round_id member_id rank wanted least space_ids "
        "by_hand"
    )
    hosting = sees_plan(wish.round, view.caller)
    known = hosting or wish.round.status == rules.CONFIRMED
    return WishOut(
        **{field: getattr(wish, field) for field in plain.split()},
        status_label=say("wish_status", wish.status, view),
        member=MemberOut(id=wish.member_id, name=wish.member.name),
        times=[TimeOut(starts_at=one.start, ends_at=one.end) for one in wish.intervals],
        activity=WishActivityOut(**tell_activity(wish, view)),
        hours_asked=round(wish.seconds_asked / 3600, 2),
        places=[_show_place(wish, place, view) for place in wish.places] if known else [],
        why_not=[_say_rule(failure_of(kept, hosting), view) for kept in wish.why_not]
        if known
        else [],
        actions=_wish_actions(wish, view),
    )


def _wish_actions(wish: AllocationWish, view: View) -> Actions:
    rights = rules.lacks_wish(wish, view.caller)
    failing = [*rights, *rules.may_change_wish(wish, wish.round, view.now)]
    return {"change": view.action(failing), "withdraw": view.action(failing)}


def _show_place(wish: AllocationWish, place: AllocationPlace, view: View) -> PlaceOut:
    return PlaceOut(
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        space_id=place.space_id,
        space=named(place.space),
        why=_say_rule(_why(wish, place), view),
        booking_id=place.booking_id,
    )


def _why(wish: AllocationWish, place: AllocationPlace) -> Failure:
    if place.turn is None:
        return Failure("placed_by_hand", reason=wish.hand_reason)
    return Failure(
        "placed_and_moved" if place.moved else "placed_in_turn",
        turn=place.turn,
        share=place.share,
        time_choice=wish.intervals.index(place.time) + 1,
        space_choice=wish.space_ids.index(place.space_id) + 1,
    )


def _say_rule(failure: Failure, view: View) -> FailingRule:
    """A plan says thousands of them: they are our own words, and not validated one by one."""
    return FailingRule.model_construct(**view.sentences.describe(failure, view.locale))
