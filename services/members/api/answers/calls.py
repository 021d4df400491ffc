"""What a call looks like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.api.answers.forms import FormOut, show_form
from services.members.domain import calls as rules
from services.members.models import Call
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class CriterionOut(Answer):
    code: str
    title: Bilingual
    weight: float
    max_score: int


class EligibilityOut(Answer):
    """For whom the call is; an empty list lets everyone pass."""

    kinds: list[CodeOut]
    ownership: list[CodeOut]
    fields: list[CodeOut]
    """The applicant works in at least one of them."""
    membership: CodeOut
    """`any`, `members_only` or `not_yet_members`."""


class ReviewRulesOut(Answer):
    quorum: int
    """Reviews that a decision needs."""
    reviewers_per_file: int | None
    sealed: bool
    """A reviewer sees the scores of others only after giving their own."""
    review_deadline: datetime | None
    tie_rule: CodeOut
    spread_limit: float | None
    """Percent points between two reviews from which they are to be discussed."""


class CallOut(Answer):
    id: UUID
    kind: str
    kind_label: str
    title: Bilingual
    description: Bilingual | None
    status: str
    """`draft`, `scheduled`, `open`, `closed` or `archived`, by the clock."""
    status_label: str
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    archived_at: datetime | None
    eligibility: EligibilityOut
    criteria: list[CriterionOut]
    quorum: int
    review: ReviewRulesOut
    form: FormOut | None
    form_pdf: str | None
    """Where the blank form for filling in by hand is, below this service's address."""
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_call(row: Call, view: View) -> CallOut:
    status = row.status(view.now)
    return CallOut(
        id=row.id,
        kind=row.kind,
        kind_label=show_code("call_kind", row.kind, view).label,
        title=row.title,
        description=row.description,
        status=status,
        status_label=show_code("call_status", status, view).label,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        archived_at=row.archived_at,
        eligibility=_show_eligibility(row, view),
        criteria=[CriterionOut.model_validate(one) for one in row.criteria],
        quorum=row.quorum,
        review=_show_review_rules(row, view),
        form=show_form(row.form, view) if row.form_row else None,
        form_pdf=f"/v1/calls/{row.id}/form.pdf" if row.form_row else None,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_show_actions(status, view),
    )


def _show_eligibility(row: Call, view: View) -> EligibilityOut:
    conditions = row.conditions
    return EligibilityOut(
        kinds=[show_code("kind", code, view) for code in conditions.kinds],
        ownership=[show_code("ownership", code, view) for code in conditions.ownership],
        fields=[show_code("field", code, view) for code in conditions.fields],
        membership=show_code("membership_rule", conditions.membership, view),
    )


def _show_review_rules(row: Call, view: View) -> ReviewRulesOut:
    return ReviewRulesOut(
        quorum=row.quorum,
        reviewers_per_file=row.reviewers_per_file,
        sealed=row.sealed,
        review_deadline=row.review_deadline,
        tie_rule=show_code("tie_rule", row.tie_rule, view),
        spread_limit=row.spread_limit,
    )


def _show_actions(status: str, view: View) -> Actions:
    officer = lacks_entry(view.caller, "officer")
    return {
        "change": view.action(officer or rules.may_change(status)),
        "publish": view.action(officer or rules.may_publish(status)),
        "close": view.action(officer or rules.may_close(status)),
        "archive": view.action(officer or rules.may_archive(status)),
        "replace_form": view.action(officer or rules.may_change_form(status)),
        "change_review_rules": view.action(officer or rules.may_change_review_rules(status)),
        "apply": view.action(lacks_entry(view.caller) or rules.takes_applications(status)),
    }
