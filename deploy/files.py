"""Writing files that others rely on: whole or not at all, and secrets unreadable to others."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def make_private_folder(folder: Path) -> None:
    """Create a folder (and its parents) that only we may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def write_private(file: Path, text: str) -> None:
    """Write a secret with mode 600, atomically."""
    _write(file, text, 0o600)


def write_json(file: Path, value: Any, *, private: bool = False) -> None:
    """Write JSON atomically: a reader sees the old or the new file, never half of one."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    _write(file, text, 0o600 if private else 0o644)


@contextmanager
def drafting(file: Path) -> Iterator[Path]:
    """A draft of a secret (mode 600) that takes the file's place when the block ends well.

    Raises OSError before the block when nothing can be written there.
    """
    draft = _draft_of(file)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        yield draft
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _draft_of(file: Path) -> Path:
    return file.with_name(f".{file.name}.{os.getpid()}")


def _write(file: Path, text: str, mode: int) -> None:
    draft = _draft_of(file)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        os.fchmod(stream.fileno(), mode)
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
