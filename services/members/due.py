"""What the members service does by itself when its time comes. All of it is done also when late."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.members.usecases.record_facts import FOLLOW_STANDING, follow_standing_on_time
from services.members.usecases.renew_members import END_ROUND, end_round_on_time
from services.members.usecases.run_calls import (
    CLOSE_CALL,
    OPEN_CALL,
    close_call_on_time,
    open_call_on_time,
)
from shared.database.work import Work
from shared.due_work import DueKind


async def _open_call(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await open_call_on_time(work, UUID(key))


async def _close_call(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await close_call_on_time(work, UUID(key))


async def _follow_standing(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await follow_standing_on_time(work, UUID(key))


async def _end_round(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await end_round_on_time(work, UUID(key))


DUE_KINDS = [
    DueKind(OPEN_CALL, _open_call),
    DueKind(CLOSE_CALL, _close_call),
    DueKind(FOLLOW_STANDING, _follow_standing),
    DueKind(END_ROUND, _end_round),
]
