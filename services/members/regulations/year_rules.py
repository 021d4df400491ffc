"""What the yearly duties, points, grades, awards and the UNESCO monitoring go by: data, read once.

`data/year.json` names source and date of what it says. A file that does not hold together stops
the service at its start, not an evaluation at its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.members.domain.points import Grade, PointRule
from shared.data_files import read_data
from shared.texts import Text

FILE = Path(__file__).parents[1] / "data" / "year.json"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Coded(_Data):
    """A code with its names."""

    code: str
    vi: str
    en: str

    @property
    def text(self) -> Text:
        return Text(self.vi, self.en)


class _DayOfYear(_Data):
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    years_later: int = Field(ge=0, le=2)

    def of(self, year: int) -> date:
        return date(year + self.years_later, self.month, self.day)


class _Reports(_Data):
    source: str
    opens: _DayOfYear
    due: _DayOfYear
    remind_days_before: list[int]

    @model_validator(mode="after")
    def _ordered(self) -> _Reports:
        # 2023 is no leap year: a day that exists in it exists in every year.
        if not self.opens.of(2023) < self.due.of(2023):
            raise ValueError("reports must be due after they open")
        return self


class ContributionKind(Coded):
    commitment: str | None


class _Kinds(_Data):
    source: str
    listed: list[ContributionKind]


class _Coded(_Data):
    source: str
    listed: list[Coded]


class _PointRule(Coded):
    kinds: list[str]
    measure: Literal["count", "hours", "audience"]
    points: float
    start: float

    def read(self) -> PointRule:
        kinds = frozenset(self.kinds)
        return PointRule(self.code, self.text, kinds, self.measure, self.points, self.start)


class _PointRules(_Data):
    source: str
    listed: list[_PointRule]


class _Grade(Coded):
    from_: float = Field(alias="from", ge=0, le=100)


class _Grades(_Data):
    source: str
    listed: list[_Grade]


class AwardForm(Coded):
    level: Literal["department", "city"]


class _Words(_Data):
    vi: str
    en: str


class _AwardForms(_Data):
    source: str
    legal_basis: list[_Words]
    listed: list[AwardForm]


class _UnescoField(Coded):
    own_fields: list[str]


class _Unesco(_Data):
    source: str
    cycle_years: int = Field(ge=1, le=20)
    next_report_year: int
    fields: list[_UnescoField]
    commitments: list[Coded]


class _Rules(_Data):
    note: str
    checked_on: date
    reports: _Reports
    contribution_kinds: _Kinds
    void_reasons: _Coded
    point_rules: _PointRules
    grades: _Grades
    award_forms: _AwardForms
    award_revocations: _Coded
    unesco: _Unesco

    @model_validator(mode="after")
    def _whole(self) -> _Rules:
        kinds = {one.code for one in self.contribution_kinds.listed}
        counted = {kind for rule in self.point_rules.listed for kind in rule.kinds}
        if not {*OWN_KINDS, *counted} <= kinds:
            raise ValueError("a kind of contribution is used that is not listed")
        named = {one.commitment for one in self.contribution_kinds.listed if one.commitment}
        if not named <= {one.code for one in self.unesco.commitments}:
            raise ValueError("a kind of contribution names a commitment that is not listed")
        if not {*OWN_VOID_REASONS} <= {one.code for one in self.void_reasons.listed}:
            raise ValueError("a reason that the service itself gives is not listed")
        if min(one.from_ for one in self.grades.listed) != 0:
            raise ValueError("the lowest grade must begin at 0")
        return self


OWN_KINDS = (
    "activity_held",
    "no_show",
    "item_published",
    "participation",
    "reported_activity",
    "report_submitted",
)
"""Kinds that the service itself writes down."""
OWN_VOID_REASONS = ("item_retracted", "left_out_of_report", "not_so")

RULES = read_data(_Rules, FILE)
AWARD_BASIS = [Text(one.vi, one.en) for one in RULES.award_forms.legal_basis]
AWARD_FORMS = {one.code: one for one in RULES.award_forms.listed}
POINT_RULES = {
    one.code: PointRule(
        one.code, one.text, frozenset(one.kinds), one.measure, one.points, one.start
    )
    for one in RULES.point_rules.listed
}
GRADES = sorted(
    (Grade(one.code, one.from_) for one in RULES.grades.listed), key=lambda one: -one.begins_at
)
_COMMITMENTS = {one.code: one.commitment for one in RULES.contribution_kinds.listed}
_UNESCO_FIELDS = {own: one.code for one in RULES.unesco.fields for own in one.own_fields}


def _labels(listed: Iterable[Coded]) -> dict[str, Text]:
    return {one.code: one.text for one in listed}


VOCABULARY: dict[str, dict[str, Text]] = {
    "contribution_kind": _labels(RULES.contribution_kinds.listed),
    "contribution_void_reason": _labels(RULES.void_reasons.listed),
    "point_rule": _labels(RULES.point_rules.listed),
    "grade": _labels(RULES.grades.listed),
    "award_form": _labels(RULES.award_forms.listed),
    "award_revocation": _labels(RULES.award_revocations.listed),
    "unesco_field": _labels(RULES.unesco.fields),
    "unesco_commitment": _labels(RULES.unesco.commitments),
}


def unesco_field_of(fields: Iterable[str]) -> str | None:
    """The UNESCO field that a space with these fields works in; the first that has one."""
    return next((_UNESCO_FIELDS[one] for one in fields if one in _UNESCO_FIELDS), None)


def commitment_of(kind: str) -> str | None:
    """The commitment that a kind of contribution usually serves."""
    return _COMMITMENTS.get(kind)


def report_days(year: int) -> tuple[date, date]:
    """When the reports on a year open and when they are due."""
    return RULES.reports.opens.of(year), RULES.reports.due.of(year)


def monitoring_years() -> tuple[int, int]:
    """First and last year of the running UNESCO monitoring period."""
    last = RULES.unesco.next_report_year
    return last - RULES.unesco.cycle_years + 1, last
