"""Wishes are checked at once and read by whom they concern; rounds have their hosts and times."""

from __future__ import annotations

import pytest

from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, made, refused
from tests.bookings.sharing import (
    a_wish,
    members,
    open_round,
    open_season,
    propose,
    url_of,
    wish,
)
from tests.support.statements import counted

# -- wishes -----------------------------------------------------------------------------------


async def test_a_wish_is_checked_at_once_against_all_rules(city: City) -> None:
    season = await open_season(city)
    weekdays = [{"day": day, "opens": "08:00", "closes": "18:00"} for day in range(1, 6)]
    small = await city.make_space(name={"vi": "Phòng nhỏ"}, capacity=5)
    office = await city.make_space(name={"vi": "Phòng họp"}, opening=weekdays)
    (member,) = await members(city, 1)
    round = await open_round(city, season)
    body = a_wish([small, office], city.at(7), city.at(12), city.at(200))  # Monday, Saturday, far
    problem = await refused(city.member(member).post(url_of(round, "wishes"), json=body))
    found = [(one["code"], one["field"]) for one in problem["errors"]]
    assert found == [
        ("outside_season", "times.2.starts_at"),
        ("time_fits_no_space", "times.1.starts_at"),
        ("space_fits_no_time", "space_ids.0"),
    ]
    assert "5" in problem["errors"][2]["detail"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"wanted": 2}, "more_wanted_than_times"),
        ({"least": 2}, "least_above_wanted"),
    ],
)
async def test_amounts_must_fit_the_times(city: City, changes: dict[str, int], code: str) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    (member,) = await members(city, 1)
    round = await open_round(city, season)
    body = a_wish([stage], city.at(7), **changes)
    problem = await refused(city.member(member).post(url_of(round, "wishes"), json=body), 422)
    assert codes(problem) == [code]


