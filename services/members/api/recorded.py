"""Files that are made from personal data: the read runs as a use case and stands in the trail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from shared.database.work import Origin, Work
from shared.http.act import Act
from shared.tracing import current_traceparent

R = TypeVar("R")


async def run_recorded(act: Act, use_case: Callable[..., Awaitable[R]], *arguments: object) -> R:
    """What a use case returns, with its audit entry written."""

    async def perform(work: Work) -> R:
        result = await use_case(work, *arguments)
        await work.record(use_case.__name__)
        return result

    origin = Origin(
        caller=act.caller,
        correlation_id=act.request.scope["correlation_id"],
        traceparent=current_traceparent(),
    )
    return await act.doors.database.run(perform, origin)
