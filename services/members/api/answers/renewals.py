"""What a round of renewals looks like, and each member in it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import renewals as rules
from services.members.models import Renewal, RenewalRound
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class RenewalRoundOut(Answer):
    id: UUID
    title: Bilingual
    status: CodeOut
    terms_end_by: date
    renew_until: date
    answer_by: date
    lapse_on: date
    call_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime


def show_round(row: RenewalRound, view: View) -> RenewalRoundOut:
    return RenewalRoundOut(
        id=row.id,
        title=row.title,
        status=show_code("renewal_round_status", row.status, view),
        terms_end_by=row.terms_end_by,
        renew_until=row.renew_until,
        answer_by=row.answer_by,
        lapse_on=row.lapse_on,
        call_id=row.call_id,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


class RenewalOut(Answer):
    id: UUID
    round_id: UUID
    member_id: UUID
    member_name: str
    status: CodeOut
    term_until: date
    answered_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_renewal(row: Renewal, view: View) -> RenewalOut:
    staff = lacks_entry(view.caller, "officer")
    return RenewalOut(
        id=row.id,
        round_id=row.round_id,
        member_id=row.member_id,
        member_name=row.member_name,
        status=show_code("renewal_status", row.status, view),
        term_until=row.term_until,
        answered_at=row.answered_at,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={"renew": view.action(staff or rules.may_step("renew", row.status))},
    )
