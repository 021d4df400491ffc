"""Questions in a request and in an answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shared.events.base import Bilingual
from shared.forms.questions import LARGEST, QUESTION_KINDS, Question, Title
from shared.http.act import View
from shared.http.fields import Answer, BilingualLine, BilingualProse, Code, RequestBody

Bound = Annotated[float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]


class ChoiceIn(RequestBody):
    code: Code
    title: BilingualLine


class QuestionIn(RequestBody):
    code: Code
    kind: Literal[
        "line",
        "prose",
        "web_address",
        "number",
        "whole_number",
        "yes_no",
        "day",
        "choice",
        "choices",
    ]
    title: BilingualLine
    help: BilingualProse | None = None
    """How to answer, below the question."""
    required: bool = False
    choices: list[ChoiceIn] = Field(default=[], max_length=100)
    """For `choice` and `choices`."""
    least: Bound | None = None
    """Of a number; or fewest characters of a text, fewest choices."""
    most: Bound | None = None


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


def show_title(title: Title) -> Bilingual:
    return Bilingual(vi=title.vi, en=title.en)


def show_question(question: Question, view: View) -> QuestionOut:
    return QuestionOut(
        code=question.code,
        kind=question.kind,
        kind_label=QUESTION_KINDS[question.kind].say(view.locale),
        title=show_title(question.title),
        help=show_title(question.help) if question.help else None,
        required=question.required,
        choices=[ChoiceOut(code=one.code, title=show_title(one.title)) for one in question.choices],
        least=question.least,
        most=question.most,
    )
