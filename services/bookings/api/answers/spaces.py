"""What a space looks like, with its rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.bookings.api.answers.opening import OutsideOut, show_outside
from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.api.answers.places import (
    LayoutOut,
    PhotoBrief,
    PolicyOut,
    show_layout,
    show_photos,
    show_policy,
)
from services.bookings.domain import states
from services.bookings.domain.closing import may_withdraw
from services.bookings.domain.place_rules import inherited
from services.bookings.domain.requesting import check_asking, check_offered
from services.bookings.models import KnownMember, Space
from services.bookings.usecases.request_bookings import lacks_membership
from shared.auth.caller import Caller, lacks_entry
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
    layouts: list[LayoutOut]
    indoor: bool
    opening: list[dict[str, Any]] | None
    seasons: list[dict[str, Any]]
    on_holidays: int | None
    on_make_up_days: int | None
    policy: PolicyOut | None
    exceptions: list[dict[str, Any]]
    """Single days with other hours, published by its host; those long over are left out."""
    setup_minutes: int
    clearup_minutes: int
    lead_hours: int | None
    longest_hours: int | None
    refused_kinds: list[str]
    refused_contents: list[str]
    noise_limits: list[dict[str, Any]]
    crowd_limit: int | None
    accessibility: dict[str, str]
    check_in_minutes: int
    no_show_minutes: int | None
    inherited: list[str]
    """Rules that it has from its venue."""
    external_key: str | None
    photos: list[PhotoBrief]
    outside: list[OutsideOut] | None
    """Confirmed dates that this change put outside of the hours; null where it put none."""
    actions: Actions


def show_space(space: Space, view: View, members: Sequence[KnownMember]) -> SpaceOut:
    """`members` are those that the caller acts for: they say whether it may ask for the space."""
    plain = (
        "id status version created_at updated_at venue_id parent_id kind capacity indoor opening "
        "seasons on_holidays on_make_up_days exceptions setup_minutes clearup_minutes lead_hours "
        "longest_hours refused_kinds refused_contents noise_limits crowd_limit accessibility "
        "check_in_minutes no_show_minutes external_key"
    )
    return SpaceOut(
        **{field: getattr(space, field) for field in plain.split()},
        status_label=say("space_status", space.status, view),
        name=Bilingual.model_validate(space.name),
        venue=named(space.venue),
        host_id=space.venue.host_id,
        parent=named(space.parent) if space.parent else None,
        kind_label=say("space_kind", space.kind, view),
        layouts=[show_layout(one, view) for one in space.layouts],
        policy=show_policy(space.policy, view),
        inherited=inherited(space.own_rules),
        photos=show_photos(space.shown_photos),
        outside=[show_outside(one) for one in space.outside] or None,
        actions=_actions(space, view, members),
    )


def _actions(space: Space, view: View, members: Sequence[KnownMember]) -> Actions:
    caller = view.caller
    door = lacks_entry(caller, "officer", "host")
    rights = states.lacks_hosting(caller, space.venue.host_id)
    gone = check_offered(space)
    ahead = (space.open_parts or 0, space.claims_ahead or 0)
    failures = {
        "change": door or [*rights, *gone],
        "withdraw": door or rights or may_withdraw(space.withdrawn, *ahead),
        "close": lacks_entry(caller, "host", "officer") or rights or gone,
        "request_booking": lacks_entry(caller)
        or lacks_membership(caller, members)
        or [*_lacks_standing(caller, members, view.now), *gone],
    }
    return {name: view.action(found) for name, found in failures.items()}


def _lacks_standing(caller: Caller, members: Sequence[KnownMember], now: datetime) -> list[Failure]:
    """Why none of the caller's members may ask; an officer may name another one."""
    if caller.has_role("officer"):
        return []
    return min((check_asking(one, now) for one in members), key=len, default=[])
