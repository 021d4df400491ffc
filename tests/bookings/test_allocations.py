"""A season's round: wishes in, a plan that explains itself, adjusted and confirmed in one act."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from shared.events.bookings import BookingConfirmedV1, BookingGrantedV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, refused
from tests.bookings.sharing import (
    at,
    members,
    of,
    open_round,
    open_season,
    placed,
    propose,
    times,
    url_of,
    wish,
)


async def test_a_round_from_wishes_to_bookings(city: City) -> None:
    season = await open_season(city)
    stage, hall = await city.make_space(), await city.make_space(name={"vi": "Hội trường"})
    known, new = await members(city, 2)
    await city.confirmed(hall, city.at(1), 5, member=known)
    round = await open_round(city, season)
    first = await wish(city, round, known, [stage, hall], city.at(10))
    second = await wish(city, round, new, [stage], city.at(10), city.at(11), wanted=2)

    plan = await propose(city, round)

    assert plan["status"] == "proposed"
    assert plan["proposal"]["outcomes"] == {"placed": 2, "partly_placed": 0, "not_placed": 0}
    assert placed(plan, second) == [(stage["id"], at(city.at(8))), (stage["id"], at(city.at(9)))]
    assert placed(plan, first) == [(hall["id"], at(city.at(8)))]
    why = of(plan, second)["places"][0]["why"]
    assert why["code"] == "placed_in_turn"
    assert (why["values"]["share"], why["values"]["time_choice"]) == (0.0, 1)
    assert len(await city.service.published(BookingConfirmedV1)) == 1  # the plan holds nothing

    confirmed = await done(city.officer.post(url_of(round, "confirm")))

    assert confirmed["status"] == "confirmed"
    assert [one["status"] for one in confirmed["wishes"]] == ["placed", "placed"]
    booking = await city.booking(of(confirmed, second)["places"][0]["booking_id"])
    assert (booking["status"], booking["member_id"]) == ("confirmed", str(new))
    assert [date["status"] for date in booking["dates"]] == ["confirmed", "confirmed"]
    assert len(await city.service.published(BookingGrantedV1, booking["id"])) == 1
    mine = await done(city.member(known).get(url_of(round, "wishes", first["id"])))
    assert mine["places"][0]["booking_id"] is not None


async def test_whoever_is_left_out_is_told_why_and_not_who_got_it(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    lucky, other = await members(city, 2)
    await city.confirmed(stage, city.at(1), 5, member=other)
    round = await open_round(city, season)
    given = await wish(city, round, lucky, [stage], city.at(10))
    left = await wish(city, round, other, [stage], city.at(10), city.at(1, -1))
    mine = url_of(round, "wishes", left["id"])

    plan = await propose(city, round)

    assert [one["code"] for one in of(plan, left)["why_not"]] == [
        "wish_rule_fails",
        "wish_time_given",
    ]
    assert of(plan, left)["why_not"][1]["values"]["by_wish"] == given["id"]
    assert (await done(city.member(other).get(mine)))["why_not"] == []  # not before it is decided
    await done(city.officer.post(url_of(round, "confirm")))
    told = await done(city.member(other).get(mine, headers={"Accept-Language": "en"}))
    assert told["status"] == "not_placed"
    reason = told["why_not"][1]
    assert "by_wish" not in reason["values"]
    assert (reason["values"]["share"], reason["values"]["own_share"]) == (0.0, 5.0)
    assert "had 0 hours by weight then, yours has 5" in reason["detail"]


async def test_the_same_inputs_give_the_same_plan(city: City) -> None:
    season = await open_season(city)
    spaces = [await city.make_space(name={"vi": f"Phòng {n}"}) for n in range(3)]
    round = await open_round(city, season)
    for member in await members(city, 4):
        await wish(city, round, member, spaces, city.at(10), city.at(11), city.at(12), wanted=3)
    first = await propose(city, round)
    again = await propose(city, round)
    assert (first["proposal"]["runs"], again["proposal"]["runs"]) == (1, 2)
    for digest in ("inputs_digest", "plan_digest"):
        assert first["proposal"][digest] == again["proposal"][digest]
    assert [placed(first, one) for one in first["wishes"]] == [
        placed(again, one) for one in again["wishes"]
    ]
    shares = Counter(len(one["places"]) for one in again["wishes"])
    assert shares == {2: 3, 3: 1}  # nine dates among four: nobody has two more than another


async def test_a_dry_run_shows_the_plan_and_keeps_nothing(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    (member,) = await members(city, 1)
    round = await open_round(city, season, closes_at=instant(city.at(0, 1)))
    await wish(city, round, member, [stage], city.at(10))
    city.service.clock.advance(city.at(0, 1) - city.at(0))
    answer = await done(city.officer.post(url_of(round, "propose"), params={"dry_run": "true"}))
    assert answer["result"]["proposal"]["outcomes"]["placed"] == 1
    assert (await done(city.officer.get(url_of(round))))["status"] == "open"


async def test_a_plan_respects_what_stands_and_set_up_and_the_tree(city: City) -> None:
    #   grounds   [booked 10:00-12:00 + 60 min clear-up]
    #   stage (a part of it)   wish 12:30 refused, 13:00 fits
    season = await open_season(city)
    grounds = await city.make_space(name={"vi": "Khuôn viên"}, clearup_minutes=60)
    stage = await city.make_space(parent_id=grounds["id"])
    other, member = await members(city, 2)
    await city.confirmed(grounds, city.at(10, 1), 2, member=other)
    round = await open_round(city, season)
    asked = await wish(city, round, member, [stage], city.at(10, 3.5))
    later = await wish(city, round, member, [stage], city.at(10, 4), rank=2)
    plan = await propose(city, round)
    reasons = [one["code"] for one in of(plan, asked)["why_not"]]
    assert reasons == ["wish_time_taken"]
    assert of(plan, asked)["why_not"][0]["values"]["taken_by"] == "booking"
    assert len(of(plan, later)["places"]) == 1


async def test_suspended_members_and_the_cap_are_left_out_with_the_reason(city: City) -> None:
    rules = (await open_season(city))["rules"] | {"cap_hours_per_member": 3}
    season = await open_season(city, "2027-03-01", "2027-03-31", rules=rules, rules_reason="Thử")
    stage = await city.make_space()
    gone, keen = await members(city, 2)
    round = await open_round(city, season)
    start = city.at(110)
    first = await wish(city, round, gone, [stage], start)
    second = await wish(city, round, keen, [stage], start, city.at(111), wanted=2)
    await city.suspend(gone)
    plan = await propose(city, round)
    assert [one["code"] for one in of(plan, first)["why_not"]] == ["wish_member_not_active"]
    assert [one["code"] for one in of(plan, second)["why_not"]] == ["wish_over_cap"]
    assert len(of(plan, second)["places"]) == 1


async def test_a_person_adjusts_and_the_next_plan_goes_around_it(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    a, b = await members(city, 2)
    await city.confirmed(stage, city.at(1), 5, member=b)
    round = await open_round(city, season)
    first = await wish(city, round, a, [stage], city.at(10), city.at(11))
    second = await wish(city, round, b, [stage], city.at(10))
    plan = await propose(city, round)
    (taken,) = times(city.at(8))
    assert placed(plan, first) == [(stage["id"], at(city.at(9)))]  # moved, so that both fit
    change = {"wish_id": first["id"], "places": [taken | {"space_id": stage["id"]}]}
    body: dict[str, Any] = {"changes": [change], "reason": "Lễ kỷ niệm đúng ngày"}

    problem = await refused(city.officer.post(url_of(round, "adjust"), json=body))

    assert codes(problem) == ["place_in_the_way"]
    assert second["id"] in problem["detail"]
    body["changes"].append({"wish_id": second["id"], "places": []})
    adjusted = await done(city.officer.post(url_of(round, "adjust"), json=body))
    assert placed(adjusted, first) == [(stage["id"], at(city.at(8)))]
    assert of(adjusted, first)["places"][0]["why"]["code"] == "placed_by_hand"
    assert [one["code"] for one in of(adjusted, second)["why_not"]] == ["wish_left_out_by_hand"]

    body = {"changes": [{"wish_id": second["id"], "places": None}], "reason": "Thử lại"}
    await done(city.officer.post(url_of(round, "adjust"), json=body))
    again = await propose(city, round)
    assert placed(again, first) == [(stage["id"], at(city.at(8)))]
    assert [one["code"] for one in of(again, second)["why_not"]] == ["wish_given_by_hand"]


async def test_an_adjustment_lists_all_that_is_in_the_way(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space(capacity=50)
    small = await city.make_space(name={"vi": "Phòng nhỏ"}, capacity=5)
    a, b = await members(city, 2)
    await city.confirmed(stage, city.at(10), 2, member=b)
    round = await open_round(city, season)
    first = await wish(city, round, a, [stage], city.at(12))
    await propose(city, round)
    slots = times(city.at(8), city.at(9), city.at(400))
    places = [
        slots[0] | {"space_id": stage["id"]},
        slots[1] | {"space_id": small["id"]},
        slots[2] | {"space_id": stage["id"]},
    ]
    body = {"changes": [{"wish_id": first["id"], "places": places}], "reason": "Thử"}
    problem = await refused(city.officer.post(url_of(round, "adjust"), json=body))
    assert Counter(codes(problem)) == {
        "outside_season": 1,
        "place_not_free": 1,
        "wish_rule_fails": 1,
    }
    stranger = {"changes": [{"wish_id": str(new_id()), "places": []}], "reason": "Thử"}
    problem = await refused(city.officer.post(url_of(round, "adjust"), json=stranger))
    assert codes(problem) == ["wish_not_in_round"]


async def test_what_was_taken_since_is_listed_and_the_rest_may_be_confirmed(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    a, b, c = await members(city, 3)
    round = await open_round(city, season)
    first = await wish(city, round, a, [stage], city.at(10))
    second = await wish(city, round, b, [stage], city.at(11))
    await propose(city, round)
    await city.confirmed(stage, city.at(8), 2, member=c)  # by another door, after the plan

    problem = await refused(city.officer.post(url_of(round, "confirm")))

    assert codes(problem) == ["plan_no_longer_fits"]
    assert problem["errors"][0]["field"] == f"wishes.{first['id']}"
    assert (await done(city.officer.get(url_of(round))))["status"] == "proposed"
    plan = await done(city.officer.post(url_of(round, "confirm"), json={"partly": True}))
    assert [of(plan, one)["status"] for one in (first, second)] == ["not_placed", "placed"]
    assert [one["code"] for one in of(plan, first)["why_not"]] == ["wish_lost_since"]


async def test_of_many_confirmations_at_once_one_books(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    round = await open_round(city, season)
    for number, member in enumerate(await members(city, 3)):
        await wish(city, round, member, [stage], city.at(10 + number))
    await propose(city, round)
    officer = city.officer
    answers = await asyncio.gather(*(officer.post(url_of(round, "confirm")) for _ in range(8)))
    assert Counter(one.status_code for one in answers) == {200: 1, 409: 7}
    assert {one.json()["code"] for one in answers if one.status_code == 409} == {"wrong_status"}
    assert len(await city.service.published(BookingConfirmedV1)) == 3


async def test_a_round_and_single_confirmations_race_and_nothing_is_double(city: City) -> None:
    season = await open_season(city)
    grounds = await city.make_space(name={"vi": "Khuôn viên"})
    parts = [
        await city.make_space(name={"vi": f"Góc {n}"}, parent_id=grounds["id"]) for n in range(4)
    ]
    wishing, asking = await members(city, 2)
    round = await open_round(city, season)
    for part in parts:
        await wish(city, round, wishing, [part], city.at(10))
    rivals = [await city.requested(part, city.at(10), member=asking) for part in (*parts, grounds)]
    await propose(city, round)
    host, officer = city.host, city.officer
    answers = await asyncio.gather(
        officer.post(url_of(round, "confirm"), json={"partly": True}),
        *(host.post(f"/v1/bookings/{one['id']}/confirm") for one in reversed(rivals)),
    )
    assert {one.status_code for one in answers} <= {200, 409}
    held: list[tuple[str, str]] = []
    for event in await city.service.published(BookingConfirmedV1):
        leaves = parts if str(event.space.id) == grounds["id"] else [{"id": str(event.space.id)}]
        held += [(leaf["id"], str(event.starts_at)) for leaf in leaves]
    assert max(Counter(held).values()) == 1
    assert len(held) == 4


async def test_whoever_confirms_confirms_the_plan_they_saw(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    (member,) = await members(city, 1)
    round = await open_round(city, season)
    mine = await wish(city, round, member, [stage], city.at(10))
    seen = {"If-Match": f'"{(await propose(city, round))["version"]}"'}
    body = {"changes": [{"wish_id": mine["id"], "places": []}], "reason": "Nhường chỗ"}
    adjusted = await done(city.officer.post(url_of(round, "adjust"), json=body))
    problem = await refused(city.officer.post(url_of(round, "confirm"), headers=seen), 412)
    assert problem["current"]["version"] == adjusted["version"]
    url = url_of(round, "wishes", mine["id"])
    stale = city.officer.patch(url, json={"rank": 2}, headers={"If-Match": '"1"'})
    assert (await refused(stale, 412))["current"]["id"] == mine["id"]
