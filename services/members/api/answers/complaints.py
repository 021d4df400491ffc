"""What a complaint looks like: its days, its state and what came of it.

The grounds are for the complainant and for who judges; a list does not show them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import complaints as rules
from services.members.models import Complaint
from services.members.regulations.complaint_terms import clock_of
from services.members.usecases.lodge_complaints import is_complainant
from services.members.usecases.resolve_complaints import bars_of
from shared.auth.caller import lacks_entry
from shared.clock import hanoi_date
from shared.events.base import Reference
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ComplaintClockOut(Answer):
    code: str
    """`admit` or `resolve`."""
    by: date
    """Last day of its time, in Hanoi."""
    days: int
    unit: str
    """`calendar` or `working` days."""
    source: str
    overdue: bool


class ExtensionOut(Answer):
    until: date
    before: date
    """The day it was to be resolved by before."""
    reason: str


class ComplaintOut(Answer):
    id: UUID
    number: str
    """As on the receipt."""
    about: CodeOut
    subject: Reference
    """The application, or the suspended member."""
    decision_id: UUID | None
    status: str
    status_label: str
    mine: bool
    on_paper: bool
    grounds: str | None
    """Null in a list."""
    received_on: date
    late: bool
    """Received after the time to complain was over."""
    clocks: list[ComplaintClockOut]
    """The times that run or ran, each with its source."""
    extension: ExtensionOut | None
    answer: str | None
    """Why it is inadmissible, or the reasons of its resolution."""
    answer_code: CodeOut | None
    remedy: CodeOut | None
    remedy_decision_id: UUID | None
    """The decision that carried it out."""
    closed_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_complaint(row: Complaint, view: View) -> ComplaintOut:
    return ComplaintOut(
        id=row.id,
        number=row.number,
        about=show_code("complaint_about", row.about, view),
        subject=Reference(id=row.subject_id, name=row.subject_name),
        decision_id=row.decision_id,
        status=row.status,
        status_label=show_code("complaint_status", row.status, view).label,
        mine=is_complainant(row, view.caller),
        on_paper=row.on_paper,
        grounds=row.grounds,
        received_on=row.received_on,
        late=row.late,
        clocks=_show_clocks(row, view),
        extension=_show_extension(row),
        answer=row.answer,
        answer_code=_coded("complaint_refusal", row.answer_code, view),
        remedy=_coded("complaint_remedy", row.remedy, view),
        remedy_decision_id=row.remedy_decision_id,
        closed_at=row.closed_at,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_show_actions(row, view),
    )


def show_complaint_in_list(row: Complaint, view: View) -> ComplaintOut:
    """Without the grounds: a list is no place to read what someone wrote of themselves."""
    shown = show_complaint(row, view)
    shown.grounds = None
    return shown


def _coded(list_name: str, code: str | None, view: View) -> CodeOut | None:
    return show_code(list_name, code, view) if code else None


def _show_clocks(row: Complaint, view: View) -> list[ComplaintClockOut]:
    today = hanoi_date(view.now)
    ends: list[tuple[str, date, date, bool]] = [
        ("admit", row.received_on, row.admit_by, row.status == "lodged")
    ]
    if row.resolve_by is not None and row.admitted_at is not None:
        code = "extend" if row.extension else "resolve"
        begun = hanoi_date(row.admitted_at)
        ends.append((code, begun, row.resolve_by, row.status == "admitted"))
    shown = []
    for code, begun, by, runs in ends:
        clock = clock_of(code, begun)
        shown.append(
            ComplaintClockOut(
                code=code,
                by=by,
                days=clock.days,
                unit=clock.unit,
                source=clock.source.say(view.locale),
                overdue=runs and today > by,
            )
        )
    return shown


def _show_extension(row: Complaint) -> ExtensionOut | None:
    if row.extension is None or row.resolve_by is None:
        return None
    extension: dict[str, Any] = row.extension
    return ExtensionOut(
        until=row.resolve_by,
        before=date.fromisoformat(extension["from"]),
        reason=extension["reason"],
    )


def _show_actions(row: Complaint, view: View) -> Actions:
    caller = view.caller
    bars = bars_of(row, caller)
    mine = is_complainant(row, caller)
    examiner = lacks_entry(caller, "officer", "decider")
    judge = lacks_entry(caller, "decider")
    extended = row.extension is not None
    failures = {
        "admit": examiner or rules.may_examine(row.status, bars),
        "refuse": examiner or rules.may_examine(row.status, bars),
        "extend": examiner
        or rules.may_extend(row.status, extended, None, row.resolve_by, row.extend_to),
        "resolve": judge or rules.may_resolve(row.status, bars),
        "withdraw": rules.may_withdraw(row.status, mine, caller.has_role("officer")),
    }
    return {name: view.action(found) for name, found in failures.items()}
