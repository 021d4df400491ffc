"""Venues say rules, their spaces inherit them; requests are held against what is in force."""

from __future__ import annotations

from typing import Any

from tests.bookings.making import City, codes, done, made, refused


async def change(city: City, place: str, body: dict[str, Any], *, client: Any = None) -> Any:
    client = client or city.host
    version = (await done(client.get(place)))["version"]
    return await done(client.patch(place, json=body, headers={"If-Match": f'"{version}"'}))


def venue_of(city: City) -> str:
    return f"/v1/venues/{city.venue['id']}"


async def test_a_space_follows_its_venue_until_it_says_otherwise(city: City) -> None:
    await change(city, venue_of(city), {"rules": {"lead_hours": 72, "setup_minutes": 30}})
    space = await city.make_space(setup_minutes=0)
    assert (space["lead_hours"], space["setup_minutes"]) == (72, 0)
    assert "lead_hours" in space["inherited"]
    assert "setup_minutes" not in space["inherited"]

    await change(city, venue_of(city), {"rules": {"lead_hours": 24, "setup_minutes": 45}})
    path = f"/v1/spaces/{space['id']}"
    space = await done(city.host.get(path))
    assert (space["lead_hours"], space["setup_minutes"]) == (24, 0)

    space = await change(city, path, {"lead_hours": None})
    assert space["lead_hours"] is None
    assert "lead_hours" not in space["inherited"]

    space = await change(city, path, {"inherited": ["lead_hours", "setup_minutes", "opening"]})
    assert (space["lead_hours"], space["setup_minutes"]) == (24, 45)
    assert set(space["inherited"]) == {"lead_hours", "setup_minutes", "opening"}
    await change(city, venue_of(city), {"rules": {"longest_hours": 2}})
    assert (await done(city.host.get(path)))["longest_hours"] is None  # pinned as it was

    await change(city, venue_of(city), {"rules": {"lead_hours": None}})
    assert (await done(city.host.get(path)))["lead_hours"] is None


async def test_a_rule_is_given_or_left_to_the_venue_not_both(city: City) -> None:
    space = await city.make_space()
    body = {"lead_hours": 3, "inherited": ["lead_hours"]}
    headers = {"If-Match": "*"}
    path = f"/v1/spaces/{space['id']}"
    problem = await refused(city.host.patch(path, json=body, headers=headers), 422)
    assert codes(problem) == ["rule_given_and_inherited"]
    unknown = city.host.patch(path, json={"inherited": ["colour"]}, headers=headers)
    assert codes(await refused(unknown, 422)) == ["field_not_listed"]


async def test_every_rule_of_use_is_told_at_once_with_what_would_pass(city: City) -> None:
    space = await city.make_space(
        layouts=[{"code": "theatre", "capacity": 60}, {"code": "standing", "capacity": 100}],
        refused_contents=["food"],
        noise_limits=[{"from": "06:00", "to": "22:00", "dba": 70}],
    )
    member = city.member(await city.admit())
    asked = {"layout": "theatre", "contents": ["food"], "loudness": "amplified"}
    body = city.request(space, city.at(days=2), expected_audience=80, **asked)
    problem = await refused(member.post("/v1/bookings", json=body))
    assert codes(problem) == ["too_many_people", "content_refused", "too_loud"]
    by_code = {error["code"]: error["values"] for error in problem["errors"]}
    assert by_code["too_many_people"]["limit"] == 60
    assert by_code["too_loud"]["allowed"] == ["quiet", "speech"]

    asked = {"layout": "standing", "contents": [], "loudness": "speech"}
    body = city.request(space, city.at(days=2), expected_audience=80, **asked)
    booking = await made(member.post("/v1/bookings", json=body))
    assert booking["activity"]["layout"] == "standing"
    assert booking["activity"]["loudness"] == "speech"
    assert booking["activity"]["contents"] == []


async def test_a_policy_of_the_city_holds_with_its_source(city: City) -> None:
    street = await city.make_space(kind="street", indoor=False, policy="hoan_kiem_walking_space")
    assert street["policy"]["source"].startswith("Decision 72/2024")
    assert street["policy"]["checked_on"] == "2026-11-23"
    member = city.member(await city.admit())
    monday = city.request(street, city.at(days=7), contents=["food"])
    problem = await refused(member.post("/v1/bookings", json=monday))
    assert codes(problem) == ["outside_opening_hours", "content_refused"]
    friday = city.request(street, city.at(days=4, hours=11), 6)
    await made(member.post("/v1/bookings", json=friday))
    unknown = {"venue_id": city.venue["id"], "name": {"vi": "Phố"}, "kind": "street"}
    body = unknown | {"capacity": 10, "policy": "of_nowhere"}
    assert codes(await refused(city.host.post("/v1/spaces", json=body), 422)) == ["policy_unknown"]


async def test_no_set_up_holds_more_than_the_space(city: City) -> None:
    body = {
        "venue_id": city.venue["id"],
        "name": {"vi": "Hội trường"},
        "kind": "hall",
        "capacity": 50,
        "layouts": [{"code": "standing", "capacity": 80}],
    }
    problem = await refused(city.host.post("/v1/spaces", json=body), 422)
    assert codes(problem) == ["layout_over_capacity"]
    assert problem["errors"][0]["field"] == "layouts.0.capacity"
    twice = body | {"layouts": [{"code": "standing", "capacity": 8}] * 2}
    assert codes(await refused(city.host.post("/v1/spaces", json=twice), 422)) == ["layout_twice"]


async def test_only_the_host_changes_the_rules_of_a_venue(city: City) -> None:
    stranger = city.service.as_("host", host=str(city.venue["id"]))
    change = stranger.patch(
        venue_of(city), json={"rules": {"lead_hours": 1}}, headers={"If-Match": "*"}
    )
    assert codes(await refused(change, 403)) == ["not_host_of_venue"]


async def test_seasons_are_checked_when_they_are_written(city: City) -> None:
    for first, last in (
        ("05-15", "2027-01-01"),
        ("02-30", "03-01"),
        ("2027-05-02", "2027-05-01"),
        ("W01-1", "W02-1"),
        ("20270501", "20270601"),
    ):
        season = {"from": first, "to": last, "opening": []}
        body = {"rules": {"seasons": [season]}}
        answer = city.host.patch(venue_of(city), json=body, headers={"If-Match": "*"})
        assert codes(await refused(answer, 422)) == ["season_not_valid"]
    season = {"from": "11-15", "to": "02-15", "opening": [], "name": {"vi": "Mùa đông"}}
    await change(city, venue_of(city), {"rules": {"seasons": [season]}})
    space = await city.make_space()
    member = city.member(await city.admit())
    body = city.request(space, city.at(days=3))
    problem = await refused(member.post("/v1/bookings", json=body))
    assert codes(problem) == ["outside_opening_hours"]


async def test_two_places_have_different_keys(city: City) -> None:
    await city.make_space(external_key="BT-01")
    body = {"venue_id": city.venue["id"], "name": {"vi": "Khác"}, "kind": "hall", "capacity": 9}
    again = city.host.post("/v1/spaces", json=body | {"external_key": "BT-01"})
    assert codes(await refused(again)) == ["key_taken"]


async def test_the_policies_of_the_city_are_listed_with_their_sources(city: City) -> None:
    listed = await done(city.service.http.get("/v1/place-policies"))
    (policy,) = listed["items"]
    assert policy["code"] == "hoan_kiem_walking_space"
    assert policy["refused_contents"] == ["commercial", "food", "sport", "tourism"]
    assert policy["source"]
