"""`/v1/calls/{id}/ranking` and the reasons behind it as CSV and XLSX."""

from __future__ import annotations

import asyncio
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response

from services.members.api.answers.rankings import RankingOut, show_ranking
from services.members.api.recorded import run_recorded
from services.members.documents.reasons_table import build_table, write_csv, write_xlsx
from services.members.usecases import rank_applications as usecases
from shared.http.act import Act, allow

router = APIRouter(tags=["reviews"])

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BINARY = {"schema": {"type": "string", "format": "binary"}}
TABLE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}, XLSX: BINARY}}
}


@router.get("/v1/calls/{call_id}/ranking", response_model=RankingOut)
async def rank_applications(
    call_id: UUID, act: Act = allow("officer", "decider", "auditor", "reviewer")
) -> Response:
    """The files of a call in their order, with what is to be discussed.

    For staff, and for the chair of the board once the chair's own scores are in.
    """
    return await act.read(usecases.rank_applications, show_ranking, call_id, act.caller)


@router.get("/v1/calls/{call_id}/reviews.{form}", response_class=Response, responses=TABLE)
async def export_reviews(
    call_id: UUID,
    form: Literal["csv", "xlsx"],
    act: Act = allow("officer", "decider", "auditor"),
) -> Response:
    """Every score and reason of a call as a table, in the caller's language.

    CSV begins with a byte order mark: without it Excel reads Vietnamese letters wrongly.
    """
    ranking, reasons = await run_recorded(act, usecases.export_reviews, call_id)
    table = build_table(ranking, reasons, act.locale)
    write = write_csv if form == "csv" else write_xlsx
    content = await asyncio.to_thread(write, table)
    headers = {
        "Content-Disposition": f'attachment; filename="reviews-{call_id}.{form}"',
        "Cache-Control": "private, no-store",
        "Content-Language": act.locale,
    }
    media_type = "text/csv; charset=utf-8" if form == "csv" else XLSX
    return Response(content, headers=headers, media_type=media_type)
