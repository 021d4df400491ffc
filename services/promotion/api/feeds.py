"""Feeds over HTTP: public, absolute addresses, conditional requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.promotion import queries
from services.promotion.addresses import channel_address
from services.promotion.feeds import atom, calendar, json_feed
from services.promotion.feeds.conditional import answer
from services.promotion.feeds.entry import Feed, make_feed
from services.promotion.settings import Settings
from shared.http.act import PUBLIC, Act, allow
from shared.texts import Locale

router = APIRouter(tags=["feeds"])
Language = Annotated[Locale, Query(description="Vietnamese where English is missing")]


@router.get("/v1/feeds/atom.xml", response_class=Response)
async def get_atom_feed(act: Act = allow(PUBLIC), lang: Language = "vi") -> Response:
    """Atom; retractions are RFC 6721 tombstones."""
    return await _answer(act, "atom", lang, atom.write_atom, atom.MEDIA_TYPE)


@router.get("/v1/feeds/feed.json", response_class=Response)
async def get_json_feed(act: Act = allow(PUBLIC), lang: Language = "vi") -> Response:
    """JSON Feed 1.1; retractions under `_hcn.retracted`."""
    return await _answer(act, "json_feed", lang, json_feed.write_json_feed, json_feed.MEDIA_TYPE)


@router.get("/v1/feeds/calendar.ics", response_class=Response)
async def get_calendar_feed(act: Act = allow(PUBLIC), lang: Language = "vi") -> Response:
    """iCalendar of everything with a time; retractions are CANCELLED."""
    return await _answer(act, "calendar", lang, calendar.write_calendar, calendar.MEDIA_TYPE)


async def _answer(
    act: Act, channel: str, language: Locale, write: Callable[[Feed], bytes], media_type: str
) -> Response:
    now, settings = act.view.now, Settings.of(act.view)

    async def look(session: AsyncSession) -> Feed:
        address = (await queries.find_channel(session, channel)).address
        return make_feed(
            url=f"{channel_address(settings, address)}?lang={language}",
            language=language,
            updated=await queries.find_feed_updated(session, channel),
            shown=await queries.find_feed_items(session, channel, settings.feed_entries),
            retracted=await queries.find_feed_tombstones(
                session, channel, now, settings.feed_tombstone_days
            ),
            settings=settings,
        )

    feed = await act.doors.database.read(look)
    return answer(act.request, write(feed), media_type, feed.updated, language)
