"""Quarantined files are scanned as soon as the scanner answers again, each by due work.

The scanner is asked outside of any transaction; the verdict counts only for the bytes it was given
for, so that a file that was replaced meanwhile waits for its own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shared.database.work import Work
from shared.due_work import OutsideKind
from shared.files.scanner import ScannerAway, scan
from shared.files.settings import FileSettings
from shared.files.store import FileStore

AWAY = "away"

FindWaiting = Callable[[Work, str], Awaitable[str | None]]
"""`(work, key)` → the sha256 of the file that waits under this key, or None when none does."""
NoteVerdict = Callable[[Work, str, str, str], Awaitable[None]]
"""`(work, key, sha256, verdict)` writes a verdict down, if the file still has these bytes."""


@dataclass(frozen=True, slots=True)
class ScanJob:
    """One file to be scanned."""

    key: str
    sha256: str
    store: FileStore
    scanner_url: str
    timeout_seconds: float


@dataclass(frozen=True, slots=True)
class Scanning:
    """The three steps for one kind of file; its due work is scheduled under the file's key."""

    name: str
    find_waiting: FindWaiting
    note: NoteVerdict

    @property
    def kind(self) -> OutsideKind:
        return OutsideKind(self.name, self.prepare, call_scanner, self.settle)

    async def prepare(self, work: Work, key: str, _payload: dict[str, Any]) -> ScanJob | None:
        """What to scan; None when nothing waits. Without a scanner in the settings nothing does."""
        sha256 = await self.find_waiting(work, key)
        if sha256 is None:
            return None
        settings = FileSettings.of(work)
        if not settings.scanner_url:
            await self.note(work, key, sha256, "not_scanned")
            return None
        return ScanJob(
            key=key,
            sha256=sha256,
            store=FileStore(settings.files_dir),
            scanner_url=settings.scanner_url,
            timeout_seconds=settings.scanner_timeout_seconds,
        )

    async def settle(self, work: Work, job: ScanJob, outcome: str) -> None:
        """Write the verdict down; without one try again later."""
        if outcome == AWAY:
            later = timedelta(seconds=FileSettings.of(work).scanner_retry_seconds)
            await work.schedule(self.name, job.key, work.now + later)
            return
        await self.note(work, job.key, job.sha256, outcome)


async def call_scanner(job: ScanJob) -> str:
    """`clean`, `infected` or `away`."""
    content = await job.store.get(job.sha256)
    if content is None:
        return AWAY
    try:
        return await scan(job.scanner_url, content, job.timeout_seconds)
    except ScannerAway:
        return AWAY
