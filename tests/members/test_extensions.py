"""More time for one applicant, after a call has closed or before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.members.making import APPLICANT, at_once, done, path, refused
from tests.members.test_call_rounds import url

pytestmark = pytest.mark.asyncio


async def test_one_file_is_given_longer_after_the_call_has_closed(network):
    call = await network.call(closes_at=network.instant(hours=1))
    draft = await network.draft(call["id"])
    other = await network.draft(call["id"], network.stranger)
    network.clock.advance(timedelta(hours=2))
    await network.service.do_due()
    officer, applicant = network.service.as_("officer"), network.service.as_(sub="applicant")
    more = {
        "application_id": draft["id"],
        "until": network.instant(days=1),
        "reason": "Mất điện toàn khu",
    }
    given = done(await officer.post(url(call, "/extensions"), json=more), 201)
    assert (given["application_id"], given["subject"]) == (draft["id"], None)
    shown = done(await applicant.get(path(draft)))
    assert shown["deadline"] == given["until"] > shown["created_at"]
    assert shown["actions"]["submit"]["allowed"] is True
    refused(
        await network.service.as_(sub="stranger").post(f"{path(other)}/submit"), 409, "call_closed"
    )
    done(await applicant.post(f"{path(draft)}/submit"))
    refused(
        await officer.post(
            url(call, "/extensions"), json={**more, "until": network.instant(days=2)}
        ),
        409,
        "wrong_status",
    )
    audit = done(await officer.get("/v1/audit"))["items"]
    assert ("extend_deadline", "Mất điện toàn khu") in [
        (one["act"], one["reason"]) for one in audit
    ]


async def test_the_longer_deadline_ends_too(network):
    call = await network.call(closes_at=network.instant(hours=1))
    draft = await network.draft(call["id"])
    more = {"application_id": draft["id"], "until": network.instant(hours=3), "reason": "Ốm"}
    done(await network.officer.post(url(call, "/extensions"), json=more), 201)
    network.clock.advance(timedelta(hours=3))
    applicant = network.service.as_(sub="applicant")
    refused(await applicant.post(f"{path(draft)}/submit"), 409, "call_closed")


async def test_a_person_is_given_longer_for_what_they_begin(network):
    call = await network.call(closes_at=network.instant(hours=1))
    begun = await network.draft(call["id"])
    network.clock.advance(timedelta(minutes=30))
    more = {"subject": "applicant", "until": network.instant(hours=4), "reason": "Thiên tai"}
    done(await network.officer.post(url(call, "/extensions"), json=more), 201)
    network.clock.advance(timedelta(hours=2))
    applicant, stranger = (network.service.as_(sub=sub) for sub in ("applicant", "stranger"))
    late = await network.draft(call["id"], applicant, name="Không gian thứ hai")
    for draft in (begun, late):
        done(await applicant.post(f"{path(draft)}/submit"))
    body = {"call_id": call["id"], "applicant": APPLICANT}
    refused(await stranger.post("/v1/applications", json=body), 409, "call_closed")


async def test_more_time_must_be_more_for_someone_and_with_a_reason(network):
    call = await network.call()
    elsewhere = await network.draft()
    later = {"until": network.instant(days=60), "reason": "Lý do"}
    door = url(call, "/extensions")
    for body, status, code in (
        ({**later}, 422, "extension_for_file_or_person"),
        ({**later, "subject": "a", "application_id": call["id"]}, 422, None),
        ({"subject": "a", "until": network.instant(days=60)}, 422, "field_missing"),
        ({**later, "subject": "a", "until": network.instant(days=1)}, 409, "extension_not_later"),
        ({**later, "application_id": elsewhere["id"]}, 422, "not_found"),
        ({**later, "application_id": call["id"]}, 422, "not_found"),
    ):
        answer = await network.officer.post(door, json=body)
        assert answer.status_code == status, answer.text
        if code:
            refused(answer, status, code)
    future = await network.call(opens_at=network.instant(days=1))
    answer = await network.officer.post(
        url(future, "/extensions"), json={**later, "subject": "applicant"}
    )
    refused(answer, 409, "wrong_status")


async def test_extensions_are_read_by_staff(network):
    call = await network.call()
    more = {"subject": "applicant", "until": network.instant(days=60), "reason": "Lý do riêng"}
    given = done(await network.officer.post(url(call, "/extensions"), json=more), 201)
    listed = done(await network.officer.get(url(call, "/extensions")))["items"]
    assert [one["id"] for one in listed] == [given["id"]]
    one = url(call, f"/extensions/{given['id']}")
    assert done(await network.officer.get(one)) == given
    other = await network.call()
    wrong = url(other, f"/extensions/{given['id']}")
    refused(await network.officer.get(wrong), 404, "not_found")
    refused(await network.applicant.get(one), 403, "role_needed")


async def test_more_time_and_a_new_draft_at_once_never_miss_each_other(network):
    call = await network.call()
    more = {"subject": "applicant", "until": network.instant(days=60), "reason": "Lý do"}
    body = {"call_id": call["id"], "applicant": APPLICANT}
    answers = await at_once(
        *(
            network.applicant.post(
                "/v1/applications",
                json={**body, "applicant": {**APPLICANT, "name": f"Không gian {number}"}},
            )
            for number in range(4)
        ),
        network.officer.post(url(call, "/extensions"), json=more),
    )
    assert all(answer.status_code == 201 for answer in answers), [one.text for one in answers]
    until = answers[-1].json()["until"]
    drafts = done(await network.applicant.get("/v1/applications"))["items"]
    assert [one["deadline"] for one in drafts] == [until] * 4
