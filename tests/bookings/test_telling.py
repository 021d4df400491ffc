"""What follows for a member's bookings is told once, to whom it concerns."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shared.events.bookings import (
    AllocationCalledOffV1,
    AllocationOutcomeV1,
    BookingCalledOffV1,
    BookingGrantedV1,
    BookingMovedV1,
    ChangeAskedV1,
    ChangeDecidedV1,
    ClosureToldV1,
    FallbackLostV1,
    RequestsPausedV1,
    RequestsResumedV1,
    StandingCaseDecidedV1,
    StandingCaseOpenedV1,
    WeatherCallToldV1,
)
from tests.bookings.asking import set_rules
from tests.bookings.making import City, done, instant, made
from tests.bookings.sharing import open_round, open_season, propose, url_of, wish
from tests.bookings.standing import REASON, decide, reinstate, suspended
from tests.bookings.test_changing import decide as answer
from tests.bookings.test_changing import edit
from tests.bookings.test_no_shows import missed
from tests.bookings.test_weather import call, fallback, garden_and_hall, with_fallback

pytestmark = pytest.mark.asyncio


async def test_a_pause_says_what_it_rests_on_and_a_void_mark_that_it_is_over(city: City) -> None:
    space, member = await city.make_space(no_show_minutes=30), await city.admit()
    for _ in range(2):
        await missed(city, member, space)
    (paused,) = await city.service.published(RequestsPausedV1)
    assert (paused.member.id, len(paused.marks)) == (member, 2)
    assert paused.until - paused.starts_at == timedelta(days=30)
    assert {one.kind.code for one in paused.marks} == {"no_show"}
    assert sum(one.points for one in paused.marks) >= paused.points_for_pause

    marks = (await done(city.officer.get("/v1/conduct-marks")))["items"]
    why = {"reason": "Mã quét bị lỗi."}
    for mark in marks:
        await done(city.host.post(f"/v1/conduct-marks/{mark['id']}/void", json=why))
    (resumed,) = await city.service.published(RequestsResumedV1)
    assert (resumed.member.id, resumed.reason) == (member, "Mã quét bị lỗi.")


async def test_a_list_is_told_when_it_opens_and_each_decision_with_all_its_dates(
    city: City,
) -> None:
    member, _, case = await suspended(city, 10, 20, 30)
    (opened,) = await city.service.published(StandingCaseOpenedV1)
    assert (opened.member.id, opened.version) == (member, case["version"])
    assert [one.outcome.code for one in opened.dates] == ["undecided"] * 3
    assert opened.host_ids == [city.host_id]
    first, second, _ = [one["date_id"] for one in sorted(case["entries"], key=_start)]
    await decide(city, case, (first, "keep"), (second, "cancel"))
    (told,) = await city.service.published(StandingCaseDecidedV1)
    assert [one.outcome.code for one in told.dates] == ["kept", "cancelled"]
    assert (told.undecided, told.decided_by, told.reason) == (1, "host", REASON)
    (notice,) = await city.service.published(BookingCalledOffV1)
    assert str(notice.part_of) == case["id"]

    city.service.clock.advance(timedelta(days=8))
    await city.service.do_due()
    await reinstate(city, member)
    _, silent, back = await city.service.published(StandingCaseDecidedV1)
    assert ([one.outcome.code for one in silent.dates], silent.decided_by) == (["lapsed"], None)
    assert [one.outcome.code for one in back.dates] == ["restored", "restored"]
    assert back.reinstated
    again = (await city.service.published(BookingGrantedV1))[-2:]
    assert {str(one.part_of) for one in again} == {case["id"]}


def _start(entry: dict[str, Any]) -> str:
    return str(entry["starts_at"])


async def test_who_loses_the_indoor_place_hears_of_it_unless_the_date_itself_is_gone(
    city: City,
) -> None:
    garden, hall = await garden_and_hall(city)
    booking = await city.confirmed(garden, city.at(days=7))
    held = await with_fallback(city, booking, hall)
    await city.confirmed(hall, city.at(days=7, hours=1))
    assert (await fallback(city, held["id"]))["status"] == "lost"
    (lost,) = await city.service.published(FallbackLostV1)
    assert (str(lost.id), str(lost.fallback.id)) == (held["id"], hall["id"])
    assert lost.space.id != lost.fallback.id
    other = await city.confirmed(garden, city.at(days=9))
    held = await with_fallback(city, other, hall)
    await done(city.officer.post(f"/v1/bookings/{other['id']}/cancel", json={"reason": "Hủy"}))
    assert (await fallback(city, held["id"]))["status"] == "lost"
    assert len(await city.service.published(FallbackLostV1)) == 1


async def test_a_change_is_told_to_the_host_and_its_answer_to_the_member(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    await set_rules(city, space, reapproval=["title"])
    booking = await city.confirmed(space, city.at(days=7), member=member)
    client = city.member(member)
    title = {"title": {"vi": "Tên mới"}}
    change = (await done(edit(client, booking, activity=title)))["waiting_change"]
    (asked,) = await city.service.published(ChangeAskedV1)
    assert ([one.code for one in asked.fields], asked.reason) == (["title"], None)
    assert (asked.host_id, asked.version) == (city.host_id, 1)
    await done(answer(city.host, change, "refuse", reason="Đã in chương trình"))
    start = city.at(days=8)
    times = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))}
    moving = await made(client.post(f"/v1/bookings/{booking['id']}/changes", json=times))
    await done(answer(city.host, moving, "approve"))
    no, yes = await city.service.published(ChangeDecidedV1)
    assert (no.status.code, no.reason, no.wanted_starts_at) == (
        "refused",
        "Đã in chương trình",
        None,
    )
    assert (yes.status.code, yes.wanted_starts_at) == ("approved", start)


async def test_a_round_tells_each_member_of_all_its_wishes_at_once(city: City) -> None:
    season, stage = await open_season(city), await city.make_space()
    mine, other = await city.admit("Xưởng A"), await city.admit("Xưởng B")
    round = await open_round(city, season)
    await wish(city, round, mine, [stage], city.at(10))
    await wish(city, round, mine, [stage], city.at(11), rank=2)
    await wish(city, round, other, [stage], city.at(10))
    await propose(city, round)
    await done(city.officer.post(url_of(round, "confirm")))
    told = {one.member.id: one for one in await city.service.published(AllocationOutcomeV1)}
    assert told.keys() == {mine, other}
    assert [len(told[id].wishes) for id in (mine, other)] == [2, 1]
    wishes = [one for member in told.values() for one in member.wishes]
    left_out = [one for one in wishes if not one.times]
    assert len(left_out) == 1
    assert "Sân khấu kính" in left_out[0].why_not[0].vi
    granted = await city.service.published(BookingGrantedV1)
    assert {str(one.part_of) for one in granted} == {round["id"]}


async def test_a_round_that_is_called_off_tells_who_wished(city: City) -> None:
    season, stage, member = await open_season(city), await city.make_space(), await city.admit()
    round = await open_round(city, season)
    await wish(city, round, member, [stage], city.at(10))
    await wish(city, round, member, [stage], city.at(11))
    await done(city.officer.post(url_of(round, "cancel"), json={"reason": "Tu sửa"}))
    (told,) = await city.service.published(AllocationCalledOffV1)
    assert (told.member.id, told.reason) == (member, "Tu sửa")


async def test_a_closure_and_its_end_tell_each_member_of_all_its_dates_at_once(
    city: City,
) -> None:
    stage, hall = await city.make_space(), await city.make_space(name={"vi": "Hội trường"})
    mine, other = await city.admit("Xưởng A"), await city.admit("Xưởng B")
    first = await city.confirmed(stage, city.at(days=7), member=mine)
    second = await city.confirmed(stage, city.at(days=8), member=mine)
    await city.confirmed(stage, city.at(days=9), member=other)
    body = {
        "space_id": stage["id"],
        "starts_at": instant(city.at(days=6)),
        "ends_at": instant(city.at(days=10)),
        "reason": {"vi": "Sửa mái", "en": "Mending the roof"},
        "moves": [
            {
                "date_id": second["dates"][0]["id"],
                "space_id": hall["id"],
                "starts_at": second["starts_at"],
                "ends_at": second["ends_at"],
            }
        ],
    }
    closure = await made(city.host.post("/v1/closures", json=body))
    told = {one.member.id: one for one in await city.service.published(ClosureToldV1)}
    assert told.keys() == {mine, other}
    off, moved = told[mine].dates
    assert (str(off.booking_id), off.outcome.code, off.former_space) == (
        first["id"],
        "called_off",
        None,
    )
    assert (moved.outcome.code, moved.space.name) == ("moved", "Hội trường")
    assert moved.former_space is not None
    assert moved.former_space.name == "Sân khấu kính"
    notices = [
        *await city.service.published(BookingCalledOffV1),
        *await city.service.published(BookingMovedV1),
    ]
    assert [str(one.part_of) for one in notices] == [closure["id"]] * 3

    await done(city.officer.post(f"/v1/closures/{closure['id']}/end"))
    again = (await city.service.published(ClosureToldV1))[2:]
    assert {one.member.id: [date.outcome.code for date in one.dates] for one in again} == {
        mine: ["restored"],
        other: ["restored"],
    }
    assert {(one.cause.code, one.decided_by) for one in again} == {("reopened", "officer")}


async def test_a_weather_call_and_its_undoing_are_told_likewise(city: City) -> None:
    garden, hall = await garden_and_hall(city)
    member = await city.admit()
    moves = await city.confirmed(garden, city.at(days=2), member=member)
    await with_fallback(city, moves, hall)
    await city.confirmed(garden, city.at(days=2, hours=4), member=member)
    weather = await made(city.host.post("/v1/weather-calls", json=call(city, 2)))
    undo = city.host.post(f"/v1/weather-calls/{weather['id']}/undo", json={"reason": "Tạnh"})
    await done(undo)
    rain, sun = await city.service.published(WeatherCallToldV1)
    assert [one.outcome.code for one in rain.dates] == ["moved", "called_off"]
    assert [one.outcome.code for one in sun.dates] == ["restored", "restored"]
    granted = (await city.service.published(BookingGrantedV1))[-1]
    assert str(granted.part_of) == weather["id"]


async def test_a_notice_of_very_many_dates_says_that_there_are_more(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    body = city.request(space, city.at(days=10)) | {"rrule": "FREQ=DAILY;COUNT=120"}
    await made(city.member(member).post("/v1/bookings", json=body))
    await city.suspend(member)
    (opened,) = await city.service.published(StandingCaseOpenedV1)
    assert (len(opened.dates), opened.shortened) == (100, True)
    assert opened.dates[0].starts_at == city.at(days=10)
