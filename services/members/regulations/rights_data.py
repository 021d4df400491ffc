"""What a member's rights need, and the cities it is introduced to: read once from its data.

`data/rights.json` and `data/partners.json` name source and date. A file that does not hold together
stops the service at its start.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.members.domain.member_rights import RULES
from services.members.regulations.document_rules import KINDS as DOCUMENT_KINDS
from services.members.regulations.document_rules import Words
from services.members.regulations.legal_data import Term, read_terms, term_of
from shared.data_files import read_data
from shared.texts import Text

DATA = Path(__file__).parents[1] / "data"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RightRules(_Data):
    """One right: what it needs, and where it is used."""

    code: str
    vi: str
    en: str
    needs: list[str]
    service: str
    path: str
    where: Words


class BenefitRules(_Data):
    """A paper that a member may ask for."""

    code: str
    vi: str
    en: str
    needs: list[str]
    document_kind: str
    legal_basis: list[str]
    note: str


class _Introductions(_Data):
    needs: list[str]
    document_kind: str


class _Code(_Data):
    code: str
    vi: str
    en: str


class _CodeList(_Data):
    source: str
    checked_on: date
    codes: list[_Code]


class _Rights(_Data):
    note: str
    source: str
    checked_on: date
    rights: list[RightRules]
    benefits: list[BenefitRules]
    introductions: _Introductions
    terms: list[dict[str, Any]]
    lists: dict[str, _CodeList]

    @model_validator(mode="after")
    def _whole(self) -> _Rights:
        needs = {need for one in self.rights for need in one.needs}
        needs |= {need for one in self.benefits for need in one.needs}
        if unknown := (needs | set(self.introductions.needs)) - RULES.keys():
            raise ValueError(f"there is no rule {', '.join(sorted(unknown))}")
        papers = {one.document_kind for one in self.benefits}
        papers.add(self.introductions.document_kind)
        if unknown := papers - DOCUMENT_KINDS.keys():
            raise ValueError(f"there is no document of kind {', '.join(sorted(unknown))}")
        return self


class Partner(_Data):
    """A city of the UNESCO Creative Cities Network; its office is a role, not a person."""

    code: str
    vi: str
    en: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    """ISO 3166-1 alpha-2."""
    field: str
    since: int | None = None
    office: Words | None = None
    address: str | None = None
    """Of the office; null where none was found."""


class _Partners(_Data):
    note: str
    source: str
    checked_on: date
    default_office: Words
    partners: list[Partner]


_RIGHTS = read_data(_Rights, DATA / "rights.json")
_PARTNERS = read_data(_Partners, DATA / "partners.json")

RIGHTS = {one.code: one for one in _RIGHTS.rights}
BENEFITS = {one.code: one for one in _RIGHTS.benefits}
INTRODUCTIONS = _RIGHTS.introductions
PARTNERS = {one.code: one for one in _PARTNERS.partners}
_TERMS = read_terms({"terms": _RIGHTS.terms})

VOCABULARY: dict[str, dict[str, Text]] = {
    "member_right": {one.code: Text(one.vi, one.en) for one in _RIGHTS.rights},
    "benefit_kind": {one.code: Text(one.vi, one.en) for one in _RIGHTS.benefits},
    "partner": {one.code: Text(one.vi, one.en) for one in _PARTNERS.partners},
    **{
        name: {one.code: Text(one.vi, one.en) for one in listed.codes}
        for name, listed in _RIGHTS.lists.items()
    },
}


def office_of(partner: Partner) -> Text:
    """Whom a letter to a partner is to."""
    return (partner.office or _PARTNERS.default_office).text


def term_for(kind: str, begins_on: date) -> Term:
    """How long the Centre has for a request of a kind."""
    return term_of(kind, begins_on, _TERMS)
