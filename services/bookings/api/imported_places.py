"""Reads the rows of a list of places: columns by name or label, cells as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi.exceptions import RequestValidationError
from pydantic import BeforeValidator, ValidationError

from services.bookings.api.place_fields import (
    Accessibility,
    Capacity,
    Codes,
    Hours,
    Key,
    Layouts,
    NoiseLimits,
    OnHolidays,
    OnMakeUpDays,
    RuleFields,
    Seasons,
)
from services.bookings.domain.opening_text import (
    OpeningTextProblem,
    read_opening,
    read_seasons,
    read_weekday,
)
from services.bookings.domain.place_imports import COLUMNS, PlaceRow
from services.bookings.texts import VOCABULARY
from shared.errors import Failure, Invalid
from shared.http.fields import Code, Line
from shared.http.problems import FieldProblem, read_validation
from shared.tables.reading import Line as TableLine
from shared.tables.rows import SAID, SPLIT, at_row, cells_by_column, check_width, read_columns
from shared.texts import Label
from shared.vietnamese import fold

NEEDED_COLUMNS = ("type", "key")
NOISE = re.compile(r"(?P<from>[\d:]+)[-–](?P<to>[\d:]+)=(?P<dba>\d{1,4})")
NOISE_EXAMPLE = "06:00-21:00=70; 21:00-06:00=55"


def _code_of(list_name: str, text: str) -> str:
    """A label of a list stands for its code; anything else is taken as a code."""
    codes = {
        fold(label): code
        for code, label_text in VOCABULARY[list_name].items()
        for label in (label_text.vi, label_text.en)
    }
    return codes.get(fold(text.strip()), text.strip())


def _coded(list_name: str) -> BeforeValidator:
    return BeforeValidator(lambda text: _code_of(list_name, text))


def _codes(list_name: str) -> BeforeValidator:
    return BeforeValidator(
        lambda text: [_code_of(list_name, one) for one in SPLIT.split(text) if one.strip()]
    )


def _pairs(list_name: str, example: str) -> Callable[[str], dict[str, str]]:
    """`code=value` between semicolons."""

    def read(text: str) -> dict[str, str]:
        pairs = {}
        for part in SPLIT.split(text):
            name, equals, value = part.partition("=")
            if part.strip() and not (equals and name.strip() and value.strip()):
                raise FieldProblem("import_pair_not_readable", part=part.strip(), example=example)
            if part.strip():
                pairs[_code_of(list_name, name)] = value.strip()
        return pairs

    return read


_read_layout_pairs = _pairs("layout", "theatre=200; standing=300")
_read_fact_pairs = _pairs("accessibility", "step_free=yes; lift=no")


def _read_layouts(text: str) -> list[dict[str, str]]:
    return [{"code": code, "capacity": value} for code, value in _read_layout_pairs(text).items()]


def _read_facts(text: str) -> dict[str, str]:
    facts = _read_fact_pairs(text)
    return {code: _code_of("accessibility_answer", value) for code, value in facts.items()}


def _read_hours(text: str) -> list[dict[str, Any]]:
    try:
        return read_opening(text)
    except OpeningTextProblem as problem:
        raise FieldProblem("import_opening_not_readable", part=problem.part) from None


def _read_seasons(text: str) -> list[dict[str, Any]]:
    try:
        return read_seasons(text)
    except OpeningTextProblem as problem:
        raise FieldProblem("import_season_not_readable", part=problem.part) from None


def _read_weekday(text: str) -> int:
    try:
        return int(text) if text.strip().isdecimal() else read_weekday(text)
    except OpeningTextProblem:
        raise FieldProblem("import_weekday_not_readable") from None


def _read_noise(text: str) -> list[dict[str, str]]:
    limits = []
    for part in filter(str.strip, SPLIT.split(text)):
        found = NOISE.fullmatch("".join(part.split()))
        if found is None:
            raise FieldProblem("import_pair_not_readable", part=part.strip(), example=NOISE_EXAMPLE)
        limits.append(found.groupdict())
    return limits


def _read_said(text: str) -> bool:
    said = SAID.get(fold(text))
    if said is None:
        raise FieldProblem("field_not_boolean")
    return said


Weekday = BeforeValidator(_read_weekday)


class ImportedPlace(RuleFields):
    """The cells of one row that are not empty."""

    type: Annotated[Literal["venue", "space"], _coded("place_type")]
    key: Key
    venue_key: Key | None = None
    parent_key: Key | None = None
    name_vi: Line | None = None
    name_en: Line | None = None
    host_id: UUID | None = None
    address_line: Line | None = None
    ward: Line | None = None
    kind: Annotated[Code, _coded("space_kind")] | None = None
    capacity: Capacity | None = None
    indoor: Annotated[bool, BeforeValidator(_read_said)] | None = None
    layouts: Annotated[Layouts, BeforeValidator(_read_layouts)] | None = None
    opening: Annotated[list[dict[str, Any]], BeforeValidator(_read_hours)] | None = None  # type: ignore[assignment]
    seasons: Annotated[Seasons, BeforeValidator(_read_seasons)] | None = None
    on_holidays: Annotated[OnHolidays, Weekday] | None = None
    on_make_up_days: Annotated[OnMakeUpDays, Weekday] | None = None
    lead_hours: Hours | None = None
    refused_kinds: Annotated[Codes, _codes("activity_kind")] | None = None
    refused_contents: Annotated[Codes, _codes("content")] | None = None
    noise_limits: Annotated[NoiseLimits, BeforeValidator(_read_noise)] | None = None
    accessibility: Annotated[Accessibility, BeforeValidator(_read_facts)] | None = None


def read_rows(lines: list[TableLine]) -> list[PlaceRow]:
    """Each row with its values, or with everything that is wrong with them.

    Raises Invalid when the column names are not ours.
    """
    head, *rest = lines
    columns, failures = read_columns(head, COLUMNS)
    missing = [Label(one, COLUMNS[one]) for one in NEEDED_COLUMNS if one not in columns]
    if missing:
        failures.append(Failure("import_column_missing", field="file", columns=missing))
    if failures:
        raise Invalid(*failures)
    return [_read_row(line, columns) for line in rest]


def _read_row(line: TableLine, columns: list[str | None]) -> PlaceRow:
    cells = cells_by_column(line, columns)
    said = {column: cell for column, cell in cells.items() if cell is not None}
    failures = check_width(line, columns)
    try:
        read = ImportedPlace.model_validate(said)
    except ValidationError as error:
        failures += read_validation(RequestValidationError(error.errors())).failures
        return PlaceRow(line.number, {}, tuple(at_row(line.number, failures)))
    values = read.model_dump(exclude_unset=True, by_alias=True)
    return PlaceRow(line.number, values, tuple(at_row(line.number, failures)))
