"""Members: profile, suspension, reinstatement, leaving, closing and removal.

Each is a dated fact (`record_facts`); the status follows from the facts. A public event never says
why a member is suspended or removed; the reason goes to the member alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.members.domain import members as rules
from services.members.events_out.members import publish_member_profile_changed
from services.members.models import Member
from services.members.regulations.wards import present_name
from services.members.usecases.record_facts import NewFact, record_fact
from shared.auth.caller import Caller
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Invalid, refuse_if
from shared.vietnamese import fold, sort_key


def is_own(member: Member, caller: Caller) -> bool:
    return caller.is_system or member.id in caller.member_ids


async def change_member(
    work: Work, member_id: UUID, changes: dict[str, Any], reason: str | None = None
) -> Member:
    """Change the profile; `changes` are columns, `address` merged before by the caller's patch."""
    member = await work.lock(Member, member_id)
    officer = work.caller.has_role("officer")
    refuse_if(
        rules.may_change_profile(
            member.status, officer, is_own(member, work.caller), changes.keys()
        )
    )
    if changes.get("ward"):
        changes = {**changes, "ward": present_name(changes["ward"])}
    was = {name: getattr(member, name) for name in changes}
    for name, value in changes.items():
        setattr(member, name, value)
    member.search, member.sort_key = fold(member.name), sort_key(member.name)
    member.ward_search = fold(member.ward) if member.ward else None
    if wrong := rules.check_address(member.address_line, member.ward, member.address_public):
        raise Invalid(*wrong)
    await _note_change(work, member, was, changes, reason)
    publish_member_profile_changed(work, member)
    return member


async def _note_change(
    work: Work,
    member: Member,
    was: Mapping[str, Any],
    changes: Mapping[str, Any],
    reason: str | None,
) -> None:
    """Field by field what it was and what it is, for the member's history."""
    changed = {
        name: {"from": was[name], "to": value}
        for name, value in changes.items()
        if was[name] != value
    }
    if changed:
        new = NewFact("profile_changed", reason, details={"changed": changed})
        await record_fact(work, member, new)


async def suspend_member(
    work: Work,
    member_id: UUID,
    reason: str,
    reason_code: str,
    until: date | None,
    effective_on: date | None = None,
) -> Member:
    """A member's rights rest, until a day or until it is reinstated."""
    member = await work.lock(Member, member_id)
    today = hanoi_date(work.now)
    wrong = rules.check_until(effective_on or today, until, today)
    new = NewFact("suspended", reason, reason_code, effective_on, until)
    await record_fact(work, member, new, wrong)
    return member


async def reinstate_member(work: Work, member_id: UUID, reason: str | None = None) -> Member:
    """A suspended member has its rights again."""
    member = await work.lock(Member, member_id)
    await record_fact(work, member, NewFact("reinstated", reason))
    return member


async def leave_network(
    work: Work, member_id: UUID, reason: str | None = None, effective_on: date | None = None
) -> Member:
    """A member leaves: its certificate is revoked and nobody acts for it any more."""
    member = await work.lock(Member, member_id)
    lacks = rules.acts_for(work.caller.has_role("officer"), is_own(member, work.caller))
    await record_fact(work, member, NewFact("left", reason, effective_on=effective_on), lacks)
    return member


async def close_member(
    work: Work,
    member_id: UUID,
    reason: str,
    document: dict[str, Any],
    effective_on: date | None = None,
) -> Member:
    """A space has closed its doors; for the network it is as if it had left."""
    member = await work.lock(Member, member_id)
    new = NewFact("closed", reason, effective_on=effective_on, document=document)
    await record_fact(work, member, new)
    return member


async def remove_member(
    work: Work,
    member_id: UUID,
    reason_code: str,
    reason: str,
    decision_id: UUID | None = None,
    effective_on: date | None = None,
    document: dict[str, Any] | None = None,
) -> Member:
    """A space is a member no longer, by decision; it is told why and may appeal."""
    member = await work.lock(Member, member_id)
    new = NewFact(
        "removed",
        reason,
        reason_code,
        effective_on,
        document=document,
        decision_id=decision_id,
    )
    await record_fact(work, member, new)
    return member


async def annul_removal(
    work: Work,
    member_id: UUID,
    reason: str,
    decision_id: UUID | None = None,
    document: dict[str, Any] | None = None,
) -> Member:
    """A removal did not stand: certificates and access that it took are given back."""
    member = await work.lock(Member, member_id)
    new = NewFact("removal_annulled", reason, document=document, decision_id=decision_id)
    await record_fact(work, member, new)
    return member
