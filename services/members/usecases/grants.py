"""Grants: given and ended by an operator, or by the system on admission.

This service keeps its own copy (`remember_grant`) in the same transaction, so that a grant holds
here at once; the other services follow the event.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from services.members.domain import grants as rules
from services.members.domain.rights import refuse
from services.members.event_bodies import grant_changed
from services.members.events_out import publish_grant_changed
from services.members.models import Grant, Member
from shared.auth.caller import ROLES
from shared.auth.grants import remember_grant
from shared.database.work import Work
from shared.errors import Failure, Invalid


async def add_grant(
    work: Work,
    issuer: str,
    subject: str,
    role: str,
    member_id: UUID | None = None,
    host_id: UUID | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    reason: str | None = None,
    email: str | None = None,
) -> Grant:
    """Issuer and subject may act in a role from now, or from `valid_from`, on.

    Raises Invalid when role, member, host or dates do not go together, Refusal when the same grant
    is in force already.
    """
    start = valid_from or work.now
    failures = rules.check_grant(role, member_id, host_id, start, valid_until)
    if role not in ROLES:
        failures.append(Failure("field_not_listed", field="role", allowed=list(ROLES)))
    if member_id is not None and await work.session.get(Member, member_id) is None:
        failures.append(
            Failure("not_found", field="member_id", kind=Member.KIND, id=str(member_id))
        )
    if failures:
        raise Invalid(*failures)
    refuse(await _already_held(work, issuer, subject, role, member_id, host_id))
    grant = work.add(
        Grant(
            issuer=issuer,
            subject=subject,
            role=role,
            member_id=member_id,
            host_id=host_id,
            valid_from=start,
            valid_until=valid_until,
            granted_by=work.caller.subject,
            on_behalf_of=work.caller.on_behalf_of,
            reason=reason,
            email=email,
        )
    )
    await publish_and_remember(work, grant)
    return grant


async def _already_held(
    work: Work, issuer: str, subject: str, role: str, member_id: UUID | None, host_id: UUID | None
) -> list[Failure]:
    known = await work.session.scalar(
        select(Grant.id).where(
            Grant.issuer == issuer,
            Grant.subject == subject,
            Grant.role == role,
            Grant.member_id.is_not_distinct_from(member_id),
            Grant.host_id.is_not_distinct_from(host_id),
            Grant.ended_at.is_(None),
            or_(Grant.valid_until.is_(None), Grant.valid_until > work.now),
        )
    )
    return [Failure("grant_already_held", grant=str(known))] if known else []


async def end_grant(work: Work, grant_id: UUID) -> Grant:
    """Take a grant back at once."""
    grant = await work.lock(Grant, grant_id)
    refuse(rules.may_end(grant.ended_at is not None))
    grant.ended_at = work.now
    await publish_and_remember(work, grant)
    return grant


async def end_grants_of_member(work: Work, member_id: UUID) -> None:
    """Nobody acts for a member that has left."""
    grants = await work.session.scalars(
        select(Grant)
        .where(Grant.member_id == member_id, Grant.ended_at.is_(None))
        .order_by(Grant.id)
        .with_for_update()
    )
    for grant in grants:
        grant.ended_at = work.now
        await publish_and_remember(work, grant)


async def publish_and_remember(work: Work, grant: Grant) -> None:
    publish_grant_changed(work, grant)
    await remember_grant(work, grant_changed(grant))
