"""Renders a letter in one language: subject, plain text and HTML from the same source.

The templates run in Jinja's sandbox and a name that they misspell is an error, not a gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from services.notifications.letters import markdown
from services.notifications.letters.catalogue import Letter
from services.notifications.letters.letterhead import CENTRE, NETWORK, Letterhead
from services.notifications.letters.showing import make_finalize, quote, show_period
from shared.events.base import Event
from shared.events.samples import sample_envelopes
from shared.texts import Locale, Text

TEMPLATES = Path(__file__).parents[1] / "templates"
SAMPLE_READER = Text("Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it goes out."""

    subject: str
    text: str
    html: str


def render_letter(
    letter: Letter, event: Event, name: str | None, locale: Locale, office: Letterhead
) -> Rendered:
    """Write the letter that an event calls for to the person of this name."""
    values = {
        **dict(event),
        "reader": name,
        "letter": letter,
        "office": office,
        "network": NETWORK,
        "centre": CENTRE,
    }
    body = markdown.parse(_fill(f"{letter.code}.{locale}.j2", locale, values))
    foot = markdown.parse(_fill(f"foot.{locale}.j2", locale, values))
    subject = markdown.title_of(body)
    return Rendered(
        subject=subject,
        text=f"{markdown.to_text(body)}\n-- \n{markdown.to_text(foot)}",
        html=_lay_out(subject, body, foot, locale),
    )


def render_sample(letter: Letter, locale: Locale, office: Letterhead) -> Rendered:
    """The letter as the sample of its event would make it, for previews."""
    event = sample_envelopes()[letter.event.TYPE.text].event()
    return render_letter(letter, event, SAMPLE_READER.say(locale), locale, office)


def _fill(template: str, locale: Locale, values: Mapping[str, Any]) -> str:
    return _environment(locale).get_template(template).render(values)


def _lay_out(subject: str, body: list[Any], foot: list[Any], locale: Locale) -> str:
    html: str = _layout().render(
        locale=locale,
        subject=subject,
        network=NETWORK.say(locale),
        body=markdown.to_html(body),
        foot=markdown.to_html(foot, markdown.FOOT_STYLES),
        lacquer=markdown.LACQUER,
        gold=markdown.GOLD,
    )
    return html


@cache
def _environment(locale: Locale) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        finalize=make_finalize(locale),
        autoescape=False,  # `finalize` escapes for Markdown, and Markdown for HTML
        lstrip_blocks=True,
    )
    environment.filters["quote"] = quote
    environment.globals["period"] = lambda start, end: show_period(start, end, locale)
    return environment


@cache
def _layout() -> Any:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True
    )
    return environment.get_template("layout.html.j2")
