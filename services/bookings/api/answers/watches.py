"""What a place in a queue looks like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.bookings import ActivityOut, MemberOut, show_activity
from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import waiting
from services.bookings.models import Watch
from shared.auth.caller import lacks_entry
from shared.http.act import View
from shared.http.fields import Actions, Answer


class SlotOut(Answer):
    starts_at: datetime
    ends_at: datetime


class WatchOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    member_id: UUID
    member: MemberOut
    booking_id: UUID | None
    """The booking whose place in the queue it is; null when a member waits by itself."""
    space_id: UUID | None
    space: NamedOut | None
    venue_id: UUID | None
    kind: str | None
    ward: str | None
    capacity: int | None
    indoor: bool | None
    starts_at: datetime
    ends_at: datetime
    length_minutes: int | None
    slots: list[SlotOut] | None
    """All of them are offered, or none; null for a wish of any time in the window."""
    since: datetime
    """Who waits longer is offered first."""
    lapses: int
    """How many offers it has let pass."""
    activity: ActivityOut
    actions: Actions


def show_watch(watch: Watch, view: View) -> WatchOut:
    plain = (
        "id status version created_at updated_at member_id booking_id space_id venue_id kind ward "
        "capacity indoor starts_at ends_at length_minutes since lapses"
    )
    refused = lacks_entry(view.caller) or [
        *waiting.lacks_part_in_watch(watch, view.caller),
        *waiting.may_end_watch(watch),
    ]
    return WatchOut(
        **{field: getattr(watch, field) for field in plain.split()},
        status_label=say("watch_status", watch.status, view),
        member=MemberOut(id=watch.member_id, name=watch.member.name),
        space=named(watch.space) if watch.space else None,
        slots=_show_slots(watch),
        activity=show_activity(watch, view),
        actions={"end": view.action(refused)},
    )


def _show_slots(watch: Watch) -> list[SlotOut] | None:
    if watch.slots is None:
        return None
    return [SlotOut(starts_at=one.start, ends_at=one.end) for one in watch.times]
