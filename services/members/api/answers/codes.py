"""A code with its label, as answers carry it."""

from __future__ import annotations

from services.members.texts.vocabulary import VOCABULARY
from shared.http.act import View
from shared.http.fields import Answer
from shared.vocabulary import label_of


class CodeOut(Answer):
    """A code with its label in the caller's language."""

    code: str
    label: str


def show_code(list_name: str, code: str, view: View) -> CodeOut:
    return CodeOut(code=code, label=label_of(VOCABULARY, list_name, code).say(view.locale))
