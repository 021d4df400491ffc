"""What requests of persons about their data and logs of reads look like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import personal_data as rules
from services.members.models import PersonalDataRequest
from services.members.regulations.personal_data_terms import clock_of
from services.members.texts.vocabulary import VOCABULARY
from services.members.usecases.answer_data_requests import bars_of
from services.members.usecases.ask_about_data import is_requester
from services.members.usecases.show_personal_data import Reads, may_copy
from shared.auth.caller import lacks_entry
from shared.clock import hanoi_date
from shared.errors import Failure
from shared.http.act import View
from shared.http.fields import Actions, Answer


class DataClockOut(Answer):
    code: str
    """`acknowledge`, or the kind of the request."""
    by: date
    """Last day of its time, in Hanoi."""
    days: int
    unit: str
    """`working` or `calendar` days."""
    source: str
    overdue: bool


class DataRequestExtensionOut(Answer):
    until: date
    before: date
    reason: str


class DataRequestOut(Answer):
    id: UUID
    number: str
    kind: str
    kind_label: str
    status: str
    status_label: str
    mine: bool
    on_paper: bool
    contact_id: UUID | None
    requester: str | None
    """Null in a list, and once the data was erased."""
    details: str | None
    """Null in a list, and once the data was erased."""
    purpose: CodeOut | None
    third_parties: bool
    received_on: date
    acknowledge_by: date
    answer_by: date
    clocks: list[DataClockOut]
    extension: DataRequestExtensionOut | None
    acknowledged_at: datetime | None
    closed_at: datetime | None
    answer: str | None
    answer_code: CodeOut | None
    report: dict[str, Any] | None
    """What was done, in counts and codes; of an erasure what went, what stays and why."""
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class ReadOut(Answer):
    id: UUID
    act: str
    subject_kind: str | None
    subject_id: str | None
    actor: str | None
    """Who read it; for the person concerned it says only whether it was they themselves."""
    own: bool
    """The person themselves."""
    recorded_at: datetime


class ReadsOut(Answer):
    items: list[ReadOut]
    next_cursor: str | None


def show_data_request(row: PersonalDataRequest, view: View) -> DataRequestOut:
    labels = VOCABULARY["personal_data_request_kind"]
    return DataRequestOut(
        id=row.id,
        number=row.number,
        kind=row.kind,
        kind_label=labels[row.kind].say(view.locale),
        status=row.status,
        status_label=show_code("personal_data_request_status", row.status, view).label,
        mine=is_requester(row, view.caller),
        on_paper=row.on_paper,
        contact_id=row.contact_id,
        requester=row.requester,
        details=row.details,
        purpose=show_code("consent_purpose", row.purpose, view) if row.purpose else None,
        third_parties=row.third_parties,
        received_on=row.received_on,
        acknowledge_by=row.acknowledge_by,
        answer_by=row.answer_by,
        clocks=_show_clocks(row, view),
        extension=_show_extension(row),
        acknowledged_at=row.acknowledged_at,
        closed_at=row.closed_at,
        answer=row.answer,
        answer_code=show_code("personal_data_refusal", row.answer_code, view)
        if row.answer_code
        else None,
        report=row.report,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_show_actions(row, view),
    )


def show_data_request_in_list(row: PersonalDataRequest, view: View) -> DataRequestOut:
    """Without who asked and what they wrote: a list is no place to read personal data."""
    return show_data_request(row, view).model_copy(update={"requester": None, "details": None})


def _show_clocks(row: PersonalDataRequest, view: View) -> list[DataClockOut]:
    today = hanoi_date(view.now)
    answer_code, _ = rules.clock_codes(row.kind, row.third_parties)
    runs = {"acknowledge": row.status == "received", row.kind: row.status in rules.OPEN}
    shown = []
    for name, code, by in (
        ("acknowledge", "acknowledge", row.acknowledge_by),
        (row.kind, answer_code, row.answer_by),
    ):
        clock = clock_of(code, row.received_on)
        shown.append(
            DataClockOut(
                code=name,
                by=by,
                days=clock.days,
                unit=clock.unit,
                source=clock.source.say(view.locale),
                overdue=runs[name] and today > by,
            )
        )
    return shown


def _show_extension(row: PersonalDataRequest) -> DataRequestExtensionOut | None:
    if row.extension is None:
        return None
    return DataRequestExtensionOut(
        until=row.answer_by,
        before=date.fromisoformat(row.extension["from"]),
        reason=row.extension["reason"],
    )


def _show_actions(row: PersonalDataRequest, view: View) -> Actions:
    caller = view.caller
    officer, bars = lacks_entry(caller, "officer"), bars_of(row, caller)
    extended = row.extension is not None
    failures: dict[str, list[Failure]] = {
        "acknowledge": officer or rules.may("acknowledge", row.status, bars),
        "extend": officer
        or bars + rules.may_extend(row.status, extended, None, row.answer_by, row.extend_to),
        "fulfil": officer or rules.may("fulfil", row.status, bars),
        "refuse": officer or rules.may("refuse", row.status, bars),
        "withdraw": rules.may_withdraw(
            row.status, is_requester(row, caller), caller.has_role("officer")
        ),
        "copy": may_copy(row),
    }
    return {name: view.action(found) for name, found in failures.items()}


def show_reads(found: Reads, limit: int, view: View) -> ReadsOut:
    staff = view.caller.has_role("officer", "auditor", "operator")
    items = [
        ReadOut(
            id=row.id,
            act=row.act,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            actor=row.actor if staff else None,
            own=row.actor == found.person.key,
            recorded_at=row.recorded_at,
        )
        for row in found.rows
    ]
    return ReadsOut(items=items, next_cursor=str(items[-1].id) if len(items) == limit else None)
