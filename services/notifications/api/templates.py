"""The kinds of letters there are, and how each looks with sample values."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from services.notifications.letters.catalogue import LETTERS, Letter
from services.notifications.letters.rendering import render_sample
from services.notifications.texts import TEMPLATE, VOCABULARY
from shared.errors import NotFound
from shared.http.act import Act, allow
from shared.texts import Locale

router = APIRouter(tags=["templates"])

NOTHING_ACTIVE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


class TemplateOut(BaseModel):
    """One kind of letter."""

    code: str
    label: str
    version: int
    event: str
    """Type of the event that calls for it."""
    audience: str
    purpose: str
    purpose_label: str
    locales: list[Locale]
    useful_for_hours: float
    why_so_long: str


class TemplateList(BaseModel):
    """All kinds of letters; they fit on one page."""

    items: list[TemplateOut]
    next_cursor: str | None = None


@router.get("/v1/templates")
async def list_templates(act: Act = allow("officer", "operator", "auditor")) -> TemplateList:
    """All kinds of letters, what calls for them and how long each may still go out."""
    return TemplateList(items=[_show(letter, act.locale) for letter in LETTERS.values()])


@router.get("/v1/templates/{code}", response_model=TemplateOut)
async def show_template(
    code: str, act: Act = allow("officer", "operator", "auditor")
) -> TemplateOut:
    """One kind of letter."""
    return _show(_find(code), act.locale)


@router.get("/v1/templates/{code}/preview", response_class=HTMLResponse)
async def preview_template(
    code: str,
    locale: Annotated[Locale | None, Query(description="Default: the caller's language")] = None,
    act: Act = allow("officer", "operator", "auditor"),
) -> HTMLResponse:
    """The letter as HTML, filled from the sample of its event."""
    rendered = render_sample(_find(code), locale or act.locale)
    return HTMLResponse(rendered.html, headers=NOTHING_ACTIVE)


def _find(code: str) -> Letter:
    letter = LETTERS.get(code)
    if letter is None:
        raise NotFound("template", code)
    return letter


def _show(letter: Letter, locale: Locale) -> TemplateOut:
    return TemplateOut(
        code=letter.code,
        label=TEMPLATE[letter.code].say(locale),
        version=letter.version,
        event=letter.event.TYPE.text,
        audience=letter.audience,
        purpose=letter.purpose,
        purpose_label=VOCABULARY["template_purpose"][letter.purpose].say(locale),
        locales=["vi", "en"],
        useful_for_hours=letter.useful_for.total_seconds() / 3600,
        why_so_long=letter.why.say(locale),
    )