async def test_wishes_are_taken_in_their_time_only(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    (member,) = await members(city, 1)
    round = await open_round(city, season, opens_at=instant(city.at(1)))
    mine, url = city.member(member), url_of(round, "wishes")
    body = a_wish([stage], city.at(10))
    assert codes(await refused(mine.post(url, json=body))) == ["wishes_not_yet"]
    assert codes(await refused(city.officer.post(url_of(round, "propose")))) == [
        "wishes_still_open"
    ]
    city.service.clock.advance(city.at(1) - city.at(0))
    mine = city.member(member)
    sent = await made(mine.post(url, json=body))
    changed = await done(
        mine.patch(f"{url}/{sent['id']}", json={"rank": 2}, headers={"If-Match": '"1"'})
    )
    assert (changed["rank"], changed["version"]) == (2, 2)
    city.service.clock.advance(city.at(1) - city.at(0))
    mine = city.member(member)
    assert codes(await refused(mine.post(url, json=body))) == ["wishes_over"]
    assert codes(await refused(mine.post(f"{url}/{sent['id']}/withdraw"))) == ["wishes_over"]


async def test_a_member_has_so_many_wishes_and_withdraws_one(city: City) -> None:
    rules = (await open_season(city))["rules"] | {"most_wishes_per_member": 1}
    season = await open_season(city, "2027-03-01", "2027-03-31", rules=rules, rules_reason="Thử")
    stage = await city.make_space()
    (member,) = await members(city, 1)
    round = await open_round(city, season)
    first = await wish(city, round, member, [stage], city.at(110))
    url = url_of(round, "wishes")
    body = a_wish([stage], city.at(111))
    assert codes(await refused(city.member(member).post(url, json=body))) == ["too_many_wishes"]
    gone = await done(city.member(member).post(f"{url}/{first['id']}/withdraw"))
    assert gone["status"] == "withdrawn"
    await made(city.member(member).post(url, json=body))


async def test_wishes_are_read_by_their_member_the_hosts_and_staff(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    a, b = await members(city, 2)
    round = await open_round(city, season)
    mine = await wish(city, round, a, [stage], city.at(10))
    url = url_of(round, "wishes")
    for client, seen in (
        (city.member(a), 1),
        (city.member(b), 0),
        (city.host, 1),
        (city.officer, 1),
    ):
        assert len((await done(client.get(url)))["items"]) == seen
    await refused(city.member(b).get(f"{url}/{mine['id']}"), 404)
    await refused(city.member(b).post(f"{url}/{mine['id']}/withdraw"), 404)
    stranger = city.service.as_("host", host=new_id())
    await refused(stranger.get(url_of(round, "plan")), 404)
    await refused(stranger.post(url_of(round, "cancel"), json={"reason": "?"}), 403)


async def test_lists_and_plan_keep_a_budget_of_statements(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    round = await open_round(city, season)
    counts = set()
    for member in await members(city, 3):
        await wish(city, round, member, [stage], city.at(10))
        found = []
        for path in (url_of(round, "wishes"), "/v1/allocation-rounds", "/v1/seasons"):
            with counted(city.service) as seen:
                await done(city.officer.get(path))
            found.append(len(seen))
        counts.add(tuple(found))
    assert len(counts) == 1
    ((wishes, rounds, seasons),) = counts
    assert (wishes, rounds, seasons) == (5, 2, 1)
    await propose(city, round)
    with counted(city.service) as seen:
        await done(city.officer.get(url_of(round, "plan")))
    assert len(seen) == 9


async def test_a_merged_members_wishes_go_on_as_its_successors(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    small, large = await members(city, 2)
    round = await open_round(city, season)
    mine = await wish(city, round, small, [stage], city.at(10))
    await city.merge(small, large)
    found = await done(city.member(large).get(url_of(round, "wishes", mine["id"])))
    assert found["member_id"] == str(large)


# -- rounds -----------------------------------------------------------------------------------


async def test_a_host_runs_a_round_of_its_own_venues_only(city: City) -> None:
    season = await open_season(city)
    other = await made(city.officer.post("/v1/venues", json={"name": {"vi": "Nhà hát Mẫu"}}))
    body = {
        "season_id": season["id"],
        "name": {"vi": "Đợt của bảo tàng"},
        "venue_ids": [city.venue["id"], other["id"]],
        "opens_at": instant(city.at(0)),
        "closes_at": instant(city.at(2)),
    }
    problem = await refused(city.host.post("/v1/allocation-rounds", json=body), 403)
    assert codes(problem) == ["not_host_of_all_venues"]
    body["venue_ids"] = [city.venue["id"]]
    round = await made(city.host.post("/v1/allocation-rounds", json=body))
    assert round["actions"]["cancel"]["allowed"]
    problem = await refused(city.officer.post("/v1/allocation-rounds", json=body))
    assert codes(problem) == ["venue_in_other_round"]


async def test_a_round_says_everything_that_is_wrong_with_its_times(city: City) -> None:
    season = await open_season(city)
    body = {
        "season_id": season["id"],
        "name": {"vi": "Đợt"},
        "venue_ids": [city.venue["id"]],
        "opens_at": instant(city.at(300)),
        "closes_at": instant(city.at(200)),
    }
    problem = await refused(city.officer.post("/v1/allocation-rounds", json=body))
    assert codes(problem) == ["ends_before_start", "wishes_end_after_season"]
    body["venue_ids"] = [str(new_id())]
    problem = await refused(city.officer.post("/v1/allocation-rounds", json=body), 422)
    assert codes(problem) == ["venue_not_there"]


async def test_a_round_with_a_new_host_is_run_by_it(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    (member,) = await members(city, 1)
    round = await open_round(city, season)
    mine = await wish(city, round, member, [stage], city.at(10))
    heir = new_id()
    patch = city.officer.patch(
        f"/v1/venues/{city.venue['id']}", json={"host_id": str(heir)}, headers={"If-Match": "*"}
    )
    await done(patch)
    new_host = city.service.as_("host", host=heir)
    assert (await done(new_host.get(url_of(round, "wishes"))))["items"][0]["id"] == mine["id"]
    await refused(city.host.get(url_of(round, "plan")), 404)
