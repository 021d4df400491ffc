"""Mergers, doubles and splits: who may carry on what another had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.members.domain.standing import Dated, is_member, standing_on
from services.members.domain.states import MEMBER_STATUS
from shared.errors import Failure
from shared.texts import Label

SAME_MEMBER = Failure("same_member", field="member_id")


def may_succeed(name: str, on: date, member_since: date, facts: Sequence[Dated]) -> list[Failure]:
    """Only who is a member on that day takes over what another had."""
    status = standing_on(on, member_since, [fact for fact in facts if fact.on <= on]).status
    if is_member(status) and on >= member_since:
        return []
    shown = Label(status, MEMBER_STATUS[status])
    return [Failure("other_not_a_member", field="member_id", name=name, status=shown)]


def check_parts(names: Sequence[str], goes_on: bool, successor: int | None) -> list[Failure]:
    """A space that ends becomes at least two; one that goes on gives off at least one."""
    failures = []
    if len(names) < (1 if goes_on else 2):
        failures.append(Failure("parts_needed", field="parts"))
    if len({name.casefold() for name in names}) < len(names):
        failures.append(Failure("part_twice", field="parts"))
    if successor is not None and not 0 <= successor < len(names):
        failures.append(Failure("successor_not_a_part", field="successor"))
    if successor is not None and goes_on:
        failures.append(Failure("successor_needs_end", field="successor"))
    return failures
