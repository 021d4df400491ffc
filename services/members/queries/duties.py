"""The duties of a member with their dates, from everything in this service that makes one.

Each source is called here by name; what a new part of the year asks of a member joins this list.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain.duties import Duty
from services.members.models import Activity, Member, Participation
from services.members.queries.rights import Known
from services.members.queries.year import YearDuty, find_year_duties
from services.members.texts.rights import DUTY_TITLES
from shared.clock import hanoi_date
from shared.texts import Text


async def find_duties(
    session: AsyncSession,
    member: Member,
    known: Known,
    coming: list[tuple[Participation, Activity]],
    today: date,
) -> list[Duty]:
    """Every duty that stands, the earliest first; those without a date last."""
    of_year = await find_year_duties(session, member.id, today)
    duties = [*_to_renew(member, known), *_to_attend(coming), *_of_the_year(of_year)]
    return sorted(duties, key=lambda one: (one.due_on or date.max, one.code))


def _to_renew(member: Member, known: Known) -> list[Duty]:
    certificate = known.certificate
    if certificate is None or certificate.valid_until is None or member.status != "active":
        return []
    title = DUTY_TITLES["renew"]
    return [Duty("renew", title, certificate.valid_until, False, "members", "/v1/applications")]


def _of_the_year(found: list[YearDuty]) -> list[Duty]:
    """Reports owed and handed in, and evaluations with a result; one that runs asks for nothing."""
    return [
        Duty(
            code=one.kind,
            title=_in_year(DUTY_TITLES[one.kind], one.year),
            due_on=one.due_on,
            done=one.done,
            service="members",
            path=f"/v1/{one.kind}s/{one.id}",
            about_id=one.id,
        )
        for one in found
        if one.kind == "report" or one.done
    ]


def _in_year(title: Text, year: int) -> Text:
    return Text(title.say("vi", year=year), title.say("en", year=year))


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
