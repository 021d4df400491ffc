"""Meetings of a board: votes that add up, minutes with the votes, recommendations that follow."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tests.members.making import Network, done, if_match, path, refused

pytestmark = pytest.mark.asyncio

PRESENT = [
    {"name": "Bà Trần Thị Bình", "position": "Phó Giám đốc"},
    {"name": "Ông Lê Văn Cường", "position": "Chuyên viên", "subject": "reviewer-1"},
    {"name": "Ông Phạm Đức Dũng", "subject": "reviewer-2"},
]


def meeting_body(network: Network, call_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "call_id": call_id,
        "held_at": network.instant(hours=-2),
        "place": "Phòng họp tầng hầm, Bảo tàng Hà Nội",
        "chair": "Bà Trần Thị Bình",
        "secretary": "Nguyễn Thị Ghi",
        "present": PRESENT,
        "absent": [{"name": "Bà Hoàng Thị Hà", "position": "Nhà nghiên cứu"}],
        **changes,
    }


async def opened(network: Network, call_id: str) -> dict[str, Any]:
    body = meeting_body(network, call_id)
    return done(await network.officer.post("/v1/review-meetings", json=body), 201)


def url_of(meeting: dict[str, Any]) -> str:
    return f"/v1/review-meetings/{meeting['id']}"


def vote(application: dict[str, Any], *counts: int, **more: Any) -> dict[str, Any]:
    in_favour, against, abstain = counts
    return {
        "application_id": application["id"],
        "in_favour": in_favour,
        "against": against,
        "abstain": abstain,
        "recommendation": "approve",
        **more,
    }


async def record(network: Network, meeting: dict[str, Any], *votes: dict[str, Any]) -> Any:
    body = {"votes": list(votes)}
    return await network.officer.put(
        f"{url_of(meeting)}/votes", json=body, headers=if_match(meeting)
    )


async def read_pdf(network: Network, meeting: dict[str, Any]) -> str:
    answer = await network.officer.get(f"{url_of(meeting)}/minutes.pdf")
    assert answer.status_code == 200, answer.text
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def test_votes_are_recorded_and_become_recommendations_when_the_minutes_are_adopted(network):
    call = await network.call()
    first = await network.submitted(call["id"], name="Xưởng Gốm")
    second = await network.submitted(call["id"], name="Nhà Sách")
    meeting = await opened(network, call["id"])
    votes = (
        vote(first, 3, 0, 0),
        vote(second, 1, 1, 1, recommendation="reject", note="Chủ trì đề nghị chờ đợt sau"),
    )
    meeting = done(await record(network, meeting, *votes))
    assert [one["name"] for one in meeting["votes"]] == ["Xưởng Gốm", "Nhà Sách"]
    words = await read_pdf(network, meeting)
    assert "DỰ THẢO" in words
    assert "Biên bản chưa được thông qua" in words
    closed = done(
        await network.officer.post(f"{url_of(meeting)}/close", json={"conclusion": "Nhất trí."})
    )
    assert closed["status"] == "closed"
    assert closed["document_id"]
    words = await read_pdf(network, meeting)
    for part in (
        "BIÊN BẢN",
        "Họp xét hồ sơ: Đợt mẫu",
        "Bà Trần Thị Bình (Phó Giám đốc)",
        "Có mặt 3/4 thành viên",
        "Xưởng Gốm",
        "Chủ trì đề nghị chờ đợt sau",
        "đề nghị duyệt 1, đề nghị không duyệt 1",
        "Kết luận: Nhất trí.",
        "Biên bản được thông qua lúc 09:00, ngày 23/11/2026",
        "Meeting of the review board: Sample call",
    ):
        assert part in words, part
    for application, outcome in ((first, "approve"), (second, "reject")):
        url = f"{path(application)}/recommendations"
        (given,) = done(await network.decider.get(url))["items"]
        assert (given["outcome"]["code"], given["meeting_id"]) == (outcome, meeting["id"])
    refused(await record(network, closed, votes[0]), 409, "wrong_status")
    for move in ("close", "cancel"):
        body = {"reason": "Thử"} if move == "cancel" else {}
        answer = await network.officer.post(f"{url_of(meeting)}/{move}", json=body)
        refused(answer, 409, "wrong_status")


async def test_who_is_recused_does_not_count_among_the_voters(network):
    call = await network.call()
    application = await network.submitted(call["id"])
    stranger = await network.submitted()
    meeting = await opened(network, call["id"])
    body = {"reason": "Người quen"}
    conflicts = f"{path(application)}/conflicts"
    done(await network.reviewers[0].post(conflicts, json=body), 201)
    refused(
        await record(network, meeting, vote(application, 3, 0, 0)), 422, "more_votes_than_voters"
    )
    twice = await record(
        network,
        meeting,
        vote(application, 2, 0, 0),
        vote(application, 2, 0, 0),
        vote(stranger, 2, 0, 0),
    )
    refused(twice, 422, "voted_twice", "not_in_review")
    done(await record(network, meeting, vote(application, 2, 0, 0)))


async def test_a_meeting_tells_everything_that_is_wrong_with_it(network):
    call = await network.call()
    wrong = meeting_body(network, call["id"], chair="Nguyễn Thị Ghi")
    answer = await network.officer.post("/v1/review-meetings", json=wrong)
    refused(answer, 422, "chair_is_secretary", "chair_not_present")
    body = meeting_body(network, call["id"], held_at=network.instant(days=1), present=PRESENT[:1])
    meeting = done(await network.officer.post("/v1/review-meetings", json=body), 201)
    answer = await network.officer.post(f"{url_of(meeting)}/close")
    refused(answer, 409, "meeting_not_held_yet", "meeting_without_votes", "meeting_below_quorum")
    changed = done(
        await network.officer.patch(
            url_of(meeting), json={"place": "Sảnh"}, headers=if_match(meeting)
        )
    )
    assert changed["place"] == "Sảnh"
    done(await network.officer.post(f"{url_of(meeting)}/cancel", json={"reason": "Dời lịch"}))
    refused(
        await network.officer.patch(url_of(meeting), json={}, headers={"If-Match": "*"}),
        409,
        "wrong_status",
    )


async def test_names_are_read_one_meeting_at_a_time_and_noted(network, statements):
    call = await network.call()
    meeting = await opened(network, call["id"])
    before = await statements(network.officer.get("/v1/review-meetings"))
    await opened(network, call["id"])
    assert await statements(network.officer.get("/v1/review-meetings")) == before == 1
    listed = await network.officer.get(f"/v1/review-meetings?call_id={call['id']}&status=open")
    assert len(done(listed)["items"]) == 2
    assert "Trần Thị Bình" not in listed.text
    assert done(await network.officer.get(url_of(meeting)))["chair"] == "Bà Trần Thị Bình"
    await network.officer.get(f"{url_of(meeting)}/minutes.pdf")
    acts = [
        one["act"]
        for one in done(await network.service.as_("auditor").get("/v1/audit"))["items"]
        if one["subject_id"] == meeting["id"]
    ]
    assert sorted(acts) == ["get_review_meeting", "open_review_meeting", "read_minutes"]
    refused(await network.reviewers[0].get(url_of(meeting)), 403, "role_needed")
