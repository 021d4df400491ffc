"""Asking for a space: every failing rule at once, and what helps instead."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

from shared.events.bookings import BookingRequestedV1
from shared.events.members import MemberReinstatedV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, made, member_state, refused


async def test_a_refusal_lists_every_rule_that_fails(city: City) -> None:
    space = await city.make_space(
        capacity=10,
        opening=[{"day": 6, "opens": "08:00", "closes": "12:00"}],
        lead_hours=72,
        longest_hours=1,
        refused_kinds=["workshop"],
    )
    member = await city.admit()
    await city.suspend(member)

    problem = await refused(
        city.member(member).post("/v1/bookings", json=city.request(space, city.at(days=1), 3))
    )

    assert set(codes(problem)) == {
        "member_suspended",
        "stay_too_long",
        "outside_opening_hours",
        "too_many_people",
        "kind_refused",
        "asked_too_late",
    }
    assert "23/11/2026" in problem["detail"]
    assert problem["alternatives"]["same_space"] == []


async def test_a_taken_time_is_refused_with_rivals_and_the_nearest_alternatives(
    city: City,
) -> None:
    space = await city.make_space()
    twin = await city.make_space(name={"vi": "Sân khấu gỗ", "en": None})
    start = city.at(days=7)
    await city.confirmed(space, start, hours=2)
    member = await city.admit()

    problem = await refused(
        city.member(member).post(
            "/v1/bookings", json=city.request(space, start + timedelta(minutes=30))
        )
    )

    assert problem["code"] == "space_taken"
    assert "30/11/2026 09:00" in problem["detail"]
    (rival,) = problem["rivals"]
    assert rival["booking_id"] is None, "who has it is the host's to know"
    nearest = problem["alternatives"]["same_space"][0]["starts_at"]
    assert nearest == (start + timedelta(hours=2)).isoformat().replace("+00:00", "Z")
    (other,) = problem["alternatives"]["other_spaces"]
    assert other["space_id"] == twin["id"]


async def test_requests_compete_and_hold_nothing(city: City) -> None:
    space = await city.make_space()
    first = await city.requested(space, city.at(days=7))
    second = await city.requested(space, city.at(days=7))
    await done(city.host.post(f"/v1/bookings/{first['id']}/confirm"))

    lost = await done(city.host.get(f"/v1/bookings/{second['id']}"))
    assert lost["status"] == "requested"
    assert lost["slot_taken"] is True
    assert [rival["booking_id"] for rival in lost["rivals"]] == [first["id"]]
    assert lost["actions"]["confirm"]["allowed"] is False


async def test_of_a_double_click_one_request_stands_and_the_second_names_it(city: City) -> None:
    space = await city.make_space()
    member = city.member(await city.admit())
    body = city.request(space, city.at(days=7))
    clicks = [member.post("/v1/bookings", json=body) for _ in range(6)]
    answers = await asyncio.gather(*clicks)
    (first,) = [answer.json() for answer in answers if answer.status_code == 201]
    for answer in answers:
        if answer.status_code != 201:
            assert answer.status_code == 409, answer.text
            assert codes(answer.json()) == ["already_requested"]
            assert answer.json()["booking_id"] == first["id"]
    assert len(await city.service.published(BookingRequestedV1)) == 1

    other = body | {"activity": body["activity"] | {"title": {"vi": "Hoạt động khác"}}}
    await made(member.post("/v1/bookings", json=other))
    await done(member.post(f"/v1/bookings/{first['id']}/cancel"))
    await made(member.post("/v1/bookings", json=body))


async def test_a_request_is_not_moved_onto_its_own_double(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    first = await city.requested(space, city.at(days=7), member=id)
    second = await city.requested(space, city.at(days=8), member=id)
    times = {name: first[name] for name in ("starts_at", "ends_at")}
    url = f"/v1/bookings/{second['id']}/reschedule"
    problem = await refused(city.member(id).post(url, json=times))
    assert (codes(problem), problem["booking_id"]) == (["already_requested"], first["id"])
    assert (await city.booking(second["id"]))["starts_at"] == second["starts_at"]


async def test_a_booking_has_a_least_length(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    member = city.member(id)
    body = city.request(space, city.at(days=7), 14.9 / 60)
    problem = await refused(member.post("/v1/bookings", json=body))
    assert codes(problem) == ["too_short"]
    assert problem["errors"][0]["values"] == {"limit": 15}
    booking = await city.requested(space, city.at(days=7), 0.25, member=id)
    times = {name: body[name] for name in ("starts_at", "ends_at")}
    url = f"/v1/bookings/{booking['id']}/reschedule"
    assert codes(await refused(member.post(url, json=times))) == ["too_short"]


async def test_a_list_of_bookings_refuses_a_window_that_ends_before_it_starts(city: City) -> None:
    window = {"from": instant(city.at(days=2)), "to": instant(city.at(days=1))}
    problem = await refused(city.officer.get("/v1/bookings", params=window), 422)
    assert problem["code"] == "ends_before_start"


async def test_a_dry_run_keeps_nothing(city: City) -> None:
    space = await city.make_space()
    member = city.member(await city.admit())
    body = city.request(space, city.at(days=7))
    answer = await done(member.post("/v1/bookings?dry_run=true", json=body))
    assert answer["would_answer"] == 201
    assert (await done(member.get("/v1/bookings")))["items"] == []


async def test_a_member_not_heard_of_is_not_yet_known(city: City) -> None:
    space = await city.make_space()
    member = city.member(new_id())
    answer = await member.post("/v1/bookings", json=city.request(space, city.at(days=7)))
    assert answer.status_code == 409
    assert answer.json()["code"] == "not_yet_known"
    assert answer.headers["Retry-After"] == "1"


async def test_someone_whose_grant_has_not_come_is_not_turned_away_for_good(city: City) -> None:
    space = await city.make_space()
    someone = city.service.as_(sub="applicant")
    answer = await someone.post("/v1/bookings", json=city.request(space, city.at(days=7)))
    assert codes(answer.json()) == ["not_yet_known", "member_needed"]
    assert "Retry-After" in answer.headers


async def test_nobody_asks_for_another_member(city: City) -> None:
    space = await city.make_space()
    mine, theirs = await city.admit(), await city.admit()
    body = city.request(space, city.at(days=7)) | {"member_id": str(theirs)}
    problem = await refused(city.member(mine).post("/v1/bookings", json=body), 403)
    assert codes(problem) == ["member_not_yours"]


async def test_an_officer_names_the_member(city: City) -> None:
    space = await city.make_space()
    member = await city.admit()
    body = city.request(space, city.at(days=7))
    problem = await refused(city.officer.post("/v1/bookings", json=body), 422)
    assert codes(problem) == ["member_to_name"]
    booking = await made(city.officer.post("/v1/bookings", json=body | {"member_id": str(member)}))
    assert booking["member_id"] == str(member)


async def test_suspension_stops_confirmation_and_reinstatement_lifts_it(city: City) -> None:
    space = await city.make_space()
    member = await city.admit()
    booking = await city.requested(space, city.at(days=7), member=member)
    await city.suspend(member)
    problem = await refused(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
    assert codes(problem) == ["member_suspended"]
    state = member_state(MemberReinstatedV1, member, "active", "Xưởng Gốm Mẫu")
    await city.service.deliver(state)
    await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))


async def test_a_member_that_left_cannot_ask(city: City) -> None:
    space = await city.make_space()
    member = await city.admit()
    await city.leave(member)
    body = city.request(space, city.at(days=7))
    assert codes(await refused(city.member(member).post("/v1/bookings", json=body))) == [
        "member_left"
    ]


async def test_a_request_nobody_decided_lapses_when_its_time_comes(city: City) -> None:
    space = await city.make_space()
    booking = await city.requested(space, city.at(days=1))
    city.service.clock.advance(timedelta(days=1))
    await city.service.do_due()
    lapsed = await city.booking(booking["id"])
    assert (lapsed["status"], lapsed["reason_code"]) == ("declined", "request_lapsed")


async def test_no_input_is_an_error_of_ours(city: City) -> None:
    space = await city.make_space()
    member = city.member(await city.admit())
    good = city.request(space, city.at(days=7))
    bad = [
        good | {"starts_at": "0001-01-01T00:00:00+14:00"},
        good | {"ends_at": "9999-12-31T23:59:59-12:00"},
        good | {"ends_at": "2150-01-01T00:00:00Z"},
        good | {"ends_at": good["starts_at"]},
        good | {"activity": good["activity"] | {"title": {"vi": "a\x00b"}}},
        good | {"activity": good["activity"] | {"title": {"vi": "\ud800"}}},
        good | {"activity": good["activity"] | {"title": {"vi": " \n "}}},
        good | {"activity": good["activity"] | {"expected_audience": 2**70}},
        good | {"activity": None},
        good | {"member_id": "x"},
        good | {"space_id": str(new_id())},
    ]
    for body in bad:
        answer = await member.post("/v1/bookings", content=json.dumps(body))
        assert answer.status_code in (404, 409, 422), answer.text
    for query in (
        "q=%00",
        "from=0001-01-01T00:00:00%2B14:00",
        "from=2026-11-23T09:00:00",
        "cursor=x",
        "sort=x",
        "limit=0",
    ):
        answer = await member.get(f"/v1/bookings?{query}")
        assert answer.status_code == 422, answer.text


async def test_a_window_must_be_sound(city: City) -> None:
    member = city.member(await city.admit())
    start = city.at(days=1)
    for end, code in ((start, "ends_before_start"), (city.at(days=200), "window_too_long")):
        window = {"from": instant(start), "to": instant(end)}
        problem = await refused(member.get("/v1/availability", params=window), 422)
        assert problem["code"] == code
