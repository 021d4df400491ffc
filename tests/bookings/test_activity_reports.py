"""After an activity: attendance, report, photos, damage, evaluations, and who hears of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.events.bookings import ActivityReportedV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.statements import count_statements
from tests.support.pictures import SECRET, jpeg, png

pytestmark = pytest.mark.asyncio

SCORES = {"host": ("punctuality", "care_of_place", "cooperation", "public_benefit")}
SCORES |= {"member": ("condition", "support", "suitability")}


async def held(city: City, **more: Any) -> tuple[UUID, dict[str, Any]]:
    """A date that took place, by its member and report."""
    space, member = await city.make_space(), await city.admit()
    booking = await city.confirmed(space, city.at(days=7), member=member, **more)
    city.service.clock.advance(timedelta(days=7, hours=2))
    await city.service.do_due()
    return member, await report_of(city, booking)


async def report_of(city: City, booking: dict[str, Any]) -> dict[str, Any]:
    params = {"booking_id": booking["id"]}
    (report,) = (await done(city.officer.get("/v1/activity-reports", params=params)))["items"]
    return report


def url_of(report: dict[str, Any], act: str = "") -> str:
    return f"/v1/activity-reports/{report['id']}" + (f"/{act}" if act else "")


def if_match(report: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{report["version"]}"'}


def marks(side: str, score: int = 4) -> dict[str, Any]:
    return {"scores": dict.fromkeys(SCORES[side], score), "comment": "Nhận xét"}


async def test_a_report_opens_by_itself_when_the_date_is_over(city: City) -> None:
    member, report = await held(city)
    assert (report["status"], report["audience"], report["overdue"]) == ("open", None, False)
    assert report["date_status"] == "completed"
    assert (await done(city.member(member).get(url_of(report))))["id"] == report["id"]
    assert (await done(city.host.get(url_of(report))))["actions"]["count"]["allowed"]
    await refused(city.member(new_id()).get(url_of(report)), 404)
    city.service.clock.advance(timedelta(days=14))
    late = await done(city.officer.get("/v1/activity-reports", params={"overdue": "true"}))
    assert [one["id"] for one in late["items"]] == [report["id"]]


async def test_what_the_member_reports_is_told_and_what_the_host_counted_goes_before(
    city: City,
) -> None:
    member, report = await held(city, public=False)
    client = city.member(member)
    problem = await refused(client.post(url_of(report, "submit")))
    assert codes(problem) == ["audience_needed"]
    body = {"audience": 55, "summary": "Khách rất vui."}
    changed = await done(client.patch(url_of(report), json=body, headers=if_match(report)))
    assert await city.service.published(ActivityReportedV1) == []
    submitted = await done(client.post(url_of(report, "submit")))
    assert (submitted["status"], submitted["audience"]) == ("submitted", 55)
    assert submitted["version"] == changed["version"] + 1
    counted = await done(city.host.post(url_of(report, "count"), json={"audience": 48}))
    assert (counted["audience"], counted["audience_reported"]) == (48, 55)

    told = await city.service.published(ActivityReportedV1)
    assert [(one.audience, one.counted) for one in told] == [(55, False), (48, True)]
    assert [one.version for one in told] == [submitted["version"], counted["version"]]
    assert (told[0].member.id, str(told[0].booking_id)) == (member, report["booking_id"])
    assert "Khách rất vui" not in told[0].model_dump_json()


async def test_what_was_counted_at_the_door_is_told_once_the_date_is_over(city: City) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=7))
    city.service.clock.advance(timedelta(days=7))
    await done(city.host.post(f"/v1/bookings/{booking['id']}/check-in"))
    report = await report_of(city, booking)
    await done(city.host.post(url_of(report, "count"), json={"audience": 30}))
    assert await city.service.published(ActivityReportedV1) == []
    city.service.clock.advance(timedelta(hours=2))
    await city.service.do_due()
    (told,) = await city.service.published(ActivityReportedV1)
    assert (told.audience, told.counted) == (30, True)


async def test_only_the_member_reports_and_only_the_host_counts(city: City) -> None:
    member, report = await held(city)
    patch = city.host.patch(url_of(report), json={"audience": 3}, headers=if_match(report))
    assert codes(await refused(patch, 403)) == ["not_your_report"]
    count = city.member(member).post(url_of(report, "count"), json={"audience": 3})
    assert codes(await refused(count, 403)) == ["role_needed"]
    city.service.clock.advance(timedelta(days=60))
    closed = city.member(member).patch(
        url_of(report), json={"audience": 3}, headers=if_match(report)
    )
    assert codes(await refused(closed)) == ["report_closed"]


async def test_photos_lose_what_the_camera_wrote(city: City) -> None:
    member, report = await held(city)
    client = city.member(member)
    sent = client.post(
        url_of(report, "photos"),
        params={"caption": "Xưởng gốm"},
        content=png(),
        headers={"Content-Type": "image/png"},
    )
    shown = await made(sent)
    (photo,) = shown["photos"]
    assert (photo["caption"], photo["scan_status"]) == ("Xưởng gốm", "not_scanned")
    got = await city.host.get(url_of(report, f"photos/{photo['id']}/file"))
    assert got.headers["content-type"] == "image/png"
    assert SECRET not in got.content
    twice = client.post(
        url_of(report, "photos"), content=png(), headers={"Content-Type": "image/png"}
    )
    assert codes(await refused(twice)) == ["photo_there"]
    for body, kind in (
        (b"%PDF-1.4", "application/pdf"),
        (b"hello", "image/png"),
        (b"", "image/png"),
        (jpeg(), "image/png"),
        (png()[:60], "image/png"),
    ):
        sent = client.post(url_of(report, "photos"), content=body, headers={"Content-Type": kind})
        await refused(sent, 422)
    stranger = city.member(new_id()).post(url_of(report, "photos"), content=png())
    await refused(stranger, 404)
    removal = url_of(report, f"photos/{photo['id']}")
    assert codes(await refused(city.host.delete(removal), 403)) == ["not_your_photo"]
    assert (await done(client.delete(removal)))["photos"] == []


async def test_damage_is_noted_answered_and_settled(city: City) -> None:
    member, report = await held(city)
    body = {"severity": "repair_needed", "description": "Gãy chân bàn."}
    shown = await made(city.host.post(url_of(report, "damages"), json=body))
    (damage,) = shown["damages"]
    assert damage["severity_label"] == "Cần sửa chữa"
    url = url_of(report, f"damages/{damage['id']}")
    await done(city.member(member).post(f"{url}/reply", json={"reply": "Bàn đã gãy từ trước."}))
    again = city.member(member).post(f"{url}/reply", json={"reply": "Lần nữa"})
    assert codes(await refused(again)) == ["already_replied"]
    settled = await done(city.host.post(f"{url}/settle", json={"settlement": "Đã sửa."}))
    assert settled["damages"][0]["settled_at"] is not None
    twice = city.host.post(f"{url}/settle", json={"settlement": "Nữa"})
    assert codes(await refused(twice)) == ["damage_settled"]
    await refused(
        city.host.post(url_of(report, f"damages/{new_id()}/settle"), json={"settlement": "?"}), 404
    )


async def test_evaluations_stay_hidden_until_both_sides_have_spoken(city: City) -> None:
    member, report = await held(city)
    mine = await done(city.host.post(url_of(report, "evaluate"), json=marks("host")))
    assert mine["evaluations"][0]["scores"]["punctuality"] == 4
    (seen,) = (await done(city.member(member).get(url_of(report))))["evaluations"]
    assert (seen["side"], seen["scores"], seen["comment"]) == ("host", None, None)
    wrong = city.member(member).post(url_of(report, "evaluate"), json=marks("host", 9))
    problem = await refused(wrong, 422)
    assert set(codes(problem)) == {"scores_missing", "criterion_unknown"}
    both = await done(city.member(member).post(url_of(report, "evaluate"), json=marks("member")))
    assert all(one["scores"] for one in both["evaluations"])
    officer = city.officer.post(url_of(report, "evaluate"), json=marks("host"))
    assert codes(await refused(officer, 403)) == ["not_a_side"]


async def test_a_list_of_reports_needs_as_many_statements_for_many_as_for_one(city: City) -> None:
    await held(city)
    first = await count_statements(city, city.officer.get("/v1/activity-reports"))
    for _ in range(3):
        _, report = await held(city)
        await done(city.host.post(url_of(report, "evaluate"), json=marks("host")))
    assert await count_statements(city, city.officer.get("/v1/activity-reports")) <= first + 2
