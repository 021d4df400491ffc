"""Parts that several answers share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.bookings.models import AllocationWish, Booking, Space, Venue, Watch
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


def tell_activity(row: Booking | Watch | AllocationWish, view: View) -> dict[str, Any]:
    """What is to happen, as everything that is asked for tells it: fields of an answer."""
    return {
        "title": Bilingual.model_validate(row.title),
        "summary": Bilingual.model_validate(row.summary) if row.summary else None,
        "kind": row.activity_kind,
        "kind_label": say("activity_kind", row.activity_kind, view),
        "expected_audience": row.expected_audience,
        "public": row.public,
    }
