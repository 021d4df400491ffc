"""Dates of a series move, end and give way, each for itself or together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shared.events.bookings import (
    BookingCompletedV1,
    BookingMovedV1,
    BookingRescheduledV1,
)
from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, made, refused
from tests.bookings.test_series import asked, count_claims, of_dates, shown


async def granted(city: City, space: dict[str, Any], **more: Any) -> dict[str, Any]:
    booking = await asked(city, space, **more)
    return await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))


@pytest.mark.parametrize(
    ("scope", "moved"),
    [("this", [0, 2, 0, 0]), ("following", [0, 2, 2, 2]), ("all", [2, 2, 2, 2])],
)
async def test_a_move_takes_this_the_following_or_all_along(
    city: City, scope: str, moved: list[int]
) -> None:
    """before      ██   ██   ██   ██
    this        ██    ██ ██   ██
    following   ██    ██   ██   ██
    all           ██    ██   ██   ██"""
    booking = await granted(city, await city.make_space())
    start = city.at(days=14, hours=2)
    body = {
        "starts_at": instant(start),
        "ends_at": instant(start + timedelta(hours=2)),
        "date_id": booking["dates"][1]["id"],
        "scope": scope,
    }
    after = await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=body))
    expected = [shown(city.at(days=7 * (n + 1), hours=h)) for n, h in enumerate(moved)]
    assert of_dates(after, "starts_at") == expected
    (notice,) = await city.service.published(BookingMovedV1)
    assert len(notice.dates) == sum(1 for one in moved if one)
    assert all(
        date.former_starts_at == date.starts_at - timedelta(hours=2) for date in notice.dates
    )
    assert await count_claims(city) == 4


async def test_dates_move_over_what_their_sisters_had(city: City) -> None:
    """before   ██ ██ ██
    after       ██ ██ ██"""
    booking = await granted(city, await city.make_space(), rrule="FREQ=DAILY;COUNT=3")
    body = {
        "starts_at": instant(city.at(days=8)),
        "ends_at": instant(city.at(days=8, hours=2)),
        "date_id": booking["dates"][0]["id"],
        "scope": "all",
    }
    after = await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=body))
    assert of_dates(after, "starts_at") == [shown(city.at(days=n)) for n in (8, 9, 10)]
    alone = body | {"scope": "this", "starts_at": body["starts_at"]}
    alone |= {"ends_at": instant(city.at(days=9, hours=1))}
    problem = await refused(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=alone))
    assert codes(problem) == ["space_taken"]
    unnamed = {name: body[name] for name in ("starts_at", "ends_at")}
    problem = await refused(
        city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=unnamed)
    )
    assert codes(problem) == ["date_to_name"]


async def test_a_move_of_a_series_that_meets_one_rival_moves_nothing(city: City) -> None:
    space = await city.make_space()
    booking = await granted(city, space)
    await city.confirmed(space, city.at(days=28, hours=3))
    body = {
        "starts_at": instant(city.at(days=7, hours=2)),
        "ends_at": instant(city.at(days=7, hours=4)),
        "date_id": booking["dates"][0]["id"],
        "scope": "all",
    }
    url = f"/v1/bookings/{booking['id']}"
    problem = await refused(city.host.post(f"{url}/reschedule", json=body))
    assert [one["field"] for one in problem["errors"]] == ["dates.3.starts_at"]
    kept = await city.booking(booking["id"])
    assert of_dates(kept, "starts_at") == of_dates(booking, "starts_at")
    assert await count_claims(city) == 5


async def test_a_date_moves_to_another_space_of_the_same_host_only(city: City) -> None:
    space, other = await city.make_space(), await city.make_space(name={"vi": "Sân khác"})
    venue = {"name": {"vi": "Nơi khác"}, "host_id": str(new_id())}
    elsewhere = await made(city.officer.post("/v1/venues", json=venue))
    strange = await made(
        city.officer.post(
            "/v1/spaces",
            json={
                "venue_id": elsewhere["id"],
                "name": {"vi": "Lạ"},
                "kind": "hall",
                "capacity": 100,
            },
        )
    )
    booking = await granted(city, space)
    date = booking["dates"][1]
    body = {name: date[name] for name in ("starts_at", "ends_at")} | {"date_id": date["id"]}
    url = f"/v1/bookings/{booking['id']}/reschedule"
    problem = await refused(city.host.post(url, json=body | {"space_id": strange["id"]}))
    assert codes(problem) == ["space_of_another_host"]
    moved = await done(city.host.post(url, json=body | {"space_id": other["id"]}))
    assert of_dates(moved, "space_id") == [
        space["id"],
        other["id"],
        space["id"],
        space["id"],
    ]
    await city.confirmed(space, city.at(days=14))
    rival = city.member(await city.admit())
    taken = await refused(rival.post("/v1/bookings", json=city.request(other, city.at(days=14))))
    assert codes(taken) == ["space_taken"]


async def test_each_date_lapses_or_ends_by_its_own_clock(city: City) -> None:
    """dates   ██      ██      ██
    now         ┆ lapses, then the rest is granted, then one after the other ends"""
    booking = await asked(city, await city.make_space(), rrule="FREQ=WEEKLY;COUNT=3")
    url = f"/v1/bookings/{booking['id']}"
    city.service.clock.advance(timedelta(days=7))
    await city.service.do_due()
    lapsed = await city.booking(booking["id"])
    assert of_dates(lapsed) == ["declined", "requested", "requested"]
    await done(city.host.post(f"{url}/confirm"))
    city.service.clock.advance(timedelta(days=7, hours=2))
    await city.service.do_due()
    once = await city.booking(booking["id"])
    assert (once["status"], of_dates(once)) == (
        "confirmed",
        ["declined", "completed", "confirmed"],
    )
    city.service.clock.advance(timedelta(days=7))
    await city.service.do_due()
    assert (await city.booking(booking["id"]))["status"] == "completed"
    events = await city.service.published(BookingCompletedV1)
    assert [[date.status.code for date in one.dates] for one in events] == [
        ["completed", "confirmed"],
        ["completed", "completed"],
    ]


async def test_a_closure_displaces_only_the_dates_under_it(city: City) -> None:
    """closure        ░░░░
    dates     ██     ██     ██"""
    space = await city.make_space()
    booking = await granted(city, space)
    start = city.at(days=14)
    closing = {
        "space_id": space["id"],
        "starts_at": instant(start),
        "ends_at": instant(start + timedelta(days=1)),
        "reason_code": "maintenance",
    }
    closed = await made(city.host.post("/v1/closures", json=closing))
    assert closed["displaced_date_ids"] == [booking["dates"][1]["id"]]
    assert of_dates(await city.booking(booking["id"])) == [
        "confirmed",
        "displaced",
        "confirmed",
        "confirmed",
    ]
    *_, public = await city.service.published(BookingRescheduledV1)
    assert public.status.code == "confirmed"
    ended = await done(city.host.post(f"/v1/closures/{closed['id']}/end"))
    assert [one["date_id"] for one in ended["restored"]] == closed["displaced_date_ids"]
    assert of_dates(await city.booking(booking["id"])) == ["confirmed"] * 4
