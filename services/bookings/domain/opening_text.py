"""Weekly hours as people write them in a list: `T2-T6 08:00-17:00; T7, CN 08:00-12:00`.

Parts stand between semicolons or lines; each is days (one, several, from-to), then times. Days are
T2 … T7, CN, or Mon … Sun. Seasons stand between bars, each its days and then its weekly hours:
`Mùa hè 05-15..08-31: T2-CN 06:00-22:00 | 12-24..12-31: đóng cửa`.
"""

from __future__ import annotations

import re
from typing import Any

from shared.vietnamese import fold

DAYS = {
    **{name: number for number, name in enumerate(("t2", "t3", "t4", "t5", "t6", "t7", "cn"), 1)},
    **{
        name: number
        for number, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 1)
    },
}
TIMES = re.compile(r"(\d{1,2})[:h](\d{2})?\s*[-–]\s*(\d{1,2})[:h](\d{2})?")
DAY_OF_SEASON = r"[\d-]{5,10}"
SEASON = re.compile(
    rf"(?P<name>.*?) ?(?P<first>{DAY_OF_SEASON}) ?\.\. ?(?P<last>{DAY_OF_SEASON}) ?:(?P<hours>.+)"
)
CLOSED = frozenset(fold(one) for one in ("đóng cửa", "closed"))
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


def read_weekday(text: str) -> int:
    """A day's number, Monday 1, or 0 for closed. Raises OpeningTextProblem."""
    if fold(text.strip()) in CLOSED:
        return 0
    day = DAYS.get(text.strip().lower())
    if day is None:
        raise OpeningTextProblem(text)
    return day


def read_seasons(text: str) -> list[dict[str, Any]]:
    """Seasons in their order; whether the days are days is not looked at here.

    Raises OpeningTextProblem with the season that cannot be read.
    """
    return [_read_season(part.strip()) for part in text.split("|") if part.strip()]


def _read_season(part: str) -> dict[str, Any]:
    found = SEASON.fullmatch(" ".join(part.split()))
    if found is None:
        raise OpeningTextProblem(part)
    hours = found["hours"].strip()
    return {
        "from": found["first"],
        "to": found["last"],
        "opening": [] if fold(hours) in CLOSED else read_opening(hours),
        "name": {"vi": found["name"], "en": None} if found["name"] else None,
    }


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
