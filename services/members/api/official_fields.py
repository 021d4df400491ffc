"""The page of an official document as a request brings it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from services.members.api.fields import listed
from services.members.documents.page import Body, Page, Rows, Signatory
from shared.http.fields import Line, Prose, RequestBody, Search
from shared.http.problems import FieldProblem

Lines = Annotated[list[Line], Field(max_length=200)]
Texts = Annotated[list[Prose], Field(max_length=200)]


DocumentKindCode = Annotated[str, listed("official_document_kind")]
AuthorityCode = Annotated[str, listed("document_authority")]
CapacityCode = Annotated[str, listed("signing_capacity")]


class RowsIn(RequestBody):
    """A table; each row has a cell for each column."""

    title: Line | None = None
    columns: Annotated[list[Line], Field(min_length=1, max_length=12)]
    rows: Annotated[list[list[Search]], Field(max_length=2000)]
    numbered: bool = True

    @model_validator(mode="after")
    def _even(self) -> RowsIn:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise FieldProblem("rows_uneven", columns=len(self.columns))
        return self

    def read(self) -> Rows:
        return Rows(list(self.columns), self.rows, self.title, self.numbered)


class BodyIn(RequestBody):
    """The text in one language, from top to bottom."""

    addressees: Lines = Field(default=[])
    """Whom a letter is to."""
    legal_basis: Texts = Field(default=[])
    paragraphs: Texts = Field(default=[])
    articles: Texts = Field(default=[])
    """Without their numbers, which the page adds."""
    table: RowsIn | None = None
    closing: Texts = Field(default=[])
    annex: RowsIn | None = None
    """A list on pages of its own."""
    recipients: Lines = Field(default=[])

    def read(self) -> Body:
        return Body(
            addressees=list(self.addressees),
            legal_basis=list(self.legal_basis),
            paragraphs=list(self.paragraphs),
            articles=list(self.articles),
            table=self.table.read() if self.table else None,
            closing=list(self.closing),
            annex=self.annex.read() if self.annex else None,
            recipients=list(self.recipients),
        )


class SignatoryIn(RequestBody):
    """One of several who sign for themselves."""

    role: Line
    role_en: Line | None = None
    name: Line


class PageIn(BodyIn):
    """A whole page, in Vietnamese, with an English translation where one is asked for."""

    english: BodyIn | None = None
    signatories: list[SignatoryIn] = Field(default=[], max_length=6)

    def read_page(self) -> Page:
        body = self.read()
        return Page(
            **{name: getattr(body, name) for name in Body.__slots__},
            english=self.english.read() if self.english else None,
            signatories=[Signatory(one.role, one.name, one.role_en) for one in self.signatories],
        )
