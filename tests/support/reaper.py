"""What a test process leaves behind goes, however that process ended.

A second process waits beside it and notices its end by a pipe that closes.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import psutil

from deploy.embedded.down import stop_network
from deploy.embedded.folder import DataFolder
from deploy.embedded.network import python_environment

CONTAINERS = "containers"
PATIENCE_SECONDS = 10


def remove_after_us(what: Path | str) -> None:
    """Have a network stopped, named by its data folder, or our `CONTAINERS` removed."""
    stream = _reaper().stdin
    assert stream is not None
    stream.write(f"{what}\n".encode())
    stream.flush()


@cache
def _reaper() -> subprocess.Popen[bytes]:
    """Started once for each test process; it does not hear the Ctrl-C that is meant for us."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.reaper", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **python_environment()},
        start_new_session=True,
    )


def main(pid: int) -> None:
    """Entry point of `python -m tests.support.reaper`; its input ends with the test process."""
    left = sys.stdin.read().splitlines()
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).wait(PATIENCE_SECONDS)  # the pipe closes a moment before the end
    for folder in left:
        if folder != CONTAINERS:
            stop_network(DataFolder(Path(folder)))
    if CONTAINERS in left:
        from tests.support.containers import remove_orphans

        remove_orphans()


if __name__ == "__main__":
    main(int(sys.argv[1]))
