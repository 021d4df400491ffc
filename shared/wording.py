"""How days and instants read in a sentence: Hanoi time, dd/MM/yyyy."""

from __future__ import annotations

from datetime import date, datetime

from shared.clock import HANOI


def say_day(day: date) -> str:
    """`23/11/2026`."""
    return day.strftime("%d/%m/%Y")


def say_instant(instant: datetime) -> str:
    """`23/11/2026 09:00`, in Hanoi time."""
    return instant.astimezone(HANOI).strftime("%d/%m/%Y %H:%M")
