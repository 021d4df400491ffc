"""Wards and communes of the two-level local government, with the names they had before.

Read once from `data/wards.json`. The list is open: what it does not know is kept as it was written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from shared.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward or commune by its present name."""

    name: str
    formerly: tuple[str, ...] = ()
    """Names before 01/07/2025 whose place it is now."""


_DATA = json.loads((Path(__file__).parents[1] / "data" / "wards.json").read_text(encoding="utf-8"))
WARDS = tuple(Ward(one["name"], tuple(one.get("formerly", ()))) for one in _DATA["wards"])


def _spelling(text: str) -> str:
    """Marks, case and the kind of dash do not matter."""
    return " ".join(fold(text).replace("–", " ").replace("-", " ").split())


_BY_NAME: dict[str, Ward] = {
    **{_spelling(old): ward for ward in WARDS for old in ward.formerly},
    **{_spelling(ward.name): ward for ward in WARDS},
}
_KINDS = ("phuong ", "xa ")


def find_ward(text: str) -> Ward | None:
    """The ward that a text names, by its present or a former name; None when it is not listed.

    `Phường` or `Xã` may be left out where only one of them fits.
    """
    wanted = _spelling(text)
    if found := _BY_NAME.get(wanted):
        return found
    fitting = {_BY_NAME[name] for kind in _KINDS if (name := kind + wanted) in _BY_NAME}
    return fitting.pop() if len(fitting) == 1 else None


def present_name(text: str) -> str:
    """The name to store: the present one of a listed ward, else as it was written."""
    ward = find_ward(text)
    return ward.name if ward else text
