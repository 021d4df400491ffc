"""Seasons and the published ledger over HTTP."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from services.bookings.api.answers.fair_share import (
    LedgerOut,
    SeasonOut,
    show_ledger,
    show_season,
)
from services.bookings.api.fields import NamePatch
from services.bookings.models import Season
from services.bookings.queries.allocations import select_seasons
from services.bookings.queries.fair_share import find_ledger
from services.bookings.regulations.fair_share import FairShareRules
from services.bookings.usecases import set_seasons
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import BilingualLine, Day, Listed, Prose, RequestBody, given
from shared.http.lists import AskedPage

router = APIRouter(tags=["fair share"])


class CreateSeason(RequestBody):
    name: BilingualLine
    starts_on: Day
    ends_on: Day
    """The last day, included."""
    rules: FairShareRules | None = None
    """Left out: the city's, as they hold on the first day."""
    rules_reason: Prose | None = None
    """Owed to everyone where the season has rules of its own."""


class ChangeSeason(RequestBody):
    """What is left out, or null, stays."""

    name: NamePatch | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    rules: FairShareRules | None = None
    rules_reason: Prose | None = None


@router.post("/v1/seasons", status_code=201, response_model=SeasonOut)
async def create_season(body: CreateSeason, act: Act = allow("officer")) -> Response:
    """Open a season. No day can be in two."""
    asked = set_seasons.NewSeason(
        name=body.name.model_dump(),
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        rules=body.rules,
        rules_reason=body.rules_reason,
    )
    return await act.write(
        set_seasons.create_season, show_season, asked, status=201, reason=body.rules_reason
    )


@router.get("/v1/seasons", response_model=Listed[SeasonOut])
async def list_seasons(page: AskedPage, act: Act = allow(PUBLIC)) -> Response:
    """All seasons, the latest added last, with the rules that each goes by."""
    return await act.list(Season, select_seasons(), show_season, page, created_at=Season.created_at)


@router.get("/v1/seasons/{season_id}", response_model=SeasonOut)
async def get_season(season_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One season with its rules."""
    return await act.get(Season, season_id, show_season)


@router.patch("/v1/seasons/{season_id}", response_model=SeasonOut)
async def change_season(
    season_id: UUID, body: ChangeSeason, act: Act = allow("officer")
) -> Response:
    """Name, rules (with the reason), and the days while no allocation round rests on them."""
    changes = {name: value for name, value in given(body).items() if value is not None}
    if "rules" in changes:
        changes["rules"] = body.rules
    return await act.write(
        set_seasons.change_season,
        show_season,
        season_id,
        changes,
        reason=changes.get("rules_reason"),
    )


@router.get("/v1/fair-share", response_model=LedgerOut)
async def get_fair_share(season_id: UUID | None = None, act: Act = allow(PUBLIC)) -> Response:
    """The ledger of a season: hours asked and received, by member, field and ward.

    Without `season_id` that of today's. Hours of activities that are not public count as well; what
    they were is not said.
    """
    return await act.read(find_ledger, show_ledger, season_id, act.view.now)
