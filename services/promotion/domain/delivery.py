"""How one item gets onto one channel, exactly once, and off again.

A call without an answer leaves the post `unconfirmed`; only `check` or a person resolves that. A
second `submit` follows nothing but a definite "not there".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shared.texts import Text

QUEUED = "queued"
DELIVERED = "delivered"
UNCONFIRMED = "unconfirmed"
FAILED = "failed"
RETRACTED = "retracted"

POST_STATUSES: dict[str, Text] = {
    QUEUED: Text("Chờ đăng", "Queued"),
    DELIVERED: Text("Đang hiển thị", "Shown"),
    UNCONFIRMED: Text("Chưa rõ kết quả", "Unconfirmed"),
    FAILED: Text("Không đăng được", "Failed"),
    RETRACTED: Text("Đã gỡ", "Retracted"),
}

Deed = Literal["submit", "check", "retract"]


@dataclass(frozen=True, slots=True)
class Delivered:
    """The channel shows the item at this address."""

    external_url: str | None


@dataclass(frozen=True, slots=True)
class Failed:
    """The channel refused and shows nothing; `passing` when the same may work later."""

    code: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Nobody knows whether the call had its effect."""

    code: str


@dataclass(frozen=True, slots=True)
class NotThere:
    """The channel answered that it does not show the item."""


Outcome = Delivered | Failed | Unconfirmed | NotThere


@dataclass(frozen=True, slots=True)
class Step:
    """What a post is after an outcome, and whether to go on by itself later."""

    status: str
    again: bool = False
    error_code: str | None = None
    external_url: str | None = None


def next_deed(wanted: str, status: str, *, begun: bool) -> Deed | None:
    """What to do with a post now. `begun`: a call was begun and its end was never written down."""
    if wanted == "withdrawn":
        never_shown = status == FAILED or (status == QUEUED and not begun)
        return None if status == RETRACTED or never_shown else "retract"
    if status == QUEUED:
        return "check" if begun else "submit"
    return "check" if status == UNCONFIRMED else None


def step_after(deed: Deed, status: str, outcome: Outcome, *, may_retry: bool) -> Step:
    """What an outcome makes of a post that was in `status`."""
    if deed == "retract":
        return _after_retract(status, outcome, may_retry)
    match outcome:
        case Delivered(external_url):
            return Step(DELIVERED, external_url=external_url)
        case NotThere():
            return Step(QUEUED, again=True) if may_retry else Step(FAILED, error_code="not_there")
        case Unconfirmed(code):
            return Step(UNCONFIRMED, again=may_retry, error_code=code)
        case Failed(code, passing):
            return _after_failure(deed, code, passing and may_retry, may_retry)


def _after_failure(deed: Deed, code: str, later: bool, may_retry: bool) -> Step:
    """A refused check says nothing about the post; a refused submit says that it is not there."""
    if deed == "check":
        return Step(UNCONFIRMED, again=may_retry, error_code=code)
    return Step(QUEUED if later else FAILED, again=later, error_code=code)


def _after_retract(status: str, outcome: Outcome, may_retry: bool) -> Step:
    match outcome:
        case NotThere():
            return Step(RETRACTED)
        case Failed(code) | Unconfirmed(code):
            # Removing twice does no harm, so it is tried again; who gave up says so.
            return Step(status if may_retry else UNCONFIRMED, again=may_retry, error_code=code)
        case Delivered():
            return Step(
                status if may_retry else UNCONFIRMED, again=may_retry, error_code="still_shown"
            )
