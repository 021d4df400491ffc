"""Sixteen people do anything at once, again and again: what is taken stays single.

Hypothesis makes up what they do; each step sends all of it in the same moment. After each step the
tables are looked at directly, not through what the service says of them.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from services.bookings.queries.soundness import find_unsound
from shared.database import engine
from tests.bookings.making import POTTERY, City, instant, made

T = TypeVar("T")
CLIENTS = 16
EXPECTED = {200, 201, 409, 412, 422}
"""Granted or refused with a sentence; never an error of ours, never busy."""

OVERLAPS = """
SELECT count(*) FROM claims AS one JOIN claims AS other
    ON one.space_id = other.space_id AND one.during && other.during AND one.id < other.id
"""
WITHOUT_CLAIM = """
SELECT count(*) FROM booking_dates AS date
 WHERE date.status = 'confirmed' AND EXISTS (
    SELECT FROM spaces AS leaf
     WHERE date.space_id = ANY (leaf.path) AND leaf.status <> 'withdrawn'
       AND NOT EXISTS (SELECT FROM spaces AS part
                        WHERE part.parent_id = leaf.id AND part.status <> 'withdrawn')
       AND NOT EXISTS (SELECT FROM claims
                        WHERE claims.date_id = date.id AND claims.space_id = leaf.id
                          AND claims.during @> tstzrange(date.starts_at, date.ends_at)))
"""
CLAIM_OF_NOTHING = """
SELECT count(*) FROM claims
  LEFT JOIN booking_dates AS date ON date.id = claims.date_id
  LEFT JOIN closures ON closures.id = claims.closure_id
 WHERE date.status <> 'confirmed' OR closures.status <> 'active'
"""
LENT_TOO_MUCH = """
SELECT count(*) FROM date_equipment AS held JOIN equipment ON equipment.id = held.equipment_id
 WHERE equipment.stock < (
    SELECT sum(other.count) FROM date_equipment AS other
     WHERE other.equipment_id = held.equipment_id AND other.during @> lower(held.during))
"""
LENT_TO_NOBODY = """
SELECT count(*) FROM booking_dates AS date
  JOIN bookings ON bookings.id = date.booking_id
  LEFT JOIN date_equipment AS held ON held.date_id = date.id AND held.expires_at IS NULL
 WHERE (date.status = 'confirmed' AND bookings.equipment IS NOT NULL) <> (held.count IS NOT NULL)
"""
WHOLE_ASTRAY = """
SELECT count(*) FROM bookings
 WHERE NOT EXISTS (SELECT FROM booking_dates AS date
                    WHERE date.booking_id = bookings.id AND date.status = bookings.status)
    OR starts_at <> (SELECT min(starts_at) FROM booking_dates WHERE booking_id = bookings.id)
    OR ends_at <> (SELECT max(ends_at) FROM booking_dates WHERE booking_id = bookings.id)
