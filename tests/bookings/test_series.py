"""Several dates in one booking: asked, granted, moved and called off, each with its own course."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from services.bookings.models import Claim
from shared.events.bookings import (
    BookingCalledOffV1,
    BookingCancelledV1,
    BookingConfirmedV1,
    BookingDeclinedV1,
    BookingGrantedV1,
    BookingRequestedV1,
    BookingRescheduledV1,
)
from shared.ids import new_id
from tests.bookings.making import POTTERY, City, codes, done, instant, made, refused
from tests.support.statements import noted

WEEKLY = "FREQ=WEEKLY;COUNT=4"


def series(
    city: City, space: dict[str, Any], rrule: str = WEEKLY, days: float = 7, **more: Any
) -> dict[str, Any]:
    return city.request(space, city.at(days=days)) | {"rrule": rrule} | more


async def asked(city: City, space: dict[str, Any], **more: Any) -> dict[str, Any]:
    member = city.member(await city.admit())
    return await made(member.post("/v1/bookings", json=series(city, space, **more)))


def of_dates(booking: dict[str, Any], name: str = "status") -> list[Any]:
    return [date[name] for date in booking["dates"]]


def shown(time: datetime) -> str:
    return instant(time).replace("+00:00", "Z")


async def count_claims(city: City) -> int:
    async with city.service.database.sessions() as session:
        return await session.scalar(select(func.count()).select_from(Claim)) or 0


async def test_a_series_is_one_booking_with_its_dates(city: City) -> None:
    """rule   ██ · · ██ · · ██ · · ██
    dates  1      2      3      4"""
    booking = await asked(city, await city.make_space())
    assert booking["recurrence"] == WEEKLY
    assert of_dates(booking) == ["requested"] * 4
    assert of_dates(booking, "starts_at") == [shown(city.at(days=7 * n)) for n in range(1, 5)]
    assert booking["starts_at"] == shown(city.at(days=7))
    assert booking["ends_at"] == shown(city.at(days=28, hours=2))
    (event_,) = await city.service.published(BookingRequestedV1)
    assert [str(date.id) for date in event_.dates] == of_dates(booking, "id")


async def test_a_list_of_dates_is_a_booking_as_well(city: City) -> None:
    space = await city.make_space()
    member = city.member(await city.admit())
    times = [
        {"starts_at": instant(city.at(days=n)), "ends_at": instant(city.at(days=n, hours=h))}
        for n, h in ((9, 3), (7, 1))
    ]
    body = {"space_id": space["id"], "activity": POTTERY, "dates": times}
    booking = await made(member.post("/v1/bookings", json=body))
    assert of_dates(booking, "starts_at") == [shown(city.at(days=7)), shown(city.at(days=9))]
    twice = await refused(member.post("/v1/bookings", json=body))
    assert (codes(twice), twice["booking_id"]) == (["already_requested"], booking["id"])


@pytest.mark.parametrize(
    "times",
    [
        {},
        {"rrule": WEEKLY},
        {"starts_at": "2027-01-01T02:00:00Z"},
        {"ends_at": "2027-01-01T02:00:00Z"},
        {"dates": []},
        {"dates": [{"starts_at": "2027-01-01T02:00:00Z"}]},
        {
            "starts_at": "2027-01-01T02:00:00Z",
            "ends_at": "2027-01-01T03:00:00Z",
            "dates": [{"starts_at": "2027-01-01T02:00:00Z", "ends_at": "2027-01-01T03:00:00Z"}],
        },
    ],
)
async def test_times_are_one_with_or_without_a_rule_or_a_list(
    city: City, times: dict[str, Any]
) -> None:
    space = await city.make_space()
    member = city.member(await city.admit())
    body = {"space_id": space["id"], "activity": POTTERY, **times}
    await refused(member.post("/v1/bookings", json=body), 422)


async def test_a_refused_series_names_each_failing_date(city: City) -> None:
    """taken          ██
    dates   ██     ██     ██"""
    space = await city.make_space()
    await city.confirmed(space, city.at(days=14))
    member = city.member(await city.admit())
    problem = await refused(member.post("/v1/bookings", json=series(city, space)))
    assert [(one["code"], one["field"]) for one in problem["errors"]] == [
        ("space_taken", "dates.1.starts_at")
    ]
    assert problem["alternatives"]["same_space"]
    problem = await refused(
        member.post("/v1/bookings", json=series(city, space, "FREQ=DAILY;COUNT=3") | times_of(30))
    )
    assert {one["field"] for one in problem["errors"]} == {
        "dates.1.starts_at",
        "dates.2.starts_at",
    }


def times_of(hours: float) -> dict[str, Any]:
    """A time so long that daily dates run into each other."""
    start = datetime.fromisoformat("2026-12-20T02:00:00+00:00")
    return {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=hours))}


async def test_partly_asks_for_what_can_be_had_and_says_why_not_the_rest(city: City) -> None:
    space = await city.make_space()
    await city.confirmed(space, city.at(days=14))
    booking = await asked(city, space, partly=True)
    assert of_dates(booking) == ["requested", "declined", "requested", "requested"]
    refusal = booking["dates"][1]
    assert (refusal["reason_code"], refusal["reason_label"]) == (
        "space_taken",
        "Không gian đã có người dùng",
    )
    assert [one["code"] for one in refusal["failures"]] == ["space_taken"]
    again = await city.booking(booking["id"])
    assert again["status"] == "requested"
    assert again["dates"][1]["failures"] is None

    member = city.member(await city.admit())
    nothing = series(city, space, "FREQ=DAILY;COUNT=1", days=14, partly=True)
    assert codes(await refused(member.post("/v1/bookings", json=nothing))) == ["space_taken"]


async def test_all_dates_are_granted_together_or_none(city: City) -> None:
    space = await city.make_space()
    booking = await asked(city, space)
    rival = await city.confirmed(space, city.at(days=21))
    confirm = f"/v1/bookings/{booking['id']}/confirm"
    before = await count_claims(city)
    shown_ = await done(city.host.get(f"/v1/bookings/{booking['id']}"))
    assert of_dates(shown_, "slot_taken") == [False, False, True, False]
    (rival_shown,) = shown_["rivals"]
    assert (rival_shown["booking_id"], rival_shown["starts_at"]) == (
        rival["id"],
        shown(city.at(days=21)),
    )
    problem = await refused(city.host.post(confirm))
    assert [one["field"] for one in problem["errors"]] == ["dates.2.starts_at"]
    assert await count_claims(city) == before

    won = await done(city.host.post(confirm, json={"partly": True}))
    assert of_dates(won) == ["confirmed", "confirmed", "declined", "confirmed"]
    assert won["status"] == "confirmed"
    assert await count_claims(city) == before + 3
    (public,) = await city.service.published(BookingConfirmedV1, booking["id"])
    assert [date.status.code for date in public.dates] == ["confirmed"] * 3
    (notice,) = await city.service.published(BookingGrantedV1, booking["id"])
    assert len(notice.dates) == 3
    (declined,) = await city.service.published(BookingDeclinedV1, booking["id"])
    assert [str(date.id) for date in declined.dates] == [won["dates"][2]["id"]]


async def test_single_dates_are_granted_declined_and_called_off(city: City) -> None:
    space = await city.make_space()
    booking = await asked(city, space)
    url, ids = f"/v1/bookings/{booking['id']}", of_dates(booking, "id")
    first = await done(city.host.post(f"{url}/confirm", json={"dates": ids[:2]}))
    assert (first["status"], of_dates(first)) == (
        "requested",
        ["confirmed", "confirmed", "requested", "requested"],
    )
    more = {"dates": ids[1:3]}
    problem = await refused(city.host.post(f"{url}/confirm", json=more))
    assert [(one["code"], one["field"]) for one in problem["errors"]] == [
        ("wrong_status", "dates.0")
    ]
    await done(city.host.post(f"{url}/confirm", json={"dates": [ids[2]]}))
    body = {"dates": [ids[3]], "reason": "Bảo dưỡng"}
    last = await done(city.host.post(f"{url}/decline", json=body))
    assert (last["status"], last["dates"][3]["status"]) == ("confirmed", "declined")

    off = {"reason": "Mưa", "dates": [ids[0]]}
    assert (await done(city.host.post(f"{url}/cancel", json=off)))["status"] == "confirmed"
    assert await city.service.published(BookingCancelledV1) == []
    *_, public = await city.service.published(BookingRescheduledV1)
    assert [date.status.code for date in public.dates] == ["cancelled", "confirmed", "confirmed"]
    assert public.starts_at == city.at(days=14)
    (notice,) = await city.service.published(BookingCalledOffV1)
    assert [str(date.id) for date in notice.dates] == [ids[0]]
    gone = await done(city.host.post(f"{url}/cancel", json={"reason": "Mưa"}))
    assert gone["status"] == "cancelled"
    assert len(await city.service.published(BookingCancelledV1)) == 1
    assert await count_claims(city) == 0


async def test_a_date_that_is_not_of_the_booking_is_named(city: City) -> None:
    booking = await asked(city, await city.make_space())
    stranger = {"dates": [str(new_id())]}
    problem = await refused(city.host.post(f"/v1/bookings/{booking['id']}/confirm", json=stranger))
    assert (codes(problem), problem["errors"][0]["field"]) == (["date_unknown"], "dates.0")
    body = {"date_id": str(new_id())}
    problem = await refused(city.host.post(f"/v1/bookings/{booking['id']}/check-in", json=body))
    assert codes(problem) == ["date_unknown"]


async def test_a_year_of_52_dates_takes_ten_statements_at_most(city: City) -> None:
    space = await city.make_space(setup_minutes=30, clearup_minutes=30)
    member = city.member(await city.admit())
    body = series(city, space, "FREQ=WEEKLY;COUNT=52")
    with noted(city.service.database) as asking:
        booking = await made(member.post("/v1/bookings", json=body))
    assert len(booking["dates"]) == 52
    assert len(asking) <= 10, asking
    with noted(city.service.database) as granting:
        won = await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))
    assert of_dates(won) == ["confirmed"] * 52
    assert len(granting) <= 10, granting
    assert await count_claims(city) == 52
    move = {
        "starts_at": instant(city.at(days=7, hours=1)),
        "ends_at": instant(city.at(days=7, hours=3)),
        "date_id": won["dates"][0]["id"],
        "scope": "all",
    }
    with noted(city.service.database) as moving:
        await done(city.host.post(f"/v1/bookings/{booking['id']}/reschedule", json=move))
    assert len(moving) <= 13, moving


async def test_a_list_of_bookings_costs_the_same_however_many_dates_there_are(city: City) -> None:
    space = await city.make_space()
    await asked(city, space, rrule="FREQ=DAILY;COUNT=2")
    with noted(city.service.database) as few:
        await done(city.officer.get("/v1/bookings"))
    for days in (20, 40):
        await asked(city, space, rrule="FREQ=DAILY;COUNT=15", days=days)
    with noted(city.service.database) as many:
        listed = await done(city.officer.get("/v1/bookings"))
    assert len(listed["items"]) == 3
    assert len(many) == len(few) <= 8, many
