"""The calendar grid: every layer, for whom it is shown, and its tag."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import event

from tests.bookings.making import City, codes, done, instant, refused

Entries = list[dict[str, Any]]


async def schedule(
    client: httpx.AsyncClient, space: dict[str, Any], start: datetime, hours: float = 24
) -> dict[str, Any]:
    return await done(client.get("/v1/schedule", params=asked(space, start, hours)))


def asked(space: dict[str, Any], start: datetime, hours: float = 24) -> dict[str, str]:
    return {
        "space_id": space["id"],
        "from": instant(start),
        "to": instant(start + timedelta(hours=hours)),
    }


def times(entries: Entries, start: datetime) -> list[tuple[float, float]]:
    return [
        (_hours(entry["starts_at"], start), _hours(entry["ends_at"], start)) for entry in entries
    ]


def _hours(text: str, start: datetime) -> float:
    return (datetime.fromisoformat(text) - start).total_seconds() / 3600


async def test_every_layer_of_a_day(city: City) -> None:
    """opening     ▓▓▓▓▓▓▓▓▓▓▓▓       8:00-20:00 in Hanoi; the day begins at nine
    confirmed      ▒██▒               with set-up and clear-up around it
    requested        ??  ??
    closed                  ▓▓"""
    day = [{"day": day, "opens": "08:00", "closes": "20:00"} for day in range(1, 8)]
    space = await city.make_space(opening=day, setup_minutes=60, clearup_minutes=30)
    start = city.at(days=7)
    booking = await city.requested(space, start + timedelta(hours=1), hours=2)
    rival = await city.requested(space, start + timedelta(hours=2), hours=2)
    await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
    closing = {"space_id": space["id"], "reason_code": "maintenance"}
    closing |= {"starts_at": instant(start + timedelta(hours=9))}
    closing |= {"ends_at": instant(start + timedelta(hours=10))}
    closure = (await city.host.post("/v1/closures", json=closing)).json()
    found = await schedule(city.host, space, start)
    layers = found["layers"]
    assert times(layers["opening"], start) == [(0, 11), (23, 24)]
    assert times(layers["confirmed"], start) == [(1, 3)]
    assert times(layers["requested"], start) == [(2, 4)]
    assert [(one["kind"], *times([one], start)) for one in layers["setup"]] == [
        ("setup", (0, 1)),
        ("clearup", (3, 3.5)),
    ]
    assert times(layers["closures"], start) == [(9, 10)]
    assert layers["closures"][0]["id"] == closure["id"]
    assert layers["closures"][0]["actions"]["end"]["allowed"]
    (confirmed,), (requested,) = layers["confirmed"], layers["requested"]
    assert confirmed["booking_id"] == booking["id"]
    assert confirmed["version"] == (await city.booking(booking["id"]))["version"]
    assert confirmed["actions"]["cancel"]["allowed"]
    assert requested["booking_id"] == rival["id"]
    assert requested["slot_taken"] is True
    failing = requested["actions"]["confirm"]["failing"]
    assert [one["code"] for one in failing] == ["space_taken"]
    assert found["actions"]["close"]["allowed"]


async def test_a_closure_leaves_what_it_displaced_to_be_placed_anew(city: City) -> None:
    space = await city.make_space()
    start = city.at(days=7)
    await city.confirmed(space, start + timedelta(hours=1))
    closing = {"space_id": space["id"], "reason_code": "safety"}
    closing |= {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=5))}
    assert (await city.host.post("/v1/closures", json=closing)).status_code == 201
    layers = (await schedule(city.host, space, start))["layers"]
    assert times(layers["displaced"], start) == [(1, 3)]
    assert layers["confirmed"] == layers["setup"] == []
    assert (await schedule(city.member(await city.admit()), space, start))["layers"][
        "displaced"
    ] == []


async def test_a_space_shows_its_parts_and_its_wholes_and_not_its_neighbour(city: City) -> None:
    """grounds   ██
    stage           ██   asked for
    corner               ██
    lawn      ██ … not of its calendar"""
    grounds = await city.make_space(name={"vi": "Khuôn viên"})
    stage = await city.make_space(name={"vi": "Sân khấu"}, parent_id=grounds["id"])
    corner = await city.make_space(name={"vi": "Góc"}, parent_id=stage["id"])
    lawn = await city.make_space(name={"vi": "Bãi cỏ"}, parent_id=grounds["id"])
    start = city.at(days=7)
    for place, hours in ((grounds, 0), (stage, 3), (corner, 6), (lawn, 9)):
        await city.confirmed(place, start + timedelta(hours=hours))
    layers = (await schedule(city.host, stage, start))["layers"]
    assert [(one["relation"], one["space"]["id"]) for one in layers["confirmed"]] == [
        ("whole", grounds["id"]),
        ("itself", stage["id"]),
        ("part", corner["id"]),
    ]
    everything = (await schedule(city.host, grounds, start))["layers"]["confirmed"]
    assert [one["relation"] for one in everything] == ["itself", "part", "part", "part"]


async def test_strangers_see_that_a_time_is_taken_and_what_is_public(city: City) -> None:
    space = await city.make_space(setup_minutes=30)
    start = city.at(days=7)
    mine, other = await city.admit("Của tôi"), await city.admit("Người khác")
    await city.confirmed(space, start + timedelta(hours=1), member=mine)
    await city.confirmed(space, start + timedelta(hours=4), member=other, public=False)
    await city.requested(space, start + timedelta(hours=7), member=mine)
    await city.requested(space, start + timedelta(hours=7), member=other)

    seen = (await schedule(city.member(mine), space, start))["layers"]
    assert times(seen["confirmed"], start) == [(1, 3), (4, 6)]
    own, hidden = seen["confirmed"]
    assert own["member"]["name"] == "Của tôi"
    assert own["actions"]["cancel"]["allowed"]
    unknown = ("id", "booking_id", "version", "title", "member", "slot_taken", "actions")
    assert {hidden[field] for field in unknown} == {None}
    assert [one["member"]["id"] for one in seen["requested"]] == [str(mine)]

    stranger = city.service.as_(sub="someone")
    seen = (await schedule(stranger, space, start))["layers"]
    assert seen["requested"] == []
    public, hidden = seen["confirmed"]
    assert public["title"]["vi"] == "Ngày hội gốm"
    assert (public["version"], public["actions"]) == (None, None)
    assert hidden["title"] is None
    assert [one["date_id"] for one in seen["setup"]] == [public["id"], None]
    assert str(other) not in str(seen)

    assert len((await schedule(city.host, space, start))["layers"]["requested"]) == 2


async def test_a_no_show_is_between_member_and_host(city: City) -> None:
    space = await city.make_space()
    start = city.at(days=1)
    booking = await city.confirmed(space, start)
    city.service.clock.advance(timedelta(days=1, hours=1))
    await done(city.host.post(f"/v1/bookings/{booking['id']}/no-show"))
    shown = (await schedule(city.host, space, start))["layers"]["confirmed"]
    assert [one["status"] for one in shown] == ["no_show"]
    stranger = city.service.as_(sub="someone")
    assert (await schedule(stranger, space, start))["layers"]["confirmed"] == []


async def test_who_has_the_answer_already_is_told_so_until_something_changes(city: City) -> None:
    space = await city.make_space()
    start = city.at(days=7)
    first = await city.host.get("/v1/schedule", params=asked(space, start))
    tag = {"If-None-Match": first.headers["etag"]}
    again = await city.host.get("/v1/schedule", params=asked(space, start), headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    await city.requested(space, start)
    changed = await city.host.get("/v1/schedule", params=asked(space, start), headers=tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag["If-None-Match"]


async def test_a_full_calendar_takes_as_many_statements_as_one_booking(city: City) -> None:
    space = await city.make_space()
    start = city.at(days=7)
    counts: list[int] = []
    statements: list[str] = []
    engine = city.service.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    for number in range(8):
        await city.confirmed(space, start + timedelta(hours=3 * number))
        await city.requested(space, start + timedelta(hours=3 * number + 2), hours=1)
        statements.clear()
        await schedule(city.host, space, start)
        counts.append(len(statements))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 14, statements


async def test_what_is_asked_wrongly_is_told(city: City) -> None:
    space = await city.make_space()
    start = city.at(days=7)
    for hours, code in ((-1, "ends_before_start"), (63 * 24, "window_too_long")):
        params = asked(space, start, hours)
        problem = await refused(city.host.get("/v1/schedule", params=params), 422)
        assert codes(problem) == [code]
    nowhere = {"id": "00000000-0000-7000-8000-000000000000"}
    await refused(city.host.get("/v1/schedule", params=asked(nowhere, start)), 404)
    await refused(city.service.http.get("/v1/schedule", params=asked(space, start)), 401)


async def test_whom_a_closure_displaced_only_its_host_learns(city: City) -> None:
    space = await city.make_space()
    start = city.at(days=7)
    booking = await city.confirmed(space, start, public=False)
    closing = {"space_id": space["id"], "reason_code": "maintenance"}
    closing |= {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))}
    await city.host.post("/v1/closures", json=closing)
    other = city.member(await city.admit())
    for client, known in ((city.host, [booking["id"]]), (other, [])):
        (closure,) = (await schedule(client, space, start))["layers"]["closures"]
        assert closure["displaced_ids"] == known
        assert len(closure["displaced_date_ids"]) == len(known)