"""
NEVER = (
    OVERLAPS,
    WITHOUT_CLAIM,
    CLAIM_OF_NOTHING,
    LENT_TOO_MUCH,
    LENT_TO_NOBODY,
    WHOLE_ASTRAY,
)

numbers = st.integers(0, 99)
hours = st.integers(0, 7)
acts = st.one_of(
    st.tuples(st.just("ask"), numbers, hours, st.integers(1, 3), st.integers(0, 3)),
    st.tuples(st.just("confirm"), numbers, st.booleans(), numbers, st.booleans()),
    st.tuples(st.just("decline"), numbers),
    st.tuples(st.just("cancel"), numbers, numbers, st.booleans()),
    st.tuples(
        st.just("move"), numbers, numbers, hours, st.sampled_from(["this", "following", "all"])
    ),
    st.tuples(st.just("move_away"), numbers, numbers, numbers, hours),
    st.tuples(st.just("close"), numbers, hours, st.integers(1, 6)),
    st.tuples(st.just("reopen"), numbers),
    st.tuples(st.just("divide"), numbers),
    st.tuples(st.just("change_stock"), st.integers(0, 12)),
)


class Rivals:
    """A tree of spaces, a stock, some members, and everything that can be done with them."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.bookings: list[dict[str, Any]] = []
        self.closures: list[str] = []
        self.spaces: list[dict[str, Any]] = []
        self.answers: Counter[int] = Counter()

    async def settle(self) -> None:
        """grounds ⊃ stage ⊃ (left, right), lawn"""
        city = self.city
        whole = await city.make_space(name={"vi": "Khuôn viên"}, setup_minutes=15)
        stage = await city.make_space(name={"vi": "Sân khấu"}, parent_id=whole["id"])
        lawn = await city.make_space(name={"vi": "Bãi cỏ"}, parent_id=whole["id"])
        halves = [
            await city.make_space(name={"vi": name}, parent_id=stage["id"], clearup_minutes=15)
            for name in ("Trái", "Phải")
        ]
        self.spaces = [whole, stage, lawn, *halves]
        body = {"venue_id": city.venue["id"], "name": {"vi": "Ghế"}, "stock": 6}
        self.stock = await made(city.host.post("/v1/equipment", json=body))
        self.members = [city.member(await city.admit()) for _ in range(4)]

    async def do(self, step: tuple[Any, ...]) -> None:
        answer = await getattr(self, step[0])(*step[1:])
        if answer is not None:
            assert answer.status_code in EXPECTED, answer.text
            self.answers[answer.status_code] += 1

    async def ask(self, who: int, hour: int, length: int, manner: int) -> httpx.Response:
        space = self.spaces[who % len(self.spaces)]
        start = self.city.at(days=7, hours=hour)
        body = {
            "space_id": space["id"],
            "activity": POTTERY | {"title": {"vi": f"Việc {who}"}},
            "starts_at": instant(start),
            "ends_at": instant(start + timedelta(hours=length)),
        }
        if manner >= 2:
            body |= {"rrule": "FREQ=DAILY;COUNT=3", "partly": manner == 3}
        if manner % 2:
            body["equipment"] = [{"equipment_id": self.stock["id"], "count": 2}]
        answer = await self.members[who % 4].post("/v1/bookings", json=body)
        if answer.status_code == 201:
            self.bookings.append(answer.json())
        return answer

    async def confirm(
        self, which: int, partly: bool, date: int, one: bool
    ) -> httpx.Response | None:
        body: dict[str, Any] = {"partly": partly}
        if one:
            body["dates"] = [self._date(which, date)]
        return await self._act(which, "confirm", body)

    async def decline(self, which: int) -> httpx.Response | None:
        return await self._act(which, "decline", {"reason": "Không hợp"})

    async def cancel(self, which: int, date: int, one: bool) -> httpx.Response | None:
        body: dict[str, Any] = {"reason": "Đổi ý"}
        if one:
            body["dates"] = [self._date(which, date)]
        return await self._act(which, "cancel", body)

    async def move(self, which: int, date: int, hour: int, scope: str) -> httpx.Response | None:
        start = self.city.at(days=7, hours=hour)
        body = {
            "starts_at": instant(start),
            "ends_at": instant(start + timedelta(hours=2)),
            "date_id": self._date(which, date),
            "scope": scope,
        }
        return await self._act(which, "reschedule", body)

    async def move_away(
        self, which: int, date: int, space: int, hour: int
    ) -> httpx.Response | None:
        start = self.city.at(days=8, hours=hour)
        body = {
            "starts_at": instant(start),
            "ends_at": instant(start + timedelta(hours=1)),
            "date_id": self._date(which, date),
            "space_id": self.spaces[space % len(self.spaces)]["id"],
        }
        return await self._act(which, "reschedule", body)

    async def close(self, space: int, hour: int, length: int) -> httpx.Response:
        start = self.city.at(days=7, hours=hour)
        body = {
            "space_id": self.spaces[space % len(self.spaces)]["id"],
            "starts_at": instant(start),
            "ends_at": instant(start + timedelta(hours=length)),
            "reason_code": "safety",
        }
        answer = await self.city.host.post("/v1/closures", json=body)
        if answer.status_code == 201:
            self.closures.append(answer.json()["id"])
        return answer

    async def reopen(self, which: int) -> httpx.Response | None:
        if not self.closures:
            return None
        id = self.closures[which % len(self.closures)]
        return await self.city.host.post(f"/v1/closures/{id}/end")

    async def divide(self, space: int) -> httpx.Response:
        body = {
            "venue_id": self.city.venue["id"],
            "parent_id": self.spaces[space % len(self.spaces)]["id"],
            "name": {"vi": "Góc"},
            "kind": "stage",
            "capacity": 100,
        }
        answer = await self.city.host.post("/v1/spaces", json=body)
        if answer.status_code == 201:
            self.spaces.append(answer.json())
        return answer

    async def change_stock(self, count: int) -> httpx.Response:
        url = f"/v1/equipment/{self.stock['id']}"
        return await self.city.host.patch(url, json={"stock": count}, headers={"If-Match": "*"})

    def _date(self, which: int, date: int) -> str | None:
        if not self.bookings:
            return None
        dates = self.bookings[which % len(self.bookings)]["dates"]
        return str(dates[date % len(dates)]["id"])

    async def _act(self, which: int, act: str, body: dict[str, Any]) -> httpx.Response | None:
        if not self.bookings:
            return None
        id = self.bookings[which % len(self.bookings)]["id"]
        return await self.city.host.post(f"/v1/bookings/{id}/{act}", json=body)

    async def all_at_once(self, steps: list[tuple[Any, ...]]) -> None:
        await asyncio.gather(*(self.do(step) for step in steps))

    async def count_what_must_not_be(self) -> list[int]:
        async with self.city.service.database.engine.connect() as connection:
            return [await connection.scalar(text(query)) or 0 for query in NEVER]

    async def find_what_a_doctor_would_say(self) -> list[str]:
        return [one async for one in find_unsound(self.city.service.database)]


async def test_nothing_is_ever_double_whatever_sixteen_people_do_at_once(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, totals, deadlocks = asyncio.get_running_loop(), Counter[int](), Counter[str]()
    plain = engine.state_of

    def noted(error: BaseException) -> str | None:
        state = plain(error)
        deadlocks[state or ""] += 1
        return state

    monkeypatch.setattr(engine, "state_of", noted)

    def wait(doing: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(doing, loop).result(60)

    class Crowd(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.rivals = Rivals(city)
            wait(self.rivals.settle())

        @rule(steps=st.lists(acts, min_size=CLIENTS, max_size=CLIENTS))
        def everyone_at_once(self, steps: list[tuple[Any, ...]]) -> None:
            wait(self.rivals.all_at_once(steps))

        @invariant()
        def nothing_is_double(self) -> None:
            assert wait(self.rivals.count_what_must_not_be()) == [0] * len(NEVER)
            assert wait(self.rivals.find_what_a_doctor_would_say()) == []

        def teardown(self) -> None:
            totals.update(self.rivals.answers)

    calm = settings(
        max_examples=6,
        stateful_step_count=8,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Crowd, settings=calm)
    assert totals[200] > 20, totals
    assert deadlocks[engine.DEADLOCK] == 0
