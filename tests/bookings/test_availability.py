"""Availability: what fits, with which statements."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.bookings.making import City, done, instant
from tests.support.statements import counted


async def test_set_up_and_clear_up_need_their_room_too(city: City) -> None:
    """taken        ▒██▒
    free     ───            ───   (my own set-up and clear-up fit beside it)"""
    space = await city.make_space(setup_minutes=30, clearup_minutes=15)
    start = city.at(days=7)
    await city.confirmed(space, start + timedelta(hours=4), hours=2)
    member = city.member(await city.admit())
    window = {"from": instant(start), "to": instant(start + timedelta(hours=10))}
    assert (await done(member.get("/v1/availability", params=window)))["items"] == []
    (found,) = (await done(member.get("/v1/availability", params=window | {"partly": "1"})))[
        "items"
    ]
    minutes = [
        (_minutes(one["starts_at"], start), _minutes(one["ends_at"], start))
        for one in found["free"]
    ]
    assert minutes == [(0, 4 * 60 - 30 - 15), (6 * 60 + 15 + 30, 600)]


def _minutes(text: str, start: Any) -> float:
    return (datetime.fromisoformat(text) - start).total_seconds() / 60


async def test_what_a_window_cannot_be_asked_for_is_not_offered(city: City) -> None:
    await city.make_space(name={"vi": "Chỉ cuối tuần"}, opening=[_saturday()])
    await city.make_space(name={"vi": "Ngắn"}, longest_hours=1)
    await city.make_space(name={"vi": "Hỏi sớm"}, lead_hours=24 * 30)
    await city.make_space(name={"vi": "Nhỏ"}, capacity=5)
    await city.make_space(name={"vi": "Vườn"}, kind="garden")
    fitting = await city.make_space(name={"vi": "Vừa"})
    member = city.member(await city.admit())
    window = {"from": instant(city.at(days=7)), "to": instant(city.at(days=7, hours=2))}
    found = await done(
        member.get("/v1/availability", params=window | {"capacity": "20", "kind": "stage"})
    )
    assert [item["id"] for item in found["items"]] == [fitting["id"]]


def _saturday() -> dict[str, Any]:
    return {"day": 6, "opens": "00:00", "closes": "24:00"}


async def test_the_answer_takes_three_statements_however_many_spaces_there_are(
    city: City,
) -> None:
    """The caller's grants, the spaces with their venues, the claims."""
    grounds = await city.make_space(name={"vi": "Khuôn viên"})
    for number in range(12):
        await city.make_space(name={"vi": f"Phần {number}"}, parent_id=grounds["id"])
    member = city.member(await city.admit())
    window = {"from": instant(city.at(days=7)), "to": instant(city.at(days=7, hours=2))}
    with counted(city.service) as statements:
        found = await done(member.get("/v1/availability", params=window))
    assert len(found["items"]) == 13
    assert len(statements) <= 3, statements
