"""What a member contributed, added up for its report: by kind, with hours and visitors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID


@dataclass(slots=True)
class Figure:
    """How much of one kind."""

    kind: str
    count: int = 0
    hours: float = 0
    audience: int = 0


def add_up(contributions: Iterable[tuple[UUID, str, float | None, int | None]]) -> dict[str, Any]:
    """`{figures: [{kind, count, hours, audience}], contribution_ids}` of id, kind, hours, audience.

    Audience is a sum of visits; nobody is counted once over several activities.
    """
    found: dict[str, Figure] = {}
    ids = []
    for id, kind, hours, audience in contributions:
        figure = found.setdefault(kind, Figure(kind))
        figure.count += 1
        figure.hours = round(figure.hours + (hours or 0), 2)
        figure.audience += audience or 0
        ids.append(str(id))
    ordered = sorted(found.values(), key=lambda one: one.kind)
    return {"figures": [asdict(one) for one in ordered], "contribution_ids": sorted(ids)}
