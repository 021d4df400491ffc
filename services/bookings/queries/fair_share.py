"""The ledger of fair share, computed from bookings and wishes: nothing is kept that could drift.

A date counts in the season on one of whose days it begins. Asked is every date that was asked for
and not given back by its member, and every wished date that did not become a booking; received is
what was confirmed, also when nobody came.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Select, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from services.bookings.domain import allocations, states
from services.bookings.domain.fair_share import (
    REFUSE,
    MemberShare,
    check_cap,
    seconds_in,
    under_served_wards,
)
from services.bookings.domain.intervals import Interval
from services.bookings.models import (
    AllocationRound,
    AllocationWish,
    Booking,
    BookingDate,
    KnownMember,
    Season,
)
from services.bookings.queries.claims import range_of
from shared.clock import hanoi_date
from shared.errors import Failure, Invalid, NotFound
from shared.texts import Text
from shared.vietnamese import sort_key

RECEIVED = (states.CONFIRMED, states.COMPLETED, states.NO_SHOW)
HEIR = func.coalesce(KnownMember.successor_id, KnownMember.id)
"""Who answers for what a member asked and received: after a merger its successor."""
_REFUSES = Season.rules["requests_over_cap"].astext == REFUSE
WAITING = (states.REQUESTED, states.DISPLACED, states.DECLINED)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who asked for and received how much in a season; in the order of names."""

    season: Season
    shares: Sequence[MemberShare]
    last: Sequence[MemberShare]
    """The same for the season before; empty when there was none."""
    field_labels: dict[str, Text]

    @property
    def under_served(self) -> frozenset[str]:
        return under_served_wards(self.last, self.season.share_rules)


async def find_ledger(session: AsyncSession, season_id: UUID | None, now: datetime) -> Ledger:
    """Of the season named, else of the one that runs: three statements.

    Raises NotFound, or Invalid when no season runs.
    """
    season, before = await _find_seasons(session, season_id, now)
    return await ledger_of(session, season, before)


async def ledger_of(session: AsyncSession, season: Season, before: Season | None) -> Ledger:
    shares, labels = await _find_shares(session, season)
    last = (await _find_shares(session, before))[0] if before else []
    return Ledger(season, shares, last, labels)


async def find_season_before(session: AsyncSession, season: Season) -> Season | None:
    found: Season | None = await session.scalar(
        select(Season)
        .where(Season.ends_on < season.starts_on)
        .order_by(Season.ends_on.desc())
        .limit(1)
    )
    return found


async def _find_seasons(
    session: AsyncSession, season_id: UUID | None, now: datetime
) -> tuple[Season, Season | None]:
    today = hanoi_date(now)
    wanted = (
        Season.id == season_id
        if season_id is not None
        else and_(Season.starts_on <= today, Season.ends_on >= today)
    )
    first_day = select(Season.starts_on).where(wanted).scalar_subquery()
    found = await session.scalars(
        select(Season)
        .where(Season.starts_on <= first_day)
        .order_by(Season.starts_on.desc())
        .limit(2)
    )
    seasons = list(found)
    if not seasons:
        if season_id is not None:
            raise NotFound(Season.KIND, season_id)
        raise Invalid(Failure("no_season_now", field="season_id"))
    return seasons[0], seasons[1] if len(seasons) > 1 else None


async def _find_shares(
    session: AsyncSession, season: Season
) -> tuple[list[MemberShare], dict[str, Text]]:
    booked = _booked(season.span).subquery()
    wished = _wished(season.id).subquery()
    rows = await session.execute(
        select(
            KnownMember.id,
            KnownMember.name,
            KnownMember.status,
            KnownMember.ward,
            KnownMember.fields,
            KnownMember.member_since,
            func.coalesce(booked.c.asked, 0) + func.coalesce(wished.c.asked, 0),
            func.coalesce(booked.c.received, 0),
        )
        .outerjoin(booked, booked.c.member_id == KnownMember.id)
        .outerjoin(wished, wished.c.member_id == KnownMember.id)
        .where(
            or_(
                KnownMember.status == "active",
                booked.c.member_id.is_not(None),
                wished.c.member_id.is_not(None),
            )
        )
    )
    shares: list[MemberShare] = []
    labels: dict[str, Text] = {}
    for id, name, status, ward, fields, since, asked, received in rows:
        labels |= {one["code"]: Text(one["vi"], one["en"] or one["vi"]) for one in fields}
        codes = tuple(one["code"] for one in fields)
        active = status == "active"
        shares.append(MemberShare(id, name, active, ward, codes, since, asked, received))
    return sorted(shares, key=lambda share: (sort_key(share.name), str(share.id))), labels


