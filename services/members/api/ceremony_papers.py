"""The papers of a ceremony: made before the day, called up in order, handed over and signed for.

Who is on the list is for staff; nothing here is public before the award.
"""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field

from services.members import queries
from services.members.api.answers.ceremonies import (
    CeremonyOut,
    HandOversOut,
    show_ceremony,
    show_hand_overs,
)
from services.members.api.files import answer_file, of_type
from services.members.documents.walk_order import Walker, render_walk_order, write_walk_order_csv
from services.members.models import Ceremony, CertificateNumber
from services.members.usecases import hand_over_certificates as handing
from services.members.usecases import prepare_ceremonies as preparing
from shared.errors import NotFound
from shared.files.store import FileStore
from shared.http.act import Act, allow
from shared.http.fields import Day, Instant, Line, Prose, RequestBody

router = APIRouter(tags=["ceremonies"])


class PrepareCeremony(RequestBody):
    issued_on: Day | None = None
    """The date printed on the certificates; without it the ceremony's."""
    begins_on: Day | None = None
    """The day on which these memberships begin; without it the date of each decision."""


class HandOverLine(RequestBody):
    application_id: UUID
    handed_over_at: Instant
    handed_over_to: Line | None = None
    """Who took it, where the sheet names someone."""


class RecordHandOvers(RequestBody):
    entries: Annotated[list[HandOverLine], Field(min_length=1, max_length=500)]
    reason: Prose | None = None
    """Needed to correct what is on record."""


@router.post("/v1/ceremonies/{ceremony_id}/prepare", response_model=CeremonyOut)
async def prepare_ceremony(
    ceremony_id: UUID, body: PrepareCeremony | None = None, act: Act = allow("officer")
) -> Response:
    """Fix the list, reserve a number for everyone on it and have the papers made.

    `print` of the ceremony tells how many are made. Asked again it adds only who is new; refuses
    other dates than those already printed.
    """
    body = body or PrepareCeremony()
    return await act.write(
        preparing.prepare_ceremony, show_ceremony, ceremony_id, body.issued_on, body.begins_on
    )


@router.post("/v1/ceremonies/{ceremony_id}/hand-overs", response_model=HandOversOut)
async def record_hand_overs(
    ceremony_id: UUID, body: RecordHandOvers, act: Act = allow("officer")
) -> Response:
    """Enter who took which paper, when and through whom. The same sheet again changes nothing."""
    lines = [
        handing.HandOver(one.application_id, one.handed_over_at, one.handed_over_to)
        for one in body.entries
    ]
    return await act.write(
        handing.record_hand_overs,
        show_hand_overs,
        ceremony_id,
        lines,
        body.reason,
        reason=body.reason,
    )


@router.get("/v1/ceremonies/{ceremony_id}/hand-overs", response_model=HandOversOut)
async def get_hand_overs(ceremony_id: UUID, act: Act = allow("officer", "auditor")) -> Response:
    """Who took which paper. It names persons, so reading it stands in the audit trail."""
    return await act.write(handing.get_hand_overs, show_hand_overs, ceremony_id)


@router.get(
    "/v1/ceremonies/{ceremony_id}/walk-order.pdf",
    response_class=Response,
    responses=of_type("application/pdf"),
)
async def print_walk_order(ceremony_id: UUID, act: Act = allow("officer", "decider")) -> Response:
    """Who is called up when, on paper, with room for signatures; it names no person."""
    ceremony = await _find(act, ceremony_id)
    title = ceremony.title_en if act.locale == "en" and ceremony.title_en else ceremony.title_vi
    walkers = await _walkers(act, ceremony)
    content = await asyncio.to_thread(
        render_walk_order, title, ceremony.held_at, ceremony.place, walkers, act.locale
    )
    return answer_file(content, "walk-order.pdf", "application/pdf")


@router.get(
    "/v1/ceremonies/{ceremony_id}/walk-order.csv",
    response_class=Response,
    responses=of_type("text/csv"),
)
async def export_walk_order(ceremony_id: UUID, act: Act = allow("officer", "decider")) -> Response:
    """The same list for a spreadsheet."""
    walkers = await _walkers(act, await _find(act, ceremony_id))
    content = write_walk_order_csv(walkers, act.locale)
    return answer_file(content, "walk-order.csv", "text/csv; charset=utf-8")


@router.get(
    "/v1/ceremonies/{ceremony_id}/certificates.zip",
    response_class=Response,
    responses=of_type("application/zip"),
)
async def download_papers(
    ceremony_id: UUID, request: Request, act: Act = allow("officer")
) -> Response:
    """Every paper for signature and seal, in walking order; refused until all are made."""
    ceremony = await _find(act, ceremony_id)
    preparing.check_papers(ceremony.numbered)
    files: FileStore = request.app.state.files
    content = await asyncio.to_thread(_pack, ceremony.numbered, files)
    return answer_file(content, "certificates.zip", "application/zip")


def _pack(numbers: Sequence[CertificateNumber], files: FileStore) -> bytes:
    """Stored and not deflated: a PDF is compressed already."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as pack:
        for position, one in enumerate(numbers, start=1):
            assert one.file
            day = (one.issued_on.year, one.issued_on.month, one.issued_on.day, 0, 0, 0)
            name = zipfile.ZipInfo(f"{position:03d} {one.number}.pdf", day)
            pack.writestr(name, files.path_of(one.file).read_bytes())
    return output.getvalue()


async def _find(act: Act, ceremony_id: UUID) -> Ceremony:
    row = await act.doors.database.read(lambda session: session.get(Ceremony, ceremony_id))
    if row is None:
        raise NotFound(Ceremony.KIND, ceremony_id)
    return row


async def _walkers(act: Act, ceremony: Ceremony) -> list[Walker]:
    """Whoever has no number yet stands on the list under the application's name."""
    names = await act.doors.database.read(
        lambda session: queries.names_of(session, ceremony.listed)
    )
    return [
        Walker(
            position,
            names[entry.application_id],
            entry.number.number if entry.number is not None else None,
        )
        for position, entry in enumerate(ceremony.entries, start=1)
    ]
