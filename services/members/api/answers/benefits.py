"""What a request for a paper looks like; its facts only to who reads it by itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import benefits as rules
from services.members.models import Benefit
from services.members.texts.rights import NO_SUM
from services.members.usecases.ask_benefits import BenefitSeen
from shared.auth.caller import lacks_entry
from shared.http.act import View
from shared.http.fields import Actions, Answer


class BenefitOut(Answer):
    id: UUID
    kind: CodeOut
    member_id: UUID
    member_name: str
    year: int
    """Of the file that it is for."""
    status: str
    status_label: str
    requested_on: date
    promised_on: date
    """Last day for the answer."""
    document_id: UUID | None
    """The official document, once it is drafted; its file is `/v1/documents/{id}.pdf`."""
    confirmed_on: date | None
    decline_reason: str | None
    notice: str
    """What the paper is not."""
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class BenefitFacts(Answer):
    taxpayer_name: str
    tax_code: str | None
    note: str | None


class BenefitWhole(BenefitOut):
    facts: BenefitFacts
    lacks: list[dict[str, Any]]
    """What keeps it from being confirmed today: `{code, detail}` of each."""


def show_benefit_in_list(row: Benefit, view: View) -> BenefitOut:
    return BenefitOut.model_validate(_line(row, view))


def _line(row: Benefit, view: View) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": show_code("benefit_kind", row.kind, view),
        "member_id": row.member_id,
        "member_name": row.member_name,
        "year": row.year,
        "status": row.status,
        "status_label": show_code("benefit_status", row.status, view).label,
        "requested_on": row.requested_on,
        "promised_on": row.promised_on,
        "document_id": row.document_id,
        "confirmed_on": row.confirmed_on,
        "decline_reason": row.decline_reason,
        "notice": NO_SUM.say(view.locale),
        "version": row.version,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "actions": _actions(row, view, []),
    }


def _actions(row: Benefit, view: View, lacks: list[Any]) -> Actions:
    caller = view.caller
    own = row.member_id in caller.member_ids
    staff = lacks_entry(caller, "officer") or rules.not_own_request(own)
    insider = lacks_entry(caller, "member", "officer")
    mine = rules.own_only(own or caller.has_role("officer"))
    return {
        "check": view.action(staff + rules.may_benefit("check", row.status) + lacks),
        "decline": view.action(staff + rules.may_benefit("decline", row.status, row.document_id)),
        "cancel": view.action(
            insider or mine + rules.may_benefit("cancel", row.status, row.document_id)
        ),
    }


def show_benefit(seen: BenefitSeen, view: View) -> BenefitWhole:
    row = seen.benefit
    open_now = row.status in ("requested", "checked")
    lacks = seen.lacks if open_now else []
    return BenefitWhole.model_validate(
        {
            **_line(row, view),
            "facts": row.facts,
            "lacks": view.action(lacks)["failing"],
            "actions": _actions(row, view, lacks),
        }
    )
