"""How the permits of a booking are answered: questions, checklist, warnings, sources."""

from __future__ import annotations

from typing import Any

from services.bookings.api.answers.parts import say
from services.bookings.api.answers.permit_fields import (
    CodedOut,
    PermitInListOut,
    PermitQuestionOut,
    PermitsOut,
    ProcedureOut,
    ReceiptOut,
    StepOut,
    TermOut,
)
from services.bookings.domain import permit_steps as steps
from services.bookings.domain.permits import Procedure, Question, Term, asked_of
from services.bookings.models import Booking, Permit, PermitReceipt
from services.bookings.queries.permit_checklists import Checklist, Line, checklist_of, warnings_of
from services.bookings.regulations import permits as rules
from services.bookings.texts import in_words
from services.bookings.usecases.keep_permits import may_keep, takes_part
from shared.auth.caller import lacks_entry
from shared.errors import Failure
from shared.events.base import Bilingual
from shared.files.scan_status import may_open
from shared.http.act import View
from shared.http.fields import Actions
from shared.texts import Text


def show_permits(found: Checklist, view: View) -> PermitsOut:
    permit = found.permit
    status = permit.status if permit else "not_begun"
    shown = [_show_step(line, found, view) for line in found.lines]
    used = [rules.COUNTING.checked_on, *(one.checked_on for one in shown)]
    return PermitsOut(
        id=permit.id if permit else None,
        booking_id=found.booking.id,
        version=found.version,
        status=status,
        status_label=say("permit_status", status, view),
        completed_at=permit.completed_at if permit else None,
        activity_on=found.day,
        next_due_on=found.next_due_on,
        questions=_show_questions(found, view),
        steps=shown,
        warnings=[warning for one in shown for warning in one.warnings],
        counting=str(view.label(rules.COUNTING.text)),
        counting_source=str(view.label(rules.COUNTING.source.text)),
        checked_on=min(used),
        messages_url=f"/v1/bookings/{found.booking.id}/permits/messages",
        actions=_actions(found.booking, view),
    )


def show_permit_in_list(permit: Permit, view: View) -> PermitInListOut:
    found = checklist_of(permit.booking, permit, view.now)
    plain = "id booking_id version created_at updated_at status next_due_on"
    return PermitInListOut(
        **{field: getattr(permit, field) for field in plain.split()},
        status_label=say("permit_status", permit.status, view),
        activity_on=found.day,
        title=Bilingual.model_validate(permit.booking.title),
        member_id=permit.booking.member_id,
        waiting=[_coded("permit_procedure", one.code, view) for one in found.lines if one.waits],
        warnings=[warning for one in found.lines for warning in _warn(one, found, view)],
        permits_url=f"/v1/bookings/{permit.booking_id}/permits",
    )


def show_procedure(rule: Procedure, view: View) -> ProcedureOut:
    return ProcedureOut(
        **_show_rule(rule, view),
        lead=[_term(one) for one in rule.lead],
        receivers=[_coded("permit_receiver", one.code, view) for one in rule.receivers],
        documents=[_named(one.code, one.title, view) for one in rule.papers],
    )


def _show_questions(found: Checklist, view: View) -> list[PermitQuestionOut]:
    asked = asked_of(rules.QUESTIONS, found.answers)
    return [_show_question(one, found, view, one.code in asked) for one in rules.QUESTIONS]


def _show_question(
    question: Question, found: Checklist, view: View, asked: bool
) -> PermitQuestionOut:
    return PermitQuestionOut(
        code=question.code,
        kind=question.kind,
        text=view.label(question.title),
        choices=[_named(code, title, view) for code, title in question.choices.items()],
        asked=asked,
        answer=found.answers.get(question.code),
        presumed=question.code in found.presumed,
        may_stay_open=question.may_stay_open,
    )


