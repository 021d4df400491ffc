"""Naming a person by the token they come with, as grants do."""

from __future__ import annotations

from pydantic import Field

from shared.http.act import Act
from shared.http.fields import Line, RequestBody


class PersonIn(RequestBody):
    """Issuer and subject of someone's tokens."""

    issuer: Line | None = Field(default=None, pattern=r"^[^|]*$")
    """`iss` of the tokens, an address; without it the issuer of the caller's token."""
    subject: Line
    """`sub` of the tokens."""


def read_person(person: PersonIn, act: Act) -> tuple[str, str]:
    return person.issuer or act.caller.issuer, person.subject


def read_key(person: PersonIn, act: Act) -> str:
    return "|".join(read_person(person, act))
