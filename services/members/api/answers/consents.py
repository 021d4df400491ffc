"""What consents and the words they are given to look like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import personal_data as rules
from services.members.models import Consent
from services.members.regulations.personal_data_terms import WORDINGS, Wording, wording_on
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ConsentTextOut(Answer):
    purpose: CodeOut
    version: int
    """To be named in the consent: it is given to these words."""
    text: Bilingual
    valid_from: date
    sha256: str


class ConsentTextsOut(Answer):
    items: list[ConsentTextOut]


class ConsentOut(Answer):
    id: UUID
    purpose: CodeOut
    status: str
    status_label: str
    mine: bool
    contact_id: UUID | None
    text: Bilingual | None
    """The words it was given to."""
    text_version: int
    text_sha256: str
    locale: str
    way: CodeOut
    given_on: date
    proof: dict[str, Any] | None
    """Null in a list."""
    ended_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_consent_texts(today: date, view: View) -> ConsentTextsOut:
    """The words that hold today, one text for each purpose."""
    purposes = dict.fromkeys(one.purpose for one in WORDINGS)
    current = (wording_on(purpose, today) for purpose in purposes)
    return ConsentTextsOut(items=[_show_text(one, view) for one in current if one])


def _show_text(wording: Wording, view: View) -> ConsentTextOut:
    return ConsentTextOut(
        purpose=show_code("consent_purpose", wording.purpose, view),
        version=wording.version,
        text=Bilingual(vi=wording.text.vi, en=wording.text.en),
        valid_from=wording.valid_from,
        sha256=wording.sha256,
    )


def show_consent(row: Consent, view: View) -> ConsentOut:
    words = next((one for one in WORDINGS if one.sha256 == row.text_sha256), None)
    mine, officer = row.person_key == view.caller.key, view.caller.has_role("officer")
    withdraw = rules.may_withdraw_consent(row.status, mine, officer)
    return ConsentOut(
        id=row.id,
        purpose=show_code("consent_purpose", row.purpose, view),
        status=row.status,
        status_label=show_code("consent_status", row.status, view).label,
        mine=mine,
        contact_id=row.contact_id,
        text=Bilingual(vi=words.text.vi, en=words.text.en) if words else None,
        text_version=row.text_version,
        text_sha256=row.text_sha256,
        locale=row.locale,
        way=show_code("consent_way", row.way, view),
        given_on=row.given_on,
        proof=row.proof,
        ended_at=row.ended_at,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={"withdraw": view.action(withdraw)},
    )


def show_consent_in_list(row: Consent, view: View) -> ConsentOut:
    return show_consent(row, view).model_copy(update={"proof": None})
