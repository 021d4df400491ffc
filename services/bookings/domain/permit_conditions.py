"""Conditions over answers, tried with three values: true, false, and not answered yet (None).

A condition that holds whatever the missing answers are is true already; one that cannot hold any
more is false already. So a checklist never asks for what does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]
"""Question code → answer; a question without an answer is not in it."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What the answer to one question must be: one of `among`, or a number of at least so much."""

    question: str
    among: tuple[Any, ...] = ()
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Unless:
    part: Condition


Condition = Asks | Every | Some | Unless


def read_condition(raw: Mapping[str, Any]) -> Condition:
    """From `{answer, is|in|at_least}`, `{all: […]}`, `{any: […]}`, `{not: …}`.

    Raises ValueError for anything else.
    """
    match dict(raw):
        case {"all": [*parts], **rest} if not rest:
            return Every(tuple(read_condition(one) for one in parts))
        case {"any": [*parts], **rest} if not rest:
            return Some(tuple(read_condition(one) for one in parts))
        case {"not": dict(part), **rest} if not rest:
            return Unless(read_condition(part))
        case {"answer": str(question), "is": value, **rest} if not rest:
            return Asks(question, (value,))
        case {"answer": str(question), "in": [*values], **rest} if not rest and values:
            return Asks(question, tuple(values))
        case {"answer": str(question), "at_least": (int() | float()) as least, **rest} if not rest:
            return Asks(question, at_least=least)
    raise ValueError(f"this is no condition: {dict(raw)}")


def verdict(condition: Condition | None, answers: Answers) -> bool | None:
    """Whether a condition holds; None while that depends on what is not answered."""
    match condition:
        case None:
            return True
        case Asks(question, among, at_least):
            if question not in answers:
                return None
            value = answers[question]
            return value in among if at_least is None else value >= at_least
        case Every(parts):
            return _join([verdict(one, answers) for one in parts], decided_by=False)
        case Some(parts):
            return _join([verdict(one, answers) for one in parts], decided_by=True)
        case Unless(part):
            found = verdict(part, answers)
            return None if found is None else not found


def _join(verdicts: list[bool | None], *, decided_by: bool) -> bool | None:
    if decided_by in verdicts:
        return decided_by
    return None if None in verdicts else not decided_by


def questions_of(condition: Condition | None) -> set[str]:
    """Every question that a condition names."""
    match condition:
        case None:
            return set()
        case Asks(question):
            return {question}
        case Every(parts) | Some(parts):
            return set().union(*(questions_of(one) for one in parts))
        case Unless(part):
            return questions_of(part)


def open_questions(condition: Condition | None, answers: Answers) -> set[str]:
    """The unanswered questions on which an undecided condition still depends."""
    if verdict(condition, answers) is not None:
        return set()
    match condition:
        case Asks(question):
            return {question}
        case Every(parts) | Some(parts):
            return set().union(*(open_questions(one, answers) for one in parts))
        case Unless(part):
            return open_questions(part, answers)
        case None:
            return set()


def reasons(condition: Condition | None, answers: Answers) -> set[str]:
    """The answered questions that decided a condition."""
    found = verdict(condition, answers)
    if found is None:
        return set()
    match condition:
        case Asks(question):
            return {question}
        case Every(parts) | Some(parts):
            agreeing = [one for one in parts if verdict(one, answers) is found]
            return set().union(*(reasons(one, answers) for one in agreeing))
        case Unless(part):
            return reasons(part, answers)
        case None:
            return set()
