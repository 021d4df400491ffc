"""All rights and duties of a member, as one answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain.duties import Duty, state_of
from services.members.regulations.rights_data import RIGHTS
from services.members.usecases.see_rights import Right, Sight
from shared.http.act import View
from shared.http.fields import Answer


class RightOut(Answer):
    code: str
    label: str
    state: str
    """`available`, `needs`, `suspended` or `ended`."""
    state_label: str
    failing: list[dict[str, Any]]
    """What is to be done before it can be used: `{code, detail}` of each failing rule."""
    where: str
    """What to do to use it."""
    service: str
    path: str
    """Where, below the address of that service."""


class DutyOut(Answer):
    code: str
    title: str
    state: str
    """`coming`, `due`, `overdue` or `done`."""
    state_label: str
    due_on: date | None
    service: str
    path: str
    about_id: UUID | None


class OpenRequestOut(Answer):
    kind: str
    """`benefit` or `introduction`."""
    id: UUID
    what: CodeOut
    status: str
    status_label: str
    promised_on: date


class ComingOut(Answer):
    participation_id: UUID
    activity_id: UUID
    title: str
    status: str
    status_label: str
    starts_at: datetime


class MemberRightsOut(Answer):
    member_id: UUID
    member_name: str
    status: str
    status_label: str
    on: date
    """The day that the states hold for."""
    rights: list[RightOut]
    duties: list[DutyOut]
    requests: list[OpenRequestOut]
    """What it asked for and has not got yet."""
    activities: list[ComingOut]
    """Where it has a place or waits for one."""


def show_member_rights(sight: Sight, view: View) -> MemberRightsOut:
    member = sight.member
    return MemberRightsOut(
        member_id=member.id,
        member_name=member.name,
        status=member.status,
        status_label=show_code("member_status", member.status, view).label,
        on=sight.on,
        rights=[_show_right(one, view) for one in sight.rights],
        duties=[_show_duty(one, sight.on, view) for one in sight.duties],
        requests=_show_requests(sight, view),
        activities=[
            ComingOut(
                participation_id=participation.id,
                activity_id=activity.id,
                title=(view.locale == "en" and activity.title_en) or activity.title_vi,
                status=participation.status,
                status_label=show_code("participation_status", participation.status, view).label,
                starts_at=activity.starts_at,
            )
            for participation, activity in sight.coming
        ],
    )


def _show_right(right: Right, view: View) -> RightOut:
    rules = RIGHTS[right.rules.code]
    return RightOut(
        code=rules.code,
        label=show_code("member_right", rules.code, view).label,
        state=right.state,
        state_label=show_code("right_state", right.state, view).label,
        failing=view.action(right.lacks)["failing"],
        where=rules.where.text.say(view.locale),
        service=rules.service,
        path=rules.path,
    )


def _show_duty(duty: Duty, today: date, view: View) -> DutyOut:
    state = state_of(duty, today)
    return DutyOut(
        code=duty.code,
        title=duty.title.say(view.locale),
        state=state,
        state_label=show_code("duty_state", state, view).label,
        due_on=duty.due_on,
        service=duty.service,
        path=duty.path,
        about_id=duty.about_id,
    )


def _show_requests(sight: Sight, view: View) -> list[OpenRequestOut]:
    papers = [
        OpenRequestOut(
            kind="benefit",
            id=row.id,
            what=show_code("benefit_kind", row.kind, view),
            status=row.status,
            status_label=show_code("benefit_status", row.status, view).label,
            promised_on=row.promised_on,
        )
        for row in sight.benefits
    ]
    letters = [
        OpenRequestOut(
            kind="introduction",
            id=row.id,
            what=show_code("partner", row.partner, view),
            status=row.status,
            status_label=show_code("introduction_status", row.status, view).label,
            promised_on=row.promised_on,
        )
        for row in sight.introductions
    ]
    return papers + letters
