"""`/v1/partners` and `/v1/introductions`: UNESCO creative cities, and who is introduced to them."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator

from services.members.api.answers.introductions import (
    IntroductionOut,
    PartnerOut,
    PartnersOut,
    show_introduction,
    show_partner,
    show_partners,
)
from services.members.api.benefits import INSIDERS, CancelRequest, DeclineRequest
from services.members.api.fields import FieldCode
from services.members.models import Introduction
from services.members.queries import rights as queries
from services.members.regulations.rights_data import PARTNERS, Partner
from services.members.texts.vocabulary import labels_of, read_code
from services.members.usecases import introduce_members as usecases
from shared.clock import hanoi_date
from shared.errors import NotFound
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import Code, Day, Listed, Prose, RequestBody, Search
from shared.http.lists import AskedPage
from shared.http.problems import FieldProblem
from shared.vietnamese import fold

router = APIRouter(tags=["rights"])
Status = Literal[
    "requested", "prepared", "introduced", "concluded", "declined", "cancelled", "revoked"
]


def _read_partner(text: str) -> str:
    code = read_code("partner", text)
    if code is None:
        raise FieldProblem("partner_unknown", allowed=labels_of("partner"))
    return code


def _read_outcome(text: str) -> str:
    code = read_code("introduction_outcome", text)
    if code is None:
        raise FieldProblem("field_not_listed", allowed=labels_of("introduction_outcome"))
    return code


class PurposeIn(RequestBody):
    """What for, in both languages: the letter goes abroad."""

    vi: Prose
    en: Prose


class RequestIntroduction(RequestBody):
    member_id: UUID | None = None
    """Without it the only member that the caller speaks for."""
    partner: Annotated[str, AfterValidator(_read_partner)]
    """Code of `/v1/partners`."""
    field: FieldCode | None = None
    """Of the cooperation."""
    purpose: PurposeIn


class ConcludeIntroduction(RequestBody):
    outcome: Annotated[str, AfterValidator(_read_outcome)]
    on: Day | None = None
    """Without it today."""
    note: Prose | None = None


@router.get("/v1/partners", response_model=PartnersOut)
async def list_partners(
    q: Search | None = None, field: Code | None = None, act: Act = allow(PUBLIC)
) -> Response:
    """Partner cities of the UNESCO Creative Cities Network, by field or part of the name."""
    wanted = fold(q or "")
    found = [
        one
        for one in PARTNERS.values()
        if wanted in fold(f"{one.vi} {one.en}") and field in (None, one.field)
    ]

    async def listed(_session: object) -> list[Partner]:
        return found

    return await act.read(listed, show_partners)


@router.get("/v1/partners/{code}", response_model=PartnerOut)
async def get_partner(code: str, act: Act = allow(PUBLIC)) -> Response:
    """One partner city."""
    partner = PARTNERS.get(code)
    if partner is None:
        raise NotFound("partner", code[:60])

    async def found(_session: object) -> Partner:
        return partner

    return await act.read(found, show_partner)


@router.post("/v1/introductions", status_code=201, response_model=IntroductionOut)
async def request_introduction(
    body: RequestIntroduction, act: Act = allow("member", "officer")
) -> Response:
    """Ask to be introduced to a partner city. Refuses with everything that lacks."""
    asked = usecases.IntroductionAsked(
        member_id=body.member_id,
        partner=body.partner,
        field=body.field,
        purpose_vi=body.purpose.vi,
        purpose_en=body.purpose.en,
    )
    return await act.write(usecases.request_introduction, show_introduction, asked, status=201)


@router.get("/v1/introductions", response_model=Listed[IntroductionOut])
async def list_introductions(
    page: AskedPage,
    member_id: UUID | None = None,
    partner: Code | None = None,
    status: Status | None = None,
    outcome: Code | None = None,
    late: Annotated[bool, Query(description="Only what waits beyond its promised day")] = False,
    act: Act = allow(*INSIDERS),
) -> Response:
    """Introductions and what came of them: staff see all, a member its own."""
    today = hanoi_date(act.view.now)
    return await act.list(
        Introduction,
        queries.select_introductions(member_id, partner, status, outcome, today if late else None),
        show_introduction,
        page,
        created_at=Introduction.created_at,
        updated_at=Introduction.updated_at,
    )


@router.get("/v1/introductions/{introduction_id}", response_model=IntroductionOut)
async def get_introduction(introduction_id: UUID, act: Act = allow(*INSIDERS)) -> Response:
    """One introduction."""
    return await act.get(Introduction, introduction_id, show_introduction)


@router.post("/v1/introductions/{introduction_id}/prepare", response_model=IntroductionOut)
async def prepare_introduction(introduction_id: UUID, act: Act = allow("officer")) -> Response:
    """Draft the letter in both languages; it is signed and issued at `/v1/documents`."""
    return await act.write(usecases.prepare_introduction, show_introduction, introduction_id)


@router.post("/v1/introductions/{introduction_id}/decline", response_model=IntroductionOut)
async def decline_introduction(
    introduction_id: UUID, body: DeclineRequest, act: Act = allow("officer")
) -> Response:
    """Decline it with a reason in writing."""
    return await act.write(
        usecases.decline_introduction,
        show_introduction,
        introduction_id,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/introductions/{introduction_id}/cancel", response_model=IntroductionOut)
async def cancel_introduction(
    introduction_id: UUID, body: CancelRequest | None = None, act: Act = allow("member", "officer")
) -> Response:
    """Take the request back, as long as no letter is in work."""
    return await act.write(
        usecases.cancel_introduction,
        show_introduction,
        introduction_id,
        reason=body.reason if body else None,
    )


@router.post("/v1/introductions/{introduction_id}/conclude", response_model=IntroductionOut)
async def conclude_introduction(
    introduction_id: UUID, body: ConcludeIntroduction, act: Act = allow("member", "officer")
) -> Response:
    """Say what came of it; a later outcome takes the place of an earlier one."""
    return await act.write(
        usecases.conclude_introduction,
        show_introduction,
        introduction_id,
        body.outcome,
        body.on,
        body.note,
    )
