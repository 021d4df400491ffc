"""One process of the embedded network, tied to the life of its supervisor.

The kernel signals a part when the supervisor dies, even by `kill -9`: nothing is left behind.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
STOP_SECONDS = 20
LARGEST_LOG_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """How to start and stop one process."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: tuple[int, int] | None = None
    """uid and gid to run as; None for our own."""
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    """What it gets when the supervisor dies."""
    health: str | None = None
    """URL on 127.0.0.1 that answers 200 when it is ready; None when it needs no waiting."""


async def start_part(part: Part) -> asyncio.subprocess.Process:
    """Start the process in its own session, so that Ctrl-C reaches the supervisor alone."""
    supervisor = os.getpid()

    def die_with_supervisor() -> None:
        # After the change of user, which would clear it again.
        _libc.prctl(_PR_SET_PDEATHSIG, part.death_signal)
        if os.getppid() != supervisor:
            os._exit(1)  # the supervisor died while we were starting

    identity: dict[str, Any] = {}
    if part.user:
        identity = {"user": part.user[0], "group": part.user[1], "extra_groups": []}
    _keep_small(part.log)
    with part.log.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *part.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **part.environment},
            cwd="/",
            start_new_session=True,
            preexec_fn=die_with_supervisor,
            **identity,
        )


async def stop_process(part: Part, process: asyncio.subprocess.Process) -> None:
    """Ask it to stop and wait; after 20 s it is killed."""
    if process.returncode is not None:
        return
    process.send_signal(part.stop_signal)
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


def _keep_small(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))


def last_lines(log: Path, count: int = 12) -> str:
    """The end of a log file, for a message about what went wrong."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 8192))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-count:])
    except FileNotFoundError:
        return ""


_libc = ctypes.CDLL(None, use_errno=True)
