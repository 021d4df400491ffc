"""Time is an argument: no SQL and no code of a service asks another clock than the shared one."""

from __future__ import annotations

import re
from pathlib import Path

FOLDERS = ("services", "shared")
CLOCK = Path("shared/clock.py")
OWN_CLOCKS = re.compile(
    r"(?<![\w.])now\(\)|func\.now\b|CURRENT_(TIMESTAMP|DATE|TIME)\b|LOCALTIME|"
    r"clock_timestamp\(|statement_timestamp\(|transaction_timestamp\(|"
    r"datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.time\(",
    re.IGNORECASE,
)


def find_own_clocks() -> str:
    """Every line that asks for the time by itself, as `file:line: text`."""
    found = []
    for folder in FOLDERS:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix not in (".py", ".sql") or path == CLOCK:
                continue
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if OWN_CLOCKS.search(line) and "def now(" not in line:
                    found.append(f"{path}:{number}: {line.strip()}")
    return "\n".join(found)
