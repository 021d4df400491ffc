"""Parts that several answers share."""

from __future__ import annotations

from uuid import UUID

from services.bookings.models import Space, Venue
from services.bookings.texts import VOCABULARY
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Answer
from shared.vocabulary import label_of


class NamedOut(Answer):
    """Another resource, by id and name."""

    id: UUID
    name: Bilingual


def named(row: Space | Venue) -> NamedOut:
    return NamedOut(id=row.id, name=Bilingual.model_validate(row.name))


def say(list_name: str, code: str | None, view: View) -> str | None:
    """The label of a code in the caller's language; null for no code."""
    return view.label(label_of(VOCABULARY, list_name, code)) if code else None
