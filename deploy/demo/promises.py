"""What the network promised, and what was seen of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the table: kept when what was seen is what was promised."""

    text: str
    promised: object
    seen: object

    @property
    def kept(self) -> bool:
        return self.promised == self.seen


@dataclass
class Promises:
    """All promises of a season."""

    made: list[Promise] = field(default_factory=list)

    def check(self, text: str, promised: object, seen: object) -> None:
        """Note a promise and what came of it."""
        self.made.append(Promise(text, promised, seen))

    @property
    def broken(self) -> list[Promise]:
        return [one for one in self.made if not one.kept]

    def show(self, console: Console) -> None:
        """The table, readable without colours too."""
        table = Table("", "Promise", "promised", "seen", box=None, pad_edge=False)
        for one in self.made:
            mark = "[green]✓[/]" if one.kept else "[red]✗[/]"
            table.add_row(mark, one.text, str(one.promised), str(one.seen))
        console.print(table)
