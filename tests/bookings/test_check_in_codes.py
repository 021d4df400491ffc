"""Checking in at the door: codes, who may scan which, and that nothing personal leaks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

import pytest

from shared.ids import new_id
from tests.bookings.making import City, codes, done, made, refused
from tests.support.running import RunningService

pytestmark = pytest.mark.asyncio


async def code_of(client: Any, booking: dict[str, Any], **params: Any) -> dict[str, Any]:
    url = f"/v1/bookings/{booking['id']}/check-in-code"
    return await done(client.get(url, params=params))


async def granted(city: City, **activity: Any) -> tuple[Any, dict[str, Any]]:
    space, member = await city.make_space(), await city.admit()
    return member, await city.confirmed(space, city.at(days=7), member=member, **activity)


async def test_whoever_scans_the_code_at_the_door_checks_in_without_a_sign_in(city: City) -> None:
    _, booking = await granted(city, public=False)
    code = await code_of(city.host, booking)
    assert code["kind"] == "door"
    assert code["url"].endswith(f"/check-in#{code['token']}")
    city.service.clock.advance(timedelta(days=7))

    url = "/v1/check-ins"
    seen = await done(city.service.http.post(f"{url}?dry_run=true", json={"token": code["token"]}))
    assert seen["result"]["space"]["name"]["vi"] == "Sân khấu kính"
    assert (await city.booking(booking["id"]))["checked_in_at"] is None
    checked = await city.service.http.post(url, json={"token": code["token"]})
    assert checked.status_code == 200
    assert (await city.booking(booking["id"]))["checked_in_at"] is not None
    for private in ("Ngày hội gốm", "Xưởng Gốm Mẫu", booking["id"], booking["member_id"]):
        assert private not in checked.text

    again = await refused(city.service.http.post(url, json={"token": code["token"]}))
    assert codes(again) == ["already_checked_in"]
    trail = await done(city.service.as_("auditor").get("/v1/audit"))
    acted = [one["actor"] for one in trail["items"] if one["act"] == "check_in_by_code"]
    assert acted == ["hcn|door"]


async def test_the_members_own_code_is_scanned_by_the_host_only(city: City) -> None:
    member, booking = await granted(city)
    code = await code_of(city.member(member), booking)
    assert code["kind"] == "pass"
    city.service.clock.advance(timedelta(days=7))
    body = {"token": code["token"]}
    for client in (city.service.http, city.member(member)):
        problem = await refused(client.post("/v1/check-ins", json=body), 403)
        assert codes(problem) == ["pass_needs_host"]
    await done(city.host.post("/v1/check-ins", json=body))
    assert (await city.booking(booking["id"]))["checked_in_at"] is not None


async def test_a_code_checks_in_within_the_window_of_its_own_date_only(city: City) -> None:
    _, booking = await granted(city)
    body = {"token": (await code_of(city.host, booking))["token"]}
    early = await refused(city.service.http.post("/v1/check-ins", json=body))
    assert codes(early) == ["not_check_in_time"]
    forged = body["token"][:-1] + ("A" if body["token"][-1] != "A" else "B")
    for token in (forged, "", "x" * 36, "🙂"):
        problem = await refused(city.service.http.post("/v1/check-ins", json={"token": token}), 422)
        assert codes(problem) == ["code_not_valid"]


async def test_codes_are_for_those_who_take_part_and_the_same_each_time(city: City) -> None:
    member, booking = await granted(city)
    first = await code_of(city.host, booking)
    assert await code_of(city.host, booking) == first
    assert (await code_of(city.member(member), booking))["token"] != first["token"]
    url = f"/v1/bookings/{booking['id']}/check-in-code"
    await refused(city.member(new_id()).get(url), 404)
    await refused(city.host.get(url, params={"date_id": str(new_id())}), 409)


async def test_of_a_series_the_code_is_that_of_the_next_date(city: City) -> None:
    space, member = await city.make_space(), await city.admit()
    body = city.request(space, city.at(days=7)) | {"rrule": "FREQ=DAILY;COUNT=2"}
    asked = await made(city.member(member).post("/v1/bookings", json=body))
    booking = await done(city.host.post(f"/v1/bookings/{asked['id']}/confirm"))
    first, second = (one["id"] for one in booking["dates"])
    assert (await code_of(city.host, booking))["date_id"] == first
    named = await code_of(city.host, booking, date_id=second)
    assert named["date_id"] == second
    city.service.clock.advance(timedelta(days=7))
    token = (await code_of(city.host, booking))["token"]
    await done(city.service.http.post("/v1/check-ins", json={"token": token}))
    city.service.clock.advance(timedelta(hours=2))
    await city.service.do_due()
    assert (await code_of(city.host, booking))["date_id"] == second
    params = {"booking_id": booking["id"]}
    reports = (await done(city.officer.get("/v1/activity-reports", params=params)))["items"]
    assert [(one["date_id"], one["date_status"]) for one in reports] == [(first, "completed")]
    now = await city.booking(booking["id"])
    assert [one["status"] for one in now["dates"]] == ["completed", "confirmed"]


async def test_the_picture_is_a_qr_code_and_the_page_says_nothing_of_anyone(city: City) -> None:
    _, booking = await granted(city)
    picture = await city.host.get(f"/v1/bookings/{booking['id']}/check-in-code.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    for lang, word in (("vi", "Nhận chỗ"), ("en", "Check in")):
        page = await city.service.http.get("/check-in", params={"lang": lang})
        assert page.status_code == 200
        assert word in page.text
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "script-src 'sha256-" in page.headers["content-security-policy"]


async def test_who_tries_codes_too_often_is_told_to_wait(
    running: Callable[..., AbstractAsyncContextManager[RunningService]],
) -> None:
    async with running("bookings", check_ins_per_minute=3) as service:
        for _ in range(3):
            await refused(service.http.post("/v1/check-ins", json={"token": "guess"}), 422)
        answer = await service.http.post("/v1/check-ins", json={"token": "guess"})
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["code"]) == (429, "too_many_tries")
        seconds = error["values"]["seconds"]
        assert answer.headers["retry-after"] == str(seconds)
        service.clock.advance(timedelta(seconds=seconds))
        await refused(service.http.post("/v1/check-ins", json={"token": "guess"}), 422)
