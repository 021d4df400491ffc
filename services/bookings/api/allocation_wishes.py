"""Wishes of an allocation round over HTTP."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.bookings.api.answers.allocations import WishOut, show_wish
from services.bookings.api.asked import Activity
from services.bookings.api.fields import Times
from services.bookings.models import AllocationWish
from services.bookings.queries.allocations import find_wish, select_wishes
from services.bookings.usecases import wish_for_places
from shared.http.act import Act, allow
from shared.http.fields import Code, Listed, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["allocation rounds"])

WishedTimes = Annotated[list[Times], Field(min_length=1, max_length=60)]
WishedSpaces = Annotated[list[UUID], Field(min_length=1, max_length=10)]
Amount = Annotated[int, Field(ge=1, le=60)]
Rank = Annotated[int, Field(ge=1, le=100)]


class CreateWish(RequestBody):
    activity: Activity
    times: WishedTimes
    """The most wanted first; they may not overlap."""
    space_ids: WishedSpaces
    """The most wanted first."""
    wanted: Amount = 1
    """So many of the times."""
    least: Amount = 1
    """Fewer are of no use: then the wish gets none. As many as `wanted`: all or none."""
    rank: Rank = 1
    """Its place among the member's own wishes of the round; 1 is the most wanted."""
    member_id: UUID | None = None
    """For whom; needed from an officer and from someone who acts for several members."""


class ChangeWish(RequestBody):
    """What is left out, or null, stays."""

    activity: Activity | None = None
    times: WishedTimes | None = None
    space_ids: WishedSpaces | None = None
    wanted: Amount | None = None
    least: Amount | None = None
    rank: Rank | None = None


@router.post("/v1/allocation-rounds/{round_id}/wishes", status_code=201, response_model=WishOut)
async def create_wish(round_id: UUID, body: CreateWish, act: Act = allow()) -> Response:
    """Wish for places. A wish competes and holds nothing.

    Refused with every rule that fails; a time that none of the spaces takes, and a space that
    takes none of the times, is told at once.
    """
    activity = body.activity
    asked = wish_for_places.NewWish(
        member_id=body.member_id,
        times=[one.interval for one in body.times],
        space_ids=list(dict.fromkeys(body.space_ids)),
        wanted=body.wanted,
        least=body.least,
        rank=body.rank,
        title=activity.title.model_dump(),
        summary=activity.summary.model_dump() if activity.summary else None,
        kind=activity.kind,
        audience=activity.expected_audience,
        public=activity.public,
    )
    return await act.write(wish_for_places.create_wish, show_wish, round_id, asked, status=201)


@router.get("/v1/allocation-rounds/{round_id}/wishes", response_model=Listed[WishOut])
async def list_wishes(
    round_id: UUID,
    page: AskedPage,
    member_id: UUID | None = None,
    status: Code | None = None,
    act: Act = allow(),
) -> Response:
    """Wishes of the caller's members; hosts of the round and staff see all."""
    return await act.list(
        AllocationWish,
        select_wishes(round_id, member_id, status),
        show_wish,
        page,
        created_at=AllocationWish.created_at,
        rank=AllocationWish.rank,
    )


@router.get("/v1/allocation-rounds/{round_id}/wishes/{wish_id}", response_model=WishOut)
async def get_wish(round_id: UUID, wish_id: UUID, act: Act = allow()) -> Response:
    """One wish; once the round is confirmed with what it got and why, and why not the rest."""
    return await act.read(find_wish, show_wish, round_id, wish_id, act.caller)


@router.patch("/v1/allocation-rounds/{round_id}/wishes/{wish_id}", response_model=WishOut)
async def change_wish(
    round_id: UUID, wish_id: UUID, body: ChangeWish, act: Act = allow()
) -> Response:
    """Change a wish while the round takes wishes; the whole is checked anew."""
    return await act.write(
        wish_for_places.change_wish, show_wish, round_id, wish_id, _changes(body)
    )


@router.post("/v1/allocation-rounds/{round_id}/wishes/{wish_id}/withdraw", response_model=WishOut)
async def withdraw_wish(round_id: UUID, wish_id: UUID, act: Act = allow()) -> Response:
    """Take a wish back while the round takes wishes."""
    return await act.write(wish_for_places.withdraw_wish, show_wish, round_id, wish_id)


def _changes(body: ChangeWish) -> dict[str, Any]:
    """As the wish's own columns."""
    changes: dict[str, Any] = {
        name: value
        for name in ("wanted", "least", "rank")
        if (value := getattr(body, name)) is not None
    }
    if body.times is not None:
        changes["times"] = [one.interval for one in body.times]
    if body.space_ids is not None:
        changes["space_ids"] = list(dict.fromkeys(body.space_ids))
    if (activity := body.activity) is not None:
        changes |= {
            "title": activity.title.model_dump(),
            "summary": activity.summary.model_dump() if activity.summary else None,
            "activity_kind": activity.kind,
            "expected_audience": activity.expected_audience,
            "public": activity.public,
        }
    return changes
