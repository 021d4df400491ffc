"""The events about rights that the members service publishes: papers asked for, places that move.

The others are in `events_out.py`. None of these is a state, so nothing of it is announced again.
"""

from __future__ import annotations

from typing import Any

from services.members.models import Activity, Benefit, OfficialDocument, Participation
from services.members.texts.vocabulary import VOCABULARY
from shared.database.work import Work
from shared.events import members as events
from shared.events.base import Bilingual, Coded, Reference
from shared.texts import Text
from shared.vocabulary import coded

CHANGES = {
    "moved_up": Text("Đã có chỗ", "A place became free"),
    "rescheduled": Text("Đổi thời gian hoặc địa điểm", "Time or place changed"),
    "called_off": Text("Hoạt động bị hủy", "Called off"),
}


def _notice(row: Benefit) -> dict[str, Any]:
    return {
        "id": row.id,
        "member": Reference(id=row.member_id, name=row.member_name),
        "kind": coded(VOCABULARY, "benefit_kind", row.kind),
        "year": row.year,
        "version": (row.version or 0) + 1,  # of a row that is not written yet there is none
    }


def publish_benefit_requested(work: Work, row: Benefit) -> None:
    work.publish(row, events.BenefitRequestedV1(**_notice(row), promised_on=row.promised_on))


def publish_benefit_confirmed(work: Work, row: Benefit, document: OfficialDocument) -> None:
    assert document.number is not None
    assert document.dated_on is not None
    event = events.BenefitConfirmedV1(
        **_notice(row), document_number=document.number, dated_on=document.dated_on
    )
    work.publish(row, event)


def publish_benefit_declined(work: Work, row: Benefit) -> None:
    assert row.decline_reason is not None
    work.publish(row, events.BenefitDeclinedV1(**_notice(row), reason=row.decline_reason))


def publish_participation_changed(
    work: Work, row: Participation, activity: Activity, change: str, reason: str | None = None
) -> None:
    """To whoever writes the letter; who signs up or cancels by themselves needs none."""
    event = events.ParticipationChangedV1(
        id=row.id,
        activity=Reference(id=activity.id, name=activity.title_vi),
        activity_title=Bilingual(vi=activity.title_vi, en=activity.title_en),
        member=Reference(id=row.member_id, name=row.member_name),
        change=Coded(code=change, label=Bilingual(vi=CHANGES[change].vi, en=CHANGES[change].en)),
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        place=activity.place,
        reason=reason,
        version=activity.version + 1,
    )
    work.publish(row, event)
