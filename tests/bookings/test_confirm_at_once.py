"""The confirmation in two statements: the same as the whole way, and never on old knowledge."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest
from sqlalchemy import text

from services.bookings.usecases import answer_rivals, confirm_at_once
from tests.bookings.making import City, codes, done, made, refused
from tests.support.statements import noted

Booking = dict[str, Any]
Change = Callable[[City, Booking], Awaitable[object]]

IDS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|00-[0-9a-f]{32}-[0-9a-f]{16}")
COUNTED = re.compile(r'"(?:id|position|transaction)":\d+')
WRITTEN = {
    "bookings": "id::text = :id",
    "booking_dates": "booking_id::text = :id",
    "claims": "booking_id::text = :id",
    "changes": "aggregate_id::text = :id",
    "journal": "aggregate_key LIKE '%' || :id",
    "audit": "subject_id = :id",
    "due_work": "key = :id",
}
READ = {
    "journal": "to_jsonb(row) || jsonb_build_object('envelope', convert_from(envelope, 'UTF8'))"
}
GUARDS = {
    "JOIN act USING (id, version)": "JOIN act USING (id)",
    "LEFT JOIN held USING (id, version)": "LEFT JOIN held USING (id)",
    "AND member.status = act.member_status": "",
}
"""What the second statement asks for, and how it would read without."""


def without_ids(thing: object) -> str:
    return IDS.sub("-", orjson.dumps(thing, default=str).decode())


async def written(city: City, booking: Booking) -> dict[str, list[str]]:
    """All rows that a confirmation writes, without ids."""
    found = {}
    async with city.service.database.sessions() as session:
        for table, where in WRITTEN.items():
            row = READ.get(table, "to_jsonb(row)")
            query = text(f"SELECT {row} FROM {table} AS row WHERE {where}")
            rows = (await session.scalars(query, {"id": booking["id"]})).all()
            found[table] = sorted(COUNTED.sub("", without_ids(row)) for row in rows)
    return found


def confirm_url(booking: Booking) -> str:
    return f"/v1/bookings/{booking['id']}/confirm"


async def no_way(*_arguments: object) -> None:
    return None


@pytest.mark.parametrize("dates", [{}, {"rrule": "FREQ=DAILY;COUNT=3"}], ids=["one", "series"])
async def test_both_ways_write_and_answer_the_same(city: City, dates: dict[str, str]) -> None:
    rules = {"setup_minutes": 30, "clearup_minutes": 15, "no_show_minutes": 20}
    at_once, whole_way = [
        await made(
            city.member(await city.admit()).post(
                "/v1/bookings",
                json=city.request(await city.make_space(**rules), city.at(days=7)) | dates,
            )
        )
        for _ in range(2)
    ]
    with noted(city.service.database) as two:
        first = await done(city.host.post(confirm_url(at_once), json={"reason": "Hợp"}))
    with pytest.MonkeyPatch.context() as patch, noted(city.service.database) as many:
        patch.setattr(answer_rivals, "confirm_at_once", no_way)
        second = await done(city.host.post(confirm_url(whole_way), json={"reason": "Hợp"}))
    assert len(two) == 2 < len(many)
    assert without_ids(first) == without_ids(second)
    assert await written(city, at_once) == await written(city, whole_way)


async def test_with_a_key_it_happens_once_and_a_dry_run_not_at_all(city: City) -> None:
    booking = await city.requested(await city.make_space(), city.at(days=7))
    before = await written(city, booking)
    tried = await done(city.host.post(confirm_url(booking), params={"dry_run": "true"}))
    assert tried["result"]["status"] == "confirmed"
    assert await written(city, booking) == before
    key = {"Idempotency-Key": "one"}
    first = await done(city.host.post(confirm_url(booking), headers=key))
    after = await written(city, booking)
    again = await done(city.host.post(confirm_url(booking), headers=key))
    assert again == first
    assert await written(city, booking) == after


async def test_another_version_than_the_host_saw_is_not_confirmed(city: City) -> None:
    booking = await city.requested(await city.make_space(), city.at(days=7))
    stale = {"If-Match": '"7"'}
    problem = await refused(city.host.post(confirm_url(booking), headers=stale), 412)
    assert problem["current"]["version"] == booking["version"]
    same = {"If-Match": f'"{booking["version"]}"'}
    await done(city.host.post(confirm_url(booking), headers=same))


async def test_those_of_one_moment_share_both_statements(city: City) -> None:
    asked = [await city.requested(await city.make_space(), city.at(days=7)) for _ in range(6)]
    rival = await city.requested({"id": asked[0]["space_id"]}, city.at(days=7, hours=9))
    with noted(city.service.database) as sent:
        answers = await asyncio.gather(*(city.host.post(confirm_url(one)) for one in asked))
    assert {answer.status_code for answer in answers} == {200}
    assert len(sent) < 2 * len(asked), sent
    for booking in (*asked, rival):
        state = await city.booking(booking["id"])
        assert state["status"] == ("requested" if booking is rival else "confirmed")
        assert len((await written(city, booking))["claims"]) == (booking is not rival)


async def test_of_rivals_of_one_moment_one_wins(city: City) -> None:
    space = await city.make_space()
    rivals = [await city.requested(space, city.at(days=7)) for _ in range(6)]
    other = await city.requested(await city.make_space(), city.at(days=7))
    answers = await asyncio.gather(*(city.host.post(confirm_url(one)) for one in [*rivals, other]))
    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses[:-1]) == [200, *[409] * 5]
    assert statuses[-1] == 200


async def _smaller(city: City, booking: Booking) -> None:
    space = await done(city.host.get(f"/v1/spaces/{booking['space_id']}"))
    version = {"If-Match": str(space["version"])}
    url = f"/v1/spaces/{space['id']}"
    await done(city.host.patch(url, json={"capacity": 10}, headers=version))


async def _given_a_part(city: City, booking: Booking) -> None:
    await city.make_space(parent_id=booking["space_id"])


async def _moved_into(city: City, booking: Booking) -> None:
    part = await city.make_space()
    await done(
        city.host.patch(
            f"/v1/spaces/{part['id']}",
            json={"parent_id": booking["space_id"]},
            headers={"If-Match": str(part["version"])},
        )
    )


async def _cancelled(city: City, booking: Booking) -> None:
    url = f"/v1/bookings/{booking['id']}/cancel"
    await done(city.officer.post(url, json={"reason": "Không còn cần"}))


async def _suspended(city: City, booking: Booking) -> None:
    await city.suspend(booking["member_id"])


async def _taken(city: City, booking: Booking) -> None:
    space = {"id": booking["space_id"]}
    rival = await city.requested(space, city.at(days=7, hours=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer_rivals, "confirm_at_once", no_way)
        await done(city.host.post(confirm_url(rival)))


MEANWHILE: dict[Change, str | None] = {
    _smaller: "too_many_people",
    _given_a_part: None,
    _moved_into: None,
    _cancelled: "wrong_status",
    _suspended: "member_suspended",
    _taken: "space_taken",
}
"""What happens between the two statements, and what the whole way says of it."""


def happening(patch: pytest.MonkeyPatch, city: City, booking: Booking, change: Change) -> None:
    """The change comes after the first statement and before the second."""
    keep = confirm_at_once._keep

    async def change_and_keep(*arguments: Any) -> bool:
        patch.setattr(confirm_at_once, "_keep", keep)
        await change(city, booking)
        return await keep(*arguments)

    patch.setattr(confirm_at_once, "_keep", change_and_keep)


@pytest.mark.parametrize(("change", "refusal"), MEANWHILE.items())
async def test_what_changes_meanwhile_is_noticed(
    city: City, monkeypatch: pytest.MonkeyPatch, change: Change, refusal: str | None
) -> None:
    booking = await city.requested(await city.make_space(), city.at(days=7))
    happening(monkeypatch, city, booking, change)
    if refusal is not None:
        problem = await refused(city.host.post(confirm_url(booking)))
        assert codes(problem) == [refusal]
        return
    await done(city.host.post(confirm_url(booking)))
    async with city.service.database.sessions() as session:
        parts = await session.scalars(
            text("SELECT id::text FROM spaces WHERE parent_id = :id"), {"id": booking["space_id"]}
        )
        claimed = await session.scalars(text("SELECT space_id::text FROM claims"))
        assert claimed.all() == parts.all()


@pytest.mark.parametrize("change", [_smaller, _given_a_part, _moved_into, _suspended])
async def test_without_its_guards_it_would_go_wrong(
    city: City, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    """Negative control: the second statement asks for nothing. (A changed booking and a taken time
    have a second guard each: the number of its next event, and the exclusion constraint.)"""
    careless = confirm_at_once._CONFIRM
    for guard, without in GUARDS.items():
        assert guard in careless
        careless = careless.replace(guard, without)
    monkeypatch.setattr(confirm_at_once, "_CONFIRM", careless)
    booking = await city.requested(await city.make_space(), city.at(days=7))
    happening(monkeypatch, city, booking, change)
    await done(city.host.post(confirm_url(booking)))
    async with city.service.database.sessions() as session:
        claimed = await session.scalars(text("SELECT space_id::text FROM claims"))
        assert claimed.all() == [booking["space_id"]]
