"""The page of each service shows every state machine as its module in `domain/` draws it."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVICES = Path("services")
ARROWS = re.compile(r"->|─>|──|►")
TIMES = re.compile(r"[\[█]")
"""What is drawn of times is no state machine."""


def drawings(module: Path) -> Iterator[str]:
    """The indented blocks with arrows in a module's docstring, without their indentation."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    for block in re.split(r"\n(?=\S)", text):
        drawn = [line for line in block.splitlines() if line.startswith("    ")]
        if any(map(ARROWS.search, drawn)) and not any(map(TIMES.search, drawn)):
            yield textwrap.dedent("\n".join(drawn))


def modules() -> list[Path]:
    return sorted([*SERVICES.glob("*/domain/*.py"), *SERVICES.glob("*/domain.py")])


DRAWN = [(module, drawing) for module in modules() for drawing in drawings(module)]


@pytest.mark.parametrize(
    ("module", "drawing"),
    DRAWN,
    ids=[f"{one.parts[1]}-{one.stem}-{n}" for n, (one, _) in enumerate(DRAWN)],
)
def test_the_page_of_the_service_shows_the_drawing(module: Path, drawing: str) -> None:
    page = (SERVICES / module.parts[1] / "README.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in page.splitlines()]
    missing = [line for line in drawing.splitlines() if line.strip() and line.strip() not in lines]
    assert not missing


def test_there_are_drawings() -> None:
    assert {module.parts[1] for module, _ in DRAWN} >= {"members", "bookings"}
