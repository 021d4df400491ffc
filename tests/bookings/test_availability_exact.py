"""Availability says exactly what a request would be told, also while others change things."""

from __future__ import annotations

import asyncio
import random
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event, text

from services.bookings.domain.intervals import Interval
from services.bookings.domain.wishes import Wanted
from services.bookings.queries.availability import find_free_spaces
from tests.bookings.making import POTTERY, City, done, instant

STEP = timedelta(minutes=15)
QUIET_NIGHT = {"from": "22:00", "to": "06:00", "dba": 50}
ASKED = {"activity_kind": POTTERY["kind"], "capacity": POTTERY["expected_audience"]}


async def make_varied_spaces(city: City) -> list[dict[str, Any]]:
    evenings = [{"day": day, "opens": "17:00", "closes": "24:00"} for day in range(1, 8)]
    grounds = await city.make_space(name={"vi": "Khuôn viên"}, setup_minutes=60)
    return [
        grounds,
        await city.make_space(name={"vi": "Sân"}, parent_id=grounds["id"], clearup_minutes=45),
        await city.make_space(name={"vi": "Bãi"}, parent_id=grounds["id"], longest_hours=3),
        await city.make_space(name={"vi": "Tối"}, opening=evenings),
        await city.make_space(name={"vi": "Sớm"}, lead_hours=36, setup_minutes=30),
        await city.make_space(name={"vi": "Yên"}, noise_limits=[QUIET_NIGHT], crowd_limit=40),
        await city.make_space(name={"vi": "Nhỏ"}, crowd_limit=39),
    ]


async def fill(city: City, spaces: list[dict[str, Any]], dice: random.Random) -> None:
    """Confirm what can be confirmed of many bookings at random times."""
    member = await city.admit()
    for number in range(60):
        start = city.at(0) + STEP * dice.randrange(0, 96 * 3)
        hours = dice.choice((1, 2, 3.5))
        body = city.request(dice.choice(spaces), start, hours, title={"vi": f"Số {number}"})
        asked = await city.member(member).post("/v1/bookings", json=body)
        if asked.status_code == 201:
            await city.host.post(f"/v1/bookings/{asked.json()['id']}/confirm")


async def can_ask(city: City, member: Any, space: str, start: datetime, length: timedelta) -> bool:
    times = {"starts_at": instant(start), "ends_at": instant(start + length)}
    body = {"space_id": space, **times, "activity": POTTERY}
    answer = await member.post("/v1/bookings?dry_run=true", json=body)
    assert answer.status_code in (200, 409), answer.text
    return answer.status_code == 200


async def test_a_space_is_listed_when_and_only_when_it_can_be_asked_for(city: City) -> None:
    dice = random.Random(7)
    spaces = await make_varied_spaces(city)
    await fill(city, spaces, dice)
    member = city.member(await city.admit())
    found_some = 0
    for _ in range(40):
        start = city.at(0) + STEP * dice.randrange(-8, 96 * 3)
        length = STEP * dice.randrange(1, 20)
        window = {"from": instant(start), "to": instant(start + length), **ASKED}
        listed = (await done(member.get("/v1/availability", params=window)))["items"]
        told = {item["id"] for item in listed}
        askable = {
            space["id"]
            for space in spaces
            if await can_ask(city, member, space["id"], start, length)
        }
        assert told == askable, (start, length)
        found_some += bool(told)
    assert found_some > 5


async def test_a_first_time_can_be_asked_for_and_nothing_earlier_can(city: City) -> None:
    dice = random.Random(11)
    spaces = await make_varied_spaces(city)
    await fill(city, spaces, dice)
    member = city.member(await city.admit())
    looked_at = 0
    for _ in range(10):
        start = city.at(0) + STEP * dice.randrange(0, 96 * 2)
        length = STEP * dice.randrange(1, 20)
        params = {
            "from": instant(start),
            "to": instant(start + timedelta(days=1)),
            "length_minutes": int(length / timedelta(minutes=1)),
            **ASKED,
        }
        for item in (await done(member.get("/v1/availability", params=params)))["items"]:
            first = datetime.fromisoformat(item["first"]["starts_at"])
            assert await can_ask(city, member, item["id"], first, length)
            earlier = start
            while earlier < first:
                assert not await can_ask(city, member, item["id"], earlier, length)
                earlier += 4 * STEP
            looked_at += 1
    assert looked_at > 5


async def test_a_booking_that_moves_is_never_seen_in_two_places_or_in_none(city: City) -> None:
    """one   ██ ── ██ ──
    other ── ██ ── ██    exactly one of the two is free, whoever looks in between"""
    space = await city.make_space()
    slots = [city.at(days=7), city.at(days=7, hours=2)]
    booking = await city.confirmed(space, slots[0], hours=2)
    window = {"from": instant(slots[0]), "to": instant(slots[1] + timedelta(hours=2))}
    moving = True

    async def move() -> None:
        for number in range(1, 30):
            start = slots[number % 2]
            times = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))}
            await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=times))

    async def look() -> int:
        looked = 0
        while moving:
            params = window | {"length_minutes": 120}
            (item,) = (await done(city.officer.get("/v1/availability", params=params)))["items"]
            assert len(item["free"]) == 1, item
            looked += 1
        return looked

    lookers = [asyncio.create_task(look()) for _ in range(3)]
    await move()
    moving = False
    assert min(await asyncio.gather(*lookers)) > 3


