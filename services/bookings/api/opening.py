"""Opening hours over HTTP: day by day, and the exceptions that hosts publish."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field, ValidationInfo, field_validator

from services.bookings.api.answers.opening import (
    DayHoursOut,
    ExceptionOut,
    ExceptionOutcomeOut,
    show_exception,
    show_hours,
    show_outcome,
)
from services.bookings.api.place_fields import DayWindow
from services.bookings.models.opening import OpeningException
from services.bookings.queries.lists import find_space
from services.bookings.queries.opening import ExceptionFilter, select_exceptions
from services.bookings.settings import Settings
from services.bookings.usecases import publish_opening as usecases
from shared.clock import hanoi_date
from shared.errors import Failure, Invalid
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import BilingualProse, Code, Day, Listed, RequestBody
from shared.http.lists import AskedPage
from shared.http.problems import FieldProblem

router = APIRouter(tags=["opening hours"])
USUAL_DAYS = timedelta(days=13)
"""How far ahead the hours are shown when nobody asks for more: two weeks."""


class PublishException(RequestBody):
    venue_id: UUID | None = None
    """For all spaces of a venue; else `space_id`."""
    space_id: UUID | None = None
    """For one space and its parts."""
    first_day: Day
    """Days of Hanoi."""
    last_day: Annotated[Day | None, Field(validate_default=True)] = None
    """With it; the first day when left out."""
    windows: Annotated[list[DayWindow], Field(max_length=20)] = Field(default=[])
    """The hours of each of the days; none: closed."""
    reason: BilingualProse
    """Published with it."""
    keep_confirmed: bool = False
    """What is confirmed outside of these hours stays; else it is refused with a list of it."""

    @field_validator("last_day")
    @classmethod
    def _not_before(cls, last: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("first_day")
        if last is not None and first is not None and last < first:
            raise FieldProblem("ends_before_start")
        return last or first


@router.get("/v1/spaces/{space_id}/opening", response_model=Listed[DayHoursOut])
async def list_opening_hours(
    space_id: UUID,
    from_: Annotated[Day | None, Query(alias="from", description="Today when left out")] = None,
    to: Annotated[Day | None, Query(description="With it; two weeks when left out")] = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """When the space may be used, day by day, and which rule says so."""
    first = from_ or hanoi_date(act.view.now)
    last = to or first + USUAL_DAYS
    longest = Settings.of(act.view).availability_max_days
    if last < first:
        raise Invalid(Failure("ends_before_start", field="to"))
    if last - first >= timedelta(days=longest):
        raise Invalid(Failure("window_too_long", field="to", limit=longest))
    return await act.read(
        find_space, lambda space, view: show_hours(space, first, last, view), space_id, act.view.now
    )


@router.post("/v1/opening-exceptions", status_code=201, response_model=ExceptionOutcomeOut)
async def publish_opening_exception(
    body: PublishException, act: Act = allow("host", "officer")
) -> Response:
    """Publish other hours, or a closed day, for single days of a place.

    Refused when confirmed bookings would lie outside, listing them in `in_the_way`; with
    `keep_confirmed` they stay and are listed in `outside`. `?dry_run=true` shows both.
    """
    order = usecases.ExceptionOrder(
        venue_id=body.venue_id,
        space_id=body.space_id,
        first_day=body.first_day,
        last_day=body.last_day or body.first_day,
        windows=[one.model_dump() for one in body.windows],
        reason=body.reason.model_dump(),
        keep_confirmed=body.keep_confirmed,
    )
    return await act.write(
        usecases.publish_opening_exception, show_outcome, order, status=201, reason=body.reason.vi
    )


@router.get("/v1/opening-exceptions", response_model=Listed[ExceptionOut])
async def list_opening_exceptions(
    page: AskedPage,
    venue_id: UUID | None = None,
    space_id: Annotated[
        UUID | None, Query(description="Those that hold for this space, also of its wholes")
    ] = None,
    status: Code | None = None,
    from_: Annotated[Day | None, Query(alias="from")] = None,
    to: Annotated[Day | None, Query(description="With it")] = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Published exceptions, by day."""
    wanted = ExceptionFilter(venue_id, space_id, status, from_, to)
    return await act.list(
        OpeningException,
        select_exceptions(wanted),
        show_exception,
        page,
        first_day=OpeningException.first_day,
        created_at=OpeningException.created_at,
    )


@router.get("/v1/opening-exceptions/{exception_id}", response_model=ExceptionOut)
async def get_opening_exception(exception_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One of them."""
    return await act.get(OpeningException, exception_id, show_exception)


@router.post("/v1/opening-exceptions/{exception_id}/withdraw", response_model=ExceptionOutcomeOut)
async def withdraw_opening_exception(
    exception_id: UUID, act: Act = allow("host", "officer")
) -> Response:
    """Take it back: the usual hours hold again."""
    return await act.write(usecases.withdraw_opening_exception, show_outcome, exception_id)
