"""The life of an item, as a table: which act is possible in which status and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.errors import Failure
from shared.texts import Label, Text

DRAFT = "draft"
SUBMITTED = "submitted"
CHANGES_REQUESTED = "changes_requested"
APPROVED = "approved"
SCHEDULED = "scheduled"
PUBLISHED = "published"
RETRACTED = "retracted"
EXPIRED = "expired"
CANCELLED = "cancelled"

STATUSES: dict[str, Text] = {
    DRAFT: Text("Bản nháp", "Draft"),
    SUBMITTED: Text("Chờ duyệt", "Submitted"),
    CHANGES_REQUESTED: Text("Cần sửa", "Changes requested"),
    APPROVED: Text("Đã duyệt", "Approved"),
    SCHEDULED: Text("Đã hẹn giờ đăng", "Scheduled"),
    PUBLISHED: Text("Đã đăng", "Published"),
    RETRACTED: Text("Đã gỡ", "Retracted"),
    EXPIRED: Text("Đã qua", "Expired"),
    CANCELLED: Text("Đã hủy", "Cancelled"),
}

UNPUBLISHED = frozenset({DRAFT, SUBMITTED, CHANGES_REQUESTED, APPROVED, SCHEDULED})
SHOWN = frozenset({PUBLISHED, RETRACTED, EXPIRED})
"""Statuses of what has been public once: it keeps its id, its slug and its place in feeds."""


@dataclass(frozen=True, slots=True)
class Transition:
    """An act: the statuses in which it is possible and the one it leads to (None: it stays)."""

    sources: frozenset[str]
    target: str | None


TRANSITIONS: dict[str, Transition] = {
    "change": Transition(frozenset({DRAFT, CHANGES_REQUESTED}), None),
    "submit": Transition(frozenset({DRAFT, CHANGES_REQUESTED}), SUBMITTED),
    "request_changes": Transition(frozenset({SUBMITTED, APPROVED, SCHEDULED}), CHANGES_REQUESTED),
    # An editor may approve a complete draft at once: who drafted it is never who approves it.
    "approve": Transition(frozenset({DRAFT, SUBMITTED}), APPROVED),
    "schedule": Transition(frozenset({APPROVED, SCHEDULED}), SCHEDULED),
    "publish": Transition(frozenset({APPROVED, SCHEDULED}), PUBLISHED),
    "hold": Transition(frozenset({SCHEDULED}), APPROVED),
    "correct": Transition(frozenset({PUBLISHED}), None),
    "retract": Transition(frozenset({PUBLISHED, EXPIRED}), RETRACTED),
    "expire": Transition(frozenset({PUBLISHED}), EXPIRED),
    "cancel": Transition(UNPUBLISHED, CANCELLED),
    "revive": Transition(frozenset({CANCELLED}), DRAFT),
}


def may_go(status: str, act: str) -> bool:
    """Whether the table lets the act happen in this status."""
    return status in TRANSITIONS[act].sources


def wrong_status(labels: Mapping[str, Text], status: str, needed: Iterable[str]) -> Failure:
    """The failure of what is not possible in this status of an item, a post or a channel."""
    return Failure(
        "wrong_status",
        status=Label(status, labels[status]),
        needed=[Label(code, text) for code, text in labels.items() if code in set(needed)],
    )


def after(status: str, act: str) -> str:
    """The status after the act; raises ValueError when the table does not know the step."""
    transition = TRANSITIONS[act]
    if status not in transition.sources:
        raise ValueError(f"{act} is not possible in the status {status}")
    return transition.target or status
