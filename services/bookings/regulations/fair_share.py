"""The city's rules of fair share: read once from `data/fair_share.json`, kept with each season.

The file names source and date of each set. One that does not hold together stops the service at
its start.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.data_files import read_data
from shared.http.fields import Line, Prose

DATA = Path(__file__).parents[1] / "data" / "fair_share.json"

Percent = Annotated[int, Field(ge=0, le=1000)]


class FairShareRules(BaseModel):
    """What a season goes by; percent are on top of 100."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    source: Line
    """Where the numbers come from: a decision of the city, or that none was found."""
    checked_on: date
    """The day on which the source was last looked at."""
    note: Prose | None = None
    cap_hours_per_member: Annotated[int, Field(ge=1, le=10_000)] | None
    """So many hours a round may bring a member to in the season; null for no cap."""
    requests_over_cap: Literal["mark", "refuse"] = "mark"
    """A request in the usual way that would bring its member over the cap: the host sees it beside
    its rivals, or it is refused."""
    newcomer_days: Annotated[int, Field(ge=0, le=3660)]
    """Who joined in so many days before the season's first day, or later, is a newcomer."""
    newcomer_boost_percent: Percent
    ward_boosts: dict[Line, Percent]
    """Wards that the city names, each with its boost."""
    under_served_below_percent: Annotated[int, Field(ge=0, le=100)]
    """A ward is under-served when it received less per member than so much of the mean."""
    under_served_boost_percent: Percent
    most_wishes_per_member: Annotated[int, Field(ge=1, le=100)]
    """In one round."""


class _RuleSet(FairShareRules):
    code: str
    valid_from: date

    @property
    def rules(self) -> FairShareRules:
        return FairShareRules(**self.model_dump(exclude={"code", "valid_from"}))


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    note: str
    rule_sets: list[_RuleSet]

    @model_validator(mode="after")
    def _in_order(self) -> _Data:
        days = [one.valid_from for one in self.rule_sets]
        if not days or days != sorted(set(days)):
            raise ValueError("rule sets stand in the order of the days from which they hold")
        return self


_RULE_SETS = read_data(_Data, DATA).rule_sets


def rules_on(day: date) -> FairShareRules:
    """The set in force on a day; before the first one, the first."""
    in_force = [one for one in _RULE_SETS if one.valid_from <= day]
    return (in_force or _RULE_SETS[:1])[-1].rules
