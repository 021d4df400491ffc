"""What the Centre asks to complete, field by field, and what the applicant changed then.

A file is compared as a flat picture: field → value. A value that may name a person is not kept in
it; of the contact the picture only knows which state of it was there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.errors import Failure

ANSWER_PREFIX = "answers."
PERSONAL = "contact"
"""Shown as changed, never with its values."""


@dataclass(frozen=True, slots=True)
class AskedField:
    """One thing to complete: a part of the file, a kind of document or `answers.<question>`."""

    field: str
    note: str | None
    due_on: date


def check_asked(
    asked: Sequence[AskedField], questions: Mapping[str, Any], usual: date, today: date
) -> list[Failure]:
    """Each is asked once, a question is one of the file's form, and no day has passed.

    The day of the whole request, `usual`, is judged with the request.
    """
    failures = []
    fields = [one.field for one in asked]
    for index, one in enumerate(asked):
        if one.due_on < today and one.due_on != usual:
            failures.append(Failure("due_in_past", field=f"items.{index}.due_on"))
        if one.field in fields[:index]:
            failures.append(Failure("asked_twice", field=f"items.{index}.field", asked=one.field))
        code = one.field.removeprefix(ANSWER_PREFIX)
        if one.field.startswith(ANSWER_PREFIX) and code not in questions:
            failures.append(
                Failure(
                    "question_not_in_form",
                    field=f"items.{index}.field",
                    question=code,
                    allowed=sorted(questions),
                )
            )
    return failures


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """`{field, before, after}` of every field that differs, in the order of their names.

    What is not there is null; of the contact both are null.
    """
    changes = []
    for field in sorted({*before, *after}):
        old, new = before.get(field), after.get(field)
        if old == new:
            continue
        if field == PERSONAL:
            old = new = None
        changes.append({"field": field, "before": old, "after": new})
    return changes
