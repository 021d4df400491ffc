"""Reads tables as people keep them: CSV in UTF-8 or Excel's Unicode text, and XLSX.

What it is, the content says, not the name. Cells come as text (dates as YYYY-MM-DD), empty ones as
None. Whatever cannot be read is refused with a sentence, and nothing is unpacked that is larger
than the limits.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Generic, TypeVar

from shared.errors import Failure, Invalid

Row = TypeVar("Row")
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would run; written with an apostrophe before it."""
ZIP = b"PK\x03\x04"
DELIMITERS = ",;\t"
MOST_COLUMNS = 100
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Limits:
    rows: int
    unpacked_bytes: int


@dataclass(frozen=True, slots=True)
class SentList(Generic[Row]):
    """A list that someone sent in, read; what is wrong with a row stands in the row."""

    rows: Sequence[Row]
    sha256: str
    file_name: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number as a spreadsheet shows it, and its cells."""

    number: int
    cells: list[str | None]


def read_table(content: bytes, limits: Limits) -> list[Line]:
    """All lines that are not empty, the line of column names first.

    Raises Invalid when it is no table, is empty, or is larger than the limits.
    """
    if not content.strip():
        raise Invalid(Failure("import_empty", field="file"))
    lines = _read_xlsx(content, limits) if content.startswith(ZIP) else _read_csv(content)
    found = list(islice(_filled(lines), limits.rows + 2))
    if len(found) > limits.rows + 1:
        raise Invalid(Failure("import_too_long", field="file", limit=limits.rows))
    if len(found) < 2:
        raise Invalid(Failure("import_empty", field="file"))
    return found


def _filled(lines: Iterable[Iterable[Any]]) -> Iterator[Line]:
    for number, values in enumerate(lines, start=1):
        cells = [_text_of(value) for value in islice(values, MOST_COLUMNS)]
        if any(cell is not None for cell in cells):
            yield Line(number, cells)


def _text_of(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if text.startswith("'") and text[1:].startswith(RUN_BY_SPREADSHEETS):
        text = text[1:]
    return text or None


def _read_csv(content: bytes) -> list[list[str]]:
    text = _decode(content)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise Invalid(Failure("import_not_readable", field="file")) from None


def _decode(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Invalid(Failure("import_not_unicode", field="file")) from None


def _read_xlsx(content: bytes, limits: Limits) -> list[tuple[Any, ...]]:
    """Rows of the first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Invalid(Failure("import_not_readable", field="file")) from None
    if unpacked > limits.unpacked_bytes:
        raise Invalid(Failure("import_too_large", field="file", limit=limits.unpacked_bytes))
    # Imported here: a replica needs it only once someone sends a workbook.
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its size is not always so
        rows = sheet.iter_rows(max_row=limits.rows + 2, max_col=MOST_COLUMNS, values_only=True)
        return list(rows)
    except Exception:  # whatever a broken file makes the library raise
        raise Invalid(Failure("import_not_readable", field="file")) from None
