"""Reviews and decisions: sealed, by others than the applicant, and only with a quorum."""

from __future__ import annotations

import pytest

from shared.events import members as events
from tests.members.making import at_once, done, path, refused

pytestmark = pytest.mark.asyncio


async def test_reviews_are_sealed_until_ones_own_is_in(network):
    application = await network.submitted()
    done(await network.review(application, 0), 201)
    url = f"{path(application)}/reviews"
    second = network.reviewers[1]
    assert done(await second.get(url))["items"] == []
    shown = done(await second.get(path(application)))["reviewing"]
    assert shown == {"count": 1, "quorum": 2, "total_score": None, "sealed": True}
    given = done(await network.review(application, 1, creativity=10), 201)
    items = done(await second.get(url))["items"]
    assert len(items) == 2
    assert [one["reviewer"] for one in items if not one["mine"]] == [None]
    assert done(await second.get(f"{url}/{given['id']}"))["scores"]["creativity"] == 10
    shown = done(await network.decider.get(path(application)))["reviewing"]
    assert shown["total_score"] == 86.67


async def test_a_reviewer_reviews_once_and_every_criterion(network):
    application = await network.submitted()
    answer = await network.review(application, 0, creativity=11, beauty=1)
    refused(answer, 422, "score_out_of_range", "criterion_unknown")
    missing = await network.reviewers[0].post(f"{path(application)}/reviews", json={"scores": {}})
    refused(missing, 422, "score_missing", "score_missing")
    done(await network.review(application, 0), 201)
    refused(await network.review(application, 0), 409, "already_reviewed")


async def test_two_clicks_at_once_give_one_review(network):
    application = await network.submitted()
    answers = await at_once(*(network.review(application, 0) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_nobody_reviews_or_decides_their_own(network):
    own = network.service.as_("reviewer", "decider", sub="applicant")
    application = await network.submitted()
    body = {"scores": {"creativity": 1, "community": 1}}
    refused(await own.post(f"{path(application)}/reviews", json=body), 403, "own_application")
    decision = await own.post(f"{path(application)}/decision", json={"outcome": "approve"})
    refused(decision, 403, "own_application", "quorum_not_reached")
    assert done(await own.get(f"{path(application)}/reviews"))["items"] == []


async def test_a_draft_is_not_reviewed(network):
    draft = await network.draft()
    assert (await network.review(draft, 0)).status_code == 404
    officer_and_reviewer = network.service.as_("officer", "reviewer", sub="both")
    body = {"scores": {"creativity": 1, "community": 1}}
    answer = await officer_and_reviewer.post(f"{path(draft)}/reviews", json=body)
    refused(answer, 409, "wrong_status")


async def test_reviewing_and_deciding_need_their_roles(network):
    application = await network.submitted()
    for who in (network.applicant, network.officer, network.decider):
        answer = await who.post(f"{path(application)}/reviews", json={"scores": {}})
        refused(answer, 403, "role_needed")
    for who in (network.applicant, network.reviewers[0], network.operator):
        answer = await who.post(f"{path(application)}/decision", json={"outcome": "approve"})
        refused(answer, 403, "role_needed")


async def test_below_the_quorum_nothing_is_decided_and_the_number_is_told(network):
    application = await network.submitted()
    done(await network.review(application, 0), 201)
    url = f"{path(application)}/decision"
    answer = await network.decider.post(url, json={"outcome": "approve"})
    problem = refused(answer, 409, "quorum_not_reached")
    assert problem["errors"][0]["values"] == {"reviews": 1, "quorum": 2}
    assert done(await network.decider.get(path(application)))["status"] == "submitted"
    assert await network.service.published(events.ApplicationApprovedV1) == []


async def test_a_rejection_is_owed_a_reason_and_tells_it(network):
    application = await network.submitted()
    for number in (0, 1):
        done(await network.review(application, number), 201)
    url = f"{path(application)}/decision"
    refused(await network.decider.post(url, json={"outcome": "reject"}), 422, "reason_needed")
    body = {"outcome": "reject", "reason": "Chưa đủ hoạt động"}
    rejected = done(await network.decider.post(url, json=body))
    assert (rejected["status"], rejected["decision"]["reason"]) == ("rejected", body["reason"])
    (event,) = await network.service.published(events.ApplicationRejectedV1)
    assert event.reason == body["reason"]
    again = await network.decider.post(url, json={"outcome": "approve"})
    refused(again, 409, "already_decided")


async def test_a_call_can_ask_for_more_reviews(network):
    call = await network.call(quorum=3)
    application = await network.submitted(call["id"])
    for number in (0, 1):
        done(await network.review(application, number), 201)
    url, body = f"{path(application)}/decision", {"outcome": "approve"}
    refused(await network.decider.post(url, json=body), 409, "quorum_not_reached")
    done(await network.review(application, 2), 201)
    assert done(await network.decider.post(url, json=body))["status"] == "approved"