async def test_what_is_held_softly_is_taken_until_it_ends(city: City) -> None:
    """the lawn      ██
    the hall      ▒▒      held until hour 1, in case it rains"""
    lawn = await city.make_space(name={"vi": "Bãi cỏ"}, indoor=False)
    hall = await city.make_space(name={"vi": "Hội trường"}, kind="hall")
    start = city.at(days=7)
    booking = await city.confirmed(lawn, start, hours=2)
    hold = """INSERT INTO claims (id, space_id, whole_id, booking_id, date_id, kind, during,
                                  expires_at)
              SELECT gen_random_uuid(), :hall, :hall, booking_id, date_id, 'fallback', during, :end
              FROM claims WHERE booking_id = :booking"""
    given = {"hall": hall["id"], "booking": booking["id"], "end": city.at(0, hours=1)}
    async with city.service.database.sessions() as session:
        await session.execute(text(hold), given)
        await session.commit()
    window = {"from": instant(start), "to": instant(start + timedelta(hours=2))}

    async def listed() -> tuple[int, int]:
        found = await done(city.host.get("/v1/availability", params=window))
        grid = window | {"space_id": hall["id"]}
        layers = (await done(city.host.get("/v1/schedule", params=grid)))["layers"]
        return len(found["items"]), len(layers["fallbacks"])

    assert await listed() == (0, 1)
    city.service.clock.advance(timedelta(hours=1))
    assert await listed() == (1, 0)


async def test_what_another_replica_changes_in_a_place_is_seen_at_once(city: City) -> None:
    space = await city.make_space(name={"vi": "Phòng"})
    window = {"from": instant(city.at(days=7)), "to": instant(city.at(days=7, hours=4))}

    async def listed() -> list[str]:
        found = await done(city.officer.get("/v1/availability", params=window))
        return [item["id"] for item in found["items"]]

    assert await listed() == [space["id"]]
    async with city.service.database.sessions() as elsewhere:
        change = "UPDATE spaces SET longest_hours = 1, version = version + 1 WHERE id = :id"
        await elsewhere.execute(text(change), {"id": space["id"]})
        await elsewhere.commit()
    assert await listed() == []
    part = await city.make_space(name={"vi": "Nửa"}, parent_id=space["id"])
    assert await listed() == [part["id"]]


async def test_what_an_undone_act_has_read_of_its_own_change_is_not_kept(city: City) -> None:
    """The same version twice: once 1 h at most and undone, once renamed and kept."""
    space = await city.make_space(name={"vi": "Phòng"})
    window = Interval(city.at(days=7), city.at(days=7, hours=4))
    change = "UPDATE spaces SET {} , version = version + 1 WHERE id = :id"
    now = city.service.clock.now()
    for what, keep, found in (
        ("longest_hours = 1", False, 0),
        ("capacity = 90", True, 1),
    ):
        async with city.service.database.sessions() as session:
            await session.execute(text(change.format(what)), {"id": space["id"]})
            seen = await find_free_spaces(session, Wanted(window), now)
            assert len(seen) == found
            await (session.commit() if keep else session.rollback())
    params = {"from": instant(window.start), "to": instant(window.end)}
    (item,) = (await done(city.officer.get("/v1/availability", params=params)))["items"]
    assert item["capacity"] == 90


async def test_a_known_city_is_asked_with_one_statement_besides_the_grants(city: City) -> None:
    for number in range(12):
        await city.make_space(name={"vi": f"Phòng {number}"})
    start = city.at(days=7)
    window = {"from": instant(start), "to": instant(start + timedelta(hours=2))}
    await done(city.officer.get("/v1/availability", params=window))
    statements: list[str] = []
    plain = city.service.database._searching
    fetch = plain.fetch

    async def note(statement: str, *arguments: object) -> Any:
        statements.append(statement)
        return await fetch(statement, *arguments)

    engine = city.service.database.engine.sync_engine
    plain.fetch = note  # type: ignore[method-assign]
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    for path, params in (
        ("", window),
        ("/first", {**window, "length_minutes": 60}),
        ("/month", {"month": "2026-12"}),
        ("/alternatives", await _wish(city, start)),
    ):
        statements.clear()
        await done(city.officer.get(f"/v1/availability{path}", params=params))
        assert len(statements) == 1, statements


async def _wish(city: City, start: datetime) -> dict[str, Any]:
    spaces = await done(city.officer.get("/v1/spaces"))
    ends = start + timedelta(hours=2)
    space = spaces["items"][0]["id"]
    return {"space_id": space, "starts_at": instant(start), "ends_at": instant(ends)}
