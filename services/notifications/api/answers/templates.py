"""How the kinds of letters are shown."""

from __future__ import annotations

from services.notifications.letters.catalogue import Letter
from services.notifications.texts import VOCABULARY
from shared.http.fields import Answer
from shared.texts import Locale
from shared.vocabulary import label_of


class TemplateOut(Answer):
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


def show_template(letter: Letter, locale: Locale) -> TemplateOut:
    return TemplateOut(
        code=letter.code,
        label=label_of(VOCABULARY, "template", letter.code).say(locale),
        version=letter.version,
        event=letter.event.TYPE.text,
        audience=letter.audience,
        purpose=letter.purpose,
        purpose_label=label_of(VOCABULARY, "template_purpose", letter.purpose).say(locale),
        locales=["vi", "en"],
        useful_for_hours=letter.useful_for.total_seconds() / 3600,
        why_so_long=letter.why.say(locale),
    )
