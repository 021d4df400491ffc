"""What the form of a call looks like."""

from __future__ import annotations

from services.members.api.answers.codes import show_code
from services.members.domain.forms import FileWanted, Form, Question, Title
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Answer


class ChoiceOut(Answer):
    code: str
    title: Bilingual


class QuestionOut(Answer):
    code: str
    kind: str
    kind_label: str
    title: Bilingual
    help: Bilingual | None
    required: bool
    choices: list[ChoiceOut]
    least: float | None
    most: float | None
    not_for: list[str]
    """Forms of ownership that need not answer."""


class FileWantedOut(Answer):
    kind: str
    label: str
    """What people call it here, in the caller's language."""
    title: Bilingual | None
    help: Bilingual | None
    required: bool
    not_for: list[str]


class FormOut(Answer):
    version: int
    """Rises with each change; an application names the one it is filled in."""
    questions: list[QuestionOut]
    documents: list[FileWantedOut]


def show_form(form: Form, view: View) -> FormOut:
    return FormOut(
        version=form.version,
        questions=[_show_question(one, view) for one in form.questions],
        documents=[_show_document(one, view) for one in form.documents],
    )


def _show_title(title: Title | None) -> Bilingual | None:
    return Bilingual(vi=title.vi, en=title.en) if title else None


def _show_question(question: Question, view: View) -> QuestionOut:
    return QuestionOut(
        code=question.code,
        kind=question.kind,
        kind_label=show_code("question_kind", question.kind, view).label,
        title=Bilingual(vi=question.title.vi, en=question.title.en),
        help=_show_title(question.help),
        required=question.required,
        choices=[
            ChoiceOut(code=one.code, title=Bilingual(vi=one.title.vi, en=one.title.en))
            for one in question.choices
        ],
        least=question.least,
        most=question.most,
        not_for=list(question.not_for),
    )


def _show_document(wanted: FileWanted, view: View) -> FileWantedOut:
    own = wanted.title.as_text().say(view.locale) if wanted.title else None
    return FileWantedOut(
        kind=wanted.kind,
        label=own or show_code("document_kind", wanted.kind, view).label,
        title=_show_title(wanted.title),
        help=_show_title(wanted.help),
        required=wanted.required,
        not_for=list(wanted.not_for),
    )