def _booked(span: Interval) -> Select[UUID, int, int]:
    """Seconds of each member's dates that begin in a span.

    That a booking lasts into the span follows from its dates; said of it as well, bookings of
    other years need not be read.
    """
    taken_back = and_(BookingDate.status == states.CANCELLED, BookingDate.cancelled_by != "member")
    asked = or_(BookingDate.status.in_((*RECEIVED, *WAITING)), taken_back)
    received = BookingDate.status.in_(RECEIVED)
    return (
        select(
            HEIR.label("member_id"),
            _seconds(asked).label("asked"),
            _seconds(received).label("received"),
        )
        .select_from(BookingDate)
        .join(Booking, Booking.id == BookingDate.booking_id)
        .join(KnownMember, KnownMember.id == Booking.member_id)
        .where(
            BookingDate.starts_at >= span.start,
            BookingDate.starts_at < span.end,
            func.tstzrange(Booking.starts_at, Booking.ends_at).op("&&")(range_of(span)),
        )
        .group_by(HEIR)
    )


def _seconds(which: ColumnElement[bool]) -> ColumnElement[int]:
    length = func.extract("epoch", BookingDate.ends_at - BookingDate.starts_at)
    return cast(func.coalesce(func.sum(length).filter(which), 0), BigInteger)


def _wished(season_id: UUID) -> Select[UUID, int]:
    """Seconds of each member's wished dates that are no bookings."""
    return (
        select(
            HEIR.label("member_id"),
            cast(
                func.sum(AllocationWish.seconds_asked - AllocationWish.seconds_booked), BigInteger
            ).label("asked"),
        )
        .select_from(AllocationWish)
        .join(AllocationRound, AllocationRound.id == AllocationWish.round_id)
        .join(KnownMember, KnownMember.id == AllocationWish.member_id)
        .where(
            AllocationRound.season_id == season_id,
            AllocationRound.status != allocations.CANCELLED,
            AllocationWish.status != allocations.WITHDRAWN,
        )
        .group_by(HEIR)
    )


def carried_by(member_ids: Collection[UUID]) -> Select[UUID]:
    """These members and those that merged into them."""
    ids = list(member_ids)
    return select(KnownMember.id).where(
        or_(KnownMember.id.in_(ids), KnownMember.successor_id.in_(ids))
    )


async def find_use(
    session: AsyncSession, member_ids: Collection[UUID], now: datetime
) -> tuple[Season | None, dict[UUID, int]]:
    """The season that runs, and the seconds that each member has received in it."""
    today = hanoi_date(now)
    season: Season | None = await session.scalar(
        select(Season).where(Season.starts_on <= today, Season.ends_on >= today)
    )
    if season is None:
        return None, dict.fromkeys(member_ids, 0)
    return season, await _find_received(session, season, member_ids)


async def _find_received(
    session: AsyncSession, season: Season, member_ids: Collection[UUID]
) -> dict[UUID, int]:
    used = dict.fromkeys(member_ids, 0)
    if not used:
        return used
    its = Booking.member_id.in_(carried_by(used))
    rows = await session.execute(_booked(season.span).where(its))
    return used | {row.member_id: row.received for row in rows}


def is_any_capped(now: datetime) -> ColumnElement[bool]:
    """Whether a season that is not over refuses requests over its cap."""
    return select(Season.id).where(Season.ends_on >= hanoi_date(now), _REFUSES).exists()


async def check_caps(
    session: AsyncSession, member_id: UUID, times: Sequence[Interval]
) -> list[Failure]:
    """The cap of each season that refuses requests over it and in which some of the times begin."""
    first, last = (hanoi_date(at) for at in (min(times).start, max(times).start))
    seasons = await session.scalars(
        select(Season)
        .where(Season.starts_on <= last, Season.ends_on >= first, _REFUSES)
        .order_by(Season.starts_on)
    )
    failures = []
    for season in seasons.all():
        asked = seconds_in(season.span, times)
        received = (await _find_received(session, season, [member_id]))[member_id]
        failures += check_cap(season.share_rules, received, asked)
    return failures
