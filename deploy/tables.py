"""Tables in which nothing is ever cut: an id that was shortened is no id.

Text breaks between words. When the words themselves do not fit, the table is wider than the
terminal, which folds the lines; what is not a terminal (a pipe, a file) gets one line a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDE = 100_000


def show_table(headers: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """Print rows under headers; no header line when all headers are empty."""
    # As text: brackets in an error's text are no markup.
    cells = [[Text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    table = Table(box=None, show_header=any(headers))
    for number, header in enumerate(headers):
        table.add_column(
            header,
            min_width=max(map(_longest_word, (row[number] for row in cells)), default=0),
            overflow="fold",
        )
    for row in cells:
        table.add_row(*row)
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    console.print(table, crop=False)


def _longest_word(text: Text) -> int:
    return max(map(cell_len, text.plain.split()), default=0)
