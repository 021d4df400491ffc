"""Stopping a network from another terminal: ask its supervisor, then wait until all has gone."""

from __future__ import annotations

import os
import time

from deploy.embedded.folder import DataFolder
from deploy.embedded.leftovers import end_leftovers, wait_until_gone

PATIENCE_SECONDS = 60


class StopFailed(Exception):
    """Something is still alive; the text names it."""


def stop_network(folder: DataFolder) -> bool:
    """Stop everything; False when nothing was running. Raises StopFailed after 60 s."""
    noted = folder.read_processes()
    running = [one for one in noted.values() if one.find()]
    supervisor = noted["supervisor"].find() if "supervisor" in noted else None
    if supervisor is None:
        end_leftovers(folder)
        return bool(running)
    supervisor.terminate()
    if alive := wait_until_gone(running, PATIENCE_SECONDS):
        names = ", ".join(name for name, one in noted.items() if one in alive)
        raise StopFailed(f"Still running after {PATIENCE_SECONDS} s: {names}; see {folder.logs}")
    _wait_for_lock(folder)
    return True


def _wait_for_lock(folder: DataFolder) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (lock := folder.lock()) is None:
        if time.monotonic() > deadline:
            raise StopFailed(f"{folder.path} is still locked by another process")
        time.sleep(0.02)
    os.close(lock)
