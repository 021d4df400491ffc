"""Runs every check, shows what each took, and ends 1 when one failed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from deploy.checks.clock import find_own_clocks
from deploy.checks.migrations import lint_migrations

BIN = Path(sys.executable).parent
CODE = ["services", "shared", "deploy", "tests"]


def command(*arguments: str) -> Callable[[], str]:
    """A check that is a command: its output when it fails, nothing when it passes."""

    def run() -> str:
        done = subprocess.run(arguments, capture_output=True, text=True, check=False)
        return "" if done.returncode == 0 else done.stdout + done.stderr

    return run


CHECKS: dict[str, Callable[[], str]] = {
    "lint": command(f"{BIN}/ruff", "check", "--no-cache", *CODE),
    "format": command(f"{BIN}/ruff", "format", "--no-cache", "--check", *CODE),
    "types": command(f"{BIN}/mypy"),
    "import contracts": command(f"{BIN}/lint-imports", "--no-cache"),
    "event schemas": command(sys.executable, "-m", "shared.events.contract", "check"),
    "OpenAPI": command(sys.executable, "-m", "deploy.openapi", "check"),
    "migrations": lint_migrations,
    "one clock": find_own_clocks,
}


def main() -> int:
    failed = []
    for name, check in CHECKS.items():
        begun = time.monotonic()
        problem = check()
        print(f"{'✗' if problem else '✓'} {name:<18} {time.monotonic() - begun:5.1f} s", flush=True)
        if problem:
            failed.append(name)
            print(problem, flush=True)
    if failed:
        print(f"Not in order: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
