"""Grants: who (issuer and subject) may act in which role, for which member or host, from and until.

Members owns them; every service keeps a copy and joins it with the caller's token.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.auth.caller import Caller
from shared.database.backbone import KnownGrant
from shared.database.work import Work
from shared.events.members import GrantChangedV1


async def remember_grant(work: Work, grant: GrantChangedV1) -> None:
    """Keep this service's copy of a grant as it now is."""
    values = {
        "id": grant.id,
        "issuer": grant.issuer,
        "subject": grant.subject,
        "role": grant.role,
        "member_id": grant.member_id,
        "host_id": grant.host_id,
        "valid_from": grant.valid_from,
        "valid_until": grant.valid_until,
        "ended": grant.ended,
        "email": grant.email,
    }
    statement = upsert(KnownGrant).values(values)
    await work.session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


async def join_grants(
    session: AsyncSession, caller: Caller, now: datetime, implied: dict[str, list[str]]
) -> Caller:
    """The caller with what the grants in force add to the token, and the roles that those imply."""
    grants = await session.scalars(
        select(KnownGrant).where(
            KnownGrant.issuer == caller.issuer,
            KnownGrant.subject == caller.subject,
            ~KnownGrant.ended,
            KnownGrant.valid_from <= now,
            or_(KnownGrant.valid_until.is_(None), KnownGrant.valid_until > now),
        )
    )
    found = list(grants)
    roles = set(caller.roles) | {grant.role for grant in found}
    roles |= {more for role in tuple(roles) for more in implied.get(role, ())}
    members = {*caller.member_ids, *(grant.member_id for grant in found if grant.member_id)}
    hosts = {*caller.host_ids, *(grant.host_id for grant in found if grant.host_id)}
    return replace(
        caller,
        roles=frozenset(roles),
        member_ids=tuple(sorted(members)),
        host_ids=tuple(sorted(hosts)),
    )
