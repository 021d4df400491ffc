"""Deadlines: until when a file may be handed in, for all or for one applicant.

A call ends for all at `closes_at`, or earlier when an officer closes it; who was given longer has
longer. Nobody's deadline comes before that of all.
"""

from __future__ import annotations

from datetime import datetime

from services.members.domain.calls import takes_applications
from services.members.domain.states import CALL_STATUS, only_in
from shared.clock import HANOI
from shared.errors import Failure


def deadline_for(
    closes_at: datetime, closed_at: datetime | None, extended_until: datetime | None = None
) -> datetime:
    """The instant from which this applicant's file is not taken any more."""
    end = closes_at if closed_at is None else min(closes_at, closed_at)
    return end if extended_until is None else max(end, extended_until)


def may_hand_in(call_status: str, deadline: datetime, now: datetime) -> list[Failure]:
    """Whether a file is still taken: the call is open, or it closed and this one has longer."""
    if call_status == "closed" and now < deadline:
        return []
    return takes_applications(call_status)


def may_extend(call_status: str, until: datetime, deadline: datetime) -> list[Failure]:
    """Whether one applicant may be given longer; `deadline` is theirs as it is now.

    Also after the call has closed, for who asks too late with a good reason.
    """
    failures = only_in(CALL_STATUS, call_status, "open", "closed")
    if until <= deadline:
        shown = f"{deadline.astimezone(HANOI):%H:%M %d/%m/%Y}"
        failures.append(Failure("extension_not_later", field="until", deadline=shown))
    return failures
