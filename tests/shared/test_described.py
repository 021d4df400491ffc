"""The text under a field is its description, whoever inherits, renames or redefines it."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import Field

from shared.described import Described

T = TypeVar("T")


class Plain(Described):
    named: str
    """What it is called."""
    bare: int


class Renamed(Plain):
    named: str
    bare: int = Field(description="said already")
    """Not said twice."""
    from_: str = Field(alias="from")
    """Where it comes from."""


class Holding(Described, Generic[T]):
    items: list[T]
    """All of them."""


def described(kind: type[Described]) -> dict[str, str | None]:
    properties = kind.model_json_schema()["properties"]
    return {name: one.get("description") for name, one in properties.items()}


def test_each_field_has_the_text_under_it() -> None:
    assert described(Plain) == {"named": "What it is called.", "bare": None}


def test_who_redefines_a_field_describes_it_anew() -> None:
    assert described(Renamed) == {
        "named": None,
        "bare": "said already",
        "from": "Where it comes from.",
    }


def test_a_kind_of_a_generic_class_has_its_texts() -> None:
    assert described(Holding[int]) == {"items": "All of them."}
