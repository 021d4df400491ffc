"""What tests of worklists make: members that are suspended, removed, and one again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from shared.events.members import MemberReinstatedV1, MemberRemovedV1
from tests.bookings.making import City, done, made, member_state

REASON = "Trung tâm đã thống nhất với đơn vị quản lý."


async def reinstate(city: City, member: UUID) -> None:
    await city.service.deliver(member_state(MemberReinstatedV1, member, "active", "Xưởng Gốm Mẫu"))


async def remove(city: City, member: UUID) -> None:
    await city.service.deliver(member_state(MemberRemovedV1, member, "removed", "Xưởng Gốm Mẫu"))


async def cases_of(city: City, client: Any = None, **params: Any) -> list[dict[str, Any]]:
    url = "/v1/standing-cases"
    return (await done((client or city.officer).get(url, params=params)))["items"]


async def decide(city: City, case: dict[str, Any], *decisions: tuple[str, str]) -> dict[str, Any]:
    body = {
        "decisions": [{"date_id": id, "decision": decision} for id, decision in decisions],
        "reason": REASON,
    }
    return await done(city.host.post(f"/v1/standing-cases/{case['id']}/decide", json=body))


def outcomes(case: dict[str, Any]) -> list[str]:
    entries = sorted(case["entries"], key=lambda one: one["starts_at"])
    return [one["outcome"] for one in entries]


async def suspended(city: City, *days: float) -> tuple[UUID, list[dict[str, Any]], dict[str, Any]]:
    """A suspended member with confirmed bookings so many days ahead, and its list."""
    space, member = await city.make_space(), await city.admit()
    bookings = [await city.confirmed(space, city.at(days=one), member=member) for one in days]
    await city.suspend(member)
    (case,) = await cases_of(city)
    return member, bookings, case


async def series(city: City, member: UUID, count: int) -> dict[str, Any]:
    """Weekly dates of one booking, granted."""
    space = await city.make_space()
    body = city.request(space, city.at(days=10)) | {"rrule": f"FREQ=WEEKLY;COUNT={count}"}
    booking = await made(city.member(member).post("/v1/bookings", json=body))
    return await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
