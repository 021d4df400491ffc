"""How long closed files are kept, as the data has it; a wrong file stops the service."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from services.members.domain.closed_files import RETENTION_CODES
from shared.texts import Text


@dataclass(frozen=True, slots=True)
class Retention:
    """So many years after the year of the closing, for what is closed on `valid_from` or later."""

    code: str
    years: int | None
    """None: for ever."""
    valid_from: date
    source: Text

    def until(self, closed_on: date) -> date | None:
        """The last day on which it is kept; None: it is never destroyed."""
        return date(closed_on.year + self.years, 12, 31) if self.years is not None else None


def read_rules(
    raw: Mapping[str, Any], needed: Collection[str] = RETENTION_CODES
) -> list[Retention]:
    """Raises ValueError when a rule is missing or keeps nothing."""
    rules = [
        Retention(
            one["code"],
            one["years"],
            date.fromisoformat(one["valid_from"]),
            Text(one["source"]["vi"], one["source"]["en"]),
        )
        for one in raw["rules"]
    ]
    if missing := set(needed) - {one.code for one in rules}:
        raise ValueError(f"retention.json: rules missing: {sorted(missing)}")
    if wrong := [one.code for one in rules if one.years is not None and one.years <= 0]:
        raise ValueError(f"retention.json: rules that keep nothing: {wrong}")
    return rules


RULES = read_rules(
    json.loads((Path(__file__).parents[1] / "data" / "retention.json").read_text(encoding="utf-8"))
)


def retention_on(code: str, day: date) -> Retention:
    """The rule that holds on a day: the latest that had begun, else the first."""
    own = sorted((one for one in RULES if one.code == code), key=lambda one: one.valid_from)
    begun = [one for one in own if one.valid_from <= day]
    return begun[-1] if begun else own[0]
