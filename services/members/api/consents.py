"""`/v1/consents`: given to words that are shown, with proof, and withdrawn as easily."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response

from services.members.api.answers.consents import (
    ConsentOut,
    ConsentTextsOut,
    show_consent,
    show_consent_in_list,
    show_consent_texts,
)
from services.members.models import Consent
from services.members.queries import personal_data as queries
from services.members.usecases import keep_consents as usecases
from shared.clock import hanoi_date
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import Code, Day, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["personal data"])


class ConsentOnPaperIn(RequestBody):
    contact_id: UUID
    given_on: Day
    paper: Line
    """What the signed paper is and where it lies."""
    document_id: UUID | None = None
    """The official document that holds it."""


class GiveConsent(RequestBody):
    purpose: Code
    version: int
    """Of the text that was shown, see `/v1/consent-texts`."""
    agreed: Literal[True]
    """Said by the person, never filled in before."""
    locale: Literal["vi", "en"] = "vi"
    """The language in which the text was shown."""
    on_paper: ConsentOnPaperIn | None = None


class WithdrawConsent(RequestBody):
    reason: Prose | None = None


@router.get("/v1/consent-texts", response_model=ConsentTextsOut)
async def list_consent_texts(act: Act = allow(PUBLIC)) -> ConsentTextsOut:
    """What one may be asked to agree to, in the words that hold today."""
    return show_consent_texts(hanoi_date(act.view.now), act.view)


@router.post("/v1/consents", status_code=201, response_model=ConsentOut)
async def give_consent(body: GiveConsent, act: Act = allow()) -> Response:
    """Agree to one purpose; an officer enters what someone signed on paper.

    The same consent once more finds the one that stands.
    """
    paper = usecases.OnPaper(**body.on_paper.model_dump()) if body.on_paper else None
    return await act.write(
        usecases.give_consent,
        show_consent,
        body.purpose,
        body.version,
        body.locale,
        paper,
        status=201,
    )


@router.get("/v1/consents", response_model=Listed[ConsentOut])
async def list_consents(
    page: AskedPage,
    contact_id: UUID | None = None,
    purpose: str | None = None,
    status: Literal["given", "withdrawn", "replaced"] | None = None,
    act: Act = allow(),
) -> Response:
    """One's own consents; staff see all."""
    query = queries.select_consents(contact_id, purpose, status)
    return await act.list(Consent, query, show_consent_in_list, page, created_at=Consent.created_at)


@router.get("/v1/consents/{consent_id}", response_model=ConsentOut)
async def get_consent(consent_id: UUID, act: Act = allow()) -> Response:
    """One consent with its proof; the read stands in the audit trail."""
    return await act.write(usecases.get_consent, show_consent, consent_id)


@router.post("/v1/consents/{consent_id}/withdraw", response_model=ConsentOut)
async def withdraw_consent(
    consent_id: UUID, body: WithdrawConsent | None = None, act: Act = allow()
) -> Response:
    """Take a consent back: nothing more is done for its purpose."""
    reason = body.reason if body else None
    return await act.write(
        usecases.withdraw_consent, show_consent, consent_id, reason, reason=reason
    )
