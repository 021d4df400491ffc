"""What the form of a call looks like."""

from __future__ import annotations

from services.members.api.answers.codes import show_code
from shared.events.base import Bilingual
from shared.forms.fields import QuestionOut, show_question, show_title
from shared.forms.form import FileWanted, Form, Question
from shared.http.act import View
from shared.http.fields import Answer


class QuestionOfCallOut(QuestionOut):
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
    questions: list[QuestionOfCallOut]
    documents: list[FileWantedOut]


def show_form(form: Form, view: View) -> FormOut:
    return FormOut(
        version=form.version,
        questions=[_show_question(one, view) for one in form.questions],
        documents=[_show_document(one, view) for one in form.documents],
    )


def _show_question(question: Question, view: View) -> QuestionOfCallOut:
    shown = show_question(question, view)
    return QuestionOfCallOut(**shown.model_dump(), not_for=list(question.not_for))


def _show_document(wanted: FileWanted, view: View) -> FileWantedOut:
    own = wanted.title.as_text().say(view.locale) if wanted.title else None
    return FileWantedOut(
        kind=wanted.kind,
        label=own or show_code("document_kind", wanted.kind, view).label,
        title=show_title(wanted.title) if wanted.title else None,
        help=show_title(wanted.help) if wanted.help else None,
        required=wanted.required,
        not_for=list(wanted.not_for),
    )
