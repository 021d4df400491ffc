"""Weekly hours and seasons change, and what was granted is not left outside unnoticed."""

from __future__ import annotations

from typing import Any

from tests.bookings.making import City, codes, done, refused
from tests.bookings.test_place_imports import as_csv, send
from tests.bookings.test_place_rules import change, venue_of

ANY = {"If-Match": "*"}
AFTERNOONS = [{"day": day, "opens": "13:00", "closes": "22:00"} for day in range(1, 8)]
ALL_DAY = [{"day": day, "opens": "08:00", "closes": "23:00"} for day in range(1, 8)]


def named(found: list[dict[str, Any]]) -> list[str]:
    return [one["booking_id"] for one in found]


async def test_what_is_confirmed_outside_new_hours_is_named_or_kept(city: City) -> None:
    """
    afternoons      13 ▄▄▄▄▄▄▄▄▄ 22
    confirmed  09 ▓▓ 11   15 ▓▓ 17      the first one lies outside
    """
    space = await city.make_space()
    morning = await city.confirmed(space, city.at(days=7))
    afternoon = await city.confirmed(space, city.at(days=7, hours=6))
    path, body = f"/v1/spaces/{space['id']}", {"opening": AFTERNOONS}
    for query in ("", "?dry_run=true"):
        problem = await refused(city.host.patch(path + query, json=body, headers=ANY))
        assert codes(problem) == ["confirmed_outside"]
        assert named(problem["in_the_way"]) == [morning["id"]]
    assert (await done(city.host.get(path)))["opening"] is None

    keeping = body | {"keep_confirmed": True}
    tried = await done(city.host.patch(f"{path}?dry_run=true", json=keeping, headers=ANY))
    assert named(tried["result"]["outside"]) == [morning["id"]]
    changed = await change(city, path, keeping)
    assert named(changed["outside"]) == [morning["id"]]
    for booking in (morning, afternoon):
        assert (await city.booking(booking["id"]))["status"] == "confirmed"

    wider = await change(city, path, {"opening": AFTERNOONS[:6], "capacity": 120})
    assert wider["outside"] is None  # what was kept outside is not named by every further change


async def test_a_season_of_the_venue_names_what_lies_outside_in_the_spaces_that_follow(
    city: City,
) -> None:
    follows, own = await city.make_space(), await city.make_space(seasons=[], opening=ALL_DAY)
    outside = await city.confirmed(follows, city.at(days=7))
    await city.confirmed(own, city.at(days=7))
    winter = {"from": "11-15", "to": "02-15", "opening": AFTERNOONS}
    rules = {"rules": {"seasons": [winter]}}
    problem = await refused(city.host.patch(venue_of(city), json=rules, headers=ANY))
    assert codes(problem) == ["confirmed_outside"]
    assert named(problem["in_the_way"]) == [outside["id"]]
    changed = await change(city, venue_of(city), rules | {"keep_confirmed": True})
    assert named(changed["outside"]) == [outside["id"]]
    again = await change(city, venue_of(city), {"rules": {"lead_hours": 24}})
    assert again["outside"] is None


async def test_what_is_over_or_only_asked_for_is_not_named(city: City) -> None:
    space = await city.make_space()
    await city.confirmed(space, city.at(days=1))
    city.service.clock.advance(city.at(days=2) - city.at(days=0))
    await city.requested(space, city.at(days=7))
    changed = await change(city, f"/v1/spaces/{space['id']}", {"opening": AFTERNOONS})
    assert changed["outside"] is None


async def test_a_stale_change_of_hours_shows_the_place_as_it_is(city: City) -> None:
    space = await city.make_space()
    old = {"If-Match": '"99"'}
    for path in (f"/v1/spaces/{space['id']}", venue_of(city)):
        problem = await refused(city.host.patch(path, json={}, headers=old), 412)
        assert problem["current"]["outside"] is None


async def test_a_list_is_held_to_the_same(city: City) -> None:
    head = ["type", "key", "venue_key", "name_vi", "kind", "capacity", "opening"]

    def table(opening: str) -> bytes:
        venue = ["venue", "BT", "", "Bảo tàng", "", "", ""]
        return as_csv(head, [venue, ["space", "SK", "BT", "Sân khấu", "stage", "100", opening]])

    await send(city, table("T2-CN 08:00-17:00"))
    (space,) = (await done(city.officer.get("/v1/spaces", params={"q": "Sân khấu"})))["items"]
    booking = await city.requested(space, city.at(days=7))
    await done(city.officer.post(f"/v1/bookings/{booking['id']}/confirm"))
    problem = await refused(send(city, table("T2-CN 13:00-17:00")), 422)
    assert codes(problem) == ["confirmed_outside"]
    kept = await send(city, table("T2-CN 13:00-17:00"), keep_confirmed="true")
    assert kept.json()["changed"] == 1
