"""`make bench`: all benchmarks, or those named (`make bench ONLY="relay http"`).

Table and JSON in `results/` are written after each, so that a run that is broken off leaves what it
found. It ends 1 when a figure lies below its floor.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from shared.service import collect_garbage_seldom
from shared.settings import ServiceSettings
from shared.telemetry import start_telemetry
from tests.benchmarks import (
    certificates,
    confirmations,
    directory,
    footprint,
    growth,
    http,
    inbox,
    latency,
    relay,
    report,
    rivals,
)
from tests.benchmarks.method import Comparison, Result, compare
from tests.benchmarks.place import Place, open_place

Measure = Callable[[Place], AsyncIterator[Result]]


def rounds_of(
    comparisons: Callable[[Place], AbstractAsyncContextManager[list[Comparison]]],
) -> Measure:
    """Ours against baselines, in rounds."""

    async def measure(place: Place) -> AsyncIterator[Result]:
        async with comparisons(place) as found:
            for comparison in found:
                print(f"{comparison.title} ...", file=sys.stderr, flush=True)
                for ratio in await compare(comparison, _tell):
                    yield ratio

    return measure


async def footprint_of(place: Place) -> AsyncIterator[Result]:
    for one in await footprint.measure(place):
        yield one


BENCHMARKS: dict[str, Measure] = {
    "relay": rounds_of(relay.comparisons),
    "inbox": rounds_of(inbox.comparisons),
    "growth": rounds_of(growth.comparisons),
    "latency": rounds_of(latency.comparisons),
    "http": rounds_of(http.comparisons),
    "certificates": rounds_of(certificates.comparisons),
    "confirmations": rounds_of(confirmations.comparisons),
    "directory": rounds_of(directory.comparisons),
    "rivals": rivals.measure,
    "footprint": footprint_of,
}


def main(names: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Run benchmarks."""
    wanted = names or list(BENCHMARKS)
    if unknown := set(wanted) - set(BENCHMARKS):
        known = ", ".join(BENCHMARKS)
        print(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {known}.")
        raise typer.Exit(2)
    with tempfile.TemporaryFile("w") as log:
        # As a real service logs, every line of it; only not between the lines of our table.
        with redirect_stdout(log):
            start_telemetry("bench", ServiceSettings())
        collect_garbage_seldom()  # as every service does
        results = asyncio.run(run(wanted))
    if any(one.verdict == "below" for one in results):
        raise typer.Exit(1)


async def run(names: list[str]) -> list[Result]:
    results: list[Result] = []
    print(report.HEAD)
    for name in names:
        found: list[Result] = []
        with tempfile.TemporaryDirectory(prefix="hcn-bench-") as folder:
            async with open_place(Path(folder)) as place:
                async for result in BENCHMARKS[name](place):
                    print(report.line_of(result), flush=True)
                    found.append(result)
        report.keep(found)
        results += found
    return results


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    typer.run(main)
