"""What a season and its ledger look like."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from services.bookings.api.answers.bookings import MemberOut
from services.bookings.api.answers.parts import say
from services.bookings.domain.fair_share import (
    MemberShare,
    cap_seconds,
    in_hours,
    is_newcomer,
    sum_by_field,
    sum_by_ward,
    weigh,
)
from services.bookings.models import Season
from services.bookings.queries.fair_share import Ledger
from services.bookings.regulations.fair_share import FairShareRules
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class SeasonOut(Answer):
    id: UUID
    status: str
    """`ahead`, `running` or `over`, by the day in Hanoi."""
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    name: Bilingual
    starts_on: date
    ends_on: date
    """The last day, included."""
    rules: FairShareRules
    rules_reason: str | None
    """Why they are not the city's; null while they are."""
    actions: Actions


class BoostOut(Answer):
    code: str
    label: str | None
    percent: int


class MemberShareOut(Answer):
    member: MemberOut
    ward: str | None
    fields: list[str]
    newcomer: bool
    weight: int
    """Percent: hours received are divided by it when turns are given."""
    boosts: list[BoostOut]
    """What the weight is made of, on top of 100."""
    hours_asked: float
    hours_received: float
    hours_left: float | None
    """Until the season's cap; null without one."""


class FieldShareOut(Answer):
    field: str | None
    """Code of a creative field; null for members without one."""
    label: str | None
    members: int
    hours_asked: float
    hours_received: float
    """A member's hours are shared equally among its fields."""


class WardShareOut(Answer):
    ward: str | None
    """Where the members are; null for those without a public address."""
    members: int
    under_served: bool
    """In the season before, by the season's rules."""
    hours_asked: float
    hours_received: float


class LedgerOut(Answer):
    """Hours of activities, without set-up and clear-up, whose first day is in the season."""

    season: SeasonOut
    as_of: datetime
    hours_asked: float
    hours_received: float
    members: list[MemberShareOut]
    fields: list[FieldShareOut]
    wards: list[WardShareOut]


def season_status(season: Season, now: datetime) -> str:
    if now < season.span.start:
        return "ahead"
    return "running" if now < season.span.end else "over"


def show_season(season: Season, view: View) -> SeasonOut:
    plain = "id version created_at updated_at starts_on ends_on rules_reason"
    status = season_status(season, view.now)
    return SeasonOut(
        **{field: getattr(season, field) for field in plain.split()},
        status=status,
        status_label=say("season_status", status, view),
        name=Bilingual.model_validate(season.name),
        rules=season.share_rules,
        actions={"change": view.action(lacks_entry(view.caller, "officer"))},
    )


def show_ledger(ledger: Ledger, view: View) -> LedgerOut:
    shares, under_served = ledger.shares, ledger.under_served
    return LedgerOut(
        season=show_season(ledger.season, view),
        as_of=view.now,
        hours_asked=in_hours(sum(share.asked for share in shares)),
        hours_received=in_hours(sum(share.received for share in shares)),
        members=[_show_member(share, ledger, under_served, view) for share in shares],
        fields=[
            FieldShareOut(
                field=line.key,
                label=view.label(ledger.field_labels[line.key]) if line.key else None,
                members=line.members,
                hours_asked=in_hours(line.asked),
                hours_received=in_hours(line.received),
            )
            for line in sum_by_field(shares)
        ],
        wards=[
            WardShareOut(
                ward=line.key,
                members=line.members,
                under_served=line.key in under_served,
                hours_asked=in_hours(line.asked),
                hours_received=in_hours(line.received),
            )
            for line in sum_by_ward(shares)
        ],
    )


def _show_member(
    share: MemberShare, ledger: Ledger, under_served: frozenset[str], view: View
) -> MemberShareOut:
    season, rules = ledger.season, ledger.season.share_rules
    weight = weigh(share, season.starts_on, under_served, rules)
    cap = cap_seconds(rules)
    return MemberShareOut(
        member=MemberOut(id=share.id, name=share.name),
        ward=share.ward,
        fields=list(share.fields),
        newcomer=is_newcomer(share.since, season.starts_on, rules),
        weight=weight.percent,
        boosts=show_boosts(weight.boosts, view),
        hours_asked=in_hours(share.asked),
        hours_received=in_hours(share.received),
        hours_left=None if cap is None else in_hours(max(cap - share.received, 0)),
    )


def show_boosts(boosts: Mapping[str, int], view: View) -> list[BoostOut]:
    return [
        BoostOut(code=code, label=say("share_boost", code, view), percent=percent)
        for code, percent in boosts.items()
    ]
