"""The rules of letters: when one is written, how long it may still go out, when it is tried again.

Pure functions; whoever calls them brings the time and the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

from shared.auth.caller import role_needed
from shared.errors import Failure
from shared.texts import Label, Text

Purpose = Literal["service", "update"]
"""`service`: owed to the recipient, cannot be switched off. `update`: may be switched off."""

RecipientKind = Literal["contact", "staff"]

EMAIL = "email"
"""The channel of this version; others join beside it."""

QUEUED = "queued"
SENDING = "sending"
DELIVERED = "delivered"
FAILED = "failed"
EXPIRED = "expired"
SUPPRESSED = "suppressed"

STATUSES: dict[str, Text] = {
    QUEUED: Text("Đang chờ gửi", "Waiting to be sent"),
    SENDING: Text("Đang gửi", "Being sent"),
    DELIVERED: Text("Máy chủ thư bên nhận đã nhận", "Accepted by the receiving mail server"),
    FAILED: Text("Không đến nơi", "Did not arrive"),
    EXPIRED: Text("Quá hạn, không gửi", "Out of date, not sent"),
    SUPPRESSED: Text("Không gửi", "Not sent"),
}
NOT_ARRIVED = (FAILED, SUPPRESSED)

REACHABLE = "reachable"
ERASED = "contact_erased"
RESTRICTED = "contact_restricted"
BOUNCED = "bounced"


class Reachable(Protocol):
    """What the rules must know of a recipient."""

    @property
    def email(self) -> str | None: ...
    @property
    def erased(self) -> bool: ...
    @property
    def suppressed_reason(self) -> str | None: ...
    @property
    def wants_updates(self) -> bool: ...


def why_not_written(recipient: Reachable, purpose: Purpose) -> str | None:
    """The code of why this recipient gets no e-mail of this purpose, or None when it may go."""
    if recipient.erased:
        return ERASED
    if not recipient.email:
        return "no_address"
    if recipient.suppressed_reason == RESTRICTED:
        return RESTRICTED
    if recipient.suppressed_reason:
        return "address_suppressed"
    if purpose == "update" and not recipient.wants_updates:
        return "opted_out"
    return None


def last_moment(happened: datetime, useful_for: timedelta, until: datetime | None) -> datetime:
    """The instant after which a letter would only confuse: a span after the fact, or earlier."""
    latest = happened + useful_for
    return min(latest, until) if until else latest


def wait_after(attempts: int, waits_minutes: Sequence[int]) -> timedelta | None:
    """How long to wait after the n-th temporary refusal; None when it was the last try."""
    if attempts > len(waits_minutes):
        return None
    return timedelta(minutes=waits_minutes[attempts - 1])


def may_resend(
    *, may_act: bool, status: str, reason: str | None, not_after: datetime, now: datetime
) -> list[Failure]:
    """Every rule that forbids sending a letter again by hand."""
    failures: list[Failure] = []
    if not may_act:
        failures.append(role_needed("officer"))
    if reason == ERASED:
        failures.append(Failure("contact_was_erased"))
    elif status not in NOT_ARRIVED:
        failures.append(
            Failure(
                "wrong_status",
                status=Label(status, STATUSES[status]),
                needed=[Label(code, STATUSES[code]) for code in NOT_ARRIVED],
            )
        )
    if now > not_after:
        failures.append(Failure("message_too_old"))
    return failures


def may_reach(recipient: Reachable, purpose: Purpose) -> list[Failure]:
    """Why a letter sent again by hand would not arrive either."""
    why = why_not_written(recipient, purpose)
    return [Failure(f"recipient_{why}")] if why and why != ERASED else []
