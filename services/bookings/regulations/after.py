"""What is asked after an activity, and what conduct and standing lead to: data, read once.

`data/after.json` and `data/standing.json` name source and date of what they say. A file that does
not hold together stops the service at its start.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.bookings.domain.conduct import LATE_CANCELLATION, NO_SHOW, ConductRules
from services.bookings.domain.grace import Grace
from shared.data_files import read_data
from shared.texts import Text

FOLDER = Path(__file__).parents[1] / "data"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Coded(_Data):
    code: str
    vi: str
    en: str


class _Report(_Data):
    source: str
    due_days: int = Field(ge=1, le=366)
    correct_days: int = Field(ge=1, le=732)
    most_photos: int = Field(ge=0, le=200)
    most_damages: int = Field(ge=0, le=500)

    @model_validator(mode="after")
    def _ordered(self) -> _Report:
        if self.correct_days < self.due_days:
            raise ValueError("a report must be open at least until it is due")
        return self


class _Evaluation(_Data):
    source: str
    days: int = Field(ge=1, le=366)
    best: int = Field(ge=2, le=100)
    by_host: list[_Coded] = Field(min_length=1)
    by_member: list[_Coded] = Field(min_length=1)


class _Severities(_Data):
    source: str
    listed: list[_Coded] = Field(min_length=1)


class _After(_Data):
    note: str
    checked_on: date
    report: _Report
    evaluation: _Evaluation
    damage_severities: _Severities


class _MarkKind(_Coded):
    points: int = Field(ge=0, le=1000)


class _Conduct(_Data):
    source: str
    window_days: int = Field(ge=1, le=3660)
    points_for_pause: int = Field(ge=1, le=10_000)
    pause_days: int = Field(ge=1, le=3660)
    marks: list[_MarkKind]

    @model_validator(mode="after")
    def _own_kinds_listed(self) -> _Conduct:
        if not {NO_SHOW, LATE_CANCELLATION} <= {one.code for one in self.marks}:
            raise ValueError("a mark that the service itself gives is not listed")
        return self


class _Standing(_Data):
    code: str
    grace_days: int = Field(ge=0, le=366)
    begun_within_grace: Literal["keep", "cancel"]

    def read(self) -> Grace:
        return Grace(timedelta(days=self.grace_days), self.begun_within_grace == "keep")


class _Cases(_Data):
    source: str
    reason_code: str
    standings: list[_Standing]
    otherwise: _Standing


class _StandingRules(_Data):
    note: str
    checked_on: date
    conduct: _Conduct
    cases: _Cases


AFTER = read_data(_After, FOLDER / "after.json")
STANDING = read_data(_StandingRules, FOLDER / "standing.json")

REPORT_DUE = timedelta(days=AFTER.report.due_days)
REPORT_OPEN = timedelta(days=AFTER.report.correct_days)
EVALUATION_OPEN = timedelta(days=AFTER.evaluation.days)


def _labels(listed: Iterable[_Coded]) -> dict[str, Text]:
    return {one.code: Text(one.vi, one.en) for one in listed}


CRITERIA = {
    "host": _labels(AFTER.evaluation.by_host),
    "member": _labels(AFTER.evaluation.by_member),
}
"""Side that speaks → what it gives marks for."""
CONDUCT = ConductRules(
    window=timedelta(days=STANDING.conduct.window_days),
    threshold=STANDING.conduct.points_for_pause,
    pause=timedelta(days=STANDING.conduct.pause_days),
)
POINTS = {one.code: one.points for one in STANDING.conduct.marks}
_GRACES = {one.code: one.read() for one in STANDING.cases.standings}


def grace_of(standing: str) -> Grace:
    """How long the dates of a member with this standing wait; every standing has an answer."""
    return _GRACES.get(standing) or STANDING.cases.otherwise.read()
