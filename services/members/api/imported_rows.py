"""Reads the rows of a list of members: columns by name or label, cells as people write them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi.exceptions import RequestValidationError
from pydantic import BeforeValidator, Field, ValidationError

from services.members.api.fields import Email, FieldCodes, Kind, Ownership, Phone, WebAddress
from services.members.domain.imports import COLUMNS, KNOWN_BY, TO_READ_ONLY, ImportRow
from services.members.vocabulary import CODE_LISTS
from services.members.wards import present_name
from shared.errors import Failure, Invalid
from shared.http.fields import Day, Line, Prose, RequestBody
from shared.http.problems import FieldProblem, read_validation
from shared.tables.reading import Line as TableLine
from shared.tables.rows import SAID, SPLIT, at_row, cells_by_column, check_width, read_columns
from shared.texts import Label
from shared.vietnamese import fold

VIETNAMESE_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def _coded(list_name: str) -> BeforeValidator:
    """A label of a list stands for its code."""
    codes = {
        fold(label): code
        for code, text in CODE_LISTS[list_name].items()
        for label in (text.en, text.vi)
    }
    return BeforeValidator(lambda text: codes.get(fold(text), text))


def _read_fields(text: Any) -> list[str]:
    codes = {
        fold(label): code
        for code, names in CODE_LISTS["field"].items()
        for label in (names.en, names.vi)
    }
    parts = [part.strip() for part in SPLIT.split(text or "") if part.strip()]
    return [codes.get(fold(part), part) for part in parts]


def _read_day(text: str) -> str | date:
    found = VIETNAMESE_DAY.fullmatch(text)
    if found is None:
        return text
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise FieldProblem("field_not_date") from None


def _read_said(text: str | None) -> bool:
    if text is None:
        return False
    said = SAID.get(fold(text))
    if said is None:
        raise FieldProblem("field_not_boolean")
    return said


def _read_degrees(text: str) -> str:
    return text.replace(",", ".") if "." not in text else text


def _degrees(most: float) -> Any:
    return Annotated[float, Field(ge=-most, le=most), BeforeValidator(_read_degrees)]


class ImportedRow(RequestBody):
    """The cells of one row."""

    external_key: Line | None = None
    member_id: UUID | None = None
    name: Line | None = None
    kind: Annotated[Kind, _coded("kind")] | None = None
    ownership: Annotated[Ownership, _coded("ownership")] | None = None
    fields: Annotated[FieldCodes, BeforeValidator(_read_fields)] = Field(default=[])
    member_since: Annotated[Day, BeforeValidator(_read_day)] | None = None
    address_line: Line | None = None
    ward: Line | None = None
    address_public: Annotated[bool, BeforeValidator(_read_said)] = False
    latitude: _degrees(90) | None = None  # type: ignore[valid-type]
    longitude: _degrees(180) | None = None  # type: ignore[valid-type]
    online_url: WebAddress | None = None
    website: WebAddress | None = None
    description_vi: Prose | None = None
    description_en: Prose | None = None
    contact_name: Line | None = None
    contact_email: Email | None = None
    contact_phone: Phone | None = None
    contact_locale: Literal["vi", "en"] | None = None


def read_rows(lines: list[TableLine]) -> list[ImportRow]:
    """Each row with its values, or with everything that is wrong with them.

    Raises Invalid when the column names are not ours.
    """
    head, *rest = lines
    columns = _read_head(head)
    return [_read_row(line, columns) for line in rest]


def _read_head(head: TableLine) -> list[str | None]:
    """The column of each cell; None for what is passed over."""
    columns, failures = read_columns(head, COLUMNS, TO_READ_ONLY)
    if not set(KNOWN_BY).intersection(columns):
        keys = [Label(code, COLUMNS[code]) for code in KNOWN_BY]
        failures.append(Failure("import_column_missing", field="file", columns=keys))
    if failures:
        raise Invalid(*failures)
    return columns


def _read_row(line: TableLine, columns: list[str | None]) -> ImportRow:
    said, failures = cells_by_column(line, columns), check_width(line, columns)
    try:
        values = ImportedRow.model_validate(said).model_dump(exclude_unset=True)
    except ValidationError as error:
        failures += read_validation(RequestValidationError(error.errors())).failures
        return ImportRow(line.number, {}, tuple(at_row(line.number, failures)))
    if not any(values.get(column) for column in KNOWN_BY):
        failures.append(Failure("field_missing", field="external_key"))
    if values.get("ward"):
        values["ward"] = present_name(values["ward"])
    return ImportRow(line.number, values, tuple(at_row(line.number, failures)))
