"""`/v1/place-policies`: what the city decided for whole kinds of places."""

from __future__ import annotations

from fastapi import APIRouter

from services.bookings.api.answers.places import PolicyOut, show_policy
from services.bookings.regulations.places import POLICIES
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import Listed

router = APIRouter(tags=["spaces"])


@router.get("/v1/place-policies", response_model=Listed[PolicyOut])
async def list_place_policies(act: Act = allow(PUBLIC)) -> Listed[PolicyOut]:
    """Policies that a venue or space can be under, as they hold today, with source and check."""
    shown = (show_policy(code, act.view) for code in POLICIES)
    return Listed(items=[one for one in shown if one is not None], next_cursor=None)
