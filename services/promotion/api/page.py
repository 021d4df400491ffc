"""The public page of an item, to which feeds and events link; 410 once it is retracted."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from sqlalchemy.ext.asyncio import AsyncSession

from services.promotion.domain.statuses import EXPIRED, RETRACTED, SHOWN, STATUSES
from services.promotion.feeds.entry import entry_of
from services.promotion.models import Item
from services.promotion.texts import NETWORK, RETRACTED_PAGE
from shared.errors import NotFound
from shared.http.act import PUBLIC, Act, allow
from shared.texts import Locale
from shared.wording import say_instant

router = APIRouter(tags=["pages"])
HEADERS = {
    "Cache-Control": "public, no-cache",
    "Vary": "Accept-Language",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}
LABELS: dict[Locale, dict[str, str]] = {
    "vi": {
        "when": "Thời gian",
        "where": "Địa điểm",
        "by": "Đơn vị tổ chức",
        "license": "Giấy phép",
    },
    "en": {"when": "When", "where": "Where", "by": "Held by", "license": "License"},
}


environment = Environment(loader=PackageLoader("services.promotion", "pages"), autoescape=True)
environment.filters["time"] = say_instant


@router.get("/v1/items/{item_id}/page", response_class=HTMLResponse)
async def get_item_page(
    item_id: UUID, act: Act = allow(PUBLIC), lang: Annotated[Locale | None, Query()] = None
) -> Response:
    """A published item as a small page, in `lang` or the language that the browser asks for."""
    language = lang or act.locale

    async def look(session: AsyncSession) -> Item:
        item = await session.get(Item, item_id)
        if item is None or item.status not in SHOWN:
            raise NotFound(Item.KIND, item_id)
        return item

    item = await act.doors.database.read(look)
    if item.status == RETRACTED:
        return _page("retracted.html", 410, language, sentence=RETRACTED_PAGE.say(language))
    entry = entry_of(item, language, act.view.settings)
    note = STATUSES[EXPIRED].say(language) if item.status == EXPIRED else None
    return _page("item.html", 200, language, entry=entry, note=note)


def _page(template: str, status: int, language: Locale, **values: object) -> Response:
    text = environment.get_template(template).render(
        language=language, network=NETWORK.say(language), labels=LABELS[language], **values
    )
    return HTMLResponse(text, status, {**HEADERS, "Content-Language": language})
