"""One version of a form: typed questions, and files that are asked for.

A version is never changed, so whatever was filled in keeps the one it was filled in.
Answers are `{code: value}`; null, an empty text and an empty list are no answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from shared.errors import Failure
from shared.forms.questions import Choice, Question, Title, check_answer
from shared.vietnamese import nfc

__all__ = [
    "EMPTY",
    "FileWanted",
    "Form",
    "Question",
    "Title",
    "check_answers",
    "check_form",
    "clean_answers",
    "find_missing_documents",
    "read_form",
]


@dataclass(frozen=True, slots=True)
class FileWanted:
    """One document that is asked for, by its kind."""

    kind: str
    title: Title | None = None
    """What this form calls it; None: as the list of such kinds does."""
    required: bool = True
    help: Title | None = None
    not_for: tuple[str, ...] = ()
    """Sorts of people that need not bring it."""

    def is_needed(self, sort: str | None) -> bool:
        return self.required and sort not in self.not_for


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a form."""

    version: int
    questions: tuple[Question, ...] = ()
    documents: tuple[FileWanted, ...] = ()


EMPTY = Form(0)
"""The form of who has none: it asks for no documents and no answers."""


def read_form(raw: Mapping[str, Any] | None) -> Form:
    """The form from its stored JSON: `{version, questions: [...], documents: [...]}`."""
    if raw is None:
        return EMPTY
    return Form(
        version=raw["version"],
        questions=tuple(_read_question(one) for one in raw.get("questions", ())),
        documents=tuple(_read_document(one) for one in raw.get("documents", ())),
    )


def _read_question(raw: Mapping[str, Any]) -> Question:
    return Question(
        code=raw["code"],
        kind=raw["kind"],
        title=Title(**raw["title"]),
        required=raw.get("required", False),
        choices=tuple(
            Choice(one["code"], Title(**one["title"])) for one in raw.get("choices") or ()
        ),
        help=_read_title(raw.get("help")),
        least=raw.get("least"),
        most=raw.get("most"),
        not_for=tuple(raw.get("not_for") or ()),
    )


def _read_document(raw: Mapping[str, Any]) -> FileWanted:
    return FileWanted(
        kind=raw["kind"],
        title=_read_title(raw.get("title")),
        required=raw.get("required", True),
        help=_read_title(raw.get("help")),
        not_for=tuple(raw.get("not_for") or ()),
    )


def _read_title(raw: Mapping[str, str] | None) -> Title | None:
    return Title(**raw) if raw else None


def check_form(form: Form) -> list[Failure]:
    """Whether a form can be filled in: codes once, choices where they belong, bounds in order."""
    failures = [
        *_check_once("form.questions", [one.code for one in form.questions]),
        *_check_once("form.documents", [one.kind for one in form.documents]),
    ]
    for place, question in enumerate(form.questions):
        failures += _check_question(f"form.questions.{place}", question)
    return failures


def _check_once(field: str, codes: list[str]) -> list[Failure]:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    return [Failure("form_code_twice", field=field, codes=twice)] if twice else []


def _check_question(field: str, question: Question) -> list[Failure]:
    failures = _check_once(f"{field}.choices", [one.code for one in question.choices])
    wants_choices = question.kind in ("choice", "choices")
    if wants_choices and not question.choices:
        failures.append(Failure("question_needs_choices", field=f"{field}.choices"))
    if question.choices and not wants_choices:
        failures.append(Failure("question_takes_no_choices", field=f"{field}.choices"))
    least, most = question.bounds
    if least > most and (question.choices or question.kind != "choices"):
        failures.append(Failure("question_bounds_crossed", field=f"{field}.most"))
    return failures


def clean_answers(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are stored: NFC, lines in one line; what is no answer is left out."""
    kinds = {one.code: one.kind for one in form.questions}
    cleaned = {code: _clean(kinds.get(code), value) for code, value in answers.items()}
    return {code: value for code, value in cleaned.items() if not _is_blank(value)}


def _clean(kind: str | None, value: Any) -> Any:
    if isinstance(value, str):
        text = nfc(value.replace("\r\n", "\n"))
        return text if kind == "prose" else " ".join(text.split())
    return value


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", [])


def check_answers(
    form: Form, answers: Mapping[str, Any], *, complete: bool, sort: str | None = None
) -> list[Failure]:
    """What is wrong with answers, and when they must be complete also what is missing.

    Never raises, whatever JSON the answers hold.
    """
    answers = clean_answers(form, answers)
    known = {one.code for one in form.questions}
    failures = [
        Failure("question_unknown", field=f"answers.{code}")
        for code in answers
        if code not in known
    ]
    for question in form.questions:
        field = f"answers.{question.code}"
        if question.code in answers:
            failures += check_answer(question, answers[question.code], field)
        elif complete and question.is_needed(sort):
            title = question.title.as_text()
            failures.append(Failure("answer_missing", field=field, question=title))
    return failures


def find_missing_documents(
    form: Form, present: Collection[str], sort: str | None = None
) -> list[FileWanted]:
    """The documents that a complete file still needs."""
    return [one for one in form.documents if one.kind not in present and one.is_needed(sort)]
