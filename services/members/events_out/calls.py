"""What the members service says of calls."""

from __future__ import annotations

from typing import Any

from services.members.event_bodies import (
    call_state,
)
from services.members.models import (
    Call,
)
from shared.database.work import Work
from shared.events import members as events


def _state_of(work: Work, call: Call) -> dict[str, Any]:
    return call_state(call, work.settings.address_of("members"))


def publish_call_opened(work: Work, call: Call) -> None:
    """Also when an open call changes: it carries the whole public state."""
    call.published_status = "open"
    work.publish(call, events.CallOpenedV1(**_state_of(work, call)))


def publish_call_extended(work: Work, call: Call) -> None:
    """An open call closes later than was told."""
    call.published_status = "open"
    work.publish(call, events.CallExtendedV1(**_state_of(work, call)))


def publish_call_closed(work: Work, call: Call) -> None:
    call.published_status = "closed"
    work.publish(call, events.CallClosedV1(**_state_of(work, call)))


def announce_call(work: Work, row: Call) -> None:
    if row.published_status == "open":
        publish_call_opened(work, row)
    elif row.published_status == "closed":
        publish_call_closed(work, row)
