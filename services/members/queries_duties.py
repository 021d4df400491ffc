"""The duties of a member with their dates, from everything in this service that makes one.

Each source is called here by name; what a new part of the year asks of a member joins this list.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain.duties import Duty
from services.members.models import Activity, Member, Participation
from services.members.queries_rights import Known
from services.members.texts_rights import DUTY_TITLES
from shared.clock import hanoi_date
from shared.texts import Text


async def find_duties(
    _session: AsyncSession,
    member: Member,
    known: Known,
    coming: list[tuple[Participation, Activity]],
    _today: date,
) -> list[Duty]:
    """Every duty that stands, the earliest first; those without a date last."""
    duties = [*_to_renew(member, known), *_to_attend(coming)]
    return sorted(duties, key=lambda one: (one.due_on or date.max, one.code))


def _to_renew(member: Member, known: Known) -> list[Duty]:
    certificate = known.certificate
    if certificate is None or certificate.valid_until is None or member.status != "active":
        return []
    title = DUTY_TITLES["renew"]
    return [Duty("renew", title, certificate.valid_until, False, "members", "/v1/applications")]


def _to_attend(coming: list[tuple[Participation, Activity]]) -> list[Duty]:
    return [
        Duty(
            code="attend",
            title=_fill(DUTY_TITLES["attend"], activity),
            due_on=hanoi_date(activity.starts_at),
            done=False,
            service="members",
            path=f"/v1/participations/{participation.id}",
            about_id=participation.id,
        )
        for participation, activity in coming
        if participation.status == "seated"
    ]


def _fill(title: Text, activity: Activity) -> Text:
    return Text(
        title.say("vi", activity=activity.title_vi),
        title.say("en", activity=activity.title_en or activity.title_vi),
    )
