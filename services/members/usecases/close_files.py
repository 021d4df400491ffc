"""Files are closed: their dossier lies in the store, and their time of keeping begins.

The dossier is made before this use case runs; it belongs to exactly the version that was gathered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain import closed_files as rules
from services.members.models import CLOSED_ONCE, ClosedFile
from services.members.regulations.retention_rules import retention_on
from services.members.usecases.gather_files import GATHER, gather_file
from services.members.usecases.gathered import Gathered
from services.members.usecases.keep_holds import find_holds
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Subject, Work
from shared.errors import Failure, Stale, refuse_if


@dataclass(frozen=True, slots=True)
class StoredDossier:
    """A dossier that lies in the store already."""

    sha256: str
    size: int
    contents: list[dict[str, Any]]
    version: int
    """Of the file that it was made from."""


async def what_bars_closing(session: AsyncSession, gathered: Gathered) -> list[Failure]:
    """Whether the file is finished, all that belongs to it too, and not closed already."""
    closed = await session.scalar(
        select(ClosedFile.id).where(
            ClosedFile.file_kind == gathered.kind,
            ClosedFile.file_id == gathered.row.id,
            ClosedFile.status != "reopened",
        )
    )
    return rules.may_close(
        gathered.kind,
        gathered.labels,
        gathered.status,
        gathered.open_matters,
        closed is not None,
    )


async def close_file(
    work: Work, kind: str, file_id: UUID, stored: StoredDossier | None
) -> ClosedFile:
    """Close a file with its dossier; `stored` is None when there was a reason not to make one."""
    model, _ = GATHER[kind]
    row = await work.lock(model, file_id)
    work.subject = Subject(kind, str(file_id))
    gathered = await gather_file(work.session, kind, file_id)
    assert gathered is not None
    refuse_if(await what_bars_closing(work.session, gathered))
    if stored is None or stored.version != row.version:
        raise Stale(row)
    today = hanoi_date(work.now)
    rule = retention_on(rules.retention_code(kind, gathered.status), today)
    closed = ClosedFile(
        file_kind=kind,
        file_id=file_id,
        title=gathered.title,
        number=gathered.number,
        outcome=gathered.status,
        status="closed",
        closed_on=today,
        closed_by=work.caller.key,
        retention_code=rule.code,
        retention_years=rule.years,
        keep_until=rule.until(today),
        dossier_sha256=stored.sha256,
        dossier_size=stored.size,
        contents=stored.contents,
    )
    try:
        async with work.session.begin_nested():
            work.add(closed)
    except IntegrityError as error:
        if constraint_of(error) != CLOSED_ONCE:
            raise
        refuse_if([Failure("file_closed_already")])
    return closed


async def reopen_file(work: Work, closed_id: UUID, reason: str) -> ClosedFile:
    """The matter goes on: this dossier stays as it was, a new one follows the next closing."""
    closed = await work.lock(ClosedFile, closed_id)
    held = await find_holds(work.session, [(closed.file_kind, closed.file_id)])
    failures = rules.may_reopen(closed.status)
    refuse_if(failures + ([Failure("file_held", file=closed.title)] if held else []))
    closed.status, closed.reopen_reason = rules.MOVES["reopen"][closed.status], reason
    return closed


async def get_closed_file(work: Work, closed_id: UUID) -> ClosedFile:
    """A closed file with its index: the read stands in the audit trail."""
    return await work.read(ClosedFile, closed_id)


async def download_dossier(work: Work, closed_id: UUID) -> str:
    """The sha256 of its dossier; refused once it was destroyed."""
    closed = await get_closed_file(work, closed_id)
    if closed.dossier_sha256 is None:
        refuse_if([Failure("dossier_gone")])
    assert closed.dossier_sha256 is not None
    return closed.dossier_sha256
