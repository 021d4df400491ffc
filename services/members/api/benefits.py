"""`/v1/benefits`: papers that a member may ask for by right, such as the tax confirmation.

No sum is computed or promised; the paper says so.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator, Field

from services.members.api.answers.benefits import (
    BenefitOut,
    BenefitWhole,
    show_benefit,
    show_benefit_in_list,
)
from services.members.api.fields import TaxCode
from services.members.models import Benefit
from services.members.queries import rights as queries
from services.members.texts.vocabulary import labels_of, read_code
from services.members.usecases import ask_benefits as usecases
from shared.clock import hanoi_date
from shared.http.act import Act, allow
from shared.http.fields import Code, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage
from shared.http.problems import FieldProblem

router = APIRouter(tags=["rights"])
INSIDERS = ("member", "officer", "operator", "auditor")
Status = Literal["requested", "checked", "confirmed", "declined", "cancelled", "revoked"]


def _read_kind(text: str) -> str:
    code = read_code("benefit_kind", text)
    if code is None:
        raise FieldProblem("field_not_listed", allowed=labels_of("benefit_kind"))
    return code


class RequestBenefit(RequestBody):
    kind: Annotated[str, AfterValidator(_read_kind)] = "tax_confirmation"
    member_id: UUID | None = None
    """Without it the only member that the caller speaks for."""
    year: int | None = Field(default=None, ge=2000, lt=2200)
    """Of the tax file; without it this year."""
    taxpayer_name: Line | None = None
    """Without it the name of the space."""
    tax_code: TaxCode | None = None
    """Without it as the member's file has it."""
    note: Prose | None = None


class DeclineRequest(RequestBody):
    reason: Prose
    """In writing, for the member."""


class CancelRequest(RequestBody):
    reason: Prose | None = None


@router.post("/v1/benefits", status_code=201, response_model=BenefitWhole)
async def request_benefit(body: RequestBenefit, act: Act = allow("member", "officer")) -> Response:
    """Ask for a paper, or for a member at the desk. Refuses with everything that lacks."""
    asked = usecases.BenefitAsked(**body.model_dump())
    return await act.write(usecases.request_benefit, show_benefit, asked, status=201)


@router.get("/v1/benefits", response_model=Listed[BenefitOut])
async def list_benefits(
    page: AskedPage,
    member_id: UUID | None = None,
    kind: Code | None = None,
    status: Status | None = None,
    year: Annotated[int | None, Query(ge=2000, lt=2200)] = None,
    late: Annotated[bool, Query(description="Only what waits beyond its promised day")] = False,
    act: Act = allow(*INSIDERS),
) -> Response:
    """Requests without their facts: staff see all, a member its own."""
    today = hanoi_date(act.view.now)
    return await act.list(
        Benefit,
        queries.select_benefits(member_id, kind, status, year, today if late else None),
        show_benefit_in_list,
        page,
        created_at=Benefit.created_at,
        updated_at=Benefit.updated_at,
    )


@router.get("/v1/benefits/{benefit_id}", response_model=BenefitWhole)
async def get_benefit(benefit_id: UUID, act: Act = allow(*INSIDERS)) -> Response:
    """One request with its facts and what lacks today; the read stands in the audit trail."""
    return await act.write(usecases.get_benefit, show_benefit, benefit_id)


@router.post("/v1/benefits/{benefit_id}/check", response_model=BenefitWhole)
async def check_benefit(benefit_id: UUID, act: Act = allow("officer")) -> Response:
    """Check it and draft its official document, which is signed and issued at `/v1/documents`.

    Refuses with everything that lacks. When the document is issued the request is confirmed.
    """
    return await act.write(usecases.check_benefit, show_benefit, benefit_id)


@router.post("/v1/benefits/{benefit_id}/decline", response_model=BenefitWhole)
async def decline_benefit(
    benefit_id: UUID, body: DeclineRequest, act: Act = allow("officer")
) -> Response:
    """Decline it with a reason in writing, which goes to the member."""
    return await act.write(
        usecases.decline_benefit, show_benefit, benefit_id, body.reason, reason=body.reason
    )


@router.post("/v1/benefits/{benefit_id}/cancel", response_model=BenefitWhole)
async def cancel_benefit(
    benefit_id: UUID, body: CancelRequest | None = None, act: Act = allow("member", "officer")
) -> Response:
    """Take the request back, as long as no document is in work."""
    reason = body.reason if body else None
    return await act.write(usecases.cancel_benefit, show_benefit, benefit_id, reason=reason)
