"""Receipts of files, and the way of a paper applicant to the own file: a code, used once."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from services.members.api.answers.applications import ApplicationOut, show_application
from services.members.api.answers.filing import TakeOverCodeOut, show_code_once
from services.members.documents.receipt import render_receipt
from services.members.usecases import describe_receipts as receipts
from services.members.usecases import take_over_applications as usecases
from shared.http.act import Act, allow
from shared.http.fields import RequestBody

router = APIRouter(tags=["paper"])

BINARY = {"schema": {"type": "string", "format": "binary"}}
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": BINARY}}}
CodeText = Annotated[str, StringConstraints(max_length=60)]


class TakeOver(RequestBody):
    code: CodeText
    """As it stands on the receipt; hyphens and capitals do not matter."""


class PrintReceipt(RequestBody):
    code: CodeText | None = Field(default=None)
    """A take-over code that was just issued, to stand on the slip."""


@router.post("/v1/applications/take-over", response_model=ApplicationOut)
async def take_over_application(body: TakeOver, act: Act = allow()) -> Response:
    """Become the applicant of a file that was handed in on paper, with the code on its receipt.

    The code works once. After some wrong tries, or when its time is over, a new one is needed.
    """
    await act.run(usecases.count_take_over_try, body.code)
    return await act.write(usecases.take_over_application, show_application, body.code)


@router.post(
    "/v1/applications/{application_id}/take-over-codes",
    status_code=201,
    response_model=TakeOverCodeOut,
)
async def issue_take_over_code(application_id: UUID, act: Act = allow("officer")) -> Response:
    """Issue the code with which a paper applicant takes the file over; an earlier one is void.

    It is shown this once, also to an Idempotency-Key: asked again, there is a new one.
    """
    return await act.write(
        usecases.issue_take_over_code, show_code_once, application_id, status=201, kept=False
    )


@router.get("/v1/applications/{application_id}/receipt.pdf", responses=PDF)
async def get_receipt(application_id: UUID, act: Act = allow()) -> Response:
    """The receipt of a file that was handed in: number, day, documents, promised day."""
    return await _print(act, application_id, None)


@router.post("/v1/applications/{application_id}/receipt.pdf", responses=PDF)
async def print_receipt(
    application_id: UUID, body: PrintReceipt, act: Act = allow("officer")
) -> Response:
    """The same with the take-over code on it, as the slip for a paper applicant.

    Refuses a code that is not the file's own or cannot be used any more.
    """
    return await _print(act, application_id, body.code)


async def _print(act: Act, application_id: UUID, code: str | None) -> Response:
    slip = await act.run(receipts.describe_receipt, application_id, code, act.locale)
    content = await asyncio.to_thread(render_receipt, slip)
    headers = {
        "Content-Disposition": f'inline; filename="{slip.number}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type="application/pdf")
