"""Damage that the host notes after an activity, the member's reply, and how it was settled."""

from __future__ import annotations

from uuid import UUID

from services.bookings.domain import after, states
from services.bookings.models import ActivityReport, Damage
from services.bookings.regulations.after import AFTER
from services.bookings.usecases.report_activities import touch
from shared.database.work import Work
from shared.errors import NotFound, refuse_if


async def note_damage(
    work: Work, report_id: UUID, severity: str, description: str
) -> ActivityReport:
    """Raises Refusal before the activity began and once the report is closed."""
    report = await work.lock(ActivityReport, report_id)
    rights = states.lacks_hosting(work.caller, report.host_id)
    most = AFTER.report.most_damages
    refuse_if([*rights, *after.may_note_damage(report, len(report.damages), most, work.now)])
    report.damages.append(
        Damage(
            id=work.new_id(),
            severity=severity,
            description=description,
            noted_at=work.now,
            noted_by=work.caller.key,
            reply=None,
            replied_at=None,
            replied_by=None,
            settlement=None,
            settled_at=None,
        )
    )
    touch(report)
    return report


async def reply_to_damage(
    work: Work, report_id: UUID, damage_id: UUID, reply: str
) -> ActivityReport:
    """What the member says to it, once."""
    report = await work.lock(ActivityReport, report_id)
    rights = after.lacks_reporting(report, work.caller)
    damage = _find(report, damage_id)
    refuse_if([*rights, *after.may_reply(damage.reply, damage.settled_at is not None)])
    damage.reply, damage.replied_at = reply, work.now
    damage.replied_by = work.caller.key
    touch(report)
    return report


async def settle_damage(
    work: Work, report_id: UUID, damage_id: UUID, settlement: str
) -> ActivityReport:
    """How it was settled; payments are no part of this system."""
    report = await work.lock(ActivityReport, report_id)
    rights = states.lacks_hosting(work.caller, report.host_id)
    damage = _find(report, damage_id)
    refuse_if([*rights, *after.may_settle(damage.settled_at is not None)])
    damage.settlement, damage.settled_at = settlement, work.now
    touch(report)
    return report


def _find(report: ActivityReport, damage_id: UUID) -> Damage:
    for one in report.damages:
        if one.id == damage_id:
            return one
    raise NotFound("damage", damage_id)
