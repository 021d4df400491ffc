"""Makes the print files of a ceremony, a batch at a time, as due work.

Each batch is one transaction: what is made is kept, and after a crash the next process goes on with
what is missing. How far it has come can be read at any time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from services.members.documents.certificate import Printed, render_certificate
from services.members.models import CertificateNumber
from services.members.settings import Settings
from services.members.signing import check_url
from shared.database.work import Work
from shared.files.store import FileStore

PRINT_CERTIFICATES = "print_certificates"
BATCH = 40
"""Some tenths of a second of work: an award waits that long for the numbers under its hands."""
HANDS = 2
"""While one sets a page, which needs no interpreter, the other draws its QR code, which does. More
of them would only wait for the interpreter and for each other."""
AWAIT_OTHERS = timedelta(seconds=1)


async def print_soon(work: Work, ceremony_id: UUID) -> None:
    await work.schedule(PRINT_CERTIFICATES, str(ceremony_id), work.now)


async def print_certificates(work: Work, ceremony_id: UUID) -> int:
    """Make the next files; returns how many. Schedules itself until none is missing."""
    missing = (
        CertificateNumber.ceremony_id == ceremony_id,
        CertificateNumber.file.is_(None),
        CertificateNumber.status != "void",
    )
    batch = await work.session.scalars(
        select(CertificateNumber)
        .where(*missing)
        .order_by(CertificateNumber.serial)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    rows = list(batch)
    await _make_files(Settings.of(work), rows)
    await work.session.flush()
    left = await work.session.scalar(select(func.count()).where(*missing))
    if left:
        # Whoever holds the rest, an award or a printer of another replica, may still roll back.
        wait = timedelta() if rows else AWAIT_OTHERS
        await work.schedule(PRINT_CERTIFICATES, str(ceremony_id), work.now + wait)
    return len(rows)


async def _make_files(settings: Settings, rows: Sequence[CertificateNumber]) -> None:
    """Off the event loop; files are written through to the disk beside the setting."""
    store = FileStore(settings.files_dir)
    sample = settings.mode == "embedded"
    hands = asyncio.Semaphore(HANDS)

    async def make(row: CertificateNumber) -> None:
        async with hands:
            content = await asyncio.to_thread(render_certificate, printed_of(row, sample))
        row.file = await store.put(content)

    await asyncio.gather(*(make(row) for row in rows))


def printed_of(row: CertificateNumber, sample: bool) -> Printed:
    """What stands on the paper; it knows of no later suspension or revocation."""
    return Printed(
        number=row.number,
        name=row.name,
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        status="valid",
        page=row.verify_url,
        qr_url=check_url(row.verify_url, row.token),
        sample=sample,
    )
