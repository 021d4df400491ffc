"""What a free space looks like: when within the window it may be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.queries.availability import FreeSpace
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Answer, Listed


class FreeTimeOut(Answer):
    starts_at: datetime
    ends_at: datetime


class FreeSpaceOut(Answer):
    """A space and when within the window an activity may take place in it."""

    id: UUID
    space_id: UUID
    """The same as `id`: what a request for it names."""
    name: Bilingual
    venue: NamedOut
    kind: str
    kind_label: str | None
    capacity: int
    indoor: bool
    parent_id: UUID | None
    free: list[FreeTimeOut]
    whole: bool
    """Whether it is free for the whole window."""


def show_availability(found: Sequence[FreeSpace], view: View) -> Listed[FreeSpaceOut]:
    return Listed(items=[_show_free(one, view) for one in found], next_cursor=None)


def _show_free(found: FreeSpace, view: View) -> FreeSpaceOut:
    space = found.space
    return FreeSpaceOut(
        id=space.id,
        space_id=space.id,
        name=Bilingual.model_validate(space.name),
        venue=named(space.venue),
        kind=space.kind,
        kind_label=say("space_kind", space.kind, view),
        capacity=space.capacity,
        indoor=space.indoor,
        parent_id=space.parent_id,
        free=[FreeTimeOut(starts_at=one.start, ends_at=one.end) for one in found.free],
        whole=found.whole,
    )
