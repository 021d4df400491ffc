"""What a space looks like, with its rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import states
from services.bookings.models import Space
from shared.errors import Failure
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class SpaceOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    name: Bilingual
    venue: NamedOut
    venue_id: UUID
    host_id: UUID
    parent_id: UUID | None
    parent: NamedOut | None
    kind: str
    kind_label: str | None
    capacity: int
    indoor: bool
    opening: list[dict[str, Any]] | None
    setup_minutes: int
    clearup_minutes: int
    lead_hours: int | None
    longest_hours: int | None
    refused_kinds: list[str]
    check_in_minutes: int
    actions: Actions


def show_space(space: Space, view: View) -> SpaceOut:
    plain = (
        "id status version created_at updated_at venue_id parent_id kind capacity indoor opening "
        "setup_minutes clearup_minutes lead_hours longest_hours refused_kinds check_in_minutes"
    )
    rights = states.lacks_hosting(view.caller, space.venue.host_id)
    gone = [Failure("space_withdrawn")] if space.withdrawn else []
    return SpaceOut(
        **{field: getattr(space, field) for field in plain.split()},
        status_label=say("space_status", space.status, view),
        name=Bilingual.model_validate(space.name),
        venue=named(space.venue),
        host_id=space.venue.host_id,
        parent=named(space.parent) if space.parent else None,
        kind_label=say("space_kind", space.kind, view),
        actions={
            "change": view.action([*rights, *gone]),
            "withdraw": view.action([*rights, *gone]),
            "close": view.action([*rights, *gone]),
            "request_booking": view.action(gone),
        },
    )
