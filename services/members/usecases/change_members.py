"""Members: profile, suspension, reinstatement and leaving.

A public event never says why a member is suspended; the reason goes to the member alone.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from services.members.domain import members as rules
from services.members.events_out import (
    publish_member_left,
    publish_member_profile_changed,
    publish_member_reinstated,
    publish_member_removed,
    publish_member_suspended,
    publish_member_suspension_explained,
)
from services.members.models import Member
from services.members.usecases.give_grants import end_grants_of_member
from services.members.usecases.issue_certificates import revoke_certificates_of_member
from shared.auth.caller import Caller
from shared.clock import HANOI, hanoi_date
from shared.database.work import Work
from shared.errors import Invalid, refuse_if
from shared.vietnamese import fold, sort_key

END_SUSPENSION = "end_suspension"


def is_own(member: Member, caller: Caller) -> bool:
    return caller.is_system or member.id in caller.member_ids


async def change_member(work: Work, member_id: UUID, changes: dict[str, Any]) -> Member:
    """Change the profile; `changes` are columns, `address` merged before by the caller's patch."""
    member = await work.lock(Member, member_id)
    officer = work.caller.has_role("officer")
    refuse_if(
        rules.may_change_profile(
            member.status, officer, is_own(member, work.caller), changes.keys()
        )
    )
    for name, value in changes.items():
        setattr(member, name, value)
    member.search, member.sort_key = fold(member.name), sort_key(member.name)
    member.ward_search = fold(member.ward) if member.ward else None
    if wrong := rules.check_address(member.address_line, member.ward, member.address_public):
        raise Invalid(*wrong)
    publish_member_profile_changed(work, member)
    return member


async def suspend_member(
    work: Work, member_id: UUID, reason: str, reason_code: str, until: date | None
) -> Member:
    """A member's rights rest, until a day or until it is reinstated."""
    member = await work.lock(Member, member_id)
    refuse_if(rules.may_suspend(member.status, until, hanoi_date(work.now)))
    _take_status(member, "suspended", work.now)
    member.suspended_at = work.now
    member.suspension_reason = reason
    member.suspension_reason_code = reason_code
    member.suspended_until = until
    publish_member_suspended(work, member)
    publish_member_suspension_explained(work, member)
    if until is not None:
        await work.schedule(END_SUSPENSION, str(member.id), _end_of_day(until))
    return member


def _end_of_day(day: date) -> datetime:
    """The instant at which a day in Hanoi is over."""
    return datetime.combine(day + timedelta(days=1), time(), HANOI)


async def reinstate_member(work: Work, member_id: UUID) -> Member:
    """A suspended member has its rights again."""
    member = await work.lock(Member, member_id)
    refuse_if(rules.may_reinstate(member.status))
    _lift_suspension(member, "active", work.now)
    publish_member_reinstated(work, member)
    await work.unschedule(END_SUSPENSION, str(member.id))
    return member


async def end_suspension_on_time(work: Work, member_id: UUID) -> None:
    """The last day of a suspension is over; nothing when it was lifted or prolonged meanwhile."""
    member = await work.find_locked(Member, member_id)
    if member is None or member.status != "suspended" or member.suspended_until is None:
        return
    if hanoi_date(work.now) > member.suspended_until:
        _lift_suspension(member, "active", work.now)
        publish_member_reinstated(work, member)


def _take_status(member: Member, status: str, now: datetime) -> None:
    member.status, member.status_since = status, hanoi_date(now)


def _lift_suspension(member: Member, status: str, now: datetime) -> None:
    _take_status(member, status, now)
    member.suspension_reason = member.suspension_reason_code = None
    member.suspended_at = member.suspended_until = None


async def leave_network(work: Work, member_id: UUID) -> Member:
    """A member leaves: its certificate is revoked and nobody acts for it any more."""
    member = await work.lock(Member, member_id)
    officer = work.caller.has_role("officer")
    refuse_if(rules.may_leave(member.status, officer, is_own(member, work.caller)))
    _lift_suspension(member, "left", work.now)
    member.left_on = hanoi_date(work.now)
    member.certificate_number = None
    publish_member_left(work, member)
    await revoke_certificates_of_member(work, member.id)
    await end_grants_of_member(work, member.id)
    await work.unschedule(END_SUSPENSION, str(member.id))
    return member


async def remove_member(
    work: Work, member_id: UUID, reason_code: str, reason: str, decision_id: UUID
) -> Member:
    """A member is taken out of the network by a decision: as if it had left, against its will.

    Why is in the decision and the audit trail, never in a public event.
    """
    del reason_code, reason, decision_id
    member = await work.lock(Member, member_id)
    refuse_if(rules.may_remove(member.status))
    _lift_suspension(member, "removed", work.now)
    member.left_on = hanoi_date(work.now)
    member.certificate_number = None
    publish_member_removed(work, member)
    await revoke_certificates_of_member(work, member.id)
    await end_grants_of_member(work, member.id)
    await work.unschedule(END_SUSPENSION, str(member.id))
    return member
