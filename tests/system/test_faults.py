"""Parts die in the middle of the story; the story ends complete, nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
from collections import Counter

import httpx
import pytest

from deploy.demo import acts
from deploy.demo.cast import cast
from deploy.demo.city import City
from deploy.installation import Installation
from deploy.operate.dead_letters import list_parked
from deploy.waiting import wait_until
from tests.system.conftest import RunningNetwork

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("faults")]

PARTS = ["members", "bookings", "promotion", "notifications", "nats", "postgres"]


async def keep_killing(network: RunningNetwork, part: str, stop: asyncio.Event) -> int:
    """Kill one part again and again until the story is told; each time it may live for a moment."""
    kills = 0
    while not stop.is_set():
        await network.kill(part)
        kills += 1
        await network.until_ready()
        try:
            await asyncio.wait_for(stop.wait(), 1)
        except TimeoutError:
            continue
    return kills


async def patiently(act, *arguments, **more):
    """People try again when a service is away for a moment."""

    async def attempt():
        return (await act(*arguments, **more),)

    [result] = await wait_until(attempt, seconds=90, away=(httpx.TransportError,))
    return result


@pytest.mark.parametrize("part", PARTS)
async def test_the_story_ends_complete_though_a_part_is_killed(
    network: RunningNetwork, city: City, season: str, part: str
):
    officer, editor = city.someone("officer", "officer"), city.someone("editor", "editor")
    [applicant] = cast(f"{season}-{part}")[:1]
    stop = asyncio.Event()
    killing = asyncio.ensure_future(keep_killing(network, part, stop))
    try:
        call = await patiently(acts.open_call, city, officer)
        application = await patiently(acts.apply, city, call, applicant)
        await patiently(acts.review, city, application, 8)
        decision = {"outcome": "approve", "reason": "Đạt yêu cầu."}
        await decided(city, application, decision)
        [awarded] = await patiently(award, city, officer, application)
        person = city.someone(applicant.subject)
        member = acts.Member(applicant, person, awarded["member_id"], awarded["certificate_number"])
        await patiently(acts.wait_for_rights, member, ("bookings",))
        booking = await booked(city, member)
        item = await published(city, editor, booking)
    finally:
        stop.set()
        kills = await killing
    assert kills >= 1
    assert item["status"] == "published"
    await letters_come_once(city, applicant.email)
    parked = await list_parked(Installation.load(network.folder.path), waiting_too=False)
    assert parked == []


async def decided(city: City, application, decision) -> None:
    """Decide; an answer that got lost on the way does not make it twice."""
    decider = city.someone("decider", "decider")
    path = f"/v1/applications/{application['id']}"
    while (await patiently(decider.get, "members", path))["status"] != "approved":
        await patiently(decider.ask, "POST", "members", f"{path}/decision", json=decision)


async def award(city: City, officer, application) -> list[dict]:
    listed = await officer.get("members", "/v1/ceremonies", limit=200)
    for ceremony in listed["items"]:
        if application["id"] in [one["application_id"] for one in ceremony["applications"]]:
            answer = await officer.post("members", f"/v1/ceremonies/{ceremony['id']}/award")
            return answer["awarded"]
    return await acts.hold_ceremony(city, officer, [application])


async def booked(city: City, member: acts.Member) -> dict:
    """A confirmed booking; the same request again carries the same key."""
    officer = city.someone("officer", "officer")
    start = acts.tomorrow_at(city, 2, days=9)
    [space, *_] = await patiently(acts.bookable_spaces, member, start, 2)
    body = {
        "space_id": space["id"],
        "starts_at": start.isoformat(),
        "ends_at": start.replace(hour=4).isoformat(),
        "activity": acts.activity(member, "Buổi làm gốm giữa cơn bão"),
    }
    key = {"Idempotency-Key": member.id}
    booking = await patiently(
        member.person.expect, 201, "POST", "bookings", "/v1/bookings", json=body, headers=key
    )
    path = f"/v1/bookings/{booking['id']}"
    while (await patiently(officer.get, "bookings", path))["status"] != "confirmed":
        await patiently(officer.ask, "POST", "bookings", f"{path}/confirm", json={})
    return booking


async def published(city: City, editor, booking) -> dict:
    async def drafted():
        found = await editor.ask(
            "GET", "promotion", "/v1/items", params={"booking_id": booking["id"]}
        )
        return found.json().get("items") if found.status_code == 200 else None

    [item] = await city.until("an item is drafted", drafted)
    path = f"/v1/items/{item['id']}"
    while (shown := await patiently(editor.get, "promotion", path))["status"] != "published":
        act = "publish" if shown["status"] == "approved" else "approve"
        await patiently(editor.ask, "POST", "promotion", f"{path}/{act}", json={})
    return shown


async def letters_come_once(city: City, address: str) -> None:
    """Every step's letter came, and none came twice."""

    async def all_there():
        mine = [one for one in await city.letters() if address in str(one["to"])]
        return mine if len(mine) >= 5 else None

    letters = await city.until("five letters have come", all_there)
    count = Counter(one["subject"] for one in letters)
    assert not [subject for subject, times in count.items() if times > 1], count


async def test_a_stopped_service_catches_up(network: RunningNetwork, city: City, season: str):
    officer = city.someone("officer", "officer")
    bookings = network.process("bookings")
    bookings.suspend()
    try:
        call = await acts.open_call(city, officer)
        [member] = await acts.admit(city, officer, call, cast(season)[:1])
    finally:
        bookings.resume()
    await acts.wait_for_rights(member, ("bookings",))
    start = acts.tomorrow_at(city, 2, days=12)
    [space, *_] = await acts.bookable_spaces(member, start, 1)
    booking = await acts.request_booking(member, space, start, 1, "Sau khi dịch vụ trở lại")
    assert booking["status"] == "requested"
