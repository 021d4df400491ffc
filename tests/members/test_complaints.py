"""Complaints: received, admitted or not, judged by another, with days that are data."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from services.members.regulations.complaint_terms import clock_of
from shared.events import members as events
from tests.members.making import at_once, done, path, refused
from tests.members.test_decisions import REJECT, count_statements, reviewed

pytestmark = pytest.mark.asyncio

GROUNDS = {"grounds": "Hồ sơ có đủ hoạt động trong năm 2026."}
REASON = {"reason": "Đã xem xét lại hồ sơ"}


async def rejected(network, who="decider-1"):
    """A rejected file and its decision's id."""
    application = await reviewed(network)
    decider = network.service.as_("decider", sub=who)
    shown = done(await decider.post(f"{path(application)}/decision", json=REJECT))
    return application, shown["decision"]["id"]


async def lodged(network):
    application, decision_id = await rejected(network)
    body = {"decision_id": decision_id, **GROUNDS}
    return application, done(await network.applicant.post("/v1/complaints", json=body), 201)


def url_of(complaint, tail=""):
    return f"/v1/complaints/{complaint['id']}{tail}"


def days(code, network):
    return clock_of(code, network.clock.now().date()).days


async def test_a_complaint_gets_its_receipt_with_number_and_days(network):
    _, complaint = await lodged(network)
    assert complaint["number"] == "KN-2026-0001"
    assert (complaint["status"], complaint["late"]) == ("lodged", False)
    (clock,) = complaint["clocks"]
    by = network.clock.now().date() + timedelta(days=days("admit", network))
    assert (clock["code"], clock["by"]) == ("admit", by.isoformat())
    assert "Luật Khiếu nại" in clock["source"]
    (event,) = await network.service.published(events.ComplaintLodgedV1)
    assert (event.number, event.admit_by) == (complaint["number"], by)


async def test_the_receipt_can_be_printed_and_says_nothing_of_the_grounds(network):
    _, complaint = await lodged(network)
    answer = await network.applicant.get(url_of(complaint, "/receipt.pdf"))
    assert answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for part in (
        "GIẤY BIÊN NHẬN",
        "KN-2026-0001",
        "Đã nhận đơn ngày 23 tháng 11 năm 2026",
        "Received on 23 November 2026",
    ):
        assert part in text, text
    assert GROUNDS["grounds"] not in text
    answer = await network.stranger.get(url_of(complaint, "/receipt.pdf"))
    refused(answer, 404, "not_found")


async def test_a_list_of_complaints_asks_once_however_many_there_are(network):
    counts = []
    for number in range(2):
        application = await reviewed(network, name=f"Mẫu {number}")
        shown = done(await network.decider.post(f"{path(application)}/decision", json=REJECT))
        body = {"decision_id": shown["decision"]["id"], **GROUNDS}
        done(await network.applicant.post("/v1/complaints", json=body), 201)
        counts.append(await count_statements(network, network.officer.get("/v1/complaints")))
    assert counts[0] == counts[1] <= 2


