"""How official documents are headed, numbered and signed: read once from its file of data.

`data/official_documents.json` names source and date of what it says. A file that does not hold
together stops the service at its start, not a document at its signature.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from services.members.domain.official_documents import MEANS
from shared.data_files import read_data
from shared.texts import Text

FILE = Path(__file__).parents[1] / "data" / "official_documents.json"
SAME = "same"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Data):
    """A name in both languages."""

    vi: str
    en: str

    @property
    def text(self) -> Text:
        return Text(self.vi, self.en)


class Authority(_Data):
    """Who issues documents: its names, its head, the place and the symbols of its numbers."""

    code: str
    superior: Words | None
    name: Words
    full_name: Words
    principal: Words
    place: Words
    symbol: str
    unit: str


class KindRules(_Data):
    """A kind of document; `layout` says how its page begins."""

    code: str
    vi: str
    en: str
    symbol: str
    layout: Literal["decision", "letter", "named"]
    authority: str | None = None


class Capacity(_Data):
    """In which capacity someone signs, and what stands before the name because of it."""

    code: str
    mark: Words
    names: Literal["title", "principal", "body"]
    vi: str
    en: str


class _Authorities(_Data):
    source: str
    checked_on: str
    default: str
    listed: list[Authority]


class _Succession(_Data):
    source: str
    checked_on: str
    kind_of: dict[str, str]


class _Capacities(_Data):
    source: str
    checked_on: str
    listed: list[Capacity]


class _Rules(_Data):
    note: str
    source: str
    checked_on: str
    number_format: str
    authorities: _Authorities
    kinds: list[KindRules]
    succession: _Succession
    capacities: _Capacities

    @model_validator(mode="after")
    def _whole(self) -> _Rules:
        authorities = {one.code for one in self.authorities.listed}
        kinds = {one.code for one in self.kinds}
        named = {one.authority for one in self.kinds if one.authority}
        if not {self.authorities.default, *named} <= authorities:
            raise ValueError("an authority is named that is not listed")
        if set(self.succession.kind_of) != set(MEANS):
            raise ValueError(f"kind_of must name each of {', '.join(MEANS)}")
        if not set(self.succession.kind_of.values()) <= {*kinds, SAME}:
            raise ValueError("kind_of names a kind that is not listed")
        return self


_RULES = read_data(_Rules, FILE)
KINDS = {one.code: one for one in _RULES.kinds}
AUTHORITIES = {one.code: one for one in _RULES.authorities.listed}
CAPACITIES = {one.code: one for one in _RULES.capacities.listed}

KIND_LABELS = {code: Text(one.vi, one.en) for code, one in KINDS.items()}
CAPACITY_LABELS = {code: Text(one.vi, one.en) for code, one in CAPACITIES.items()}
AUTHORITY_LABELS = {code: one.full_name.text for code, one in AUTHORITIES.items()}


def authority_of(kind: str) -> str:
    """The code of the authority that issues documents of a kind unless another is named."""
    return KINDS[kind].authority or _RULES.authorities.default


def symbol_of(kind: str, authority: str) -> str:
    """What stands after the number's slash, `QĐ-SVHTT`."""
    issuer = AUTHORITIES[authority]
    return KINDS[kind].symbol.format(authority=issuer.symbol, unit=issuer.unit)


def write_number(kind: str, authority: str, serial: int) -> str:
    """The number as it is printed, `07/QĐ-SVHTT`."""
    return _RULES.number_format.format(number=serial, symbol=symbol_of(kind, authority))


def kind_of_successor(means: str, kind: str) -> str:
    """Which kind of document corrects, replaces, annuls or withdraws one of a kind."""
    successor = _RULES.succession.kind_of[means]
    return kind if successor == SAME else successor
