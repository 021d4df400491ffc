"""What a member had ahead is its successor's after a merger; what is over stays."""

from __future__ import annotations

from datetime import timedelta

from shared.events.bookings import BookingMovedV1, BookingRescheduledV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, refused
from tests.bookings.sharing import open_season


async def test_bookings_ahead_go_over_and_the_former_member_may_not_ask_again(city: City) -> None:
    space = await city.make_space()
    former, heir = await city.admit(), await city.admit(name="Xưởng Lớn Mẫu")
    granted = await city.confirmed(space, city.at(days=7), member=former)
    asked = await city.requested(space, city.at(days=8), member=former)
    over = await city.confirmed(space, city.at(days=1), member=former)
    city.service.clock.advance(timedelta(days=2))
    await city.merge(former, into=heir)
    for booking in (granted, asked):
        assert (await city.booking(booking["id"]))["member_id"] == str(heir)
    assert (await city.booking(over["id"]))["member_id"] == str(former)
    shown = await done(city.member(heir).get(f"/v1/bookings/{granted['id']}"))
    assert shown["member"]["name"] == "Xưởng Lớn Mẫu"
    assert (await city.member(former).get(f"/v1/bookings/{granted['id']}")).status_code == 404
    (public,) = await city.service.published(BookingRescheduledV1)
    assert (str(public.id), public.member.id) == (granted["id"], heir)
    assert await city.service.published(BookingMovedV1) == []
    body = city.request(space, city.at(days=20))
    problem = await refused(city.member(former).post("/v1/bookings", json=body))
    assert codes(problem) == ["member_left"]


async def test_the_same_request_of_both_stays_two(city: City) -> None:
    space = await city.make_space()
    former, heir = await city.admit(), await city.admit()
    start = city.at(days=7)
    await city.requested(space, start, member=heir)
    theirs = await city.requested(space, start, member=former)
    await city.merge(former, into=heir)
    assert (await city.booking(theirs["id"]))["member_id"] == str(former)


async def test_a_merger_told_twice_or_before_the_successor_is_known_ends_the_same(
    city: City,
) -> None:
    space = await city.make_space()
    former, heir = await city.admit(), new_id()
    granted = await city.confirmed(space, city.at(days=7), member=former)
    await city.merge(former, into=heir)
    assert (await city.booking(granted["id"]))["member_id"] == str(former)
    await city.admit(id=heir)
    city.service.clock.advance(timedelta(minutes=20))
    await city.service.do_due()
    assert (await city.booking(granted["id"]))["member_id"] == str(heir)
    await city.merge(former, into=heir)
    assert len(await city.service.published(BookingRescheduledV1)) == 1


async def test_what_merged_into_one_that_merged_itself_is_the_last_ones(city: City) -> None:
    """former -> heir -> last, whichever of the two mergers is heard first"""
    for heard_late in (False, True):
        space = await city.make_space()
        former, heir, last = await city.admit(), await city.admit(), await city.admit()
        granted = await city.confirmed(space, city.at(days=7), member=former)
        mergers = [(former, heir), (heir, last)]
        for gone, into in reversed(mergers) if heard_late else mergers:
            await city.merge(gone, into=into)
        assert (await city.booking(granted["id"]))["member_id"] == str(last)


async def test_who_carries_on_answers_for_what_was_used(city: City) -> None:
    season = await open_season(city)
    space = await city.make_space()
    former, heir = await city.admit(name="Xưởng A"), await city.admit(name="Xưởng B")
    await city.confirmed(space, city.at(days=1), hours=3, member=former)
    city.service.clock.advance(timedelta(days=2))
    await city.service.do_due()
    await city.merge(former, into=heir)
    ledger = await done(city.officer.get("/v1/fair-share", params={"season": season["id"]}))
    received = {one["member"]["id"]: one["hours_received"] for one in ledger["members"]}
    assert (received[str(heir)], str(former) in received) == (3.0, False)
    asked = await city.requested(space, city.at(days=7), member=heir)
    compared = await done(city.host.get(f"/v1/bookings/{asked['id']}/rivals"))
    assert compared["items"][0]["history"]["completed"] == 1


async def test_who_carries_on_hands_in_the_open_reports(city: City) -> None:
    space = await city.make_space()
    former, heir = await city.admit(), await city.admit()
    await city.confirmed(space, city.at(days=1), member=former)
    city.service.clock.advance(timedelta(days=2))
    await city.service.do_due()
    await city.merge(former, into=heir)
    (report,) = (await done(city.member(heir).get("/v1/activity-reports")))["items"]
    url = f"/v1/activity-reports/{report['id']}"
    head = {"If-Match": f'"{report["version"]}"'}
    await done(city.member(heir).patch(url, json={"audience": 12}, headers=head))
    assert (await done(city.member(heir).post(f"{url}/submit")))["status"] == "submitted"
