"""What a person sees while the network starts: on a terminal, in a log, or through a pipe."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol, TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn


class Report(Protocol):
    """Receives the steps of a start."""

    def begin(self, step: str) -> None: ...
    def end(self, step: str, seconds: float) -> None: ...
    def say(self, text: str) -> None: ...


@contextmanager
def timed(report: Report, step: str) -> Iterator[None]:
    """Report a step with its seconds; a step that fails is not reported as done."""
    begun = time.monotonic()
    report.begin(step)
    yield
    report.end(step, time.monotonic() - begun)


class Lines:
    """Plain lines, for logs and pipes that people read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def begin(self, step: str) -> None:
        """Nothing: the line comes with the seconds."""

    def end(self, step: str, seconds: float) -> None:
        self.say(f"{step:<24} {seconds:6.2f} s")

    def say(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


class Terminal:
    """A spinner for each step that is under way."""

    def __init__(self, console: Console) -> None:
        columns = (
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=console)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Terminal:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def rest(self) -> None:
        """Stop drawing; what comes now are lines."""
        self._progress.stop()

    def begin(self, step: str) -> None:
        self._tasks[step] = self._progress.add_task(step, total=1)

    def end(self, step: str, seconds: float) -> None:
        text = f"{step:<24} {seconds:6.2f} s"
        self._progress.update(self._tasks[step], completed=1, description=text)

    def say(self, text: str) -> None:
        self._progress.console.print(text, highlight=False, soft_wrap=True)


class Pipe:
    """JSON lines to the command that started us with `--detach`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def begin(self, step: str) -> None:
        self._send(begin=step)

    def end(self, step: str, seconds: float) -> None:
        self._send(end=step, seconds=seconds)

    def say(self, text: str) -> None:
        self._send(say=text)

    def fail(self, text: str) -> None:
        """The start failed, with the reason."""
        self._send(fail=text)

    def _send(self, **line: Any) -> None:
        with suppress(BrokenPipeError):  # the command was interrupted; the network goes on
            print(json.dumps(line), file=self._stream, flush=True)


def replay(line: str, report: Report) -> str:
    """Hand a line of a `Pipe` to another report; answers the reason when it is a failure."""
    parsed = json.loads(line)
    match parsed:
        case {"begin": str(step)}:
            report.begin(step)
        case {"end": str(step), "seconds": float(seconds)}:
            report.end(step, seconds)
        case {"say": str(text)}:
            report.say(text)
    return str(parsed.get("fail", ""))
