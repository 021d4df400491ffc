"""Who may not judge which file: the one place where decisions ask for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from services.members.domain.separation import may_judge
from services.members.models import Application
from shared.auth.caller import Caller
from shared.database.work import Work
from shared.errors import Failure


async def bars_against(
    work: Work, applications: Iterable[Application]
) -> dict[UUID, list[Failure]]:
    """Of each file, every ground on which this caller may not judge it."""
    return {one.id: visible_bars(one, work.caller) for one in applications}


def visible_bars(
    application: Application, caller: Caller, recused: Collection[str] = ()
) -> list[Failure]:
    """The grounds that a loaded file shows by itself."""
    concerned = [application.applicant_key]
    return may_judge(caller.key, caller.on_behalf_of, concerned, recused)
