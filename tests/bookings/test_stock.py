"""Equipment: never more in use at once than there is, whoever comes first."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from services.bookings.domain.intervals import Interval
from services.bookings.domain.stock import peak
from services.bookings.models import DateEquipment
from services.bookings.queries.stock import find_held
from services.bookings.usecases import take_stock
from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, made, refused

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def at(start: float, end: float) -> Interval:
    return Interval(NOON + timedelta(hours=start), NOON + timedelta(hours=end))


def test_what_is_held_at_once_adds_up() -> None:
    """wanted        ▒▒▒▒▒▒▒▒▒▒▒▒
    held   ███ 3      ███ 4
              ██████ 2"""
    held = [(at(0, 2), 3), (at(5, 7), 4), (at(1, 5.5), 2)]
    assert peak(held, at(4, 10)) == 6


def test_what_only_touches_is_not_held_at_once() -> None:
    """wanted     ▒▒▒▒▒▒
    held    ███5███5███ 5"""
    held = [(at(0, 2), 5), (at(2, 4), 5), (at(4, 6), 5)]
    assert peak(held, at(1, 6)) == 5
    assert peak(held, at(6, 7)) == 0


spans = st.tuples(st.integers(0, 20), st.integers(1, 8), st.integers(1, 5))


@given(st.lists(spans, max_size=8), st.integers(0, 20), st.integers(1, 8))
def test_the_peak_is_the_most_of_any_hour(
    found: list[tuple[int, int, int]], start: int, length: int
) -> None:
    held = [(at(begin, begin + long), count) for begin, long, count in found]
    hours = [at(hour, hour + 1) for hour in range(start, start + length)]
    each = [sum(n for time, n in held if time.overlaps(hour)) for hour in hours]
    assert peak(held, at(start, start + length)) == max(each)


async def chairs(city: City, stock: int = 10) -> dict[str, Any]:
    body = {"venue_id": city.venue["id"], "name": {"vi": "Ghế", "en": "Chairs"}, "stock": stock}
    return await made(city.host.post("/v1/equipment", json=body))


def wanting(equipment: dict[str, Any], count: int) -> dict[str, Any]:
    return {"equipment": [{"equipment_id": equipment["id"], "count": count}]}


async def ask(
    city: City, space: dict[str, Any], equipment: dict[str, Any], count: int, **more: Any
) -> dict[str, Any]:
    member = city.member(await city.admit())
    body = city.request(space, city.at(days=7)) | wanting(equipment, count) | more
    return await made(member.post("/v1/bookings", json=body))


async def held(city: City) -> int:
    async with city.service.database.sessions() as session:
        return await session.scalar(select(func.sum(DateEquipment.count))) or 0


async def test_a_confirmed_date_holds_its_equipment_until_it_is_called_off(city: City) -> None:
    stock, (one, two) = await chairs(city), [await city.make_space() for _ in range(2)]
    first, second = await ask(city, one, stock, 7), await ask(city, two, stock, 7)
    assert first["equipment"] == {stock["id"]: 7}
    await done(city.host.post(f"/v1/bookings/{first['id']}/confirm"))
    problem = await refused(city.host.post(f"/v1/bookings/{second['id']}/confirm"))
    assert codes(problem) == ["equipment_short"]
    assert "Ghế" in problem["detail"]
    assert problem["errors"][0]["values"]["free"] == 3
    assert problem["errors"][0]["passes"] == {"most_available": 3}
    member = city.member(await city.admit())
    body = city.request(two, city.at(days=7)) | wanting(stock, 4)
    assert codes(await refused(member.post("/v1/bookings", json=body))) == ["equipment_short"]
    await done(city.host.post(f"/v1/bookings/{first['id']}/cancel", json={"reason": "Mưa"}))
    assert await held(city) == 0
    await done(city.host.post(f"/v1/bookings/{second['id']}/confirm"))
    assert await held(city) == 7


async def test_a_series_holds_on_every_date_and_moves_with_it(city: City) -> None:
    stock, space = await chairs(city), await city.make_space()
    booking = await ask(city, space, stock, 6, rrule="FREQ=DAILY;COUNT=3")
    won = await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
    assert await held(city) == 18
    move = {
        "starts_at": instant(city.at(days=8)),
        "ends_at": instant(city.at(days=8, hours=2)),
        "date_id": won["dates"][0]["id"],
        "scope": "all",
    }
    await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=move))
    assert await held(city) == 18
    await ask(city, await city.make_space(), stock, 10)


async def test_the_stock_of_another_venue_is_not_lent(city: City) -> None:
    elsewhere = await made(city.officer.post("/v1/venues", json={"name": {"vi": "Nơi khác"}}))
    body = {"venue_id": elsewhere["id"], "name": {"vi": "Loa"}, "stock": 3}
    speaker = await made(city.officer.post("/v1/equipment", json=body))
    space, member = await city.make_space(), city.member(await city.admit())
    for equipment in (speaker, {"id": str(new_id())}):
        asked = city.request(space, city.at(days=7)) | wanting(equipment, 1)
        problem = await refused(member.post("/v1/bookings", json=asked))
        assert codes(problem) == ["equipment_elsewhere"]


async def test_a_stock_is_not_made_smaller_than_what_is_promised(city: City) -> None:
    stock, space = await chairs(city), await city.make_space()
    booking = await ask(city, space, stock, 6)
    await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
    url, head = f"/v1/equipment/{stock['id']}", {"If-Match": '"1"'}
    problem = await refused(city.host.patch(url, json={"stock": 5}, headers=head))
    assert (codes(problem), problem["errors"][0]["values"]) == (["stock_in_use"], {"least": 6})
    changed = await done(city.host.patch(url, json={"stock": 6}, headers=head))
    assert changed["stock"] == 6
    other = city.service.as_("host", host=new_id())
    await refused(other.patch(url, json={"stock": 9}, headers={"If-Match": "*"}), 403)
    listed = await done(city.service.http.get("/v1/equipment", params={"q": "ghe"}))
    assert [one["id"] for one in listed["items"]] == [stock["id"]]


async def test_a_name_changes_alone_and_is_found_at_once(city: City) -> None:
    stock = await chairs(city)
    url, head = f"/v1/equipment/{stock['id']}", {"If-Match": '"1"'}
    changed = await done(city.host.patch(url, json={"name": {"vi": "Ghế gỗ"}}, headers=head))
    assert (changed["name"]["vi"], changed["stock"]) == ("Ghế gỗ", stock["stock"])
    listed = await done(city.service.http.get("/v1/equipment", params={"q": "ghe go"}))
    assert [one["id"] for one in listed["items"]] == [stock["id"]]
    assert (await city.host.patch(url, json={"stock": 1})).status_code == 428
    problem = await refused(city.host.patch(url, json={"stock": -1}, headers=head), 422)
    assert codes(problem) == ["field_too_small"]


async def race(city: City, rivals: int) -> Counter[int]:
    """Bookings of different spaces that want three chairs each, confirmed at once."""
    stock = await chairs(city)
    asked = [await ask(city, await city.make_space(), stock, 3) for _ in range(rivals)]
    host = city.host
    answers = await asyncio.gather(
        *(host.post(f"/v1/bookings/{one['id']}/confirm") for one in asked)
    )
    told = {answer.json()["code"] for answer in answers if answer.status_code != 200}
    assert told <= {"equipment_short"}
    return Counter(answer.status_code for answer in answers)


async def test_of_twelve_that_want_three_of_ten_chairs_three_win(city: City) -> None:
    assert await race(city, 12) == {200: 3, 409: 9}
    assert await held(city) == 9


async def test_without_the_lock_on_the_stock_more_is_lent_than_there_is(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: the rig fails when the guard is off."""
    ready, waiting = asyncio.Event(), Counter[str]()

    async def without_lock(_work: Any, ids: set[Any]) -> dict[Any, int]:
        return dict.fromkeys(ids, 10)

    async def together(*arguments: Any, **more: Any) -> Any:
        found = await find_held(*arguments, **more)
        waiting["all"] += 1
        if waiting["all"] >= 8:
            ready.set()
        await asyncio.wait_for(ready.wait(), 10)
        return found

    asked_of = {"confirm": 8}
    stock = await chairs(city)
    asked = [await ask(city, await city.make_space(), stock, 3) for _ in range(asked_of["confirm"])]
    monkeypatch.setattr(take_stock, "_lock_stocks", without_lock)
    monkeypatch.setattr(take_stock, "find_held", together)
    host = city.host
    answers = await asyncio.gather(
        *(host.post(f"/v1/bookings/{one['id']}/confirm") for one in asked)
    )
    assert sum(answer.status_code == 200 for answer in answers) > 3
    assert await held(city) > 10
