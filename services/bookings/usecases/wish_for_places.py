"""A member wishes for places in a round. A wish competes and holds nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from services.bookings.domain import allocations as rules
from services.bookings.domain.intervals import Interval
from services.bookings.domain.reasons import sentence_of
from services.bookings.domain.requesting import check_member, check_use
from services.bookings.models import AllocationRound, AllocationWish, KnownMember, Space
from services.bookings.models.allocations import write_time
from services.bookings.queries.allocations import find_spaces
from services.bookings.usecases.request_bookings import find_member
from shared.database.work import Work
from shared.errors import Failure, Invalid, NotFound, refuse_if
from shared.texts import Text


@dataclass(frozen=True, slots=True)
class NewWish:
    """The member's times and spaces, the most wanted first."""

    member_id: UUID | None
    times: list[Interval]
    space_ids: list[UUID]
    wanted: int
    least: int
    rank: int
    title: dict[str, str | None]
    summary: dict[str, str | None] | None
    kind: str
    audience: int | None
    public: bool


async def create_wish(work: Work, round_id: UUID, asked: NewWish) -> AllocationWish:
    """Raises Refusal with every rule that fails: of the round, of each space, of each time."""
    round = await _lock_round(work, round_id)
    member = await find_member(work, asked.member_id)
    refuse_if(
        [
            *check_member(member),
            *rules.may_take_wishes(round, work.now),
            *await _check_count(work, round, member),
        ]
    )
    wish = AllocationWish(
        round=round,
        round_id=round.id,
        member=member,
        member_id=member.id,
        host_ids=round.host_ids,
        requested_by=work.caller.key,
        status=rules.WISHED,
        by_hand=False,
        why_not=[],
        seconds_booked=0,
        places=[],
    )
    write_wish(wish, asked)
    await _check_wish(work, wish)
    return work.add(wish)


async def change_wish(
    work: Work, round_id: UUID, wish_id: UUID, changes: dict[str, Any]
) -> AllocationWish:
    """What is left out stays; the whole is checked anew."""
    wish = await _lock_wish(work, round_id, wish_id)
    for field in changes.keys() - {"times"}:
        setattr(wish, field, changes[field])
    if "times" in changes:
        wish.times = [write_time(one) for one in changes["times"]]
    _count_seconds(wish)
    await _check_wish(work, wish)
    return wish


async def withdraw_wish(work: Work, round_id: UUID, wish_id: UUID) -> AllocationWish:
    """Its member does not want it any more."""
    wish = await _lock_wish(work, round_id, wish_id)
    wish.status = rules.WITHDRAWN
    return wish


async def carry_over_wishes(work: Work, member_id: UUID, successor_id: UUID) -> None:
    """A member goes on as another: so do its wishes that nobody has decided about."""
    successor = await work.session.get(KnownMember, successor_id)
    found = await work.session.scalars(
        select(AllocationWish)
        .where(AllocationWish.member_id == member_id, AllocationWish.status == rules.WISHED)
        .order_by(AllocationWish.id)
        .with_for_update(of=AllocationWish)
        .execution_options(populate_existing=True)
    )
    for wish in found.all():
        if successor is not None:
            wish.member = successor
            wish.member_id = successor_id


def write_wish(wish: AllocationWish, asked: NewWish) -> None:
    wish.rank, wish.wanted, wish.least = asked.rank, asked.wanted, asked.least
    wish.times = [write_time(one) for one in asked.times]
    wish.space_ids = asked.space_ids
    wish.title, wish.summary = asked.title, asked.summary
    wish.activity_kind, wish.expected_audience = asked.kind, asked.audience
    wish.public = asked.public
    _count_seconds(wish)


def _count_seconds(wish: AllocationWish) -> None:
    lengths = [int(one.length.total_seconds()) for one in wish.intervals]
    wish.seconds_asked = sum(lengths[: wish.wanted])


async def _lock_round(work: Work, round_id: UUID) -> AllocationRound:
    """The round before its wishes, as whoever makes a plan does."""
    round: AllocationRound | None = await work.session.get(
        AllocationRound, round_id, with_for_update=True, populate_existing=True
    )
    if round is None:
        raise NotFound(AllocationRound.KIND, round_id)
    return round


async def _lock_wish(work: Work, round_id: UUID, wish_id: UUID) -> AllocationWish:
    round = await _lock_round(work, round_id)
    wish = await work.lock(AllocationWish, wish_id)
    if wish.round_id != round_id:
        raise NotFound(AllocationWish.KIND, wish_id)
    rights = rules.lacks_wish(wish, work.caller)
    refuse_if([*rights, *rules.may_change_wish(wish, round, work.now)])
    flag_modified(wish, "status")
    return wish


async def _check_count(work: Work, round: AllocationRound, member: KnownMember) -> list[Failure]:
    limit = round.season.share_rules.most_wishes_per_member
    sent = await work.session.scalar(
        select(func.count())
        .select_from(AllocationWish)
        .where(
            AllocationWish.round_id == round.id,
            AllocationWish.member_id == member.id,
            AllocationWish.status == rules.WISHED,
        )
    )
    return [Failure("too_many_wishes", limit=limit)] if (sent or 0) >= limit else []


async def _check_wish(work: Work, wish: AllocationWish) -> None:
    """Raises Invalid for what can never be right, Refusal for rules that fail."""
    times = wish.intervals
    if wrong := rules.check_amounts(wish.wanted, wish.least, len(times)):
        raise Invalid(*wrong)
    spaces = await find_spaces(work.session, wish.space_ids)
    elsewhere = [
        Failure("space_not_in_round", field=f"space_ids.{number}")
        for number, id in enumerate(wish.space_ids)
        if id not in spaces or spaces[id].venue_id not in wish.round.venue_ids
    ]
    refuse_if(
        [
            *elsewhere,
            *rules.check_times(times, wish.round.season.span, work.now),
            *([] if elsewhere else _check_options(work, wish, times, spaces)),
        ]
    )


def _check_options(
    work: Work, wish: AllocationWish, times: Sequence[Interval], spaces: Mapping[UUID, Space]
) -> list[Failure]:
    """A time that no space takes, and a space that takes no time, are of no use to anyone."""
    fits = {
        (number, id): check_use(spaces[id], wish.use_of(time), work.now)
        for number, time in enumerate(times)
        for id in wish.space_ids
    }
    failures = []
    for number, time in enumerate(times):
        of_time = [fits[number, id] for id in wish.space_ids]
        if all(of_time):
            values = {"time": rules.say_time(time), "reasons": sentence_of(_each_once(of_time))}
            failures.append(
                Failure("time_fits_no_space", field=f"times.{number}.starts_at", **values)
            )
    for number, id in enumerate(wish.space_ids):
        of_space = [fits[one, id] for one in range(len(times))]
        if all(of_space):
            values = {"space": name_of(spaces[id]), "reasons": sentence_of(_each_once(of_space))}
            failures.append(Failure("space_fits_no_time", field=f"space_ids.{number}", **values))
    return failures


def _each_once(found: Sequence[Sequence[Failure]]) -> list[Failure]:
    once: list[Failure] = []
    for failure in (failure for failures in found for failure in failures):
        if failure not in once:
            once.append(failure)
    return once


def name_of(space: Space) -> Text:
    return Text(str(space.name["vi"]), str(space.name.get("en") or space.name["vi"]))
