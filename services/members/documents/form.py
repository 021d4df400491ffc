"""The blank form of a call on paper: a PDF made with typst from `form.typ`.

Vietnamese or English. The same version of a form gives the same bytes on any machine; the last
ones made are kept, so that a call that many people look at costs one compilation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from services.members.domain.eligibility import MEMBERSHIP_RULES, Eligibility
from services.members.models import Call
from services.members.vocabulary import VOCABULARY
from shared.clock import HANOI
from shared.forms.form import FileWanted, Form, Question, Title
from shared.texts import Locale, Text
from shared.vocabulary import label_of

TEMPLATE = Path(__file__).with_name("form.typ")
KINDS = Text("Loại hình: {names}", "Kinds: {names}")
OWNERSHIP = Text("Hình thức sở hữu: {names}", "Ownership: {names}")
FIELDS = Text("Ít nhất một lĩnh vực: {names}", "At least one field: {names}")
KEPT = 32
"""Forms whose file is kept in memory; each has some tens of kilobytes."""


@dataclass(frozen=True, slots=True)
class Described:
    """What stands on a form, as JSON that the template reads."""

    inputs: str
    made_at: int
    """Seconds since 1970, for the file's date; the same for all that a call prints."""

    @property
    def digest(self) -> str:
        return sha256(self.inputs.encode() + TEMPLATE.read_bytes()).hexdigest()[:32]


def describe_form(call: Call, form: Form, locale: Locale) -> Described:
    """What is printed; without an English text the Vietnamese stands there."""
    title = Title(call.title_vi, call.title_en)
    about = call.description
    inputs = {
        "locale": locale,
        "title": _say(title, locale),
        "kind": label_of(VOCABULARY, "call_kind", call.kind).say(locale),
        "about": _say(Title(about.vi, about.en), locale) if about else None,
        "opens": _say_instant(call.opens_at),
        "closes": _say_instant(call.closes_at),
        "for_whom": _describe_conditions(call.conditions, locale),
        "version": form.version,
        "kinds": _labels("kind", locale),
        "ownership": _labels("ownership", locale),
        "fields": _labels("field", locale),
        "questions": [_describe_question(one, locale) for one in form.questions],
        "documents": [_describe_document(one, locale) for one in form.documents],
    }
    made_at = int(call.created_at.timestamp())
    return Described(json.dumps(inputs, ensure_ascii=False, sort_keys=True), made_at)


@lru_cache(maxsize=KEPT)
def render_form(described: Described) -> bytes:
    """The PDF. Takes some tenths of a second, so keep it off the event loop."""
    # Imported here for the same reason as in `certificate.py`.
    import typst

    result = typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"form": described.inputs},
        timestamp=described.made_at,
    )
    assert isinstance(result, bytes)
    return result


def _say(title: Title | None, locale: Locale) -> str | None:
    if title is None:
        return None
    return title.en if locale == "en" and title.en else title.vi


def _say_instant(instant: datetime) -> str:
    return f"{instant.astimezone(HANOI):%H:%M %d/%m/%Y}"


def _labels(list_name: str, locale: Locale) -> list[str]:
    return [text.say(locale) for text in VOCABULARY[list_name].values()]


def _describe_conditions(conditions: Eligibility, locale: Locale) -> list[str]:
    """For whom the call is, one sentence for each condition; none when it is for all."""
    parts = [
        (KINDS, "kind", conditions.kinds),
        (OWNERSHIP, "ownership", conditions.ownership),
        (FIELDS, "field", conditions.fields),
    ]
    said = [
        heading.say(locale, names=[label_of(VOCABULARY, list_name, code) for code in codes])
        for heading, list_name, codes in parts
        if codes
    ]
    rule = conditions.membership
    return said + ([MEMBERSHIP_RULES[rule].say(locale)] if rule != "any" else [])


def _exempt(ownership: tuple[str, ...], locale: Locale) -> list[str]:
    return [label_of(VOCABULARY, "ownership", code).say(locale) for code in ownership]


def _describe_question(question: Question, locale: Locale) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "title": _say(question.title, locale),
        "help": _say(question.help, locale),
        "required": question.required,
        "exempt": _exempt(question.not_for, locale),
        "choices": [_say(one.title, locale) for one in question.choices],
    }


def _describe_document(wanted: FileWanted, locale: Locale) -> dict[str, Any]:
    label = label_of(VOCABULARY, "document_kind", wanted.kind).say(locale)
    return {
        "title": _say(wanted.title, locale) or label,
        "help": _say(wanted.help, locale),
        "required": wanted.required,
        "exempt": _exempt(wanted.not_for, locale),
    }
