"""A member is suspended or gone: its future dates are decided about, lapse, or come back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from shared.events.bookings import BookingCalledOffV1
from shared.events.members import MemberSuspendedV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, member_state, refused
from tests.bookings.standing import (
    REASON,
    cases_of,
    decide,
    outcomes,
    reinstate,
    remove,
    suspended,
)
from tests.bookings.statements import count_statements

pytestmark = pytest.mark.asyncio


async def test_a_suspension_lists_what_is_ahead_and_cancels_nothing_yet(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    over = await city.confirmed(space, city.at(days=1), member=member)
    city.service.clock.advance(timedelta(days=2))
    await city.service.do_due()
    ahead = await city.confirmed(space, city.at(days=10), member=member)
    asked = await city.requested(space, city.at(days=20), member=member)
    await city.suspend(member)

    (case,) = await cases_of(city, status="open")
    assert (case["standing"], case["member"]["id"]) == ("suspended", str(member))
    assert case["decide_by"] == city.at(days=7).isoformat().replace("+00:00", "Z")
    listed = {(one["booking_id"], one["was"], one["outcome"]) for one in case["entries"]}
    assert listed == {
        (ahead["id"], "confirmed", "undecided"),
        (asked["id"], "requested", "undecided"),
    }
    assert (await city.booking(ahead["id"]))["status"] == "confirmed"
    assert (await city.booking(over["id"]))["status"] == "completed"
    assert [one["id"] for one in await cases_of(city, city.host)] == [case["id"]]
    assert [one["id"] for one in await cases_of(city, city.member(member))] == [case["id"]]
    assert await cases_of(city, city.service.as_("host", host=new_id())) == []


async def test_who_has_nothing_ahead_has_no_list_and_a_repeated_state_opens_none(
    city: City,
) -> None:
    idle = await city.admit()
    await city.suspend(idle)
    space, member = await city.make_space(), await city.admit()
    await city.confirmed(space, city.at(days=10), member=member)
    event = member_state(MemberSuspendedV1, member, "suspended", "Xưởng Gốm Mẫu")
    await city.service.deliver(event, announced=True)
    assert await cases_of(city) == []


async def test_the_host_keeps_one_and_cancels_one_with_one_letter_each(city: City) -> None:
    _, (kept, gone), case = await suspended(city, 10, 20)
    dates = {one["booking_id"]: one["date_id"] for one in case["entries"]}
    dry = await done(
        city.host.post(
            f"/v1/standing-cases/{case['id']}/decide?dry_run=true",
            json={
                "decisions": [{"date_id": dates[gone["id"]], "decision": "cancel"}],
                "reason": REASON,
            },
        )
    )
    assert "cancelled" in outcomes(dry["result"])
    assert (await city.booking(gone["id"]))["status"] == "confirmed"

    decided = await decide(city, case, (dates[kept["id"]], "keep"), (dates[gone["id"]], "cancel"))
    assert (decided["status"], outcomes(decided)) == ("decided", ["kept", "cancelled"])
    assert (await city.booking(kept["id"]))["status"] == "confirmed"
    cancelled = await city.booking(gone["id"])
    assert (cancelled["status"], cancelled["reason_code"]) == ("cancelled", "standing_changed")
    (letter,) = await city.service.published(BookingCalledOffV1)
    assert (str(letter.id), letter.reason) == (gone["id"], REASON)

    city.service.clock.advance(timedelta(days=8))
    await city.service.do_due()
    assert (await city.booking(kept["id"]))["status"] == "confirmed"
    later = await decide(city, case, (dates[kept["id"]], "cancel"))
    assert outcomes(later) == ["cancelled", "cancelled"]


async def test_everything_that_is_wrong_with_decisions_is_listed(city: City) -> None:
    _, _, case = await suspended(city, 10)
    date = case["entries"][0]["date_id"]
    url = f"/v1/standing-cases/{case['id']}/decide"
    body: dict[str, Any] = {"reason": REASON, "decisions": []}
    body["decisions"] = [{"date_id": one, "decision": "keep"} for one in (date, date)]
    assert codes(await refused(city.host.post(url, json=body))) == ["named_twice"]
    body["decisions"] = [{"date_id": str(new_id()), "decision": "cancel"}]
    assert codes(await refused(city.host.post(url, json=body), 403)) == ["not_on_list"]
    await refused(city.service.as_("host", host=new_id()).post(url, json=body), 404)
    await refused(city.host.post(url, json={"decisions": [], "reason": REASON}), 422)


async def test_silence_keeps_what_begins_within_the_grace_and_cancels_the_rest(
    city: City,
) -> None:
    _, (soon, later), case = await suspended(city, 3, 10)
    city.service.clock.advance(timedelta(days=3))
    await city.service.do_due()
    (case,) = await cases_of(city)
    assert outcomes(case) == ["kept", "undecided"]
    city.service.clock.advance(timedelta(days=4))
    await city.service.do_due()
    (case,) = await cases_of(city)
    assert outcomes(case) == ["overtaken", "lapsed"]
    assert case["status"] == "decided"
    assert (await city.booking(soon["id"]))["status"] == "completed"
    assert (await city.booking(later["id"]))["status"] == "cancelled"


async def test_of_a_removed_member_silence_cancels_even_what_begins_sooner(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    soon = await city.confirmed(space, city.at(days=1), member=member)
    await remove(city, member)
    city.service.clock.advance(timedelta(days=1))
    await city.service.do_due()
    assert (await city.booking(soon["id"]))["status"] == "cancelled"


async def test_a_suspended_member_that_leaves_keeps_one_list_with_the_new_grace(
    city: City,
) -> None:
    member, _, case = await suspended(city, 10)
    city.service.clock.advance(timedelta(days=1))
    await city.leave(member)
    (same,) = await cases_of(city)
    assert (same["id"], same["standing"]) == (case["id"], "left")
    assert same["decide_by"] == city.at(days=3).isoformat().replace("+00:00", "Z")
    assert len(same["entries"]) == 1


async def test_what_its_member_cancels_itself_is_no_longer_waited_for(city: City) -> None:
    member, (booking,), case = await suspended(city, 10)
    await done(city.member(member).post(f"/v1/bookings/{booking['id']}/cancel"))
    city.service.clock.advance(timedelta(days=7))
    await city.service.do_due()
    (case,) = await cases_of(city)
    assert (case["status"], outcomes(case)) == ("decided", ["overtaken"])
    await reinstate(city, member)
    assert (await city.booking(booking["id"]))["status"] == "cancelled"


async def test_the_list_of_a_member_that_merges_ends_and_its_bookings_go_on(city: City) -> None:
    member, (booking,), _ = await suspended(city, 10)
    heir = await city.admit(name="Xưởng Lớn Mẫu")
    await city.merge(member, into=heir)
    (case,) = await cases_of(city)
    assert (case["status"], outcomes(case)) == ("ended", ["overtaken"])
    city.service.clock.advance(timedelta(days=8))
    await city.service.do_due()
    mine = await city.booking(booking["id"])
    assert (mine["status"], mine["member_id"]) == ("confirmed", str(heir))


async def test_a_suspension_in_the_same_moment_as_a_confirmation_ends_in_a_whole_state(
    city: City,
) -> None:
    """Whoever is first: a date that is confirmed afterwards is on the list, or it is refused."""
    space, member = await city.make_space(), await city.admit()
    asked = [await city.requested(space, city.at(days=10 + n), member=member) for n in range(4)]
    answers = await asyncio.gather(
        *(city.host.post(f"/v1/bookings/{one['id']}/confirm") for one in asked[:2]),
        city.suspend(member),
        *(city.host.post(f"/v1/bookings/{one['id']}/confirm") for one in asked[2:]),
    )
    statuses = [one.status_code for one in answers if one is not None]
    assert set(statuses) <= {200, 409}
    (case,) = await cases_of(city)
    assert {one["booking_id"] for one in case["entries"]} == {one["id"] for one in asked}
    city.service.clock.advance(timedelta(days=7))
    await city.service.do_due()
    for one in asked:
        assert (await city.booking(one["id"]))["status"] == "cancelled"


async def test_decisions_at_once_end_in_one_outcome_and_no_error(city: City) -> None:
    _, _, case = await suspended(city, 10)
    date = case["entries"][0]["date_id"]
    url = f"/v1/standing-cases/{case['id']}/decide"

    async def one(decision: str) -> int:
        body = {"decisions": [{"date_id": date, "decision": decision}], "reason": REASON}
        return (await city.host.post(url, json=body)).status_code

    answers = await asyncio.gather(*(one("cancel") for _ in range(8)))
    assert sorted(answers) == [200] + [409] * 7
    assert len(await city.service.published(BookingCalledOffV1)) == 1


async def test_a_list_of_cases_needs_as_many_statements_for_many_as_for_one(city: City) -> None:
    await suspended(city, 10)
    client = city.officer
    first = await count_statements(city, client.get("/v1/standing-cases"))
    for _ in range(3):
        space, member = await city.make_space(), await city.admit()
        await city.confirmed(space, city.at(days=10), member=member)
        await city.confirmed(space, city.at(days=11), member=member)
        await city.suspend(member)
    assert await count_statements(city, client.get("/v1/standing-cases")) <= first
