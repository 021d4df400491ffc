"""Weather calls over HTTP: one act for all outdoor dates of some places."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.bookings.api.answers.weather_calls import WeatherCallOut, show_weather_call
from services.bookings.api.fields import Times
from services.bookings.domain.weather import MOVE_OR_CANCEL
from services.bookings.models import WeatherCall
from services.bookings.queries.weather import select_weather_calls
from services.bookings.usecases import call_weather, undo_weather
from shared.http.act import Act, allow
from shared.http.fields import BilingualProse, Code, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["weather"])

STAFF = ("host", "officer", "operator", "auditor")


class CreateWeatherCall(Times):
    """The places are a venue's outdoor spaces, or those named with their parts and wholes."""

    venue_id: UUID | None = None
    """All its outdoor spaces; else `space_ids`."""
    space_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)] | None = None
    remedy: Literal["move_or_cancel", "cancel"] = MOVE_OR_CANCEL
    """Of `weather_remedy`: whether fallbacks are used."""
    reason: BilingualProse
    """Goes into the one letter that each member gets."""


class UndoWeatherCall(RequestBody):
    reason: Prose
    """For the audit trail."""


@router.post("/v1/weather-calls", status_code=201, response_model=WeatherCallOut)
async def create_weather_call(
    body: CreateWeatherCall, act: Act = allow("host", "officer")
) -> Response:
    """Move all outdoor dates in the time to their fallback, and call off those without one.

    `?dry_run=true` shows whom it touches and where each goes. It can be undone.
    """
    order = call_weather.WeatherOrder(
        venue_id=body.venue_id,
        space_ids=body.space_ids or [],
        window=body.interval,
        remedy=body.remedy,
        reason=body.reason.model_dump(),
    )
    return await act.write(
        call_weather.create_weather_call,
        show_weather_call,
        order,
        status=201,
        reason=body.reason.vi,
    )


@router.get("/v1/weather-calls", response_model=Listed[WeatherCallOut])
async def list_weather_calls(
    page: AskedPage,
    status: Code | None = None,
    venue_id: UUID | None = None,
    act: Act = allow(*STAFF),
) -> Response:
    """Weather calls of the host's places; officers see all."""
    return await act.list(
        WeatherCall,
        select_weather_calls(status, venue_id),
        show_weather_call,
        page,
        starts_at=WeatherCall.starts_at,
        created_at=WeatherCall.created_at,
    )


@router.get("/v1/weather-calls/{call_id}", response_model=WeatherCallOut)
async def get_weather_call(call_id: UUID, act: Act = allow(*STAFF)) -> Response:
    """One weather call with what it did to each date."""
    return await act.get(WeatherCall, call_id, show_weather_call)


@router.post("/v1/weather-calls/{call_id}/undo", response_model=WeatherCallOut)
async def undo_weather_call(
    call_id: UUID, body: UndoWeatherCall, act: Act = allow("host", "officer")
) -> Response:
    """The sun is out: dates go back to their places as far as these are still free."""
    return await act.write(
        undo_weather.undo_weather_call, show_weather_call, call_id, reason=body.reason
    )
