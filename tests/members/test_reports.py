"""Yearly reports: opened by themselves, filled in, edited, confirmed, returned, accepted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events import members as events
from tests.members.making import done, if_match, refused
from tests.members.year import Year

pytestmark = pytest.mark.asyncio


@pytest.fixture
def year(network) -> Year:
    return Year(network)


async def opened(network, year) -> dict:
    """The report of a member on 2026, on the day it opened."""
    await network.member()
    network.clock.advance(timedelta(days=8))
    await year.due_work()
    (report,) = done(await year.officer.get("/v1/reports"))["items"]
    return report


async def test_reports_open_by_themselves_and_the_member_hears_of_it(network, year):
    report = await opened(network, year)
    assert (report["year"], report["status"], report["due_on"]) == (2026, "due", "2027-01-31")
    (due,) = await network.service.published(events.ReportDueV1)
    assert (due.member.name, due.due_on.isoformat()) == (report["member_name"], "2027-01-31")
    assert not due.reminder
    rounds = done(await year.officer.get("/v1/report-rounds?sort=year"))["items"]
    assert [(one["year"], one["status"]) for one in rounds] == [(2026, "open"), (2027, "scheduled")]


async def test_who_is_late_is_reminded_on_the_days_of_the_data_and_once_a_day(network, year):
    report = await opened(network, year)
    network.clock.advance(timedelta(days=47))
    await year.due_work()
    await year.due_work()
    network.clock.advance(timedelta(days=11))
    await year.due_work()
    told = await network.service.published(events.ReportDueV1)
    assert [one.reminder for one in told] == [False, True, True]
    network.clock.advance(timedelta(days=4))
    await year.due_work()
    late = done(await year.officer.get("/v1/reports?overdue=true"))["items"]
    assert [one["id"] for one in late] == [report["id"]]
    assert len(await network.service.published(events.ReportDueV1)) == 3


async def test_a_report_is_filled_in_edited_and_confirmed_by_the_member(network, year):
    report = await opened(network, year)
    member = report["member_id"]
    await year.held(member)
    mine, url = year.as_member(member), f"/v1/reports/{report['id']}"
    shown = done(await mine.get(url))
    assert [(one["kind"]["code"], one["count"]) for one in shown["figures"]] == [
        ("activity_held", 1)
    ]
    body = {
        "texts": {"achievements": "Mười buổi xưởng."},
        "entries": [
            {"title": "Lớp gốm cho trẻ em", "happened_on": "2026-07-01", "audience": 25},
            {"title": "Đọc sách", "happened_on": "2026-08-01"},
        ],
    }
    changed = done(await mine.patch(url, json=body, headers=if_match(report)))
    done(await mine.post(f"{url}/submit"))
    shown = done(await mine.get(url))
    assert shown["status"] == "submitted"
    assert {one["kind"]["code"]: one["count"] for one in shown["figures"]} == {
        "activity_held": 1,
        "report_submitted": 1,
        "reported_activity": 2,
    }
    (told,) = await network.service.published(events.ReportSubmittedV1)
    assert told.member.id == events.ReportSubmittedV1.model_validate(told.model_dump()).member.id
    assert changed["status"] == "due"
    refused(await mine.patch(url, json=body, headers={"If-Match": "*"}), 409, "wrong_status")


async def test_a_returned_report_says_why_and_what_is_taken_out_does_not_count(network, year):
    report = await opened(network, year)
    mine, url = year.as_member(report["member_id"]), f"/v1/reports/{report['id']}"
    entries = [{"title": "Lớp gốm", "happened_on": "2026-07-01"}]
    done(await mine.patch(url, json={"entries": entries}, headers=if_match(report)))
    done(await mine.post(f"{url}/submit"))
    done(await year.officer.post(f"{url}/return", json={"reason": "Thiếu ảnh"}))
    told = (await network.service.published(events.ReportDueV1))[-1]
    assert (told.reason, told.reminder) == ("Thiếu ảnh", False)
    shown = done(await mine.get(url))
    assert shown["return_reason"] == "Thiếu ảnh"
    done(await mine.patch(url, json={"entries": []}, headers=if_match(shown)))
    done(await mine.post(f"{url}/submit"))
    (gone,) = await year.contributions(kind="reported_activity")
    assert gone["void_reason"]["code"] == "left_out_of_report"
    done(await year.officer.post(f"{url}/accept"))
    refused(await year.officer.post(f"{url}/waive", json={"reason": "Thử"}), 409, "wrong_status")


async def test_an_officer_hands_in_only_paper_and_another_member_nothing(network, year):
    report = await opened(network, year)
    url = f"/v1/reports/{report['id']}"
    refused(await year.officer.post(f"{url}/submit"), 409, "report_paper_day_needed")
    body = {"received_on": "2026-12-01"}
    done(await year.officer.post(f"{url}/submit", json=body))
    other = year.as_member("018f3a00-0000-7000-8000-000000000001", sub="other")
    assert (await other.get(url)).status_code == 404
    assert (await other.post(f"{url}/submit")).status_code == 404
    wrong = {"entries": [{"title": "Ngoài năm", "happened_on": "2025-01-01"}]}
    fresh = (await year.officer.post(f"{url}/return", json={"reason": "Sửa"})).json()
    answer = await year.officer.patch(url, json=wrong, headers=if_match(fresh))
    refused(answer, 422, "not_in_year")


async def test_an_officer_plans_other_days_and_moves_those_of_reports_to_come(network, year):
    report = await opened(network, year)
    body = {"year": 2026, "due_on": "2027-02-28", "reason": "Tết"}
    done(await year.officer.post("/v1/report-rounds", json=body), 201)
    moved = done(await year.officer.get(f"/v1/reports/{report['id']}"))
    assert moved["due_on"] == "2027-02-28"
    body = {"year": 2026, "opens_on": "2026-12-05", "reason": "Dời"}
    refused(await year.officer.post("/v1/report-rounds", json=body), 409, "report_round_open")
    body = {"year": 2027, "opens_on": "2028-03-01", "due_on": "2028-02-01", "reason": "Nhầm"}
    answer = await year.officer.post("/v1/report-rounds", json=body)
    refused(answer, 422, "report_due_before_opening")


async def test_the_list_of_reports_keeps_a_budget_of_statements(network, year, statements):
    await network.members("Xưởng Một", "Xưởng Hai", "Xưởng Ba")
    before = await statements(year.officer.get("/v1/reports"))
    network.clock.advance(timedelta(days=8))
    await year.due_work()
    assert await statements(year.officer.get("/v1/reports")) == before == 1


async def test_a_member_sees_the_report_it_owes_among_its_duties(network, year):
    report = await opened(network, year)
    mine = year.as_member(report["member_id"])
    url = f"/v1/members/{report['member_id']}/rights"
    (duty,) = [one for one in done(await mine.get(url))["duties"] if one["code"] == "report"]
    assert (duty["due_on"], duty["title"]) == ("2027-01-31", "Báo cáo năm 2026")
    assert duty["state"] == "coming"
    done(await mine.post(f"/v1/reports/{report['id']}/submit"))
    (duty,) = [one for one in done(await mine.get(url))["duties"] if one["code"] == "report"]
    assert duty["state"] == "done"
