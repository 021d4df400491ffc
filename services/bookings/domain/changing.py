"""Changing a booking that was asked for or granted, and when that needs the host's approval.

    edit ──the host edits, or nothing of it asks approval──► done at once
      └──a granted booking, and a field of which the place says so──► waiting
    waiting -> approved (done as it was asked) | refused | withdrawn (by the member)
    waiting -> lapsed (the booking is over, or its first date begins, before anyone decided)

What was granted stands as it was granted until the change is approved: a member never loses a
place by asking.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from services.bookings.domain.states import only_in
from shared.errors import Failure

WAITING, APPROVED, REFUSED = "waiting", "approved", "refused"
WITHDRAWN, LAPSED = "withdrawn", "lapsed"
CHANGE_STATES = (WAITING, APPROVED, REFUSED, WITHDRAWN, LAPSED)
CHANGE_PASSES: dict[str, tuple[str, ...]] = {
    WAITING: (APPROVED, REFUSED, WITHDRAWN, LAPSED),
    APPROVED: (),
    REFUSED: (),
    WITHDRAWN: (),
    LAPSED: (),
}
"""From → to."""


class ChangeFacts(Protocol):
    """What the rules look at."""

    @property
    def status(self) -> str: ...


def may_decide(change: ChangeFacts) -> list[Failure]:
    return only_in("booking_change_status", change.status, WAITING)


def fields_to_approve(
    before: Mapping[str, Any], after: Mapping[str, Any], rule: Collection[str]
) -> list[str]:
    """Which changed fields ask approval; both are whole. Fewer people are never asked about."""
    return [
        field
        for field in rule
        if before.get(field) != after.get(field)
        and not (field == "expected_audience" and _no_more(before.get(field), after.get(field)))
    ]


def _no_more(before: int | None, after: int | None) -> bool:
    return before is not None and after is not None and after <= before


def new_failures(before: Collection[Failure], after: Collection[Failure]) -> list[Failure]:
    """What a change makes fail: rules that a place has made stricter since do not forbid an edit
    that has nothing to do with them."""
    return [one for one in after if one not in before]