async def test_two_clicks_lodge_one_complaint_and_no_number_is_lost(network):
    _, decision_id = await rejected(network)
    body = {"decision_id": decision_id, **GROUNDS}
    answers = await at_once(
        *(network.applicant.post("/v1/complaints", json=body) for _ in range(3))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    for answer in answers:
        if answer.status_code == 409:
            refused(answer, 409, "complaint_already_open")
    first = next(answer.json() for answer in answers if answer.status_code == 201)
    done(await network.applicant.post(url_of(first, "/withdraw")))
    second = done(await network.applicant.post("/v1/complaints", json=body), 201)
    assert (first["number"], second["number"]) == ("KN-2026-0001", "KN-2026-0002")


async def test_only_who_is_concerned_complains_and_an_officer_enters_a_paper(network):
    application, decision_id = await rejected(network)
    body = {"decision_id": decision_id, **GROUNDS}
    assert (await network.stranger.post("/v1/complaints", json=body)).status_code == 404
    decider = network.service.as_("decider", sub="decider-2")
    refused(await decider.post("/v1/complaints", json=body), 403, "complaint_by_concerned")
    network.clock.advance(timedelta(days=5))
    officer, applicant = network.service.as_("officer"), network.service.as_(sub="applicant")
    day = (network.clock.now() - timedelta(days=2)).date()
    early = {**body, "received_on": (day - timedelta(days=9)).isoformat()}
    refused(await officer.post("/v1/complaints", json=early), 422, "received_on_not_possible")
    paper = {**body, "received_on": day.isoformat()}
    entered = done(await officer.post("/v1/complaints", json=paper), 201)
    assert (entered["on_paper"], entered["received_on"]) == (True, day.isoformat())
    by = day + timedelta(days=days("admit", network))
    assert entered["clocks"][0]["by"] == by.isoformat()
    assert done(await applicant.get(url_of(entered)))["mine"] is True
    assert done(await officer.get("/v1/complaints"))["items"][0]["grounds"] is None
    assert application["id"] == entered["subject"]["id"]


async def test_a_late_complaint_is_taken_and_marked(network):
    _, decision_id = await rejected(network)
    network.clock.advance(timedelta(days=days("lodge", network) + 1))
    body = {"decision_id": decision_id, **GROUNDS}
    applicant = network.service.as_(sub="applicant")
    late = done(await applicant.post("/v1/complaints", json=body), 201)
    assert late["late"] is True
    answer = {"reason_code": "late", **REASON}
    refused_one = done(
        await network.service.as_("officer").post(url_of(late, "/refuse"), json=answer)
    )
    assert (refused_one["status"], refused_one["answer_code"]["code"]) == ("inadmissible", "late")


async def test_who_decided_does_not_judge_and_another_upholds_it(network):
    application, complaint = await lodged(network)
    same = network.service.as_("decider", sub="decider-1")
    refused(await same.post(url_of(complaint, "/admit")), 403, "another_must_judge")
    admitted = done(await network.officer.post(url_of(complaint, "/admit")))
    assert [one["code"] for one in admitted["clocks"]] == ["admit", "resolve"]
    body = {"outcome": "upheld", **REASON, "remedy": {"act": "annul"}}
    refused(await same.post(url_of(complaint, "/resolve"), json=body), 403, "another_must_judge")
    other = network.service.as_("decider", sub="decider-2")
    foul = {"outcome": "dismissed", **REASON, "remedy": {"act": "annul"}}
    answer = await other.post(url_of(complaint, "/resolve"), json=foul)
    refused(answer, 422, "remedy_does_not_fit")
    resolved = done(await other.post(url_of(complaint, "/resolve"), json=body))
    assert (resolved["status"], resolved["remedy"]["code"]) == ("upheld", "annul")
    change = done(await other.get(f"/v1/decisions/{resolved['remedy_decision_id']}"))
    assert (change["kind"]["code"], change["complaint_id"]) == ("annulment", complaint["id"])
    file = done(await network.applicant.get(path(application)))
    assert file["status"] == "submitted"
    told = await network.service.published(events.ComplaintAnsweredV1)
    assert [one.status.code for one in told] == ["admitted", "upheld"]
    again = await other.post(url_of(complaint, "/resolve"), json=body)
    refused(again, 409, "wrong_status")


async def test_the_applicant_with_a_staff_role_does_not_judge_their_own_complaint(network):
    _, complaint = await lodged(network)
    both = network.service.as_("decider", sub="applicant")
    refused(await both.post(url_of(complaint, "/admit")), 403, "own_application")


async def test_a_correction_can_follow_from_a_complaint(network):
    application, complaint = await lodged(network)
    done(await network.officer.post(url_of(complaint, "/admit")))
    remedy = {"act": "correct", "correction": {"reason": "Thiếu báo cáo năm 2025"}}
    body = {"outcome": "partly_upheld", **REASON, "remedy": remedy}
    done(await network.decider.post(url_of(complaint, "/resolve"), json=body))
    file = done(await network.applicant.get(path(application)))
    assert (file["status"], file["decision"]["reason"]) == ("rejected", "Thiếu báo cáo năm 2025")


async def test_the_time_is_extended_once_and_within_the_clock(network):
    _, complaint = await lodged(network)
    admitted = done(await network.officer.post(url_of(complaint, "/admit")))
    resolve_by = admitted["clocks"][1]["by"]
    today = network.clock.now().date()
    latest = today + timedelta(days=days("extend", network))
    url = url_of(complaint, "/extend")
    for day in (resolve_by, (latest + timedelta(days=1)).isoformat()):
        answer = await network.officer.post(url, json={"until": day, **REASON})
        refused(answer, 409, "extension_not_possible")
    body = {"until": latest.isoformat(), **REASON}
    extended = done(await network.officer.post(url, json=body))
    assert extended["extension"] == {
        "until": latest.isoformat(),
        "before": resolve_by,
        "reason": REASON["reason"],
    }
    refused(await network.officer.post(url, json=body), 409, "complaint_extended_already")
    told = (await network.service.published(events.ComplaintAnsweredV1))[-1]
    assert (told.extended, told.resolve_by, told.reason) == (True, latest, REASON["reason"])


async def test_staff_are_reminded_before_the_time_ends_and_once_after(network):
    _, complaint = await lodged(network)
    before = days("admit", network) - days("remind", network)
    network.clock.advance(timedelta(days=before))
    await network.service.do_due()
    (soon,) = await network.service.published(events.ComplaintDueV1)
    assert (soon.overdue, soon.due_on.isoformat()) == (False, complaint["clocks"][0]["by"])
    network.clock.advance(timedelta(days=days("remind", network) + 1))
    await network.service.do_due()
    await network.service.do_due()
    assert [one.overdue for one in await network.service.published(events.ComplaintDueV1)] == [
        False,
        True,
    ]
    officer = network.service.as_("officer")
    assert done(await officer.get(url_of(complaint)))["clocks"][0]["overdue"] is True
    done(await officer.post(url_of(complaint, "/admit")))
    network.clock.advance(timedelta(days=1))
    await network.service.do_due()
    assert len(await network.service.published(events.ComplaintDueV1)) == 2


async def test_a_suspension_is_complained_about_and_lifted_by_another(network):
    entry = await network.member()
    first = network.service.as_("officer", "decider", sub="officer-1")
    suspension = {"reason": "Thiếu báo cáo", "reason_code": "report_missing"}
    url = f"/v1/members/{entry['member_id']}"
    member = network.service.as_("member", member=entry["member_id"])
    body = {"member_id": entry["member_id"], **GROUNDS}
    answer = await member.post("/v1/complaints", json=body)
    refused(answer, 409, "nothing_to_complain_about")
    done(await first.post(f"{url}/suspend", json=suspension))
    complaint = done(await member.post("/v1/complaints", json=body), 201)
    refused(await first.post(url_of(complaint, "/admit")), 403, "another_must_judge")
    done(await network.officer.post(url_of(complaint, "/admit")))
    resolution = {"outcome": "upheld", **REASON, "remedy": {"act": "reinstate"}}
    done(await network.decider.post(url_of(complaint, "/resolve"), json=resolution))
    assert done(await network.public.get(url))["status"] == "active"


async def test_a_complaint_is_about_one_thing(network):
    application, decision_id = await rejected(network)
    for body in ({}, {"decision_id": decision_id, "member_id": application["id"]}):
        answer = await network.applicant.post("/v1/complaints", json={**body, **GROUNDS})
        refused(answer, 422, "complaint_about_one_thing")


async def test_what_a_complaint_offers_is_what_its_routes_do(network):
    _, complaint = await lodged(network)
    today = network.clock.now().date()
    bodies = {
        "admit": None,
        "refuse": {"reason_code": "late", **REASON},
        "extend": {"until": (today + timedelta(days=40)).isoformat(), **REASON},
        "resolve": {"outcome": "dismissed", **REASON},
        "withdraw": None,
    }
    people = [
        network.applicant,
        network.officer,
        network.decider,
        network.service.as_("decider", sub="decider-1"),
        network.service.as_("decider", sub="applicant"),
        network.service.as_("auditor"),
    ]
    for then in ("/admit", "/withdraw", None):
        for who in people:
            shown = done(await who.get(url_of(complaint)))
            assert shown["actions"].keys() == bodies.keys()
            for name, body in bodies.items():
                answer = await who.post(f"{url_of(complaint)}/{name}?dry_run=true", json=body)
                said = [one["code"] for one in shown["actions"][name]["failing"]]
                told = [one["code"] for one in answer.json().get("errors", ())]
                assert said == told, (name, answer.text)
        if then:
            done(await network.officer.post(url_of(complaint, then)))
