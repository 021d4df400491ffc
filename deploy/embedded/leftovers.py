"""Processes that a supervisor left behind when it was killed: wait for them, then end them.

The kernel tells parts to stop when their supervisor dies, but they may still be at it when the
next start comes. Only processes with the noted number and start time are touched.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from deploy.embedded.folder import DataFolder, RunningProcess

PATIENCE_SECONDS = 10


def end_leftovers(folder: DataFolder) -> None:
    """Make sure that nothing of an earlier run lives, and forget that run."""
    noted = folder.read_processes()
    noted.pop("supervisor", None)
    for one in wait_until_gone(noted.values(), PATIENCE_SECONDS):
        if process := one.find():
            process.kill()
    wait_until_gone(noted.values(), PATIENCE_SECONDS)
    folder.forget_run()


def wait_until_gone(processes: Iterable[RunningProcess], seconds: float) -> list[RunningProcess]:
    """Wait until none lives; answers those that still do after `seconds`."""
    deadline = time.monotonic() + seconds
    alive = [one for one in processes if one.find()]
    while alive and time.monotonic() < deadline:
        time.sleep(0.02)
        alive = [one for one in alive if one.find()]
    return alive
