"""What a container of this image runs: a service, a job, or `hcn`, by its first argument.

It runs in this same process, which is the container's first: so a stop signal reaches it, also
while the code is still being imported, when nothing else would answer it.
"""

from __future__ import annotations

import runpy
import signal
import sys

PROGRAMS = {
    "members": "services.members",
    "bookings": "services.bookings",
    "promotion": "services.promotion",
    "notifications": "services.notifications",
    "hcn": "deploy.cli",
    "keys": "deploy.containers.keys",
    "databases": "deploy.containers.databases",
}


def main(arguments: list[str]) -> None:
    """Run the program that the first argument names; the others are its own."""
    module = PROGRAMS.get(arguments[0]) if arguments else None
    if module is None:
        names = " | ".join(PROGRAMS)
        raise SystemExit(f"Hãy ghi tên chương trình · Say what to run: {names} …")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.argv = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
