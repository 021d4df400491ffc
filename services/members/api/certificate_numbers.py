"""`/v1/certificate-numbers`: the ledger, in which every number of the series is accounted for."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.members import queries
from services.members.api.answers.certificate_numbers import (
    CertificateNumberOut,
    NumberAccountOut,
    show_account,
    show_certificate_number,
)
from services.members.api.files import answer_file, of_type
from services.members.models import CertificateNumber
from services.members.usecases import number_certificates as usecases
from shared.errors import Failure, NotFound, Refusal
from shared.files.store import FileStore
from shared.http.act import Act, allow
from shared.http.fields import Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["certificates"])

Number = Annotated[Line, Path()]
Year = Annotated[int, Query(ge=2000, lt=2200)]


class VoidNumber(RequestBody):
    reason_code: Literal["misprint", "damaged", "other"]
    reason: Prose
    """What happened to the paper; it stays with the number."""


@router.get("/v1/certificate-numbers", response_model=Listed[CertificateNumberOut])
async def list_certificate_numbers(
    page: AskedPage,
    year: Year | None = None,
    status: Literal["reserved", "used", "void"] | None = None,
    ceremony_id: UUID | None = None,
    act: Act = allow("officer", "decider", "auditor", "operator"),
) -> Response:
    """Every number that was ever given, also those that are void, with the reason."""
    return await act.list(
        CertificateNumber,
        queries.select_certificate_numbers(year, status, ceremony_id),
        show_certificate_number,
        page,
        number=CertificateNumber.number,
        serial=CertificateNumber.serial,
        created_at=CertificateNumber.created_at,
    )


@router.get("/v1/certificate-numbers/account", response_model=NumberAccountOut)
async def account_for_certificate_numbers(
    year: Year, act: Act = allow("officer", "decider", "auditor", "operator")
) -> Response:
    """One year's series in figures: given so far, used, reserved, void; and what is missing: 0."""

    async def count(session: AsyncSession) -> tuple[int, int, dict[str, int]]:
        return (year, *await queries.account_for_numbers(session, year))

    return await act.read(count, show_account)


@router.get(
    "/v1/certificate-numbers/{number}.pdf",
    response_class=Response,
    responses=of_type("application/pdf"),
)
async def download_print_file(
    number: Number, request: Request, act: Act = allow("officer")
) -> Response:
    """The paper as it was made for signature and seal, also before it is awarded."""
    row = await _find(act, number)
    if row.file is None:
        raise Refusal(Failure("still_printing", done=0, of=1))
    files: FileStore = request.app.state.files
    content = await files.get(row.file)
    if content is None:
        raise NotFound(CertificateNumber.KIND, number)
    return answer_file(content, f"{row.number}.pdf", "application/pdf")


@router.get("/v1/certificate-numbers/{number}", response_model=CertificateNumberOut)
async def get_certificate_number(
    number: Number, act: Act = allow("officer", "decider", "auditor", "operator")
) -> Response:
    """What became of one number."""

    async def find(_session: object) -> CertificateNumber:
        return await _find(act, number)

    return await act.read(find, show_certificate_number)


@router.post("/v1/certificate-numbers/{number}/void", response_model=CertificateNumberOut)
async def void_certificate_number(
    number: Number, body: VoidNumber, act: Act = allow("officer")
) -> Response:
    """Give a reserved number up: it is never used again. Prepare the ceremony again for another."""
    return await act.write(
        usecases.void_number,
        show_certificate_number,
        number,
        body.reason_code,
        body.reason,
        reason=body.reason,
    )


async def _find(act: Act, number: str) -> CertificateNumber:
    row = await act.doors.database.read(
        lambda session: queries.find_certificate_number(session, number)
    )
    if row is None or not act.caller.may_read(row.readers):
        raise NotFound(CertificateNumber.KIND, number)
    return row
