"""What contributions, rounds of reports and reports look like."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import reports as rules
from services.members.domain.figures import add_up
from services.members.models import Contribution, ReportRound, YearlyReport
from shared.auth.caller import lacks_entry
from shared.clock import hanoi_date
from shared.errors import Failure
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ContributionOut(Answer):
    id: UUID
    member_id: UUID
    kind: CodeOut
    title: str
    happened_on: date
    year: int
    place: str | None
    hours: float | None
    audience: int | None
    """Visits; those expected until someone counted."""
    unesco_field: CodeOut | None
    commitment: CodeOut | None
    source: str
    source_id: UUID
    source_event_id: UUID | None
    """The event that told it first; null for what was entered here."""
    void_reason: CodeOut | None
    """Why it does not count; null while it does."""
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class ReportRoundOut(Answer):
    id: UUID
    year: int
    opens_on: date
    due_on: date
    status: str
    status_label: str
    version: int
    created_at: datetime
    updated_at: datetime


class FigureOut(Answer):
    kind: CodeOut
    count: int
    hours: float
    audience: int


class ReportInListOut(Answer):
    id: UUID
    member_id: UUID
    member_name: str
    year: int
    due_on: date
    overdue: bool
    status: str
    status_label: str
    submitted_at: datetime | None
    received_on: date | None
    """The day it came on paper; null when it was confirmed here."""
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class EntryOut(Answer):
    id: UUID
    title: str
    happened_on: date
    place: str | None
    hours: float | None
    audience: int | None
    unesco_field: CodeOut | None


class ReportOut(ReportInListOut):
    texts: dict[str, str]
    """The member's own words: achievements, difficulties, proposals."""
    entries: list[EntryOut]
    """What the member adds; it counts once the report is confirmed."""
    figures: list[FigureOut]
    """As confirmed; while it is due, of what counts now."""
    contributions: list[ContributionOut]
    return_reason: str | None


def _code(list_name: str, code: str | None, view: View) -> CodeOut | None:
    return show_code(list_name, code, view) if code else None


def show_contribution(row: Contribution, view: View) -> ContributionOut:
    officer = lacks_entry(view.caller, "officer")
    void = [Failure("contribution_void")] if row.void_reason else []
    return ContributionOut(
        id=row.id,
        member_id=row.member_id,
        kind=show_code("contribution_kind", row.kind, view),
        title=row.title,
        happened_on=row.happened_on,
        year=row.year,
        place=row.place,
        hours=row.hours,
        audience=row.audience,
        unesco_field=_code("unesco_field", row.unesco_field, view),
        commitment=_code("unesco_commitment", row.commitment, view),
        source=row.source,
        source_id=row.source_id,
        source_event_id=row.source_event_id,
        void_reason=_code("contribution_void_reason", row.void_reason, view),
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={name: view.action(officer or void) for name in ("change", "void")},
    )


def show_report_round(row: ReportRound, view: View) -> ReportRoundOut:
    return ReportRoundOut(
        id=row.id,
        year=row.year,
        opens_on=row.opens_on,
        due_on=row.due_on,
        status=row.status,
        status_label=show_code("report_round_status", row.status, view).label,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def show_report_in_list(row: YearlyReport, view: View) -> ReportInListOut:
    today = hanoi_date(view.now)
    return ReportInListOut(
        id=row.id,
        member_id=row.member_id,
        member_name=row.member_name,
        year=row.year,
        due_on=row.due_on,
        overdue=rules.is_overdue(row.status, row.due_on, today),
        status=row.status,
        status_label=show_code("report_status", row.status, view).label,
        submitted_at=row.submitted_at,
        received_on=row.received_on,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_actions(row, view, today),
    )


def _actions(row: YearlyReport, view: View, today: date) -> Actions:
    own = row.member_id in view.caller.member_ids
    officer = view.caller.has_role("officer")
    entry = lacks_entry(view.caller, "member", "officer")
    staff = lacks_entry(view.caller, "officer")
    return {
        "change": view.action(entry or rules.may_edit(row.status, own, officer)),
        "submit": view.action(entry or rules.may_submit(row.status, own, officer, today, today)),
        "return": view.action(staff or rules.may_move(row.status, "return")),
        "accept": view.action(staff or rules.may_move(row.status, "accept")),
        "waive": view.action(staff or rules.may_move(row.status, "waive")),
    }


def show_report(found: tuple[YearlyReport, list[Contribution]], view: View) -> ReportOut:
    row, contributions = found
    known = row.figures if row.figures and row.status not in rules.OPEN else None
    figures = known or add_up((one.id, one.kind, one.hours, one.audience) for one in contributions)
    return ReportOut(
        **show_report_in_list(row, view).model_dump(),
        texts=row.texts,
        entries=[
            EntryOut(
                **{**one, "unesco_field": _code("unesco_field", one.get("unesco_field"), view)}
            )
            for one in row.entries
        ],
        figures=[
            FigureOut(**{**one, "kind": show_code("contribution_kind", one["kind"], view)})
            for one in figures["figures"]
        ],
        contributions=[show_contribution(one, view) for one in contributions],
        return_reason=row.return_reason,
    )
