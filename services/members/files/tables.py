"""Tables for people with Excel: CSV and XLSX, written so that they are read back as they were.

A CSV begins with a byte order mark: without one Excel takes UTF-8 for the machine's old code page
and spoils every Vietnamese mark. Its lines end in CR LF (RFC 4180). A cell that a spreadsheet would
run as a formula gets an apostrophe in front, which reading takes off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from shared.tables.reading import RUN_BY_SPREADSHEETS

BYTE_ORDER_MARK = "\ufeff"
GAP = "; "
"""Between the values of one cell."""


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A UTF-8 file with a byte order mark and a line of column names."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_harmless(_cell_of(value)) for value in row] for row in rows)
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet; text is text, whatever it begins with."""
    # Imported here: a replica needs it, at the cost of a fifth of its start, only for a workbook.
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("members")
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    for row in rows:
        sheet.append([_as_text(sheet, _cell_of(value)) for value in row])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _cell_of(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return GAP.join(str(one) for one in value)
    return ("TRUE" if value else "FALSE") if isinstance(value, bool) else value


def _harmless(value: Any) -> Any:
    runs = isinstance(value, str) and value.startswith(RUN_BY_SPREADSHEETS)
    return f"'{value}" if runs else value


def _as_text(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell  # here for the same reason as Workbook

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
