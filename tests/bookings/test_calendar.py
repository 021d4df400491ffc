"""The public calendar: stable, honest about what was called off, silent about what is private."""

from __future__ import annotations

from datetime import timedelta

import icalendar
import pytest

from services.bookings.api.answers.calendar_lines import say, write
from services.bookings.domain.intervals import Interval
from services.bookings.queries.calendar import (
    CalendarFilter,
    CalendarSpan,
    find_public_entries,
)
from tests.bookings.making import City, done, instant


async def events(city: City, **query: str) -> dict[str, icalendar.Event]:
    answer = await city.service.http.get("/v1/calendar.ics", params=query)
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["uid"]).split("@")[0]: event for event in calendar.walk("VEVENT")}


async def test_a_move_raises_the_sequence_and_a_cancellation_stays_as_such(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=7))
    event = (await events(city))[booking["dates"][0]["id"]]
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert event["summary"] == "Ngày hội gốm"
    assert event.start == city.at(days=7)

    later = {"starts_at": instant(city.at(days=8)), "ends_at": instant(city.at(days=8, hours=1))}
    await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=later))
    event = (await events(city, space_id=space["id"]))[booking["dates"][0]["id"]]
    assert (event["sequence"], event.start) == (1, city.at(days=8))

    await done(city.host.post(f"/v1/bookings/{booking['id']}/cancel", json={"reason": "Mưa"}))
    event = (await events(city, venue_id=city.venue["id"]))[booking["dates"][0]["id"]]
    assert (event["sequence"], event["status"]) == (2, "CANCELLED")


async def test_requests_are_not_shown(city: City) -> None:
    space = await city.make_space()
    booking = await city.requested(space, city.at(days=7))
    await done(city.officer.post(f"/v1/bookings/{booking['id']}/cancel", json={"reason": "x"}))
    assert await events(city) == {}


async def test_an_unchanged_calendar_is_not_sent_twice(city: City) -> None:
    space = await city.make_space()
    await city.confirmed(space, city.at(days=7))
    first = await city.service.http.get("/v1/calendar.ics")
    known = {"If-None-Match": first.headers["ETag"]}
    city.service.clock.advance(timedelta(hours=1))
    assert (await city.service.http.get("/v1/calendar.ics", headers=known)).status_code == 304
    await city.confirmed(space, city.at(days=8))
    assert (await city.service.http.get("/v1/calendar.ics", headers=known)).status_code == 200


async def test_a_full_calendar_leaves_out_the_past_first_and_what_is_furthest(city: City) -> None:
    """over ██ | ██ ██ ██ ahead      of two entries: the first two ahead; of four: all"""
    space = await city.make_space()
    for day in (1, 3, 4, 5):
        await city.confirmed(space, city.at(days=day))
    city.service.clock.advance(timedelta(days=2))
    window = Interval(city.at(-30), city.at(30))
    for most, days in ((2, [1, 2]), (4, [-1, 1, 2, 3])):
        wanted = CalendarFilter(CalendarSpan(window, city.at(0), most))
        found = await city.service.database.read(
            lambda session, wanted=wanted: find_public_entries(session, wanted)
        )
        assert [one.starts_at for one in found] == [city.at(day) for day in days]


@pytest.mark.parametrize(
    "text",
    ["Gốm; vẽ, nặn", "một\\hai\nba", "Ngày hội gốm ở làng nghề " * 20, "ễ" * 75, "a" * 74 + "ễ"],
)
def test_a_line_is_read_as_it_was_meant(text: str) -> None:
    content = write(["BEGIN:VEVENT", f"SUMMARY:{say(text)}", "END:VEVENT"])
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert str(icalendar.Event.from_ical(content)["summary"]) == text
