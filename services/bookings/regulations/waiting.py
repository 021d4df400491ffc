"""How long a time is held for whom, and how soft a fallback is: data, read once.

`data/waiting.json` and `data/weather.json` name source and date of what they say. A file that does
not hold together stops the service at its start, not an offer in the middle of the night.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.data_files import read_data

DATA = Path(__file__).parents[1] / "data"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Sourced(_Data):
    note: str
    source: str
    checked_on: date


class HoldStep(_Data):
    """So long is held what starts within so many hours; None is any later start."""

    until_start_hours: float | None = Field(gt=0)
    hours: float = Field(gt=0)


class WaitingRules(_Sourced):
    """Holding of offers, and how much one member may wait for."""

    hold: list[HoldStep] = Field(min_length=1)
    host_hold: list[HoldStep] = Field(min_length=1)
    least_notice_hours: float = Field(ge=0)
    most_watches_per_member: int = Field(ge=1)
    most_slots_per_watch: int = Field(ge=1)
    lapses_until_end: int = Field(ge=1)
    look_again_hours: float = Field(gt=0)

    @model_validator(mode="after")
    def _rising(self) -> WaitingRules:
        for steps in (self.hold, self.host_hold):
            bounds = [step.until_start_hours for step in steps]
            named = [bound for bound in bounds if bound is not None]
            if bounds != [*sorted(set(named)), None]:
                raise ValueError("steps must rise and end with one for any later start")
        return self

    @property
    def look_again(self) -> timedelta:
        return timedelta(hours=self.look_again_hours)

    @property
    def notice(self) -> timedelta:
        return timedelta(hours=self.least_notice_hours)

    def offer_until(self, now: datetime, start: datetime) -> datetime | None:
        """Until when a member may answer; None when it is too late to offer at all."""
        return self._until(self.hold, now, start - self.notice)

    def host_until(self, now: datetime, start: datetime) -> datetime:
        """Until when a host may decide about what a member accepted: never after the start."""
        return self._until(self.host_hold, now, start) or now

    def _until(self, steps: Sequence[HoldStep], now: datetime, end: datetime) -> datetime | None:
        left = end - now
        if left <= timedelta(0):
            return None
        return min(now + _step(steps, left), end)


def _step(steps: Sequence[HoldStep], left: timedelta) -> timedelta:
    for step in steps:
        if step.until_start_hours is None or left <= timedelta(hours=step.until_start_hours):
            return timedelta(hours=step.hours)
    raise AssertionError("the last step has no bound")


class WeatherRules(_Sourced):
    """When a fallback becomes firm, and how long a time one call may cover."""

    firm_hours_before: float = Field(ge=0)
    longest_call_hours: float = Field(gt=0)

    @property
    def firm_before(self) -> timedelta:
        return timedelta(hours=self.firm_hours_before)

    @property
    def longest_call(self) -> timedelta:
        return timedelta(hours=self.longest_call_hours)


WAITING = read_data(WaitingRules, DATA / "waiting.json")
WEATHER = read_data(WeatherRules, DATA / "weather.json")
