"""The page of each service is true: the state machines of `domain/`, the files that it names."""

from __future__ import annotations

import ast
import json
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


NAMED = re.compile(r"`([^`]+)`")
SEGMENT = re.compile(r"^/?([a-z-]+)")


def lines_of_the_product() -> Iterator[list[list[str]]]:
    """What each row of the table of bookings names: routes, use cases, tests."""
    page = (SERVICES / "bookings" / "README.md").read_text(encoding="utf-8")
    table = page[page.index("| line |") :]
    for row in table[: table.index("\n\n")].splitlines()[2:]:
        yield [NAMED.findall(cell) for cell in row.strip("|").split("|")[1:]]


def test_the_table_of_bookings_names_files_and_routes_that_are_there() -> None:
    paths = json.loads(Path("deploy/openapi/current/bookings.json").read_text())["paths"]
    segments = {segment for path in paths for segment in path.split("/")}
    rows = list(lines_of_the_product())
    assert len(rows) > 10
    for routes, use_cases, tests in rows:
        for name in routes:
            first = SEGMENT.match(name.removesuffix(".ics"))
            assert name in segments or (first and first[1] in segments), name
        for name in use_cases:
            file = SERVICES / "bookings" / ("usecases/" + name + ".py" if "/" not in name else name)
            assert file.is_file(), name
        for name in tests:
            assert Path(f"tests/bookings/{name}.py").is_file(), name


def test_the_page_of_bookings_leads_to_every_use_case() -> None:
    page = (SERVICES / "bookings" / "README.md").read_text(encoding="utf-8")
    files = (SERVICES / "bookings" / "usecases").glob("[!_]*.py")
    assert [file.stem for file in files if f"`{file.stem}`" not in page] == []
