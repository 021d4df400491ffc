"""Weekly hours as people write them in a list: `T2-T6 08:00-17:00; T7, CN 08:00-12:00`.

Parts stand between semicolons or lines; each is days (one, several, from-to), then times. Days are
T2 … T7, CN, or Mon … Sun.
"""

from __future__ import annotations

import re
from typing import Any

DAYS = {
    **{name: number for number, name in enumerate(("t2", "t3", "t4", "t5", "t6", "t7", "cn"), 1)},
    **{
        name: number
        for number, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 1)
    },
}
TIMES = re.compile(r"(\d{1,2})[:h](\d{2})?\s*[-–]\s*(\d{1,2})[:h](\d{2})?")
MINUTES_OF_DAY = 24 * 60


class OpeningTextProblem(ValueError):
    """`part` cannot be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def read_opening(text: str) -> list[dict[str, Any]]:
    """Weekly windows. Raises OpeningTextProblem with the part that cannot be read."""
    windows = []
    for part in re.split(r"[;\n]", text):
        if part.strip():
            windows += _read_part(part.strip())
    if not windows:
        raise OpeningTextProblem(text)
    return sorted(windows, key=lambda one: (one["day"], one["opens"]))


def _read_part(part: str) -> list[dict[str, Any]]:
    first = TIMES.search(part)
    if first is None:
        raise OpeningTextProblem(part)
    days = _read_days(part[: first.start()], part)
    times = [_read_times(found, part) for found in TIMES.finditer(part)]
    if TIMES.sub("", part[first.start() :]).strip(" ,"):
        raise OpeningTextProblem(part)
    return [
        {"day": day, "opens": opens, "closes": closes} for day in days for opens, closes in times
    ]


def _read_days(text: str, part: str) -> list[int]:
    days: list[int] = []
    for one in text.lower().replace("–", "-").split(","):
        ends = [DAYS.get(end.strip()) for end in one.split("-")]
        first, last = ends[0], ends[-1]
        if len(ends) > 2 or first is None or last is None or first > last:
            raise OpeningTextProblem(part)
        days += range(first, last + 1)
    return sorted(set(days))


def _read_times(found: re.Match[str], part: str) -> tuple[str, str]:
    hours = [int(one or 0) for one in found.groups()]
    opens, closes = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if max(hours[1], hours[3]) > 59 or not 0 <= opens < closes <= MINUTES_OF_DAY:
        raise OpeningTextProblem(part)
    return _clock(opens), _clock(closes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
