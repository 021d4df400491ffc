"""Tables in which nothing is ever cut: an id that was shortened is no id.

Text breaks between words. When the words themselves do not fit, the table is wider than the
terminal, which folds the lines; what is not a terminal (a pipe, a file) gets one line a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

WIDE = 100_000


def show_table(headers: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """Print rows under headers; no header line when all headers are empty."""
    table = Table(box=None, show_header=any(headers))
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        # As text: brackets in an error's text are no markup.
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    console = Console()
    Console(width=_width(console, table)).print(table)


def _width(console: Console, table: Table) -> int:
    if not console.is_terminal:
        return WIDE
    options = console.options.update(max_width=WIDE)
    return max(console.width, Measurement.get(console, options, table).minimum)
