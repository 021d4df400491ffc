"""Calendars at secret addresses over HTTP."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.api.answers.calendar import CalendarPage, write_calendar
from services.bookings.api.answers.calendar_feeds import FeedOut, name_of, show_feed
from services.bookings.api.calendar import ICALENDAR, answer_calendar, span_of
from services.bookings.models.calendar_feeds import CalendarFeed
from services.bookings.queries.calendar_feeds import find_feed, find_feed_entries
from services.bookings.settings import Settings
from services.bookings.usecases import subscribe_calendars as usecases
from shared.database.narrowing import narrow
from shared.errors import NotFound
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import Code, Line, Listed, RequestBody
from shared.http.lists import AskedPage
from shared.texts import Locale

router = APIRouter(tags=["calendar"])
SECRET_BYTES = 32
UNNAMED = "…"
"""In place of the secret, where a problem would name it."""


class CreateCalendarFeed(RequestBody):
    member_id: UUID | None = None
    """A member's bookings; the caller's only membership when nothing is named."""
    venue_id: UUID | None = None
    """All bookings of a venue."""
    space_id: UUID | None = None
    """Bookings of a space, of its parts and of what it is a part of."""
    note: Line | None = None
    """Where it is used, to tell one address from another."""
    locale: Locale | None = None
    """Language of the calendar; the caller's own when left out."""


@router.post("/v1/calendar-feeds", status_code=201, response_model=FeedOut)
async def create_calendar_feed(body: CreateCalendarFeed, act: Act = allow()) -> Response:
    """A secret address at which a calendar program finds all bookings of a member or a place.

    Whoever has the address reads it without signing in. It is shown this once; revoke it when it
    has got into other hands. It ends by itself with the grant of who made it.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    order = usecases.FeedOrder(
        **body.model_dump(include={"member_id", "venue_id", "space_id", "note"}),
        locale=body.locale or act.locale,
        secret=secret,
    )
    home = Settings.of(act.view).address_of("bookings")
    show = partial(show_feed, address=f"{home}/v1/calendar-feeds/{secret}/calendar.ics")
    return await act.write(usecases.create_calendar_feed, show, order, status=201, kept=False)


@router.get("/v1/calendar-feeds", response_model=Listed[FeedOut])
async def list_calendar_feeds(
    page: AskedPage,
    status: Code | None = None,
    member_id: UUID | None = None,
    venue_id: UUID | None = None,
    space_id: UUID | None = None,
    act: Act = allow(),
) -> Response:
    """The addresses of the caller's members and venues, without their secrets."""
    query = select(CalendarFeed)
    query = narrow(
        query,
        (CalendarFeed.status, status),
        (CalendarFeed.member_id, member_id),
        (CalendarFeed.venue_id, venue_id),
        (CalendarFeed.space_id, space_id),
    )
    return await act.list(CalendarFeed, query, show_feed, page, created_at=CalendarFeed.created_at)


@router.get("/v1/calendar-feeds/{feed_id}", response_model=FeedOut)
async def get_calendar_feed(feed_id: UUID, act: Act = allow()) -> Response:
    """One of them, without its secret."""
    return await act.get(CalendarFeed, feed_id, show_feed)


@router.post("/v1/calendar-feeds/{feed_id}/revoke", response_model=FeedOut)
async def revoke_calendar_feed(feed_id: UUID, act: Act = allow()) -> Response:
    """The address answers nobody from now on."""
    return await act.write(usecases.revoke_calendar_feed, show_feed, feed_id)


@router.get(
    "/v1/calendar-feeds/{secret}/calendar.ics", response_class=Response, responses=ICALENDAR
)
async def get_feed_calendar(
    secret: Annotated[str, Path(max_length=200)], request: Request, act: Act = allow(PUBLIC)
) -> Response:
    """The calendar itself: requests as TENTATIVE, what was called off as CANCELLED.

    404 once it is revoked. Send the ETag back in If-None-Match; 304 says that nothing changed.
    """
    view = act.view
    span = span_of(view.now, Settings.of(view))

    async def look(session: AsyncSession) -> tuple[bytes, Locale]:
        feed = await find_feed(session, usecases.hash_secret(secret), view.now)
        if feed is None:
            raise NotFound(CalendarFeed.KIND, UNNAMED)
        locale: Locale = "en" if feed.locale == "en" else "vi"
        page = CalendarPage(name_of(feed, locale), locale, whole=True)
        return write_calendar(await find_feed_entries(session, feed, span), page), locale

    body, locale = await act.doors.database.read(look)
    return answer_calendar(request, body, locale, "private, max-age=300")
