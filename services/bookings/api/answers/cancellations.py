"""What cancelling would mean, date by date, and what has been counted on the member's record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.parts import say
from services.bookings.domain.states import CONFIRMED
from services.bookings.models.asking import LateCancellation
from services.bookings.queries.cancellations import Consequences
from shared.http.act import View
from shared.http.fields import Answer


class FreeUntilOut(Answer):
    date_id: UUID
    starts_at: datetime
    free_until: datetime
    """Before it the member cancels without consequence."""
    late: bool
    """A cancellation now would count, unless its reason excuses it."""
    needs_reason: bool
    """A cancellation now needs a reason or a reason_code."""
    excused_reason_codes: list[str]


class LateCancellationOut(Answer):
    date_id: UUID
    starts_at: datetime
    free_until: datetime
    cancelled_at: datetime
    reason_code: str | None
    reason_label: str | None
    counts: bool


class ConsequencesOut(Answer):
    granted: list[FreeUntilOut]
    """Dates that are granted; a mere request is always free to cancel."""
    late_cancellations: list[LateCancellationOut]


def show_consequences(found: Consequences, view: View) -> ConsequencesOut:
    granted = []
    for date in found.booking.dates_in(CONFIRMED):
        rule = found.rules[date.space_id]
        late = rule.is_late(date.starts_at, view.now)
        granted.append(
            FreeUntilOut(
                date_id=date.id,
                starts_at=date.starts_at,
                free_until=rule.free_until(date.starts_at),
                late=late,
                needs_reason=late and rule.late_needs_reason,
                excused_reason_codes=list(rule.excused_reason_codes),
            )
        )
    return ConsequencesOut(
        granted=granted, late_cancellations=[_show_late(one, view) for one in found.late]
    )


def _show_late(row: LateCancellation, view: View) -> LateCancellationOut:
    plain = "date_id starts_at free_until cancelled_at reason_code"
    return LateCancellationOut(
        **{field: getattr(row, field) for field in plain.split()},
        reason_label=say("reason_code", row.reason_code, view),
        counts=not row.excused,
    )
