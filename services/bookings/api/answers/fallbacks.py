"""What a fallback looks like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import states, weather
from services.bookings.models import Fallback
from shared.auth.caller import lacks_entry
from shared.http.act import View
from shared.http.fields import Actions, Answer


class FallbackOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    booking_id: UUID
    date_id: UUID
    member_id: UUID
    host_id: UUID
    space_id: UUID
    space: NamedOut
    starts_at: datetime
    ends_at: datetime
    firm_at: datetime
    """From then on it no longer gives way to other bookings."""
    actions: Actions


def show_fallback(fallback: Fallback, view: View) -> FallbackOut:
    plain = (
        "id status version created_at updated_at booking_id date_id member_id host_id space_id "
        "firm_at"
    )
    refused = lacks_entry(view.caller) or [
        *states.lacks_part(fallback, view.caller),
        *weather.may_release(fallback.status),
    ]
    return FallbackOut(
        **{field: getattr(fallback, field) for field in plain.split()},
        status_label=say("fallback_status", fallback.status, view),
        space=named(fallback.space),
        starts_at=fallback.date.starts_at,
        ends_at=fallback.date.ends_at,
        actions={"release": view.action(refused)},
    )
