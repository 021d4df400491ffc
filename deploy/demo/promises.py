"""What the network promised, and what was seen of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.text import Text

from deploy.tables import show_table


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

    def show(self) -> None:
        """The table, readable without colours too."""
        kept, broken = Text("✓", "green"), Text("✗", "red")
        rows = [
            (kept if one.kept else broken, one.text, str(one.promised), str(one.seen))
            for one in self.made
        ]
        show_table(("", "Promise", "promised", "seen"), rows)
