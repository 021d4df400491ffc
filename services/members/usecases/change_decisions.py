"""Decisions corrected, annulled or withdrawn, each by a new decision with its reason.

What follows is carried out in the same transaction: the file is open again or revoked, a member is
removed, a name is taken off the list of a ceremony to come. The other services follow the events.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from services.members.domain import decisions as rules
from services.members.events_out.applications import (
    publish_application_decision_annulled,
    publish_application_decision_corrected,
)
from services.members.models import Application, CeremonyEntry, Decision, DecisionEntry, Member
from services.members.usecases.change_members import remove_member
from services.members.usecases.decide_applications import (
    lock_applications,
    new_decision,
    shown_on_file,
)
from services.members.usecases.recuse_reviewers import bars_against
from services.members.usecases.renew_members import undo_renewal
from services.members.usecases.take_off_lists import lock_ceremonies_of, take_off_lists
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if

REMOVABLE = ("active", "suspended")


@dataclass(frozen=True, slots=True)
class Correction:
    """What reads otherwise from now on; what is None stays. It changes no outcome."""

    reason: str | None = None
    effective_on: date | None = None
    names: dict[UUID, str] = field(default_factory=dict)
    """Names of spaces as the list has them, by application."""


async def correct_decision(
    work: Work,
    decision_id: UUID,
    reason: str,
    correction: Correction,
    complaint_id: UUID | None = None,
) -> Decision:
    """Correct words or dates by a decision of its own; what was decided stands."""
    decision = await work.lock(Decision, decision_id)
    standing = [entry.application_id for entry in decision.standing]
    asked = list(correction.names)
    failures = rules.may_change_decision(decision.kind, decision.status, standing, asked)
    applications = await lock_applications(work, [] if failures else standing)
    failures += await _bars(work, list(applications.values()))
    if correction.effective_on not in (None, decision.effective_on):
        failures += rules.may_correct_date(await _count_certificates(work, applications))
    refuse_if(failures)
    changed = _apply(decision, correction)
    if wrong := rules.check_correction(len(changed)):
        raise Invalid(*wrong)
    change = _change_of(work, decision, "correction", reason, work.now.date(), complaint_id)
    change.changed = changed
    change.entries = _listed(decision, asked or standing)
    for id in asked or standing:
        application = applications[id]
        application.decision = shown_on_file(decision)
        publish_application_decision_corrected(work, application, reason)
    return decision


async def _count_certificates(work: Work, applications: Mapping[UUID, Application]) -> int:
    """For how many of the files a certificate was made, or its number reserved and its page."""
    numbered = await work.session.scalars(
        select(CeremonyEntry.application_id).where(
            CeremonyEntry.application_id.in_(applications), CeremonyEntry.number_id.is_not(None)
        )
    )
    admitted = {id for id, one in applications.items() if one.member_id is not None}
    return len(admitted.union(numbered))


def _apply(decision: Decision, correction: Correction) -> dict[str, Any]:
    """Write the corrected words; returns `{field: {before, after}}` of what is different."""
    changed: dict[str, Any] = {}
    if correction.reason not in (None, decision.reason):
        changed["reason"] = {"before": decision.reason, "after": correction.reason}
        decision.reason = correction.reason
    if correction.effective_on is not None and correction.effective_on != decision.effective_on:
        before, after = decision.effective_on, correction.effective_on
        changed["effective_on"] = {"before": before.isoformat(), "after": after.isoformat()}
        decision.effective_on = after
    for entry in decision.standing:
        name = correction.names.get(entry.application_id, entry.name)
        if name != entry.name:
            key = f"names.{entry.application_id}"
            changed[key] = {"before": entry.name, "after": name}
            entry.name = name
    return changed


async def end_decision(
    work: Work,
    decision_id: UUID,
    kind: str,
    reason: str,
    application_ids: Sequence[UUID] | None = None,
    complaint_id: UUID | None = None,
) -> Decision:
    """Annul or withdraw a decision (`kind`), for some of its files or for all that still stand."""
    decision = await work.lock(Decision, decision_id)
    standing = [entry.application_id for entry in decision.standing]
    asked = standing if application_ids is None else list(dict.fromkeys(application_ids))
    refuse_if(rules.may_change_decision(decision.kind, decision.status, standing, asked))
    await lock_ceremonies_of(work, asked)
    applications = await lock_applications(work, asked)
    refuse_if(await _bars(work, list(applications.values())))
    members = await _members_of(work, asked)
    ended_on = decision.effective_on if kind == "annulment" else hanoi_date(work.now)
    change = _change_of(work, decision, kind, reason, ended_on, complaint_id)
    change.entries = _listed(decision, asked)
    await work.session.flush()
    _end_entries(decision, change, asked, kind)
    await take_off_lists(work, asked, reason)
    for id in asked:
        _end_for(work, applications[id], decision, kind, reason)
    renewed = {one.renews_member_id for one in applications.values() if one.renews_member_id}
    for member_id in sorted(renewed):
        await undo_renewal(work, member_id, decision.id, change)
    for member in members:
        code = f"decision_{rules.STATUS_AFTER[kind]}"
        await remove_member(work, member.id, code, reason, change.id)
    return decision


async def annul_decision(
    work: Work, decision_id: UUID, reason: str, application_ids: Sequence[UUID] | None = None
) -> Decision:
    """Annul (hủy bỏ): it was wrong from the start and counts as never taken."""
    return await end_decision(work, decision_id, "annulment", reason, application_ids)


async def withdraw_decision(
    work: Work, decision_id: UUID, reason: str, application_ids: Sequence[UUID] | None = None
) -> Decision:
    """Withdraw (thu hồi): it holds no more from today on."""
    return await end_decision(work, decision_id, "withdrawal", reason, application_ids)


async def _bars(work: Work, applications: Collection[Application]) -> list[Failure]:
    """The grounds against this caller, each once, however many files they are about."""
    found: list[Failure] = []
    for bars in (await bars_against(work, applications)).values():
        found += [one for one in bars if one not in found]
    return found


def _change_of(
    work: Work,
    decision: Decision,
    kind: str,
    reason: str,
    effective_on: date,
    complaint_id: UUID | None,
) -> Decision:
    change = work.add(
        new_decision(
            work,
            call_id=decision.call_id,
            kind=kind,
            outcome=decision.outcome,
            reason=reason,
            effective_on=effective_on,
            complaint_id=complaint_id,
        )
    )
    decision.changes.append(change)
    # An appended row alone does not make the changed decision another version.
    flag_modified(decision, "updated_at")
    return change


def _listed(decision: Decision, ids: Sequence[UUID]) -> list[DecisionEntry]:
    """The list of a change: the files it is about, as the changed decision has them."""
    return [
        DecisionEntry(
            application_id=entry.application_id,
            position=entry.position,
            name=entry.name,
            applicant_key=entry.applicant_key,
            standing=False,
        )
        for entry in decision.entries
        if entry.application_id in ids
    ]


def _end_entries(decision: Decision, change: Decision, ids: Sequence[UUID], kind: str) -> None:
    for entry in decision.entries:
        if entry.application_id in ids:
            entry.standing, entry.ended_by = False, change.id
    decision.status = rules.status_after(len(decision.standing), kind)
    flag_modified(decision, "updated_at")


def _end_for(
    work: Work, application: Application, decision: Decision, kind: str, reason: str
) -> None:
    application.status = rules.file_status_after(application.member_id is not None)
    ended = {**shown_on_file(decision), "status": rules.STATUS_AFTER[kind]}
    application.decision = ended if application.status == "revoked" else None
    application.decided_by = None
    publish_application_decision_annulled(work, application, kind, reason)


async def _members_of(work: Work, application_ids: Sequence[UUID]) -> Sequence[Member]:
    """The members that the files led to and that are still in the network."""
    rows = await work.session.scalars(
        select(Member)
        .where(Member.application_id.in_(application_ids), Member.status.in_(REMOVABLE))
        .order_by(Member.id)
    )
    return rows.all()
