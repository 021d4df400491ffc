"""What a member asked for and where it has a place, when it is a member no more or is taken in.

Papers and letters that are out stay as they are: they name the space that was. What is being signed
stays too; it is not issued any more, since issuing asks whether it still holds.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import select

from services.members.domain.activities import STANDING
from services.members.domain.consequences import Consequence
from services.members.models import (
    Activity,
    Benefit,
    Introduction,
    Member,
    MemberFact,
    Participation,
)
from services.members.usecases.keep_places import give_back
from shared.database.work import Work


async def plan_rights(work: Work, member: Member, *, moved: bool) -> list[Consequence]:
    """What follows for open requests and places to come, in the order they are locked."""
    requests, places = (
        ("request_moved", "place_moved") if moved else ("request_ended", "place_given_back")
    )
    benefits = await work.session.scalars(
        select(Benefit)
        .where(Benefit.member_id == member.id, Benefit.status == "requested")
        .order_by(Benefit.id)
    )
    introductions = await work.session.scalars(
        select(Introduction)
        .where(Introduction.member_id == member.id, Introduction.status == "requested")
        .order_by(Introduction.id)
    )
    found = await work.session.execute(
        select(Participation.id, Activity.title_vi)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(
            Participation.member_id == member.id,
            Participation.status.in_(STANDING),
            Activity.starts_at > work.now,
        )
        .order_by(Activity.id, Participation.turn)
    )
    return [
        *(Consequence(requests, row.id, row.kind) for row in benefits),
        *(Consequence(requests, row.id, row.partner) for row in introductions),
        *(Consequence(places, id, title) for id, title in found),
    ]


async def _end_request(work: Work, _fact: MemberFact, id: UUID) -> None:
    for row in (await work.find_locked(Benefit, id), await work.find_locked(Introduction, id)):
        if row is not None and row.status == "requested":
            row.status = "cancelled"


async def _move_request(work: Work, fact: MemberFact, id: UUID) -> None:
    """To the heir, unless it has asked for the same."""
    heir = await work.session.get_one(Member, fact.other_member_id)
    benefit = await work.find_locked(Benefit, id)
    if benefit is not None and benefit.status == "requested":
        same = select(Benefit.id).where(
            Benefit.member_id == heir.id,
            Benefit.kind == benefit.kind,
            Benefit.year == benefit.year,
            Benefit.status.in_(("requested", "checked")),
        )
        _hand_on(benefit, heir, taken=await work.session.scalar(same) is not None)
    introduction = await work.find_locked(Introduction, id)
    if introduction is not None and introduction.status == "requested":
        asked = select(Introduction.id).where(
            Introduction.member_id == heir.id,
            Introduction.partner == introduction.partner,
            Introduction.status.in_(("requested", "prepared")),
        )
        _hand_on(introduction, heir, taken=await work.session.scalar(asked) is not None)


def _hand_on(row: Benefit | Introduction, heir: Member, *, taken: bool) -> None:
    if taken:
        row.status = "cancelled"
    else:
        row.member_id, row.member_name = heir.id, heir.name


async def _give_place_back(work: Work, fact: MemberFact, id: UUID) -> None:
    await give_back(work, id, fact.kind)


async def _move_place(work: Work, fact: MemberFact, id: UUID) -> None:
    """To the heir; given back when it has signed up the same person."""
    heir = await work.session.get_one(Member, fact.other_member_id)
    row = await work.find_locked(Participation, id)
    if row is None or row.status not in STANDING:
        return
    same = select(Participation.id).where(
        Participation.activity_id == row.activity_id,
        Participation.member_id == heir.id,
        Participation.participant_search == row.participant_search,
        Participation.status.not_in(("cancelled", "called_off")),
    )
    if await work.session.scalar(same) is None:
        row.member_id, row.member_name = heir.id, heir.name
    else:
        await give_back(work, id, fact.kind)


STEPS: dict[str, Callable[[Work, MemberFact, UUID], Awaitable[None]]] = {
    "request_ended": _end_request,
    "request_moved": _move_request,
    "place_given_back": _give_place_back,
    "place_moved": _move_place,
}
