"""What a place asks: its form, until when a cancellation is free, which changes ask approval anew.

A space takes each of the three from itself, else from the space it is a part of, else from its
venue, else from `data/asking.json`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol, get_args
from uuid import UUID

from services.bookings.texts import in_words
from shared.errors import Failure
from shared.forms.form import EMPTY, Form, check_answers, find_missing_documents
from shared.wording import say_instant

ApprovedField = Literal[
    "title",
    "summary",
    "kind",
    "expected_audience",
    "layout",
    "contents",
    "loudness",
    "public",
    "answers",
]
APPROVED_FIELDS: tuple[ApprovedField, ...] = get_args(ApprovedField)
"""Fields of which a place may say that a change of what it granted is asked for anew."""


@dataclass(frozen=True, slots=True)
class CancellationRule:
    """Until how long before the start a member cancels without any consequence."""

    free_until_hours: int
    late_needs_reason: bool
    excused_reason_codes: tuple[str, ...]
    """Reasons for which a late cancellation does not count."""

    def free_until(self, starts_at: datetime) -> datetime:
        return starts_at - timedelta(hours=self.free_until_hours)

    def is_late(self, starts_at: datetime, now: datetime) -> bool:
        """At `free_until` itself it is late already: the time is half-open like all others."""
        return now >= self.free_until(starts_at)

    def counts(self, starts_at: datetime, now: datetime, reason_code: str | None) -> bool:
        return self.is_late(starts_at, now) and reason_code not in self.excused_reason_codes


@dataclass(frozen=True, slots=True)
class Asking:
    """What holds for one space."""

    cancellation: CancellationRule
    reapproval: frozenset[str]
    form: Form = EMPTY
    intake_id: UUID | None = None


class Layer(Protocol):
    """What one place has set; None is inherited."""

    @property
    def space_id(self) -> UUID | None: ...
    @property
    def intake_id(self) -> UUID | None: ...
    @property
    def form(self) -> Form | None: ...
    @property
    def cancellation(self) -> Mapping[str, Any] | None: ...
    @property
    def reapproval(self) -> Collection[str] | None: ...


def join_layers(default: Asking, path: Sequence[UUID], layers: Iterable[Layer]) -> Asking:
    """The rules of the innermost space of `path`; the venue's layer is the one without a space."""
    order: dict[UUID | None, int] = {id: place for place, id in enumerate(path, start=1)}
    asking = default
    for layer in sorted(layers, key=lambda one: order.get(one.space_id, 0)):
        if layer.form is not None:
            asking = replace(asking, form=layer.form, intake_id=layer.intake_id)
        if layer.cancellation is not None:
            asking = replace(asking, cancellation=read_cancellation(layer.cancellation))
        if layer.reapproval is not None:
            asking = replace(asking, reapproval=frozenset(layer.reapproval))
    return asking


def read_cancellation(raw: Mapping[str, Any]) -> CancellationRule:
    """The rule from its stored JSON."""
    return CancellationRule(
        free_until_hours=raw["free_until_hours"],
        late_needs_reason=raw["late_needs_reason"],
        excused_reason_codes=tuple(raw["excused_reason_codes"]),
    )


def check_intake(form: Form, answers: Mapping[str, Any], papers: Collection[str]) -> list[Failure]:
    """What the place's form still needs; `papers` are the kinds of the files that are attached."""
    missing = find_missing_documents(form, papers)
    return [
        *check_answers(form, answers, complete=True),
        *(
            Failure(
                "attachment_missing",
                field=f"attachments.{one.kind}",
                document=one.title.as_text()
                if one.title
                else in_words("attachment_kind", one.kind),
            )
            for one in missing
        ),
    ]


def check_late_cancellation(
    rule: CancellationRule, starts: Iterable[datetime], now: datetime, reasoned: bool
) -> list[Failure]:
    """Whether the place wants a reason for a cancellation as late as this."""
    if reasoned or not rule.late_needs_reason:
        return []
    late = [one for one in starts if rule.is_late(one, now)]
    if not late:
        return []
    until = say_instant(rule.free_until(min(late)))
    return [Failure("late_cancellation_needs_reason", field="reason", until=until)]
