"""One file on its way in and out: checked by its bytes, scanned, stored before a row names it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from shared.errors import Failure, Invalid, NotFound
from shared.files.check import check_file
from shared.files.orphans import store_file
from shared.files.scanner import ScannerAway, scan
from shared.files.settings import FileSettings
from shared.files.store import FileStore, digest_of
from shared.files.upload import Upload
from shared.http.idempotency import is_dry_run
from shared.telemetry import log

ANY_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
}
"""The `responses` of a route that answers with a file that someone sent in."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the store already."""

    sha256: str
    media_type: str
    size: int
    file_name: str | None
    pages: int | None
    scan_status: str
    """`clean`, `not_scanned`, or `quarantined` while the scanner is away."""


async def store_sent(request: Request, content: bytes) -> str:
    """Store what came with a request ahead of its row; in a dry run nothing. Returns its sha256."""
    if is_dry_run(request):
        return digest_of(content)
    return await store_file(request.app.state.doors.database, content)


async def take_file(
    upload: Upload, request: Request, allowed: list[str] | None = None
) -> StoredFile:
    """Check, scan and store; `allowed` are media types, those of the settings unless given.

    Raises Invalid with everything that is wrong with the file. Ask for the caller's rights first,
    so that nobody fills the store with files for what they may not even see.
    """
    settings = FileSettings.of(request.app.state.doors.database)
    types, limit = allowed or settings.document_media_types, settings.document_max_bytes
    content = upload.content
    checked = await asyncio.to_thread(check_file, upload.media_type, content, types, limit)
    if checked.failures:
        raise Invalid(*checked.failures)
    scan_status = await first_scan(content, settings)
    sha256 = await store_sent(request, content)
    return StoredFile(
        sha256, checked.media_type, len(content), upload.name, checked.pages, scan_status
    )


async def first_scan(content: bytes, settings: FileSettings) -> str:
    """The file's first scan status. Raises Invalid for what the scanner finds infected."""
    if not settings.scanner_url:
        return "not_scanned"
    try:
        verdict = await scan(settings.scanner_url, content, settings.scanner_timeout_seconds)
    except ScannerAway as away:
        log.warning("scanner_away", reason=str(away))
        return "quarantined"
    if verdict == "infected":
        raise Invalid(Failure("document_infected", field="file"))
    return verdict


async def answer_stored(
    store: FileStore, sha256: str, name: str, media_type: str, *, missing: NotFound
) -> Response:
    """A file that someone sent in, never shown by a browser as a page of this service.

    Raises `missing` when the store does not hold it any more.
    """
    content = await store.get(sha256)
    if content is None:
        raise missing
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": f'"{sha256}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type=media_type)
