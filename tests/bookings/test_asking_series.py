"""Asking, changing and giving back where a booking has several dates."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.bookings.asking import drafted
from tests.bookings.making import POTTERY, City, codes, done, instant, made, refused
from tests.bookings.test_changing import decide, edit


async def weekly(city: City, space: dict[str, Any], member: UUID, weeks: int) -> dict[str, Any]:
    """Confirmed, two hours each, the first one tomorrow."""
    start = city.at(days=1)
    body = city.request(space, start) | {"rrule": f"FREQ=WEEKLY;COUNT={weeks}"}
    booking = await made(city.member(member).post("/v1/bookings", json=body))
    return await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))


async def test_a_draft_may_hold_a_series_or_a_list_of_dates(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    start = city.at(days=7)
    times = [
        {"starts_at": instant(start + day), "ends_at": instant(start + day + timedelta(hours=1))}
        for day in (timedelta(0), timedelta(days=2))
    ]
    kept = {"space_id": space["id"], "activity": POTTERY}
    for more, count in (({"dates": times}, 2), (times[0] | {"rrule": "FREQ=DAILY;COUNT=4"}, 4)):
        draft = await drafted(city, id, **kept, **more)
        assert draft["missing"] == []
        url = f"/v1/booking-drafts/{draft['id']}/submit"
        booking = await made(city.member(id).post(url))
        assert len(booking["dates"]) == count
    both = await drafted(city, id, **kept, **times[0], dates=times)
    problem = await refused(city.member(id).post(f"/v1/booking-drafts/{both['id']}/submit"), 422)
    assert codes(problem) == ["times_unclear"]


async def test_each_date_says_what_would_pass_for_it(city: City) -> None:
    space = await city.make_space(longest_hours=1)
    member = city.member(await city.admit())
    start = city.at(days=7)
    lengths = (1, 2, 3)
    dates = [
        {
            "starts_at": instant(start + timedelta(days=n)),
            "ends_at": instant(start + timedelta(days=n, hours=hours)),
        }
        for n, hours in enumerate(lengths)
    ]
    body = {"space_id": space["id"], "activity": POTTERY, "dates": dates}
    problem = await refused(member.post("/v1/bookings", json=body))
    assert {one["field"]: one["passes"]["latest_end"] for one in problem["errors"]} == {
        "dates.1.ends_at": "2026-12-01T03:00:00Z",
        "dates.2.ends_at": "2026-12-02T03:00:00Z",
    }


async def test_only_dates_that_are_given_up_late_count(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await weekly(city, space, id, 3)
    url = f"/v1/bookings/{booking['id']}/cancel"
    await done(city.member(id).post(url))
    found = await done(city.member(id).get(f"{url}lation"))
    (late,) = found["late_cancellations"]
    assert (late["date_id"], late["counts"]) == (booking["dates"][0]["id"], True)


async def test_the_rest_of_one_date_is_given_back_and_the_others_stay(city: City) -> None:
    """
    granted    ████   ████   ████
    released   ████   ██░░   ████
    """
    space = await city.make_space()
    id = await city.admit()
    booking = await weekly(city, space, id, 3)
    url = f"/v1/bookings/{booking['id']}/release"
    second = booking["dates"][1]
    until = datetime.fromisoformat(second["starts_at"]) + timedelta(hours=1)
    problem = await refused(city.member(id).post(url, json={"until": instant(until)}))
    assert codes(problem) == ["date_to_name"]
    order = {"until": instant(until), "date_id": second["id"]}
    released = await done(city.member(id).post(url, json=order))
    assert [one["ends_at"] for one in released["dates"]] == [
        booking["dates"][0]["ends_at"],
        until.isoformat().replace("+00:00", "Z"),
        booking["dates"][2]["ends_at"],
    ]
    await city.confirmed(space, until, 1)


async def test_an_edit_is_checked_at_every_date_still_to_come(city: City) -> None:
    space, small = await city.make_space(), await city.make_space(capacity=45)
    id = await city.admit()
    booking = await weekly(city, space, id, 3)
    last = booking["dates"][2]
    move = {name: last[name] for name in ("starts_at", "ends_at")}
    move |= {"date_id": last["id"], "space_id": small["id"]}
    booking = await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=move))
    more = {"expected_audience": 46}
    problem = await refused(edit(city.member(id), booking, activity=more))
    assert codes(problem) == ["too_many_people"]
    assert problem["errors"][0]["passes"] == {"largest_audience": 45}


async def test_a_member_asks_to_move_one_date_and_those_that_follow(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await weekly(city, space, id, 3)
    second = booking["dates"][1]
    hour = timedelta(hours=1)
    times = {
        name: instant(datetime.fromisoformat(second[name]) + hour)
        for name in ("starts_at", "ends_at")
    }
    url = f"/v1/bookings/{booking['id']}/changes"
    order = times | {"date_id": second["id"], "scope": "following"}
    change = await made(city.member(id).post(url, json=order))
    await done(decide(city.host, change, "approve"))
    moved = await city.booking(booking["id"])
    steps = [
        datetime.fromisoformat(new["starts_at"]) - datetime.fromisoformat(old["starts_at"])
        for new, old in zip(moved["dates"], booking["dates"], strict=True)
    ]
    assert steps == [timedelta(0), hour, hour]
