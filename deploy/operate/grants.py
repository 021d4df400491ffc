"""Who may what, for the operator: also the first grant, before anyone has one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.installation import Installation
from deploy.operate.databases import open_database, operator_origin, wake_service
from services.members.api.grants import CreateGrant
from services.members.models import Grant
from services.members.usecases import give_grants as usecases
from shared.database.work import Work
from shared.http.problems import read_validation

SERVICE = "members"


async def add(
    installation: Installation,
    *,
    issuer: str,
    subject: str,
    role: str,
    member_id: UUID | None,
    host_id: UUID | None,
    valid_until: datetime | None,
    email: str | None,
    reason: str,
) -> Grant:
    """Give a grant. Raises Invalid or Refusal with every rule that failed."""
    body = _checked(
        {
            "issuer": issuer,
            "subject": subject,
            "role": role,
            "member_id": member_id,
            "host_id": host_id,
            "valid_until": valid_until,
            "email": email,
            "reason": reason,
        }
    )
    new = usecases.NewGrant(**body.model_dump())

    async def give(work: Work) -> Grant:
        grant = await usecases.create_grant(work, new)
        await work.record("create_grant", reason=body.reason)
        return grant

    async with open_database(installation, SERVICE) as database:
        grant = await database.run(give, operator_origin())
        await wake_service(database)
        return grant


def _checked(fields: dict[str, Any]) -> CreateGrant:
    """The body as the HTTP door reads it: the same checks, the same sentences."""
    try:
        return CreateGrant.model_validate(fields)
    except ValidationError as error:
        raise read_validation(RequestValidationError(error.errors())) from None


async def end(installation: Installation, grant_id: UUID, reason: str) -> Grant:
    """Take a grant back. Raises NotFound or Refusal."""

    async def take_back(work: Work) -> Grant:
        grant = await usecases.end_grant(work, grant_id)
        await work.record("end_grant", reason=reason)
        return grant

    async with open_database(installation, SERVICE) as database:
        grant = await database.run(take_back, operator_origin())
        await wake_service(database)
        return grant


async def list_grants(installation: Installation, subject: str | None) -> Sequence[Grant]:
    """All grants, ended ones too, or those of one subject."""

    async def look(session: AsyncSession) -> Sequence[Grant]:
        query = select(Grant).order_by(Grant.created_at)
        query = query.where(Grant.subject == subject) if subject else query
        return list(await session.scalars(query))

    async with open_database(installation, SERVICE) as database:
        return await database.read(look)
