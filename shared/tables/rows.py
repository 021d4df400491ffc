"""What the rows of every list that is taken over have in common: column names, yes and no, places.

A failure of a row says where it is: `rows.7.ward` is row 7 as a spreadsheet counts, column `ward`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from shared.errors import Failure
from shared.tables.reading import Line
from shared.texts import Label, Text
from shared.vietnamese import fold

SAID = {
    **dict.fromkeys(("true", "1", "yes", "x", "co"), True),
    **dict.fromkeys(("false", "0", "no", "khong"), False),
}
"""Folded words for yes and no."""
SPLIT = re.compile(r"[;,|\n]")
"""Between the values of one cell."""


def at_row(number: int, failures: Sequence[Failure]) -> list[Failure]:
    """The same failures, saying in which row of the file and in which column."""
    return [_at(number, failure) for failure in failures]


def _at(number: int, failure: Failure) -> Failure:
    column = failure.field or "row"
    moved = type(failure).__new__(type(failure))
    Failure.__init__(moved, failure.code, field=f"rows.{number}.{column}", **failure.values)
    return moved


def read_columns(
    head: Line, columns: Mapping[str, Text], passed_over: Collection[str] = ()
) -> tuple[list[str | None], list[Failure]]:
    """The column of each cell of the first line, by code or label; None for what is passed over.

    With it what is wrong: a name that is none, a column that is there twice.
    """
    names = {fold(said): code for code, text in columns.items() for said in (text.vi, text.en)}
    names |= {code: code for code in (*columns, *passed_over)}
    found = [names.get(fold(cell)) if cell else None for cell in head.cells]
    allowed = [Label(code, text) for code, text in columns.items()]
    failures = [
        Failure("import_column_unknown", field="file", column=cell, allowed=allowed)
        for cell, column in zip(head.cells, found, strict=True)
        if cell and column is None
    ]
    twice = sorted({one for one in found if one and found.count(one) > 1})
    failures += [Failure("import_column_twice", field="file", column=one) for one in twice]
    return [None if column in passed_over else column for column in found], failures


def cells_by_column(line: Line, columns: Sequence[str | None]) -> dict[str, Any]:
    """What a row says, by column; a column that the file does not have is not there."""
    cells = [*line.cells, *[None] * (len(columns) - len(line.cells))]
    return {column: cell for column, cell in zip(columns, cells, strict=False) if column}


def check_width(line: Line, columns: Sequence[str | None]) -> list[Failure]:
    """A row has no cells beyond the named columns."""
    beyond = any(cell is not None for cell in line.cells[len(columns) :])
    return [Failure("import_row_too_long")] if beyond else []
