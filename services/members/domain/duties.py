"""A duty of a member as it is shown beside its rights: what, by when, and where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.texts import Text

STATES = {
    "coming": Text("Sắp tới", "Coming"),
    "due": Text("Đến hạn", "Due"),
    "overdue": Text("Quá hạn", "Overdue"),
    "done": Text("Đã hoàn thành", "Done"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty with its date."""

    code: str
    title: Text
    due_on: date | None
    done: bool
    service: str
    path: str
    """Where it is done, below that service's address."""
    about_id: UUID | None = None


def state_of(duty: Duty, today: date) -> str:
    if duty.done:
        return "done"
    if duty.due_on is None or duty.due_on == today:
        return "due"
    return "overdue" if duty.due_on < today else "coming"
