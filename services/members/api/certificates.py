"""`/v1/certificates`: anyone may check one by its number.

The file is for whoever holds the QR code, the member and officers.
"""

from __future__ import annotations

import asyncio
import hmac
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import HTMLResponse

from services.members import queries
from services.members.api.answers.certificates import CertificateOut, show_certificate
from services.members.api.files import answer_file, of_type
from services.members.documents.certificate import Printed, render_certificate
from services.members.documents.certificate_page import Checked, render_page
from services.members.models import Certificate
from services.members.signing import check_url
from services.members.usecases import issue_certificates as issuing
from shared.clock import hanoi_date
from shared.errors import Failure, Forbidden, NotFound, NotSignedIn
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["certificates"])

Number = Annotated[Line, Path()]
Token = Annotated[str | None, Query(description="From the certificate's QR code", max_length=2000)]


class ReissueCertificate(RequestBody):
    reason_code: Literal["name_changed", "lost", "damaged", "misprint"]
    reason: Prose
    """Stays in the audit trail."""


@router.get("/v1/certificates", response_model=Listed[CertificateOut])
async def list_certificates(
    page: AskedPage,
    member_id: UUID | None = None,
    act: Act = allow("officer", "auditor", "member"),
) -> Response:
    """Certificates, for staff and members."""
    return await act.list(
        Certificate,
        queries.select_certificates(member_id),
        show_certificate,
        page,
        number=Certificate.number,
        created_at=Certificate.created_at,
    )


@router.get(
    "/v1/certificates/{number}.pdf",
    response_class=Response,
    responses=of_type("application/pdf"),
)
async def download_certificate(
    number: Number, token: Token = None, act: Act = allow(PUBLIC)
) -> Response:
    """The printed certificate, for whoever has its QR code, its member and officers."""
    row = await _find(act, number)
    if not (_is_token(row, token) or _is_insider(act, row)):
        refusal = Forbidden if act.caller.signed_in else NotSignedIn
        raise refusal(Failure("certificate_token_needed"))
    printed = Printed(
        number=row.number,
        name=row.member_name,
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        status=row.status(hanoi_date(act.view.now)),
        page=row.verify_url,
        qr_url=check_url(row.verify_url, row.token),
        sample=act.view.settings.mode == "embedded",
    )
    content = await asyncio.to_thread(render_certificate, printed)
    return answer_file(content, f"{row.number}.pdf", "application/pdf")


@router.post("/v1/certificates/{number}/reissue", status_code=201, response_model=CertificateOut)
async def reissue_certificate(
    number: Number, body: ReissueCertificate, act: Act = allow("officer")
) -> Response:
    """A new paper under a new number with the member's present name; the old one does not count
    any more. Refuses a name that has not changed, and a paper that was replaced or revoked."""
    return await act.write(
        issuing.reissue_certificate,
        show_certificate,
        number,
        body.reason_code,
        status=201,
        reason=body.reason,
    )


@router.get("/v1/certificates/{number}", response_model=CertificateOut)
async def get_certificate(number: Number, act: Act = allow(PUBLIC)) -> Response:
    """Whether a certificate counts: number, space, status and dates."""

    async def find(_session: object) -> Certificate:
        return await _find(act, number)

    return await act.read(find, show_certificate)


@router.get("/certificates/{number}", response_class=HTMLResponse)
async def check_certificate(
    number: Number,
    token: Token = None,
    lang: Literal["vi", "en"] | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """The page behind the QR code, for people: valid, suspended, revoked or unknown."""
    row = await act.doors.database.read(lambda session: queries.find_certificate(session, number))
    found = None
    if row is not None:
        status = row.status(hanoi_date(act.view.now))
        found = Checked(status, row.member_name, row.issued_on, row.valid_until)
    good_token = token if row is not None and _is_token(row, token) else None
    page = render_page(row.number if row else number, found, good_token, lang or act.locale)
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return HTMLResponse(page, 200 if found else 404, headers)


async def _find(act: Act, number: str) -> Certificate:
    row = await act.doors.database.read(lambda session: queries.find_certificate(session, number))
    if row is None:
        raise NotFound(Certificate.KIND, number)
    return row


def _is_token(row: Certificate, token: str | None) -> bool:
    return token is not None and hmac.compare_digest(
        row.token.encode(), token.encode("utf-8", "replace")
    )


def _is_insider(act: Act, row: Certificate) -> bool:
    return act.caller.has_role("officer") or row.member_id in act.caller.member_ids
