"""Calendars at secret addresses, and whether other programs understand what they are given."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import icalendar
import vobject

from shared.events.members import GrantChangedV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, made, refused
from tests.support.statements import counted


async def subscribe(city: City, client: Any, **wanted: Any) -> dict[str, Any]:
    return await made(client.post("/v1/calendar-feeds", json=wanted))


async def read(city: City, feed: dict[str, Any]) -> bytes:
    answer = await city.service.http.get(feed["address"])
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    return answer.content


async def entries(city: City, feed: dict[str, Any]) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(await read(city, feed))
    return {str(one["uid"]).split("@")[0]: one for one in calendar.walk("VEVENT")}


def date_of(booking: dict[str, Any]) -> str:
    return str(booking["dates"][0]["id"])


async def test_a_member_sees_its_requests_too_and_what_became_of_them(city: City) -> None:
    space, member = await city.make_space(setup_minutes=30), await city.admit()
    booking = await city.requested(space, city.at(days=7), member=member, public=False)
    other = await city.requested(space, city.at(days=8))
    feed = await subscribe(city, city.member(member), note="Điện thoại")
    assert feed["name"] == "Đặt chỗ: Xưởng Gốm Mẫu"
    found = await entries(city, feed)
    assert set(found) == {date_of(booking)}
    assert found[date_of(booking)]["status"] == "TENTATIVE"
    assert found[date_of(booking)]["class"] == "PRIVATE"

    later = {"starts_at": instant(city.at(days=9)), "ends_at": instant(city.at(days=9, hours=2))}
    path = f"/v1/bookings/{booking['id']}"
    await done(city.member(member).post(f"{path}/reschedule", json=later))
    moved = (await entries(city, feed))[date_of(booking)]
    assert (moved["sequence"], moved.start) == (1, city.at(days=9))
    await done(city.host.post(f"{path}/confirm"))
    assert (await entries(city, feed))[date_of(booking)]["status"] == "CONFIRMED"
    await done(city.host.post(f"{path}/cancel", json={"reason": "Mưa"}))
    gone = (await entries(city, feed))[date_of(booking)]
    assert (gone["sequence"], gone["status"]) == (2, "CANCELLED")
    await done(city.host.post(f"/v1/bookings/{other['id']}/decline", json={"reason": "Kín lịch"}))
    assert set(await entries(city, feed)) == {date_of(booking)}


async def test_a_host_sees_the_venue_and_a_space_its_parts_and_wholes(city: City) -> None:
    grounds = await city.make_space(kind="grounds")
    stage = await city.make_space(parent_id=grounds["id"])
    lawn = await city.make_space(parent_id=grounds["id"])
    booked = {
        name: date_of(await city.requested(space, city.at(days=day)))
        for day, (name, space) in enumerate(
            (("grounds", grounds), ("stage", stage), ("lawn", lawn)), start=5
        )
    }
    venue = await subscribe(city, city.host, venue_id=city.venue["id"], locale="en")
    assert set(await entries(city, venue)) == set(booked.values())
    of_stage = await subscribe(city, city.host, space_id=stage["id"])
    assert set(await entries(city, of_stage)) == {booked["stage"], booked["grounds"]}
    event = (await entries(city, venue))[booked["stage"]]
    assert "Held by: Xưởng Gốm Mẫu" in event["description"]


async def test_every_date_of_a_series_is_an_entry_of_its_own(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    body = city.request(space, city.at(days=1)) | {"rrule": "FREQ=WEEKLY;COUNT=5"}
    booking = await made(city.member(member).post("/v1/bookings", json=body))
    feed = await subscribe(city, city.member(member))
    found = await entries(city, feed)
    assert set(found) == {one["id"] for one in booking["dates"]}
    assert all("RRULE" not in one for one in found.values())


async def test_a_secret_is_shown_once_and_ends_when_it_is_revoked(city: City) -> None:
    member = await city.admit()
    feed = await subscribe(city, city.member(member))
    path = f"/v1/calendar-feeds/{feed['id']}"
    assert (await done(city.member(member).get(path)))["address"] is None
    secret = feed["address"].split("/")[-2]
    assert len(secret) >= 40
    listed = await city.member(member).get("/v1/calendar-feeds")
    assert secret not in listed.text
    assert len(listed.json()["items"]) == 1
    stranger = city.member(await city.admit())
    assert (await stranger.get(path)).status_code == 404
    assert (await stranger.get("/v1/calendar-feeds")).json()["items"] == []

    revoked = await done(city.member(member).post(f"{path}/revoke"))
    assert revoked["status"] == "revoked"
    answer = await city.service.http.get(feed["address"])
    assert answer.status_code == 404
    assert secret not in answer.text
    again = city.member(member).post(f"{path}/revoke")
    assert codes(await refused(again)) == ["feed_revoked"]


async def test_a_calendar_is_made_by_who_may_see_what_is_in_it(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    someone = city.member(await city.admit())
    for wanted, code in (
        ({"member_id": str(member)}, "member_not_yours"),
        ({"venue_id": city.venue["id"]}, "not_host_of_venue"),
        ({"space_id": space["id"]}, "not_host_of_venue"),
    ):
        problem = await refused(someone.post("/v1/calendar-feeds", json=wanted), 403)
        assert codes(problem) == [code]
    two = {"venue_id": city.venue["id"], "space_id": space["id"]}
    problem = await refused(city.host.post("/v1/calendar-feeds", json=two), 422)
    assert codes(problem) == ["place_to_name"]
    await subscribe(city, city.officer, member_id=str(member))


def grant(member: UUID, sub: str, *, ended: bool, until: datetime | None = None) -> GrantChangedV1:
    return GrantChangedV1(
        id=UUID(int=7),
        issuer="test-issuer",
        subject=sub,
        role="member",
        member_id=member,
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        valid_until=until,
        ended=ended,
        granted_by="officer",
    )


async def test_an_address_ends_with_the_grant_of_who_made_it(city: City) -> None:
    member = await city.admit()
    client = city.member(member)
    me = await done(client.get("/v1/me"))
    sub = f"member-{member}"
    until = city.at(days=30)
    first = grant(member, sub, ended=False, until=until).model_copy(
        update={"issuer": me["issuer"], "id": new_id()}
    )
    await city.service.deliver(first)
    feed = await subscribe(city, client)
    await read(city, feed)
    city.service.clock.advance(timedelta(days=31))
    assert (await city.service.http.get(feed["address"])).status_code == 404
    city.service.clock.advance(timedelta(days=-31))
    await city.service.deliver(first.model_copy(update={"ended": True}))
    assert (await city.service.http.get(feed["address"])).status_code == 404


async def test_a_venue_handed_over_takes_its_addresses_from_the_former_host(city: City) -> None:
    space = await city.make_space()
    feeds = [
        await subscribe(city, city.host, venue_id=city.venue["id"]),
        await subscribe(city, city.host, space_id=space["id"]),
    ]
    change = {"host_id": str(new_id())}
    path = f"/v1/venues/{city.venue['id']}"
    await done(city.officer.patch(path, json=change, headers={"If-Match": "*"}))
    for feed in feeds:
        assert (await city.service.http.get(feed["address"])).status_code == 404


async def test_a_second_library_reads_every_calendar_and_finds_the_same(city: City) -> None:
    """vobject is another reader than the one that wrote it, and stricter about missing parts."""
    space, member = await city.make_space(setup_minutes=30, clearup_minutes=15), await city.admit()
    titles = ["Ngày hội gốm; vẽ, nặn\\nung", "Đêm nhạc “Phố cổ” " + "kéo dài mãi " * 20, "🎨 Vẽ"]
    for day, title in enumerate(titles, start=2):
        await city.confirmed(
            space,
            city.at(days=day),
            member=member,
            title={"vi": title},
            summary={"vi": "Dòng một\nDòng hai, có dấu; phẩy"},
        )
    private = await subscribe(city, city.host, venue_id=city.venue["id"])
    public = await city.service.http.get("/v1/calendar.ics")
    for content in (await read(city, private), public.content):
        lines = content.split(b"\r\n")
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(len(line) for line in lines) <= 75
        assert content.endswith(b"END:VCALENDAR\r\n")
        other = vobject.readOne(content.decode())
        other.validate()
        ours = icalendar.Calendar.from_ical(content)
        assert other.version.value == "2.0"
        theirs = {one.uid.value: one for one in other.vevent_list}
        written = {str(one["uid"]): one for one in ours.walk("VEVENT")}
        assert set(theirs) == set(written)
        assert len(theirs) == 3
        for uid, event in theirs.items():
            assert event.dtstart.value == written[uid].start
            assert event.dtend.value == written[uid].end
            assert event.dtstart.value.utcoffset() == timedelta()
            assert event.summary.value == str(written[uid]["summary"])
            assert event.status.value == str(written[uid]["status"])
            assert event.sequence.value == str(written[uid]["sequence"])
            assert re.fullmatch(r"[0-9a-f-]{36}@bookings\.hcn", uid)
        assert {one.summary.value for one in theirs.values()} == {one.strip() for one in titles}


async def test_a_calendar_costs_as_many_statements_however_long_it_is(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    feed = await subscribe(city, city.host, venue_id=city.venue["id"])
    counts = []
    for first, last in ((1, 3), (3, 20)):
        for day in range(first, last):
            await city.requested(space, city.at(days=day), member=member)
        with counted(city.service) as statements:
            await read(city, feed)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 4


async def test_an_unchanged_calendar_is_not_sent_twice(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    await city.requested(space, city.at(days=3), member=member)
    feed = await subscribe(city, city.member(member))
    first = await city.service.http.get(feed["address"])
    assert first.headers["cache-control"].startswith("private")
    known = {"If-None-Match": first.headers["etag"]}
    assert (await city.service.http.get(feed["address"], headers=known)).status_code == 304
