"""Turning channels off and on, and who may say what a channel left unclear."""

from __future__ import annotations

from services.promotion.domain.delivery import POST_STATUSES, UNCONFIRMED
from services.promotion.domain.rules import Actor
from services.promotion.domain.statuses import wrong_status
from shared.auth.caller import role_needed
from shared.errors import Failure
from shared.texts import Text

WORKING = "working"
DISABLED = "disabled"

CHANNEL_STATUSES: dict[str, Text] = {
    WORKING: Text("Đang hoạt động", "Working"),
    DISABLED: Text("Đang tắt", "Disabled"),
}

SWITCHERS = ("editor", "operator")


def may_disable(status: str, actor: Actor) -> list[Failure]:
    return _may_switch(status, WORKING, actor)


def may_enable(status: str, actor: Actor) -> list[Failure]:
    return _may_switch(status, DISABLED, actor)


def may_resolve(status: str, actor: Actor) -> list[Failure]:
    """Only what a channel left unclear is settled by a person."""
    failures: list[Failure] = [] if actor.has_role("editor") else [role_needed("editor")]
    if status != UNCONFIRMED:
        failures.append(wrong_status(POST_STATUSES, status, [UNCONFIRMED]))
    return failures


def _may_switch(status: str, needed: str, actor: Actor) -> list[Failure]:
    failures: list[Failure] = [] if actor.has_role(*SWITCHERS) else [role_needed(*SWITCHERS)]
    if status != needed:
        failures.append(wrong_status(CHANNEL_STATUSES, status, [needed]))
    return failures
