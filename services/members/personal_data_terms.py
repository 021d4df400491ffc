"""Clocks and wording about personal data as the data has them; a wrong file stops the service."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from services.members.domain.complaint_clocks import Clock, clock_on, load_clocks
from services.members.domain.personal_data import clock_codes, needed_clocks
from shared.texts import Text
from shared.working_days import add_working_days

DATA = Path(__file__).parent / "data"
CLOCKS = load_clocks(DATA / "personal_data_clocks.json", needed_clocks())


def clock_of(code: str, start: date) -> Clock:
    """The clock that holds for what begins on a day."""
    return clock_on(CLOCKS, code, start)


def end_of(code: str, start: date) -> date:
    """The last day of the time that begins after a day."""
    return clock_of(code, start).end(start, add_working_days)


def answer_days(kind: str, third_parties: bool, received_on: date) -> tuple[date, date]:
    """Until when a request is answered, and the latest day that an extension may reach."""
    answer, extend = clock_codes(kind, third_parties)
    answer_by = end_of(answer, received_on)
    return answer_by, clock_of(extend, received_on).end(answer_by, add_working_days)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that someone agrees to for a purpose, from a day on."""

    purpose: str
    version: int
    valid_from: date
    text: Text

    @property
    def sha256(self) -> str:
        """Of both languages: proves which words a consent was given to."""
        return hashlib.sha256(f"{self.text.vi}\n{self.text.en}".encode()).hexdigest()


def read_wordings(raw: dict[str, Any]) -> list[Wording]:
    """Raises ValueError when versions do not rise, KeyError when something is missing."""
    found: list[Wording] = []
    for purpose in raw["purposes"]:
        versions = [
            Wording(
                purpose["code"],
                int(one["version"]),
                date.fromisoformat(one["valid_from"]),
                Text(one["text"]["vi"], one["text"]["en"]),
            )
            for one in purpose["versions"]
        ]
        numbers = [one.version for one in versions]
        if not numbers or numbers != sorted(set(numbers)):
            raise ValueError(f"consent_texts.json: versions of {purpose['code']} do not rise")
        found += versions
    return found


_RAW = json.loads((DATA / "consent_texts.json").read_text(encoding="utf-8"))
WORDINGS = read_wordings(_RAW)
PURPOSES = {one["code"]: Text(one["vi"], one["en"]) for one in _RAW["purposes"]}


def wording_on(purpose: str, day: date) -> Wording | None:
    """The words that hold on a day; None for a purpose that is not listed or not yet asked for."""
    begun = [one for one in WORDINGS if one.purpose == purpose and one.valid_from <= day]
    return begun[-1] if begun else None
