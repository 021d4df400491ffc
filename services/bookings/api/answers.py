"""Parts that several answers share."""

from __future__ import annotations

from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel

from services.bookings.models import Space, Venue
from services.bookings.texts import label_of
from shared.http.act import View

T = TypeVar("T", bound=BaseModel)


class Listed(BaseModel, Generic[T]):
    """A page of a list."""

    items: list[T]
    next_cursor: str | None


class BilingualOut(BaseModel):
    vi: str
    en: str | None


class NamedOut(BaseModel):
    """Another resource, by id and name."""

    id: UUID
    name: BilingualOut


class ActionOut(BaseModel):
    """Whether this caller may do it now; if not, every reason."""

    allowed: bool
    failing: list[dict[str, Any]]


Actions = dict[str, ActionOut]


def bilingual(text: dict[str, str | None]) -> BilingualOut:
    return BilingualOut(vi=text["vi"] or "", en=text.get("en"))


def named(row: Space | Venue) -> NamedOut:
    return NamedOut(id=row.id, name=bilingual(row.name))


def say(list_name: str, code: str | None, view: View) -> str | None:
    """The label of a code in the caller's language; null for no code."""
    return view.label(label_of(list_name, code)) if code else None


def action(view: View, *failures: Any) -> ActionOut:
    """One entry of `actions` from several rules' failures."""
    return ActionOut(**view.action([one for found in failures for one in found]))
