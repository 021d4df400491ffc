"""The kinds of letters there are, and how each looks with sample values."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from services.notifications.api.answers.templates import TemplateOut, show_template
from services.notifications.letters.catalogue import LETTERS, Letter
from services.notifications.letters.letterhead import Letterhead
from services.notifications.letters.rendering import render_sample
from services.notifications.settings import Settings
from shared.errors import NotFound
from shared.http.act import Act, allow
from shared.http.fields import Listed
from shared.texts import Locale

router = APIRouter(tags=["templates"])

READERS = ("officer", "operator", "auditor")
NOTHING_ACTIVE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


@router.get("/v1/templates", response_model=Listed[TemplateOut])
async def list_templates(act: Act = allow(*READERS)) -> Listed[TemplateOut]:
    """All kinds of letters, what calls for them and how long each may still go out."""
    items = [show_template(letter, act.locale) for letter in LETTERS.values()]
    return Listed(items=items, next_cursor=None)


@router.get("/v1/templates/{code}", response_model=TemplateOut)
async def get_template(code: str, act: Act = allow(*READERS)) -> TemplateOut:
    """One kind of letter."""
    return show_template(_find(code), act.locale)


@router.get("/v1/templates/{code}/preview", response_class=HTMLResponse)
async def preview_template(
    code: str,
    locale: Annotated[Locale | None, Query(description="Default: the caller's language")] = None,
    act: Act = allow(*READERS),
) -> HTMLResponse:
    """The letter as HTML, filled from the sample of its event."""
    office = Letterhead.of(Settings.of(act.view))
    rendered = render_sample(_find(code), locale or act.locale, office)
    return HTMLResponse(rendered.html, headers=NOTHING_ACTIVE)


def _find(code: str) -> Letter:
    letter = LETTERS.get(code)
    if letter is None:
        raise NotFound("template", code)
    return letter
