"""Checking a certificate: its signature in the browser, its present status here, and no more."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import HTMLResponse

from services.members import queries
from services.members.documents.certificate_check import (
    CONTENT_SECURITY_POLICY,
    render_check_page,
)
from services.members.settings import Settings
from services.members.signing import keys_of
from shared.clock import hanoi_date
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import Answer, Line
from shared.http.rate_limit import RateLimit, address_of

router = APIRouter(tags=["certificates"])

PAGE_SECONDS = 3600
"""How long a browser keeps the page: for many papers, and not too long for a new key."""


class CertificateStatusOut(Answer):
    status: Literal["valid", "suspended", "revoked", "expired", "unknown"]
    """`expired` only where certificates have a term; `unknown` also before the ceremony."""


class CertificateKeysOut(Answer):
    keys: list[dict[str, Any]]
    """A JWK Set: every key that ever signed a code, public parts alone."""


@router.get("/certificates/check", response_class=HTMLResponse)
async def open_check_page(
    lang: Literal["vi", "en"] | None = None, act: Act = allow(PUBLIC)
) -> Response:
    """The page behind the QR code. What it checks stands in the fragment and never comes here."""
    keys = keys_of(Settings.of(act.view))
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": f"public, max-age={PAGE_SECONDS}",
        "Vary": "Accept-Language",
    }
    return HTMLResponse(render_check_page(keys.public(), lang or act.locale), headers=headers)


@router.get("/v1/certificate-keys", response_model=CertificateKeysOut)
async def list_certificate_keys(act: Act = allow(PUBLIC)) -> Response:
    """The public keys of the QR codes, for whoever checks them with a program of their own."""
    keys = keys_of(Settings.of(act.view)).public()

    async def find(_session: object) -> list[dict[str, Any]]:
        return keys

    return await act.read(find, lambda found, _view: CertificateKeysOut(keys=found))


@router.get("/v1/certificates/{number}/status", response_model=CertificateStatusOut)
async def check_certificate_status(
    number: Annotated[Line, Path()], request: Request, act: Act = allow(PUBLIC)
) -> Response:
    """Whether a certificate is in force now, and no more. Refuses who asks too often (429)."""
    view = act.view
    limit: RateLimit = request.app.state.certificate_checks
    limit.take(address_of(request, view.settings), view.now)

    async def find(session: Any) -> str:
        row = await queries.find_certificate(session, number)
        return row.status(hanoi_date(view.now)) if row is not None else "unknown"

    def show(status: Any, _view: View) -> CertificateStatusOut:
        return CertificateStatusOut(status=status)

    return await act.read(find, show)
