"""The published ledger: who asked for and received how much in a season."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from services.bookings.queries.fair_share import find_use
from shared.ids import new_id
from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.sharing import admit, open_round, open_season, propose, wish
from tests.support.statements import counted


def line_of(ledger: dict[str, Any], member: object) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in ledger["members"] if one["member"]["id"] == str(member)
    )
    return found


async def ledger_of(city: City, **query: str) -> dict[str, Any]:
    return await done(city.service.http.get("/v1/fair-share", params=query))


async def test_the_ledger_is_public_and_counts_by_member_field_and_ward(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    potter = await admit(city, "Xưởng Gốm", "Xã Bát Tràng", ("design", "music"))
    choir = await admit(city, "Dàn hợp xướng", "Phường Ba Đình", ("music",))
    await city.confirmed(stage, city.at(3), 3, member=potter)
    await city.requested(stage, city.at(4), 2, member=potter)
    await city.confirmed(stage, city.at(5), 1, member=choir, public=False)

    ledger = await ledger_of(city)

    assert ledger["season"]["id"] == season["id"]
    assert (ledger["hours_asked"], ledger["hours_received"]) == (6, 4)
    mine = line_of(ledger, potter)
    assert (mine["hours_asked"], mine["hours_received"], mine["hours_left"]) == (5, 3, 77)
    assert [(one["field"], one["label"], one["hours_received"]) for one in ledger["fields"]] == [
        ("design", "Thiết kế", 1.5),
        ("music", "Âm nhạc", 2.5),
    ]
    assert [(one["ward"], one["hours_asked"]) for one in ledger["wards"]] == [
        ("Phường Ba Đình", 1),
        ("Xã Bát Tràng", 5),
    ]
    assert [one["member"]["name"] for one in ledger["members"]] == ["Dàn hợp xướng", "Xưởng Gốm"]


@pytest.mark.parametrize(
    ("act", "by", "asked", "received"),
    [
        ("decline", "host", 2, 0),
        ("cancel", "member", 0, 0),
        ("confirm then cancel", "member", 0, 0),
        ("confirm then cancel", "host", 2, 0),
        ("confirm then no-show", "host", 2, 2),
        ("confirm then complete", "host", 2, 2),
    ],
)
async def test_what_counts(city: City, act: str, by: str, asked: float, received: float) -> None:
    await open_season(city)
    member = await admit(city, "Xưởng Gốm")
    booking = await city.requested(await city.make_space(), city.at(1), member=member)
    for step in act.split(" then "):
        if step in ("no-show", "complete"):
            city.service.clock.advance(city.at(1, 1) - city.service.clock.now())
        client = city.member(member) if by == "member" and step == "cancel" else city.host
        body = {"reason": "Mưa to"}
        await done(
            client.post(
                f"/v1/bookings/{booking['id']}/{step}",
                json=body if step in ("decline", "cancel") else None,
            )
        )
    line = line_of(await ledger_of(city), member)
    assert (line["hours_asked"], line["hours_received"]) == (asked, received)


async def test_a_date_counts_in_the_season_on_whose_day_it_begins(city: City) -> None:
    #   autumn ..30/11]  [01/12 winter ..        a night from 30/11 22:00 to 01/12 02:00
    autumn = await open_season(city, "2026-09-01", "2026-11-30")
    winter = await open_season(city, "2026-12-01", "2027-02-28")
    member = await admit(city, "Xưởng Gốm")
    start = datetime.fromisoformat("2026-11-30T22:00:00+07:00")
    await city.confirmed(await city.make_space(), start, 4, member=member)

    assert line_of(await ledger_of(city, season_id=autumn["id"]), member)["hours_received"] == 4
    assert line_of(await ledger_of(city, season_id=winter["id"]), member)["hours_received"] == 0


async def test_newcomers_and_under_served_wards_weigh_more_in_the_next_season(city: City) -> None:
    await open_season(city, "2026-11-01", "2026-11-30")
    winter = await open_season(city, "2026-12-01", "2027-02-28")
    stage = await city.make_space()
    rich = await admit(city, "A", "Phường Ba Đình")
    poor = await admit(city, "B", "Xã Bát Tràng")
    new = await admit(city, "C", "Phường Ba Đình", since=date(2026, 10, 1))
    await city.confirmed(stage, city.at(1), 9, member=rich)
    await city.confirmed(stage, city.at(2), 1, member=poor)

    ledger = await ledger_of(city, season_id=winter["id"])

    weights = {id: line_of(ledger, id)["weight"] for id in (rich, poor, new)}
    assert weights == {rich: 100, poor: 130, new: 150}
    assert [one["code"] for one in line_of(ledger, poor)["boosts"]] == ["ward_under_served"]
    assert [one["under_served"] for one in ledger["wards"]] == [False, True]


async def test_wishes_that_became_no_bookings_were_asked_for(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    first, second = await admit(city, "A"), await admit(city, "B")
    round = await open_round(city, season)
    for member in (first, second):
        await wish(city, round, member, [stage], city.at(5))
    assert (await ledger_of(city))["hours_asked"] == 4

    await propose(city, round)
    await done(city.officer.post(f"/v1/allocation-rounds/{round['id']}/confirm"))

    ledger = await ledger_of(city)
    assert (ledger["hours_asked"], ledger["hours_received"]) == (4, 2)


async def test_the_ledger_asks_three_times_however_many_members(city: City) -> None:
    await open_season(city, "2026-09-01", "2026-11-19")
    await open_season(city)
    for number in range(3):
        await admit(city, f"Xưởng {number}")
        with counted(city.service) as seen:
            await ledger_of(city)
        assert len(seen) == 3


async def test_days_belong_to_one_season(city: City) -> None:
    await open_season(city)
    body = {"name": {"vi": "Mùa xuân"}, "starts_on": "2027-02-28", "ends_on": "2027-05-31"}
    problem = await refused(city.officer.post("/v1/seasons", json=body))
    assert codes(problem) == ["seasons_overlap"]
    assert "28/02/2027" in problem["detail"]
    body["starts_on"] = "2027-03-01"
    spring = await made(city.officer.post("/v1/seasons", json=body))
    patch = city.officer.patch(
        f"/v1/seasons/{spring['id']}", json={"starts_on": "2027-02-01"}, headers={"If-Match": "*"}
    )
    assert codes(await refused(patch)) == ["seasons_overlap"]


async def test_a_season_keeps_its_own_rules_with_the_reason(city: City) -> None:
    season = await open_season(city)
    url, any_version = f"/v1/seasons/{season['id']}", {"If-Match": "*"}
    rules = season["rules"] | {"cap_hours_per_member": 10, "source": "Quyết định 1/QĐ"}
    refusal = await refused(
        city.officer.patch(url, json={"rules": rules}, headers=any_version), 422
    )
    assert codes(refusal) == ["rules_reason_needed"]
    changed = await done(
        city.officer.patch(
            url, json={"rules": rules, "rules_reason": "Mùa ngắn"}, headers=any_version
        )
    )
    assert (changed["rules"]["cap_hours_per_member"], changed["rules_reason"]) == (10, "Mùa ngắn")
    member = await admit(city, "A")
    assert line_of(await ledger_of(city), member)["hours_left"] == 10
    assert (await done(city.service.http.get(url)))["rules"] == rules


async def test_days_under_a_round_stay(city: City) -> None:
    season = await open_season(city)
    await open_round(city, season)
    patch = city.officer.patch(
        f"/v1/seasons/{season['id']}", json={"ends_on": "2027-01-31"}, headers={"If-Match": "*"}
    )
    assert codes(await refused(patch)) == ["season_in_use"]


async def test_without_a_season_the_ledger_says_what_to_do(city: City) -> None:
    problem = await refused(city.service.http.get("/v1/fair-share"), 422)
    assert codes(problem) == ["no_season_now"]
    unknown = city.service.http.get("/v1/fair-share", params={"season_id": str(new_id())})
    await refused(unknown, 404)
    async with city.service.database.sessions() as session:
        id = new_id()
        assert await find_use(session, [id], city.at(0)) == (None, {id: 0})


async def test_used_hours_are_those_received_in_the_season(city: City) -> None:
    await open_season(city)
    member, other = await admit(city, "A"), await admit(city, "B")
    await city.confirmed(await city.make_space(), city.at(1), 3, member=member)
    async with city.service.database.sessions() as session:
        _, used = await find_use(session, [member, other], city.at(0))
    assert used == {member: 3 * 3600, other: 0}


@pytest.mark.parametrize("over_cap", ["mark", "refuse"])
async def test_what_becomes_of_a_request_over_the_cap_is_a_rule_of_the_season(
    city: City, over_cap: str
) -> None:
    rules = (await open_season(city, "2027-03-01", "2027-03-31"))["rules"]
    rules |= {"cap_hours_per_member": 5, "requests_over_cap": over_cap}
    await open_season(city, rules=rules, rules_reason="Thử")
    space, member = await city.make_space(), await admit(city, "A")
    await city.confirmed(space, city.at(1), 3, member=member)
    fits = await city.requested(space, city.at(2), 2, member=member)
    body = city.request(space, city.at(3), 2.5)
    answer = await city.member(member).post("/v1/bookings", json=body)
    if over_cap == "refuse":
        assert codes(answer.json()) == ["over_season_cap"]
        assert answer.json()["errors"][0]["passes"] == {"most_hours": 2.0}
        later = city.request(space, city.at(200), 6)  # a day of no season
        assert (await city.member(member).post("/v1/bookings", json=later)).status_code == 201
        return
    assert answer.status_code == 201
    for booking, beyond in ((fits["id"], False), (answer.json()["id"], True)):
        compared = await done(city.host.get(f"/v1/bookings/{booking}/rivals"))
        assert [one["over_cap"] for one in compared["items"]] == [beyond]


async def test_only_officers_set_seasons(city: City) -> None:
    body = {"name": {"vi": "Mùa"}, "starts_on": "2027-03-01", "ends_on": "2027-02-01"}
    assert codes(await refused(city.host.post("/v1/seasons", json=body), 403)) == ["role_needed"]
    problem = await refused(city.officer.post("/v1/seasons", json=body), 422)
    assert codes(problem) == ["season_ends_before_start"]


async def test_a_wish_of_a_cancelled_round_was_not_asked_for(city: City) -> None:
    season = await open_season(city)
    stage = await city.make_space()
    member = await admit(city, "A")
    round = await open_round(city, season)
    await wish(city, round, member, [stage], city.at(5))
    url = f"/v1/allocation-rounds/{round['id']}/cancel"
    await done(city.officer.post(url, json={"reason": "Hoãn mùa"}))
    assert (await ledger_of(city))["hours_asked"] == 0
