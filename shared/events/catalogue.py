"""The list of everything that is published, for people and for tools."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import getdoc

import shared.events
from shared.events.base import Audience


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One event type: who may read it, what it is about, where its model is and what it says."""

    type: str
    audience: Audience
    service: str
    aggregate: str
    event_class: str
    doc: str


def catalogue() -> list[CatalogueRow]:
    """Every event type of all services, sorted by type."""
    return [
        CatalogueRow(
            type=text,
            audience=model.TYPE.audience,
            service=model.TYPE.service,
            aggregate=model.TYPE.aggregate,
            event_class=model.__name__,
            doc=getdoc(model) or "",
        )
        for text, model in sorted(shared.events.REGISTRY.items())
    ]
