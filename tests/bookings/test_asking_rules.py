"""What a place asks: forms in versions, answers checked, rules inherited."""

from __future__ import annotations

from tests.bookings.asking import SOUND, intake, set_rules
from tests.bookings.making import City, codes, done, made, refused


async def test_a_place_that_asks_nothing_takes_the_citys_rules(city: City) -> None:
    space = await city.make_space()
    rules = await done(city.service.http.get(f"/v1/spaces/{space['id']}/asking-rules"))
    assert rules["intake"] == {"version": 0, "questions": [], "documents": []}
    assert rules["cancellation"]["free_until_hours"] == 48
    assert rules["reapproval"] == ["contents", "expected_audience", "kind", "loudness"]
    assert rules["defaults_checked_on"] == "2026-11-23"
    assert rules["own_version"] is None


async def test_a_space_inherits_each_rule_from_its_venue_until_it_sets_its_own(city: City) -> None:
    space = await city.make_space()
    url = f"/v1/venues/{city.venue['id']}/asking-rules"
    late = {"free_until_hours": 12, "late_needs_reason": True, "excused_reason_codes": []}
    await done(city.host.put(url, json={"intake": intake(), "cancellation": late}))
    await set_rules(city, space, reapproval=["title"])
    rules = await done(city.host.get(f"/v1/spaces/{space['id']}/asking-rules"))
    assert rules["cancellation"] == late
    assert rules["reapproval"] == ["title"]
    assert [one["code"] for one in rules["intake"]["questions"]] == ["sound", "staff"]
    assert rules["own_version"] == 1
    await set_rules(city, space, intake={})
    rules = await done(city.host.get(f"/v1/spaces/{space['id']}/asking-rules"))
    assert rules["intake"]["questions"] == [], "an empty form asks nothing where the venue does"
    assert rules["reapproval"] == ["contents", "expected_audience", "kind", "loudness"]


async def test_only_the_host_sets_rules_and_not_over_another_version(city: City) -> None:
    space = await city.make_space()
    url = f"/v1/spaces/{space['id']}/asking-rules"
    other = city.service.as_("host", host=space["id"])
    assert codes(await refused(other.put(url, json={}), 403)) == ["not_host_of_venue"]
    await set_rules(city, space, reapproval=[])
    blind = city.host.put(url, json={})
    assert codes(await refused(blind, 428)) == ["if_match_needed"]
    stale = city.host.put(url, json={}, headers={"If-Match": '"7"'})
    assert codes(await refused(stale, 412)) == ["stale_version"]


async def test_a_form_that_nobody_could_fill_in_is_refused(city: City) -> None:
    space = await city.make_space()
    bad = {"questions": [SOUND, SOUND | {"choices": []}]}
    url = f"/v1/spaces/{space['id']}/asking-rules"
    problem = await refused(city.host.put(url, json={"intake": bad}), 422)
    assert set(codes(problem)) == {"form_code_twice", "question_needs_choices"}


async def test_a_request_answers_the_form_and_keeps_its_version(city: City) -> None:
    space = await city.make_space(capacity=10)
    await set_rules(city, space, intake=intake())
    member = city.member(await city.admit())
    body = city.request(space, city.at(days=7), expected_audience=50)

    problem = await refused(member.post("/v1/bookings", json=body | {"answers": {"staff": 99}}))
    assert set(codes(problem)) == {"too_many_people", "answer_missing", "field_too_large"}
    assert {one.get("field") for one in problem["errors"]} >= {"answers.sound", "answers.staff"}
    people = next(one for one in problem["errors"] if one["code"] == "too_many_people")
    assert people["passes"] == {"largest_audience": 10}

    body["activity"]["expected_audience"] = 5
    answers = {"sound": "amplified", "staff": 2}
    booking = await made(member.post("/v1/bookings", json=body | {"answers": answers}))
    await set_rules(city, space, intake={"questions": [SOUND | {"code": "other"}]})
    kept = await done(member.get(f"/v1/bookings/{booking['id']}/answers"))
    assert kept["answers"] == answers
    assert kept["form"]["version"] == 1
    assert [one["code"] for one in kept["form"]["questions"]] == ["sound", "staff"]
    stranger = city.member(await city.admit())
    await refused(stranger.get(f"/v1/bookings/{booking['id']}/answers"), 404)


async def test_the_same_form_again_is_no_new_version(city: City) -> None:
    space = await city.make_space()
    for _ in range(2):
        rules = await set_rules(city, space, intake=intake("programme"))
        assert rules["intake"]["version"] == 1
    assert (await set_rules(city, space, intake=intake()))["intake"]["version"] == 2


async def test_what_can_be_no_answer_is_refused_by_its_form(city: City) -> None:
    space = await city.make_space()
    member = city.member(await city.admit())
    body = city.request(space, city.at(days=7))
    for value in ({"a": 1}, [1], "\x00", 1e300, "x" * 10_001):
        problem = await refused(
            member.post("/v1/bookings", json=body | {"answers": {"sound": value}}), 422
        )
        assert problem["errors"][0]["field"].startswith("answers")
