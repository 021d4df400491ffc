"""Editing a booking: checked anew, approved anew where the place says so, never lost by asking."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from shared.events.bookings import BookingRequestedV1, BookingRescheduledV1
from tests.bookings.asking import SOUND, set_rules
from tests.bookings.making import City, codes, done, instant, made, refused


async def edit(person: httpx.AsyncClient, booking: dict[str, Any], **body: Any) -> httpx.Response:
    headers = {"If-Match": f'"{booking["version"]}"'}
    return await person.patch(f"/v1/bookings/{booking['id']}", json=body, headers=headers)


async def decide(person: httpx.AsyncClient, change: dict[str, Any], act: str, **body: Any) -> Any:
    return await person.post(f"/v1/booking-changes/{change['id']}/{act}", json=body or None)


async def test_a_request_is_edited_at_once_and_said_again(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.requested(space, city.at(days=7), member=id)
    activity = {"title": {"en": "Pots"}, "kind": "talk", "summary": None}
    edited = await done(edit(city.member(id), booking, activity=activity))
    assert edited["waiting_change"] is None
    assert edited["activity"]["title"] == {"vi": "Ngày hội gốm", "en": "Pots"}
    assert (edited["activity"]["kind"], edited["activity"]["summary"]) == ("talk", None)
    assert edited["version"] == booking["version"] + 1
    said = await city.service.published(BookingRequestedV1)
    assert [one.activity_title.en for one in said] == ["Pottery day", "Pots"]
    assert [one.edited for one in said] == [False, True]
    again = {"If-Match": f'"{booking["version"]}"'}
    url = f"/v1/bookings/{booking['id']}"
    await refused(city.member(id).patch(url, json={}, headers=again), 412)
    assert codes(await refused(edit(city.member(id), edited))) == ["change_changes_nothing"]


async def test_an_edit_is_refused_with_every_rule_it_would_break_and_no_other(city: City) -> None:
    space = await city.make_space(capacity=50, refused_kinds=["trade"])
    id = await city.admit()
    booking = await city.requested(space, city.at(days=7), member=id)
    opening = [{"day": 7, "opens": "08:00", "closes": "12:00"}]
    headers = {"If-Match": f'"{space["version"]}"'}
    patch = {"opening": opening, "capacity": 45}
    await done(city.host.patch(f"/v1/spaces/{space['id']}", json=patch, headers=headers))
    activity = {"kind": "trade", "expected_audience": 46}
    problem = await refused(edit(city.member(id), booking, activity=activity))
    assert set(codes(problem)) == {"kind_refused", "too_many_people"}
    assert {one["code"]: one["passes"] for one in problem["errors"]}["too_many_people"] == {
        "largest_audience": 45
    }
    await done(edit(city.member(id), booking, activity={"title": {"vi": "Tên khác"}}))


async def test_answers_are_edited_by_question_and_checked(city: City) -> None:
    space = await city.make_space()
    await set_rules(city, space, intake={"questions": [SOUND]})
    id = await city.admit()
    body = city.request(space, city.at(days=7)) | {"answers": {"sound": "none"}}
    booking = await made(city.member(id).post("/v1/bookings", json=body))
    problem = await refused(edit(city.member(id), booking, answers={"sound": None}))
    assert codes(problem) == ["answer_missing"]
    await done(edit(city.member(id), booking, answers={"sound": "amplified"}))
    kept = await done(city.member(id).get(f"/v1/bookings/{booking['id']}/answers"))
    assert kept["answers"] == {"sound": "amplified"}


async def test_what_was_granted_stands_until_the_host_approves_the_change(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=id)
    edited = await done(edit(city.member(id), booking, activity={"kind": "talk"}, note="Đổi"))
    change = edited["waiting_change"]
    assert edited["activity"]["kind"] == "workshop"
    assert edited["status"] == "confirmed"
    assert [one["code"] for one in change["approves"]] == ["kind"]
    assert await city.service.published(BookingRescheduledV1) == []
    listed = await done(city.host.get("/v1/booking-changes?status=waiting"))
    (waiting,) = listed["items"]
    assert waiting["actions"]["approve"]["allowed"]
    assert codes(await refused(decide(city.member(id), change, "approve"), 403)) == ["role_needed"]

    approved = await done(decide(city.host, change, "approve"))
    assert approved["status"] == "approved"
    assert (await city.booking(booking["id"]))["activity"]["kind"] == "talk"
    (state,) = await city.service.published(BookingRescheduledV1)
    assert state.activity is not None
    assert state.activity.kind.code == "talk"
    assert codes(await refused(decide(city.host, change, "approve"))) == ["wrong_status"]


async def test_what_the_place_does_not_name_and_what_the_host_edits_is_done_at_once(
    city: City,
) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=id)
    fewer = {"expected_audience": 10, "title": {"vi": "Gốm"}}
    booking = await done(edit(city.member(id), booking, activity=fewer))
    assert booking["waiting_change"] is None
    booking = await done(edit(city.host, booking, activity={"kind": "talk"}))
    assert booking["waiting_change"] is None
    await set_rules(city, space, reapproval=["public"])
    booking = await done(edit(city.member(id), booking, activity={"kind": "seminar"}))
    assert booking["activity"]["kind"] == "seminar"
    booking = await done(edit(city.member(id), booking, activity={"public": False}))
    assert [one["code"] for one in booking["waiting_change"]["approves"]] == ["public"]


async def test_a_refused_change_leaves_the_booking_and_owes_a_reason(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=id)
    more = {"expected_audience": 90}
    change = (await done(edit(city.member(id), booking, activity=more)))["waiting_change"]
    await refused(decide(city.host, change, "refuse"), 422)
    refused_change = await done(decide(city.host, change, "refuse", reason="Quá đông"))
    assert (refused_change["status"], refused_change["reason"]) == ("refused", "Quá đông")
    assert (await city.booking(booking["id"]))["activity"]["expected_audience"] == 40


async def test_a_second_wish_takes_the_place_of_the_first_and_can_be_withdrawn(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=id)
    first = await done(edit(city.member(id), booking, activity={"kind": "talk"}))
    url = f"/v1/bookings/{booking['id']}/changes"
    start = city.at(days=8)
    times = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))}
    second = await made(city.member(id).post(url, json=times | {"note": "Trùng lịch"}))
    url = f"/v1/booking-changes/{first['waiting_change']['id']}"
    assert (await done(city.member(id).get(url)))["status"] == "withdrawn"
    other = city.member(await city.admit())
    await refused(decide(other, second, "withdraw"), 404)
    assert (await done(decide(city.member(id), second, "withdraw")))["status"] == "withdrawn"


async def test_a_member_asks_for_another_time_and_keeps_the_old_until_approved(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=id)
    url = f"/v1/bookings/{booking['id']}/changes"
    start = city.at(days=7, hours=1)
    times = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))}
    assert codes(await refused(city.host.post(url, json=times))) == ["move_is_yours"]
    change = await made(city.member(id).post(url, json=times))
    assert (await city.booking(booking["id"]))["starts_at"] == booking["starts_at"]
    await done(decide(city.host, change, "approve"))
    moved = await city.booking(booking["id"])
    assert moved["starts_at"] == start.isoformat().replace("+00:00", "Z")
    assert moved["status"] == "confirmed"


async def test_a_time_that_was_taken_meanwhile_is_not_approved(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=id)
    url = f"/v1/bookings/{booking['id']}/changes"
    start = city.at(days=9)
    times = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))}
    change = await made(city.member(id).post(url, json=times))
    await city.confirmed(space, start)
    problem = await refused(decide(city.host, change, "approve"))
    assert codes(problem) == ["space_taken"]
    assert problem["errors"][0]["passes"]["times"]
    url = f"/v1/booking-changes/{change['id']}"
    assert (await done(city.host.get(url)))["status"] == "waiting"


async def test_of_two_decisions_at_once_one_stands(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=id)
    edited = await done(edit(city.member(id), booking, activity={"kind": "talk"}))
    change = edited["waiting_change"]
    acts = [decide(city.host, change, "approve") for _ in range(3)]
    acts += [decide(city.host, change, "refuse", reason="Không") for _ in range(3)]
    answers = await asyncio.gather(*acts)
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409, 409, 409]
    kind = (await city.booking(booking["id"]))["activity"]["kind"]
    status = (await done(city.host.get(f"/v1/booking-changes/{change['id']}")))["status"]
    assert (kind, status) in (("talk", "approved"), ("workshop", "refused"))


async def test_of_many_edits_at_once_one_change_waits(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=id)
    url = f"/v1/bookings/{booking['id']}"
    kinds = ("talk", "seminar", "training", "launch", "concert")
    answers = await asyncio.gather(
        *(
            city.member(id).patch(url, json={"activity": {"kind": kind}}, headers={"If-Match": "*"})
            for kind in kinds
        )
    )
    assert {one.status_code for one in answers} == {200}
    listed = await done(city.host.get("/v1/booking-changes?status=waiting"))
    assert len(listed["items"]) == 1


async def test_a_change_that_nobody_decided_lapses_at_the_start(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=1), member=id)
    edited = await done(edit(city.member(id), booking, activity={"kind": "talk"}))
    city.service.clock.advance(timedelta(days=1, minutes=1))
    await city.service.do_due()
    url = f"/v1/booking-changes/{edited['waiting_change']['id']}"
    assert (await done(city.host.get(url)))["status"] == "lapsed"


async def test_an_edit_onto_the_members_own_double_is_refused(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    first = await city.requested(space, city.at(days=7), member=id)
    second = await city.requested(space, city.at(days=7), member=id, title={"vi": "Khác"})
    title = {"title": {"vi": "Ngày hội gốm"}}
    problem = await refused(edit(city.member(id), second, activity=title))
    assert (codes(problem), problem["booking_id"]) == (["already_requested"], first["id"])


async def test_an_approval_changes_what_was_asked_and_nothing_else(city: City) -> None:
    space = await city.make_space()
    await set_rules(
        city, space, intake={"questions": [SOUND]}, reapproval=["expected_audience", "answers"]
    )
    id = await city.admit()
    body = city.request(space, city.at(days=7)) | {"answers": {"sound": "none"}}
    asked = await made(city.member(id).post("/v1/bookings", json=body))
    booking = await done(city.host.post(f"/v1/bookings/{asked['id']}/confirm"))
    activity = {"expected_audience": 60, "title": {"vi": "Ngày hội gốm"}}
    edited = await done(edit(city.member(id), booking, activity=activity))
    change = edited["waiting_change"]
    assert change["edit"] == {"expected_audience": 60}

    booking = await city.booking(booking["id"])
    await done(edit(city.member(id), booking, activity={"title": {"vi": "Tên mới"}}))
    booking = await city.booking(booking["id"])
    await done(edit(city.host, booking, answers={"sound": "amplified"}))
    await done(decide(city.host, change, "approve"))

    activity = (await city.booking(booking["id"]))["activity"]
    assert (activity["title"]["vi"], activity["expected_audience"]) == ("Tên mới", 60)
    kept = await done(city.host.get(f"/v1/bookings/{booking['id']}/answers"))
    assert kept["answers"] == {"sound": "amplified"}
