"""Taking part counts: each member that came to an activity of the network has one contribution."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.members.models import Activity, Participation
from services.members.regulations.year_rules import unesco_field_of
from services.members.usecases.keep_contributions import Fact, keep_contribution
from shared.clock import hanoi_date
from shared.database.work import Work


async def count_participations(work: Work, activity: Activity) -> None:
    """Once for each member, however many people it sent; as long as the one who stayed longest."""
    rows = await work.session.scalars(
        select(Participation)
        .where(Participation.activity_id == activity.id, Participation.status == "attended")
        .order_by(Participation.turn)
    )
    of_member: dict[UUID, list[Participation]] = {}
    for row in rows:
        of_member.setdefault(row.member_id, []).append(row)
    for member_id, came in of_member.items():
        fact = Fact(
            member_id=member_id,
            kind="participation",
            title=activity.title_vi,
            happened_on=hanoi_date(activity.starts_at),
            source="activity",
            source_id=came[0].id,
            place=activity.place,
            hours=max(_hours(activity, one) for one in came),
            unesco_field=unesco_field_of(activity.fields),
        )
        await keep_contribution(work, fact)


def _hours(activity: Activity, came: Participation) -> float:
    whole = (activity.ends_at - activity.starts_at).total_seconds() / 60
    return round((whole if came.minutes is None else came.minutes) / 60, 2)
