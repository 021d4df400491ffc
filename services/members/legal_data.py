"""Terms that the law or the city sets, read once from `data/` with source and date.

A wrong file stops the service at its start, with the entry that is wrong.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Term:
    """So many working days, for what begins on `valid_from` or later."""

    kind: str
    valid_from: date
    working_days: int
    source: str


def read_terms(raw: dict[str, Any]) -> list[Term]:
    """The terms of `terms.json`; raises ValueError or KeyError for what cannot be read."""
    terms = []
    for one in raw["terms"]:
        if not 0 < int(one["working_days"]) <= 1000:
            raise ValueError(f"terms.json: working_days must be 1 to 1000 in {one}")
        date.fromisoformat(one["checked_on"])
        since = date.fromisoformat(one["from"])
        terms.append(Term(one["kind"], since, int(one["working_days"]), str(one["source"])))
    return terms


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return loaded


TERMS = read_terms(_load("terms.json"))


def term_of(kind: str, begins_on: date, terms: list[Term] = TERMS) -> Term:
    """The term that holds for what begins on a day.

    Before the first entry of its kind the first one holds, so that there always is one.
    """
    of_kind = sorted((one for one in terms if one.kind == kind), key=lambda one: one.valid_from)
    holding = [one for one in of_kind if one.valid_from <= begins_on]
    return (holding or of_kind[:1])[-1]
