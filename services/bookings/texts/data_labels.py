"""Names of codes that the city keeps in `data/`; the rules there are read by `regulations/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from shared.texts import Text

FOLDER = Path(__file__).parent.parent / "data"


def labels_of(file: str, *path: str) -> dict[str, Text]:
    """Code → names of a list of `{code, vi, en}`; `path` leads to it within the file."""
    found: Any = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    for name in path:
        found = found[name]
    return {one["code"]: Text(one["vi"], one["en"]) for one in found}
