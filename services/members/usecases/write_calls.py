"""Calls as an officer writes them: entered, changed, their form replaced by a new version."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import set_committed_value

from services.members.domain import calls as rules
from services.members.events_out import publish_call_extended, publish_call_opened
from services.members.models import Call, CallForm
from services.members.settings import Settings
from services.members.usecases.run_calls import follow_the_dates
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if
from shared.events.base import Bilingual
from shared.forms.form import check_form, read_form

RawForm = dict[str, Any]
"""`{questions: [...], documents: [...]}`, see `shared.forms.form.read_form`."""


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """How files are judged; without a `quorum` the service's setting holds."""

    quorum: int | None = None
    reviewers_per_file: int | None = None
    sealed: bool = True
    review_deadline: datetime | None = None
    tie_rule: str = "chair"
    spread_limit: float | None = None


@dataclass(frozen=True, slots=True)
class CallDraft:
    """What an officer enters."""

    kind: str
    title: Bilingual
    opens_at: datetime
    closes_at: datetime
    criteria: list[dict[str, Any]]
    """`{code, title: {vi, en}, weight, max_score}`"""
    description: Bilingual | None = None
    eligibility: dict[str, Any] | None = None
    """`{kinds, ownership, fields, membership}`, see `domain.eligibility`."""
    review: ReviewPlan = field(default_factory=ReviewPlan)
    form: RawForm | None = None
    draft: bool = False
    """Only staff see it until it is published."""


async def create_call(work: Work, draft: CallDraft) -> Call:
    """A call that opens by itself, at once when its opening time has passed."""
    call = Call(
        kind=draft.kind,
        opens_at=draft.opens_at,
        closes_at=draft.closes_at,
        published_at=None if draft.draft else work.now,
        criteria=draft.criteria,
        eligibility=draft.eligibility,
        **asdict(draft.review),
    )
    call.quorum = draft.review.quorum or Settings.of(work).default_quorum
    _write_texts(call, draft.title, draft.description)
    failures = rules.check_period(call.opens_at, call.closes_at, work.now)
    failures += rules.check_criteria(call.scored_criteria)
    failures += rules.check_review_rules(call.review_rules, call.opens_at)
    if draft.form is not None:
        failures += check_form(read_form({**draft.form, "version": 1}))
    if failures:
        raise Invalid(*failures)
    form = _new_version(work, call, 1, draft.form) if draft.form is not None else None
    set_committed_value(call, "form_row", form)
    work.add(call)
    await follow_the_dates(work, call)
    if form is not None:
        await work.session.flush()  # the form refers to the call, so the call is written first
        form.call_id = call.id
        work.session.add(form)
    return call


def _write_texts(call: Call, title: Bilingual, description: Bilingual | None) -> None:
    call.title_vi, call.title_en = title.vi, title.en
    call.description_vi = description.vi if description else None
    call.description_en = description.en if description else None


def _new_version(work: Work, call: Call, version: int, form: RawForm) -> CallForm:
    call.form_version = version
    return CallForm(call_id=call.id, version=version, form=form, made_at=work.now)


@dataclass(frozen=True, slots=True)
class CallChanges:
    """A merge patch: only what is in `values` changes, None clears.

    `title`, `description` (Bilingual), `opens_at`, `closes_at`, `eligibility`, `criteria`, and the
    fields of ReviewPlan.
    """

    values: dict[str, Any]

    def touches(self, *names: str) -> bool:
        return any(name in self.values for name in names)


CONDITIONS = ("eligibility", "criteria")
REVIEW = ("quorum", "reviewers_per_file", "sealed", "review_deadline", "tie_rule", "spread_limit")
HEADING = ("title", "description", "opens_at", "closes_at")


async def change_call(
    work: Work, call_id: UUID, changes: CallChanges, reason: str | None = None
) -> Call:
    """Correct a call, move its dates or its review rules, each as long as its status allows.

    A closing that applicants were told is moved with a reason; later, the call is extended.
    """
    call = await work.lock(Call, call_id)
    status, before = call.status(work.now), (call.opens_at, call.closes_at)
    refuse_if(_forbidden(call, status, changes))
    _apply(work, call, changes)
    moved = status == "open" and call.closes_at != before[1]
    failures = rules.check_criteria(call.scored_criteria)
    failures += rules.check_review_rules(call.review_rules, call.opens_at)
    failures += rules.check_closing_reason(moved, reason)
    if status not in ("closed", "archived"):
        failures += rules.check_period(call.opens_at, call.closes_at, work.now)
    if failures:
        raise Invalid(*failures)
    if call.published_status == "open" and changes.touches(*HEADING):
        later = call.closes_at > before[1]
        (publish_call_extended if later else publish_call_opened)(work, call)
    if (call.opens_at, call.closes_at) != before:
        await follow_the_dates(work, call)
    return call


def _forbidden(call: Call, status: str, changes: CallChanges) -> list[Failure]:
    failures = []
    if changes.touches(*HEADING) or not changes.values:
        failures += rules.may_change(status)
    if changes.values.get("opens_at", call.opens_at) != call.opens_at:
        failures += rules.may_move_opening(status)
    if changes.touches(*CONDITIONS):
        failures += rules.may_change_conditions(status)
    if changes.touches(*REVIEW):
        failures += rules.may_change_review_rules(status)
    return list({failure.code: failure for failure in failures}.values())


def _apply(work: Work, call: Call, changes: CallChanges) -> None:
    values = dict(changes.values)
    title = values.pop("title", call.title)
    _write_texts(call, title, values.pop("description", call.description))
    if "quorum" in values:
        values["quorum"] = values["quorum"] or Settings.of(work).default_quorum
    for name, value in values.items():
        setattr(call, name, value)


async def replace_form(work: Work, call_id: UUID, form: RawForm) -> Call:
    """A new version of the form, for whoever begins from now on; the same form again changes
    nothing. Files that were begun keep the version they were begun in.
    """
    call = await work.lock(Call, call_id)
    refuse_if(rules.may_change_form(call.status(work.now)))
    if call.form_row is not None and call.form_row.form == form:
        return call
    version = (call.form_version or 0) + 1
    if failures := check_form(read_form({**form, "version": version})):
        raise Invalid(*failures)
    row = _new_version(work, call, version, form)
    work.session.add(row)
    set_committed_value(call, "form_row", row)
    return call
