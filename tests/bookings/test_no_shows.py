"""Nobody came: by itself within the time the place gives, and what it leads to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.events.bookings import BookingCompletedV1, BookingNoShowV1, NoShowVoidedV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, refused
from tests.bookings.statements import count_statements

pytestmark = pytest.mark.asyncio


async def missed(city: City, member: UUID, space: dict[str, Any]) -> dict[str, Any]:
    booking = await city.confirmed(space, city.at(days=1), member=member)
    city.service.clock.advance(timedelta(days=1, minutes=30))
    await city.service.do_due()
    return booking


async def test_a_date_that_nobody_checked_in_in_time_is_a_no_show_and_its_rest_is_free(
    city: City,
) -> None:
    space, member = await city.make_space(no_show_minutes=30), await city.admit()
    booking = await city.confirmed(space, city.at(days=1), hours=3, member=member)
    city.service.clock.advance(timedelta(days=1, minutes=29))
    await city.service.do_due()
    assert (await city.booking(booking["id"]))["status"] == "confirmed"
    city.service.clock.advance(timedelta(minutes=1))
    await city.service.do_due()
    gone = await city.booking(booking["id"])
    assert (gone["status"], gone["reason_code"]) == ("no_show", "no_check_in")
    (told,) = await city.service.published(BookingNoShowV1, booking["id"])
    assert told.member.id == member
    assert await city.service.published(BookingCompletedV1, booking["id"]) == []
    window = {"from": instant(city.at(0, hours=0.5)), "to": instant(city.at(0, hours=2))}
    free = await done(city.officer.get("/v1/availability", params=window))
    assert [one["space_id"] for one in free["items"]] == [space["id"]]


async def test_who_checked_in_or_needs_not_is_no_no_show(city: City) -> None:
    strict, plain = await city.make_space(no_show_minutes=30), await city.make_space()
    came = await city.confirmed(strict, city.at(days=1))
    needs_not = await city.confirmed(plain, city.at(days=1))
    city.service.clock.advance(timedelta(days=1))
    await done(city.host.post(f"/v1/bookings/{came['id']}/check-in"))
    city.service.clock.advance(timedelta(hours=2))
    await city.service.do_due()
    for booking in (came, needs_not):
        assert (await city.booking(booking["id"]))["status"] == "completed"


async def test_a_rule_that_was_relaxed_meanwhile_counts(city: City) -> None:
    space = await city.make_space(no_show_minutes=30)
    booking = await city.confirmed(space, city.at(days=1))
    url = f"/v1/spaces/{space['id']}"
    head = {"If-Match": f'"{(await done(city.host.get(url)))["version"]}"'}
    await done(city.host.patch(url, json={"no_show_minutes": 60}, headers=head))
    city.service.clock.advance(timedelta(days=1, minutes=30))
    await city.service.do_due()
    assert (await city.booking(booking["id"]))["status"] == "confirmed"
    city.service.clock.advance(timedelta(minutes=30))
    await city.service.do_due()
    assert (await city.booking(booking["id"]))["status"] == "no_show"


async def test_enough_no_shows_pause_new_requests_and_actions_say_so(city: City) -> None:
    space, member = await city.make_space(no_show_minutes=30), await city.admit()
    client = city.member(member)
    granted = await city.confirmed(space, city.at(days=20), member=member)
    await missed(city, member, space)
    assert (await done(client.get(f"/v1/members/{member}/conduct")))["points"] == 2
    await missed(city, member, space)

    body = city.request(space, city.at(days=9))
    assert codes(await refused(client.post("/v1/bookings", json=body))) == ["requests_paused"]
    shown = await done(client.get(f"/v1/spaces/{space['id']}"))
    failing = shown["actions"]["request_booking"]["failing"]
    assert [one["code"] for one in failing] == ["requests_paused"]
    assert (await city.booking(granted["id"]))["status"] == "confirmed"
    conduct = await done(client.get(f"/v1/members/{member}/conduct"))
    assert (conduct["points"], conduct["points_for_pause"]) == (4, 3)
    assert conduct["requests_paused_until"] is not None
    assert conduct["source"]
    await refused(city.member(new_id()).get(f"/v1/members/{member}/conduct"), 404)

    city.service.clock.advance(timedelta(days=30))
    body = city.request(space, city.at(days=9))
    assert (await client.post("/v1/bookings", json=body)).status_code == 201


async def test_a_wrong_mark_is_declared_void_and_the_pause_is_over(city: City) -> None:
    space, member = await city.make_space(no_show_minutes=30), await city.admit()
    for _ in range(2):
        await missed(city, member, space)
    marks = (await done(city.member(member).get("/v1/conduct-marks")))["items"]
    assert [one["kind"] for one in marks] == ["no_show", "no_show"]
    assert marks[0]["actions"]["void"]["allowed"] is False
    url = f"/v1/conduct-marks/{marks[0]['id']}/void"
    body = {"reason": "Nhóm có mặt, mã quét bị lỗi."}
    other = city.service.as_("host", host=new_id())
    await refused(other.post(url, json=body), 404)
    assert (await done(city.host.post(url, json=body)))["status"] == "void"
    (told,) = await city.service.published(NoShowVoidedV1)
    assert (str(told.date_id), told.member.id) == (marks[0]["date_id"], member)
    assert codes(await refused(city.host.post(url, json=body))) == ["mark_void"]
    asked = city.request(space, city.at(days=9))
    assert (await city.member(member).post("/v1/bookings", json=asked)).status_code == 201


async def test_a_merged_member_takes_its_marks_along(city: City) -> None:
    space, member, heir = (
        await city.make_space(no_show_minutes=30),
        *[await city.admit() for _ in range(2)],
    )
    for _ in range(2):
        await missed(city, member, space)
    await city.merge(member, into=heir)
    body = city.request(space, city.at(days=9))
    problem = await refused(city.member(heir).post("/v1/bookings", json=body))
    assert codes(problem) == ["requests_paused"]


async def test_late_cancellations_count_until_they_are_excused(city: City) -> None:
    """marks     no-show 2     late 1 = a pause     excused: over"""
    space, member = await city.make_space(no_show_minutes=30), await city.admit()
    client = city.member(member)
    late = {"free_until_hours": 48, "late_needs_reason": False, "excused_reason_codes": []}
    url = f"/v1/spaces/{space['id']}/asking-rules"
    await done(city.host.put(url, json={"cancellation": late}))
    await missed(city, member, space)
    booking = await city.confirmed(space, city.at(days=1), member=member)
    await done(client.post(f"/v1/bookings/{booking['id']}/cancel"))
    kinds = [one["kind"] for one in (await done(client.get("/v1/conduct-marks")))["items"]]
    assert kinds == ["no_show", "late_cancellation"]
    body = city.request(space, city.at(days=9))
    problem = await refused(client.post("/v1/bookings", json=body))
    (paused,) = problem["errors"]
    assert paused["code"] == "requests_paused"
    assert paused["passes"]["asked_from"] > instant(city.at(days=29))
    url = f"/v1/bookings/{booking['id']}/excuse-cancellation"
    await done(city.host.post(url, json={"reason": "Trưởng nhóm nhập viện."}))
    assert (await client.post("/v1/bookings", json=body)).status_code == 201


async def test_a_list_of_marks_needs_as_many_statements_for_many_as_for_one(city: City) -> None:
    space = await city.make_space(no_show_minutes=30)
    await missed(city, await city.admit(), space)
    first = await count_statements(city, city.officer.get("/v1/conduct-marks"))
    for _ in range(3):
        await missed(city, await city.admit(), space)
    assert await count_statements(city, city.officer.get("/v1/conduct-marks")) <= first


async def test_what_is_over_when_the_service_comes_back_is_no_no_show(city: City) -> None:
    """Nobody could check in while it was away."""
    space = await city.make_space(no_show_minutes=30)
    booking = await city.confirmed(space, city.at(days=1))
    city.service.clock.advance(timedelta(days=8))
    await city.service.do_due()
    assert (await city.booking(booking["id"]))["status"] == "completed"
    assert await city.service.published(BookingNoShowV1) == []
