"""What partner cities and introductions to them look like."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import benefits as rules
from services.members.models import Introduction
from services.members.regulations.rights_data import Partner, office_of
from shared.auth.caller import lacks_entry
from shared.errors import Failure
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class PartnerOut(Answer):
    code: str
    name: Bilingual
    country: str
    """ISO 3166-1 alpha-2."""
    field: CodeOut
    """In which it is a UNESCO Creative City."""
    since: int | None
    office: Bilingual
    """Whom a letter is to: a role, never a person."""
    address: str | None


class PartnersOut(Answer):
    items: list[PartnerOut]
    next_cursor: str | None


class IntroductionOut(Answer):
    id: UUID
    member_id: UUID
    member_name: str
    partner: CodeOut
    field: CodeOut | None
    purpose: Bilingual
    status: str
    status_label: str
    requested_on: date
    promised_on: date
    document_id: UUID | None
    """The letter, once it is drafted; its file is `/v1/documents/{id}.pdf`."""
    introduced_on: date | None
    outcome: CodeOut | None
    outcome_on: date | None
    outcome_note: str | None
    decline_reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_partner(row: Partner, view: View) -> PartnerOut:
    office = office_of(row)
    return PartnerOut(
        code=row.code,
        name=Bilingual(vi=row.vi, en=row.en),
        country=row.country,
        field=show_code("field", row.field, view),
        since=row.since,
        office=Bilingual(vi=office.vi, en=office.en),
        address=row.address,
    )


def show_partners(rows: list[Partner], view: View) -> PartnersOut:
    return PartnersOut(items=[show_partner(one, view) for one in rows], next_cursor=None)


def show_introduction(row: Introduction, view: View) -> IntroductionOut:
    return IntroductionOut(
        id=row.id,
        member_id=row.member_id,
        member_name=row.member_name,
        partner=show_code("partner", row.partner, view),
        field=show_code("field", row.field, view) if row.field else None,
        purpose=Bilingual(vi=row.purpose_vi, en=row.purpose_en),
        status=row.status,
        status_label=show_code("introduction_status", row.status, view).label,
        requested_on=row.requested_on,
        promised_on=row.promised_on,
        document_id=row.document_id,
        introduced_on=row.introduced_on,
        outcome=show_code("introduction_outcome", row.outcome, view) if row.outcome else None,
        outcome_on=row.outcome_on,
        outcome_note=row.outcome_note,
        decline_reason=row.decline_reason,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_actions(row, view),
    )


def _actions(row: Introduction, view: View) -> Actions:
    caller = view.caller
    own = row.member_id in caller.member_ids
    staff = lacks_entry(caller, "officer") or rules.not_own_request(own)
    insider = lacks_entry(caller, "member", "officer")
    mine = insider or rules.own_only(own or caller.has_role("officer"))

    def may(act: str) -> list[Failure]:
        return rules.may_introduction(act, row.status, row.document_id)

    return {
        "prepare": view.action(staff + may("prepare")),
        "decline": view.action(staff + may("decline")),
        "cancel": view.action(mine + may("cancel")),
        "conclude": view.action(mine + may("conclude")),
    }
