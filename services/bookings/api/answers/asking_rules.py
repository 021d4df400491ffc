"""What the rules of a place look like: what holds, and what the place itself has set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.bookings.domain.asking import CancellationRule, join_layers, read_cancellation
from services.bookings.models.asking import AskingRules
from services.bookings.regulations.asking import CHECKED_ON, DEFAULT_ASKING
from services.bookings.texts import VOCABULARY
from shared.events.base import Bilingual
from shared.forms.fields import QuestionOut, show_question, show_title
from shared.forms.form import FileWanted, Form
from shared.http.act import View
from shared.http.fields import Answer
from shared.vocabulary import label_of


class FileWantedOut(Answer):
    kind: str
    label: str | None
    """What people call it here, in the caller's language."""
    title: Bilingual | None
    help: Bilingual | None
    required: bool


class IntakeOut(Answer):
    version: int
    """Rises with each change of the place's form; 0 where nothing is asked."""
    questions: list[QuestionOut]
    documents: list[FileWantedOut]


class CancellationOut(Answer):
    free_until_hours: int
    late_needs_reason: bool
    excused_reason_codes: list[str]


class AskingRulesOut(Answer):
    intake: IntakeOut
    intake_id: UUID | None
    cancellation: CancellationOut
    reapproval: list[str]
    defaults_checked_on: date
    """When the city's defaults were last checked."""
    own_version: int | None
    """Version of what this place itself has set, for If-Match; null where it has set nothing."""


class RulesSetOut(Answer):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    venue_id: UUID
    space_id: UUID | None
    intake: IntakeOut | None
    cancellation: CancellationOut | None
    reapproval: list[str] | None


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """A place (a space, or None for the venue) with all that is set on its way up."""

    space_id: UUID | None
    path: Sequence[UUID]
    layers: Sequence[AskingRules]


def show_asking_rules(place: PlaceRules, view: View) -> AskingRulesOut:
    asking = join_layers(DEFAULT_ASKING, place.path, place.layers)
    own = next((one for one in place.layers if one.space_id == place.space_id), None)
    return AskingRulesOut(
        intake=show_intake(asking.form, view),
        intake_id=asking.intake_id,
        cancellation=_show_cancellation(asking.cancellation),
        reapproval=sorted(asking.reapproval),
        defaults_checked_on=CHECKED_ON,
        own_version=own.version if own else None,
    )


def show_rules_set(rules: AskingRules, view: View) -> RulesSetOut:
    raw: dict[str, Any] | None = rules.cancellation
    return RulesSetOut(
        id=rules.id,
        version=rules.version,
        created_at=rules.created_at,
        updated_at=rules.updated_at,
        venue_id=rules.venue_id,
        space_id=rules.space_id,
        intake=show_intake(rules.form, view) if rules.form else None,
        cancellation=_show_cancellation(read_cancellation(raw)) if raw else None,
        reapproval=rules.reapproval,
    )


def show_intake(form: Form, view: View) -> IntakeOut:
    return IntakeOut(
        version=form.version,
        questions=[show_question(one, view) for one in form.questions],
        documents=[_show_document(one, view) for one in form.documents],
    )


def _show_document(wanted: FileWanted, view: View) -> FileWantedOut:
    own = wanted.title.as_text() if wanted.title else None
    return FileWantedOut(
        kind=wanted.kind,
        label=view.label(own or label_of(VOCABULARY, "attachment_kind", wanted.kind)),
        title=show_title(wanted.title) if wanted.title else None,
        help=show_title(wanted.help) if wanted.help else None,
        required=wanted.required,
    )


def _show_cancellation(rule: CancellationRule) -> CancellationOut:
    return CancellationOut(
        free_until_hours=rule.free_until_hours,
        late_needs_reason=rule.late_needs_reason,
        excused_reason_codes=list(rule.excused_reason_codes),
    )
