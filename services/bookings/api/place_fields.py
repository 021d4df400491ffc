"""Kinds of field that describe a place: its hours, its ways of set-up, and the rules of its use."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from services.bookings.api.fields import Minutes
from services.bookings.domain.place_rules import RULES
from services.bookings.regulations.places import ACTIVITY_FACTS, POLICIES
from shared.http.fields import BilingualLine, Code, Line, RequestBody, shaped
from shared.http.problems import FieldProblem

ClockTime = Annotated[str, shaped(r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$", "clock_time_wrong_form")]
Capacity = Annotated[int, Field(ge=1, le=1_000_000)]
Hours = Annotated[int, Field(ge=1, le=8784)]
Codes = Annotated[list[Code], Field(max_length=50)]
Key = Line
"""What a place is called in someone else's list; of all venues, and of all spaces, one has it."""


class DayWindow(RequestBody):
    """A time of a day in Hanoi; `24:00` is midnight at its end."""

    opens: ClockTime
    closes: ClockTime

    @model_validator(mode="after")
    def _opens_first(self) -> DayWindow:
        if self.opens >= self.closes:
            raise FieldProblem("opening_not_valid")
        return self


class OpeningWindow(DayWindow):
    """A weekly time in Hanoi; `24:00` is midnight at the end of the day."""

    day: Annotated[int, Field(ge=1, le=7, description="Monday is 1")]


Opening = Annotated[list[OpeningWindow], Field(min_length=1, max_length=100)]


class Season(RequestBody):
    """Other weekly hours from a day to a day, both included, every year or once."""

    from_: Annotated[str, Field(alias="from", max_length=10)]
    """`MM-DD` (every year) or `YYYY-MM-DD`."""
    to: Annotated[str, Field(max_length=10)]
    """In the same form; a season of every year may run over New Year."""
    opening: Annotated[list[OpeningWindow], Field(max_length=100)]
    """None at all: closed through the season."""
    name: BilingualLine | None = None

    @model_validator(mode="after")
    def _two_days(self) -> Season:
        yearly = len(self.from_) == len("MM-DD")
        first, last = (_read_day(one, yearly) for one in (self.from_, self.to))
        if not yearly and last < first:
            raise FieldProblem("season_not_valid")
        return self


def _read_day(text: str, yearly: bool) -> date:
    """A day written as MM-DD or YYYY-MM-DD, and in no other of the many ways of ISO 8601."""
    whole = f"2000-{text}" if yearly else text
    try:
        day = date.fromisoformat(whole)
    except ValueError:
        raise FieldProblem("season_not_valid") from None
    if day.isoformat() != whole:
        raise FieldProblem("season_not_valid")
    return day


class NoiseLimit(RequestBody):
    """How loud it may be at a time of each day; over midnight when `to` is not after `from`."""

    from_: Annotated[ClockTime, Field(alias="from")]
    to: ClockTime
    dba: Annotated[int, Field(ge=20, le=140)]


class Layout(RequestBody):
    """A way to set a space up, and how many people it then holds."""

    code: Code
    """Of `layout`."""
    capacity: Capacity


def _different_layouts(layouts: list[Layout]) -> list[Layout]:
    if len({one.code for one in layouts}) < len(layouts):
        raise FieldProblem("layout_twice")
    return layouts


Layouts = Annotated[list[Layout], Field(max_length=30), AfterValidator(_different_layouts)]
Accessibility = Annotated[dict[Code, Literal["yes", "partly", "no"]], Field(max_length=50)]


def _known_policy(code: str) -> str:
    if code not in POLICIES:
        raise FieldProblem("policy_unknown", allowed=list(POLICIES))
    return code


def _known_loudness(code: str) -> str:
    if code not in ACTIVITY_FACTS.loudness:
        raise FieldProblem("field_not_listed", allowed=list(ACTIVITY_FACTS.loudness))
    return code


Loudness = Annotated[Code, AfterValidator(_known_loudness)]


def _known_rule(name: str) -> str:
    if name not in RULES:
        raise FieldProblem("field_not_listed", allowed=list(RULES))
    return name


RuleNames = Annotated[list[Annotated[str, AfterValidator(_known_rule)]], Field(max_length=50)]


Seasons = Annotated[list[Season], Field(max_length=50)]
OnHolidays = Annotated[int, Field(ge=0, le=7)]
OnMakeUpDays = Annotated[int, Field(ge=1, le=7)]
NoiseLimits = Annotated[list[NoiseLimit], Field(max_length=20)]


class RuleFields(RequestBody):
    """Rules of use. A space inherits from its venue what it does not say itself."""

    opening: Opening | None = None
    """When it may be used, weekly; null is as the policy says, else always. Concerns the activity,
    not the set-up."""
    seasons: Seasons | None = None
    """Other hours for a part of the year; of several that hold the first one counts."""
    on_holidays: OnHolidays | None = None
    """On public holidays it opens as on this weekday (7: Sunday), 0: closed; null: as usual."""
    on_make_up_days: OnMakeUpDays | None = None
    """On Saturdays worked in exchange it opens as on this weekday; null: as on Saturdays."""
    policy: Annotated[Code, AfterValidator(_known_policy)] | None = None
    """A policy of the city for this kind of place: its hours and refused contents hold."""
    setup_minutes: Minutes | None = None
    """Taken before each activity; 0 when nobody says otherwise."""
    clearup_minutes: Minutes | None = None
    """Taken after each activity; 0 when nobody says otherwise."""
    lead_hours: Hours | None = None
    """How long ahead it must be asked for."""
    longest_hours: Hours | None = None
    """Longest activity."""
    check_in_minutes: Minutes | None = None
    """How long before the start check-in opens; 60 when nobody says otherwise."""
    no_show_minutes: Minutes | None = None
    """Who has not checked in so long after the start has not come; null: nobody looks."""
    refused_kinds: Codes | None = None
    """Kinds of activity (`activity_kind`) that it does not take."""
    refused_contents: Codes | None = None
    """Main contents (`content`) that it does not take; the policy's come on top."""
    noise_limits: NoiseLimits | None = None
    """How loud an activity may be, by the time of day."""
    crowd_limit: Capacity | None = None
    """Most people at one time whatever the set-up, by the rules of safety."""
    accessibility: Accessibility | None = None
    """`{step_free: yes|partly|no, …}`; what is left out is not known."""

    def rules(self) -> dict[str, Any]:
        """What was said of the rules, as it is stored; null where that was said."""
        whole = self.model_dump(by_alias=True, include=set(RULES))
        return {name: whole[name] for name in self.model_fields_set if name in RULES}
