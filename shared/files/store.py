"""Where documents lie: a folder in which each file's name is the sha256 of its bytes.

A file is whole or not there (written aside, synced, renamed), and stored before a row names it. The
same bytes are stored once.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path


def digest_of(content: bytes) -> str:
    """The name of a file: the sha256 of its bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


class FileStore:
    """Content-addressed files of this service."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def put(self, content: bytes) -> str:
        """Store bytes; returns their sha256. What comes with a request goes by `store_file`."""
        return await asyncio.to_thread(self._put, content)

    def _put(self, content: bytes) -> str:
        digest = digest_of(content)
        target = self.path_of(digest)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, content)
        else:
            os.utime(target)  # found again: whoever sweeps leaves it alone for a while
        return digest

    def remove_unless_fresh(self, digest: str, seconds: float) -> bool:
        """Remove a file unless it was stored or found again within so many seconds.

        Compared with a file written now, so that both times come from the same clock. Returns
        whether it is gone.
        """
        target = self.path_of(digest)
        try:
            with tempfile.NamedTemporaryFile(dir=target.parent) as probe:
                age = os.fstat(probe.fileno()).st_mtime - target.stat().st_mtime
            if seconds and age < seconds:
                return False
            target.unlink()
        except FileNotFoundError:
            return True
        return True

    def path_of(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:4] / digest

    async def get(self, digest: str) -> bytes | None:
        """The bytes, or None when the store does not hold them (any more)."""
        path = self.path_of(digest)
        try:
            return await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError:
            return None


def _write_whole(target: Path, content: bytes) -> None:
    handle, aside = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
