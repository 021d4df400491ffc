"""Grants: given and ended by an operator, or by the system on admission.

This service keeps its own copy (`remember_grant`) in the same transaction, so that a grant holds
here at once; the other services follow the event.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from services.members.domain import grants as rules
from services.members.event_bodies import grant_changed
from services.members.events_out.persons import publish_grant_changed
from services.members.models import Application, Grant, Member
from shared.auth.caller import ROLE_LABELS
from shared.auth.grants import remember_grant
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if
from shared.texts import Label


@dataclass(frozen=True, slots=True)
class NewGrant:
    """Who may act in which role: for a member or host where the role asks for one."""

    issuer: str
    subject: str
    role: str
    member_id: UUID | None = None
    host_id: UUID | None = None
    valid_from: datetime | None = None
    """None: from now on."""
    valid_until: datetime | None = None
    """None: without an end."""
    reason: str | None = None
    email: str | None = None
    capacity: str | None = None
    """For a member: `representative`, `contact` or `delegate`."""
    delegated_from: UUID | None = None
    """The grant that a delegate acts by."""
    on_behalf_of: str | None = None
    """Whose place the holder takes for a time (`issuer|subject`)."""


async def ensure_grant(work: Work, new: NewGrant) -> None:
    """Give a grant to whoever does not hold it yet."""
    await _wait_for_the_same_grant(work, new)
    if not await _already_held(work, new):
        await create_grant(work, new)


async def create_grant(work: Work, new: NewGrant) -> Grant:
    """Issuer and subject may act in a role from now, or from `valid_from`, on.

    Raises Invalid when role, member, host or dates do not go together, Refusal when the same grant
    is in force already.
    """
    start = new.valid_from or work.now
    failures = rules.check_grant(new.role, new.member_id, new.host_id, start, new.valid_until)
    failures += rules.check_delegation(
        f"{new.issuer}|{new.subject}", new.on_behalf_of, new.valid_until
    )
    failures += await _check_names(work, new)
    if failures:
        raise Invalid(*failures)
    await _wait_for_the_same_grant(work, new)
    refuse_if(await _already_held(work, new))
    fields = asdict(new) | {"valid_from": start}
    grant = work.add(Grant(**fields, granted_by=work.caller.subject))
    await publish_and_remember(work, grant)
    return grant


async def grant_to_new_member(work: Work, application: Application) -> Grant:
    """The applicant may act for the member that has just come of the application.

    Nobody can hold this grant already, so nothing is asked first.
    """
    grant = work.add(
        Grant(
            issuer=application.applicant_issuer,
            subject=application.applicant_subject,
            role="member",
            member_id=application.member_id,
            valid_from=work.now,
            granted_by=work.caller.subject,
            reason="admission",
            capacity="representative",
        )
    )
    with work.session.no_autoflush:
        await publish_and_remember(work, grant)
    return grant


async def _check_names(work: Work, new: NewGrant) -> list[Failure]:
    """The role is one of ours, the member exists."""
    failures = []
    if new.role not in ROLE_LABELS:
        roles = [Label(role, text) for role, text in ROLE_LABELS.items()]
        failures.append(Failure("field_not_listed", field="role", allowed=roles))
    if new.member_id is not None and await work.session.get(Member, new.member_id) is None:
        missing = {"kind": Member.KIND, "id": str(new.member_id)}
        failures.append(Failure("not_found", field="member_id", **missing))
    return failures


async def _wait_for_the_same_grant(work: Work, new: NewGrant) -> None:
    """Until whoever gives the very same grant is done, so that the next query sees theirs.

    A lock and not a unique index: what has run out may be given again without having been ended.
    """
    same = [new.issuer, new.subject, new.role, str(new.member_id), str(new.host_id)]
    key = func.hashtextextended(json.dumps(["grant", *same]), 0)
    await work.session.execute(select(func.pg_advisory_xact_lock(key)))


async def _already_held(work: Work, new: NewGrant) -> list[Failure]:
    known = await work.session.scalar(
        select(Grant.id).where(
            Grant.issuer == new.issuer,
            Grant.subject == new.subject,
            Grant.role == new.role,
            Grant.member_id.is_not_distinct_from(new.member_id),
            Grant.host_id.is_not_distinct_from(new.host_id),
            Grant.ended_at.is_(None),
            or_(Grant.valid_until.is_(None), Grant.valid_until > work.now),
        )
    )
    return [Failure("grant_already_held", grant=str(known))] if known else []


async def end_grant(work: Work, grant_id: UUID) -> Grant:
    """Take a grant back at once."""
    grant = await work.lock(Grant, grant_id)
    refuse_if(rules.may_end(grant.ended_at is not None))
    grant.ended_at = work.now
    await publish_and_remember(work, grant)
    return grant


async def publish_and_remember(work: Work, grant: Grant) -> None:
    publish_grant_changed(work, grant)
    await remember_grant(work, grant_changed(grant))
