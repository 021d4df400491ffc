"""The clocks of complaints as the data has them, read once; a wrong file stops the service."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from services.members.domain.complaint_clocks import Clock, clock_on, load_clocks
from shared.working_days import add_working_days

CLOCKS = load_clocks(Path(__file__).parent / "data" / "complaint_clocks.json")


def clock_of(code: str, start: date) -> Clock:
    """The clock that holds for what begins on a day."""
    return clock_on(CLOCKS, code, start)


def end_of(code: str, start: date) -> date:
    """The last day of the time that begins after a day."""
    return clock_of(code, start).end(start, add_working_days)