def _show_step(line: Line, found: Checklist, view: View) -> StepOut:
    item, step, venue = line.item, line.step, found.booking.space.venue
    of_ward = item.receiver in rules.RECEIVERS_OF_WARD
    latest = item.latest_on
    files = ("filed_on", "reply_by", "replied_on", "reference", "note")
    return StepOut(
        **_show_rule(item.rule, view),
        **{name: getattr(step, name) if step else None for name in files},
        needed=item.needed,
        open_questions=[one for one in item.open_questions if one not in found.answers],
        reasons=list(item.reasons),
        receiver=_coded("permit_receiver", item.receiver, view),
        receiver_ward=venue.ward if of_ward else None,
        documents=[_named(one.code, one.title, view) for one in item.papers],
        lead=_term(item.lead) if item.lead else None,
        latest_on=latest,
        days_left=steps.days_left(latest, found.today) if latest and line.to_be_filed else None,
        reply=_term(item.reply) if item.reply else None,
        status=line.status,
        status_label=say("permit_step_status", line.status, view),
        receipts=[_show_receipt(one, found, view) for one in (step.receipts if step else ())],
        warnings=_warn(line, found, view),
        actions=_step_actions(line, found.booking, view),
    )


def _show_rule(rule: Procedure, view: View) -> dict[str, Any]:
    return {
        "procedure": _named(rule.code, rule.title, view),
        "act": _coded("permit_act", rule.act, view),
        "form": view.label(rule.form),
        "silence_means_consent": rule.silence_means_consent,
        "supplement_days": rule.reply.supplement_days if rule.reply else None,
        "remarks": [str(view.label(one)) for one in rule.remarks],
        "legal_basis": list(rule.legal_basis),
        "source": str(view.label(rule.source)),
        "checked_on": rule.checked_on,
        "recheck": view.label(rule.recheck),
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
    }


def _show_receipt(receipt: PermitReceipt, found: Checklist, view: View) -> ReceiptOut:
    booking_id = found.booking.id
    open_it = may_open(receipt.scan_status, receipt.uploaded_by == view.caller.key)
    plain = "id media_type size file_name pages scan_status uploaded_at"
    return ReceiptOut(
        **{name: getattr(receipt, name) for name in plain.split()},
        kind=_coded("permit_document", receipt.kind, view),
        scan_label=say("scan_status", receipt.scan_status, view),
        url=f"/v1/bookings/{booking_id}/permits/receipts/{receipt.id}/file",
        actions={
            "open": view.action(open_it),
            "remove": view.action(_lacks(found.booking, view)),
        },
    )


def _warn(line: Line, found: Checklist, view: View) -> list[dict[str, Any]]:
    failures = warnings_of(line, found.day, found.today)
    return [view.sentences.describe(one, view.locale) for one in failures]


def _lacks(booking: Booking, view: View) -> list[Failure]:
    return lacks_entry(view.caller) or steps.lacks_permit_part(takes_part(view.caller, booking))


def _actions(booking: Booking, view: View) -> Actions:
    lacks = _lacks(booking, view)
    return {
        "answer_permits": view.action([*lacks, *may_keep(booking)]),
        "write_permit_message": view.action(lacks),
    }


def _step_actions(line: Line, booking: Booking, view: View) -> Actions:
    lacks, kept = _lacks(booking, view), may_keep(booking)
    officer = lacks_entry(view.caller, "officer")
    begins: list[Failure] = []
    if line.step is None and line.item.needed is None:
        name = in_words("permit_procedure", line.code)
        begins = [Failure("permit_step_not_needed", procedure=name)]
    return {
        "file": view.action([*lacks, *(begins or [*kept, *steps.may_file(line.status)])]),
        "note_reply": view.action([*lacks, *(begins or [*kept, *steps.may_reply(line.status)])]),
        "add_receipt": view.action([*lacks, *begins]),
        "waive": view.action(officer or begins or [*kept, *steps.may_waive(line.status)]),
        "resume": view.action(officer or begins or [*kept, *steps.may_resume(line.status)]),
    }


def _coded(list_name: str, code: str, view: View) -> CodedOut:
    return CodedOut(code=code, label=say(list_name, code, view))


def _named(code: str, title: Text, view: View) -> CodedOut:
    return CodedOut(code=code, label=view.label(title))


def _term(term: Term) -> TermOut:
    return TermOut(days=term.days, kind="working" if term.working else "calendar")
