"""Who is recused from which file: the one place where judging asks for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from services.members.domain.separation import may_judge
from services.members.models import Application
from shared.auth.caller import Caller
from shared.errors import Failure

Recused = Mapping[UUID, Collection[str]]
"""Application → persons (`issuer|subject`) who may not judge it, besides its applicant."""

NOBODY: Recused = {}


def bars_on(caller: Caller, application: Application, recused: Recused = NOBODY) -> list[Failure]:
    """Every ground on which this caller may not judge a file."""
    return may_judge(
        caller.key,
        caller.on_behalf_of,
        [application.applicant_key],
        recused.get(application.id, ()),
    )
