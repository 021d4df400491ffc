"""Rivals for one slot: exactly one is confirmed, everyone else is told so.

The negative controls show that the rig can fail: without lock and re-check the constraint alone
still lets one win; without the constraint as well, the slot is double-booked.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, text

from services.bookings.models import Claim
from services.bookings.queries.claims import read_places, select_places
from services.bookings.usecases import lock_bookings, refuse_bookings
from shared.events.bookings import BookingConfirmedV1
from tests.bookings.making import City, codes, instant

RIVALS = 64
ROUNDS = 3
"""Here only a few; `make bench ONLY=rivals` plays fifty against a real server."""


async def race(city: City, rivals: int) -> list[httpx.Response]:
    """All requests for one slot are confirmed in the same moment."""
    space = await city.make_space()
    member = await city.admit()
    start = city.at(days=7)
    wished = [
        await city.requested(space, start, member=member, title={"vi": f"Hoạt động {n}"})
        for n in range(rivals)
    ]
    host = city.host
    return list(
        await asyncio.gather(*(host.post(f"/v1/bookings/{one['id']}/confirm") for one in wished))
    )


async def count_claims(city: City) -> int:
    async with city.service.database.sessions() as session:
        return await session.scalar(select(func.count()).select_from(Claim)) or 0


async def execute(city: City, statement: str) -> None:
    async with city.service.database.engine.begin() as connection:
        await connection.execute(text(statement))


def bypass_lock_and_recheck(monkeypatch: pytest.MonkeyPatch) -> None:
    async def without_lock(work: Any, space_ids: Any) -> Any:
        return read_places(await work.session.execute(select_places(space_ids)))

    async def nothing(_session: Any, wanted: list[Any], *_more: Any) -> list[list[Any]]:
        return [[] for _ in wanted]

    monkeypatch.setattr(lock_bookings, "lock_places", without_lock)
    monkeypatch.setattr(refuse_bookings, "find_claims_at", nothing)


async def test_of_64_rivals_one_wins_and_63_are_told_that_the_space_is_taken(city: City) -> None:
    answers = await race(city, RIVALS)

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: RIVALS - 1}
    refused = [answer.json() for answer in answers if answer.status_code == 409]
    assert {tuple(codes(problem)) for problem in refused} == {("space_taken",)}
    assert all(problem["alternatives"]["same_space"] for problem in refused)
    assert len(await city.service.published(BookingConfirmedV1)) == 1
    assert await count_claims(city) == 1


async def test_the_constraint_alone_still_lets_only_one_win(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    bypass_lock_and_recheck(monkeypatch)
    # Without the lock the race runs into deadlocks; find them sooner than after a second.
    await execute(
        city,
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 20',"
        " current_database()); END $$",
    )
    await city.service.database.engine.dispose()

    answers = await race(city, 16)

    won = [answer for answer in answers if answer.status_code == 200]
    told = [answer.json()["code"] for answer in answers if answer.status_code == 409]
    assert len(won) == 1
    assert set(told) == {"space_taken"}
    assert await count_claims(city) == 1


async def test_without_the_constraint_as_well_the_slot_is_double_booked(
    scratch_city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = scratch_city
    bypass_lock_and_recheck(monkeypatch)
    await execute(city, "ALTER TABLE claims DROP CONSTRAINT claims_never_overlap")

    answers = await race(city, 8)

    assert sum(answer.status_code == 200 for answer in answers) > 1
    assert await count_claims(city) > 1


async def test_a_closure_and_confirmations_at_once_leave_no_booking_under_the_closure(
    city: City,
) -> None:
    space = await city.make_space()
    member = await city.admit()
    start = city.at(days=7)
    wished = [
        await city.requested(space, start + timedelta(hours=2 * n), member=member) for n in range(8)
    ]
    closing = {
        "space_id": space["id"],
        "starts_at": instant(start),
        "ends_at": instant(start + timedelta(days=1)),
        "reason_code": "safety",
    }
    confirm = [city.host.post(f"/v1/bookings/{one['id']}/confirm") for one in wished]
    answers = await asyncio.gather(
        *confirm[:4], city.officer.post("/v1/closures", json=closing), *confirm[4:]
    )
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    assert await count_claims(city) == 1
    for one in wished:
        assert (await city.booking(one["id"]))["status"] in ("displaced", "requested")


async def test_a_new_part_and_confirmations_of_the_whole_at_once_stay_in_step(city: City) -> None:
    """Whoever is first: a confirmed whole has claimed every part that there is."""
    whole = await city.make_space()
    member = await city.admit()
    wished = [await city.requested(whole, city.at(days=7 + n), member=member) for n in range(6)]
    part = {
        "venue_id": city.venue["id"],
        "parent_id": whole["id"],
        "name": {"vi": "Góc"},
        "kind": "stage",
        "capacity": 5,
    }
    confirm = [city.host.post(f"/v1/bookings/{one['id']}/confirm") for one in wished]
    answers = await asyncio.gather(
        *confirm[:3], city.host.post("/v1/spaces", json=part), *confirm[3:]
    )
    made_part = next((a.json() for a in answers if a.status_code == 201), None)
    async with city.service.database.sessions() as session:
        claimed = {str(id) for id in await session.scalars(select(Claim.space_id))}
    assert claimed == {made_part["id"] if made_part else whole["id"]}


async def four_leaves(city: City) -> list[dict[str, Any]]:
    """whole ⊃ (left ⊃ a, b), (right ⊃ c, d)"""
    whole = await city.make_space(name={"vi": "Cả khu"})
    found = [whole]
    for side in ("Trái", "Phải"):
        half = await city.make_space(name={"vi": side}, parent_id=whole["id"])
        parts = [
            await city.make_space(name={"vi": f"{side} {n}"}, parent_id=half["id"])
            for n in range(2)
        ]
        found += [half, *parts]
    return found


async def leaves_taken(city: City) -> Counter[Any]:
    async with city.service.database.sessions() as session:
        return Counter(await session.scalars(select(Claim.space_id)))


async def test_rivals_for_nodes_of_a_tree_never_share_a_leaf(city: City) -> None:
    """whole   ████████████    64 confirmations at once,
    halves  ██████ ██████    some for the whole, some for halves,
    leaves  ██ ██  ██ ██     some for leaves"""
    spaces, member = await four_leaves(city), await city.admit()
    for number in range(ROUNDS):
        start = city.at(days=7 + number)
        wished = [
            await city.requested(spaces[n % 7], start, member=member, title={"vi": f"Việc {n}"})
            for n in range(RIVALS)
        ]
        host = city.host
        answers = await asyncio.gather(
            *(host.post(f"/v1/bookings/{one['id']}/confirm") for one in wished)
        )
        assert {answer.status_code for answer in answers} == {200, 409}
        told = {answer.json()["code"] for answer in answers if answer.status_code == 409}
        assert told == {"space_taken"}
        taken = await leaves_taken(city)
        assert len(taken) == 4, "whoever came first, every leaf found someone"
        assert max(taken.values()) == number + 1


async def test_series_that_cross_never_hold_a_date_together(city: City) -> None:
    """first    ██ ██ ██ ██ ██
    second         ██ ██ ██ ██ ██"""
    space, member = await city.make_space(), city.member(await city.admit())
    asked = []
    for n in range(12):
        body = city.request(space, city.at(days=7 + n % 3), title={"vi": f"Chuỗi {n}"})
        answer = await member.post("/v1/bookings", json=body | {"rrule": "FREQ=DAILY;COUNT=5"})
        asked.append(answer.json())
    host = city.host
    answers = await asyncio.gather(
        *(host.post(f"/v1/bookings/{one['id']}/confirm") for one in asked)
    )
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 11}
    assert await count_claims(city) == 5


async def test_a_fallen_offer_or_fallback_gives_way_and_a_standing_one_does_not(
    city: City,
) -> None:
    """offer     ░░░░|ends
    booking   ████        refused before its end, granted after"""
    space = await city.make_space()
    booking = await city.requested(space, city.at(days=7))
    guest = await city.requested(await city.make_space(), city.at(days=7))
    offer = {
        "space_id": space["id"],
        "starts_at": instant(city.at(days=7)),
        "ends_at": instant(city.at(days=7, hours=1)),
        "held_until": instant(city.at(days=1)),
    }
    answer = await city.host.post(f"/v1/bookings/{guest['id']}/offer", json=offer)
    assert answer.status_code == 201
    confirm = f"/v1/bookings/{booking['id']}/confirm"
    refused = await city.host.post(confirm)
    assert codes(refused.json()) == ["space_taken"]
    city.service.clock.advance(timedelta(days=1))
    assert (await city.host.post(confirm)).status_code == 200
    assert await count_claims(city) == 1
