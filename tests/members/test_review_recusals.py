"""Who may not judge a file, and what becomes of the work when that shows."""

from __future__ import annotations

import pytest

from tests.members.making import done, path, refused
from tests.members.test_review_assignments import PANEL, assign, files, grant, undone

pytestmark = pytest.mark.asyncio


async def test_own_file_same_member_and_same_contact_are_recused_by_themselves(network):
    member = await network.member()
    renewal = await network.submitted((await network.call())["id"], name="Gia hạn")
    await grant(network, "colleague", "member", member_id=member["member_id"])
    await grant(network, "colleague", "reviewer")
    await grant(network, "reached-there", "reviewer", email="LienHe@mau.example")
    await grant(network, "independent", "reviewer")
    found = done(await network.officer.get(f"{path(renewal)}/recused"))["items"]
    grounds = {one["person"]["subject"]: [g["code"] for g in one["grounds"]] for one in found}
    assert grounds["colleague"] == ["same_member"]
    assert grounds["reached-there"] == ["same_contact"]
    assert grounds["applicant"][0] == "own_file"
    assert "independent" not in grounds
    given = await assign(network, renewal["call_id"], reviewers=[])
    assert [one["reviewer"]["subject"] for one in given["assigned"]] == ["independent"]
    url, body = f"{path(renewal)}/review-assignments", {"reviewer": {"subject": "colleague"}}
    refused(await network.officer.post(url, json=body), 409, "reviewer_recused")
    scores = {"scores": {"creativity": 1, "community": 1}}
    colleague = network.service.as_(sub="colleague")
    answer = await colleague.post(f"{path(renewal)}/reviews", json=scores)
    refused(answer, 403, "conflict_of_interest", "not_assigned")


async def test_who_applied_with_the_same_contact_is_recused(network):
    call = await network.call()
    shared = {"name": "Nguyễn Văn A", "phone": "0912 000 111"}
    first = await network.submitted(
        call["id"], network.service.as_(sub="reviewer-1"), name="Một", contact=shared
    )
    second = await network.submitted(
        call["id"], network.service.as_(sub="someone"), name="Hai", contact=shared
    )
    refused(await network.review(first, 0), 403, "own_application")
    refused(await network.review(second, 0), 403, "conflict_of_interest")
    done(await network.review(second, 1), 201)


async def test_a_call_without_a_seal_shows_scores_at_once(network):
    call = await network.call(review={"sealed": False})
    (application,) = await files(network, 1, call)
    done(await network.review(application, 0), 201)
    shown = done(await network.reviewers[1].get(path(application)))["reviewing"]
    assert (shown["sealed"], shown["total_score"]) == (False, 80.0)


async def test_a_declared_conflict_ends_the_assignment_and_sets_the_review_aside(network):
    call = await network.call()
    (application,) = await files(network, 1, call)
    await assign(network, call["id"])
    reviewers = [
        one["subject"]
        for one in PANEL
        if application["id"] in await undone(network, one["subject"])
    ]
    numbers = [int(subject[-1]) - 1 for subject in reviewers]
    done(await network.review(application, numbers[0]), 201)
    url, body = f"{path(application)}/conflicts", {"reason": "Từng làm việc cùng"}
    for number in numbers:
        done(await network.reviewers[number].post(url, json=body), 201)
        refused(await network.reviewers[number].post(url, json=body), 409, "conflict_known")
    assert await undone(network, reviewers[1]) == []
    shown = done(await network.officer.get(path(application)))["reviewing"]
    assert (shown["count"], shown["total_score"]) == (0, None)
    first = network.reviewers[numbers[0]]
    assert done(await first.get(f"{path(application)}/reviews"))["items"] == []
    assert done(await first.get(path(application)))["reviewing"] is None
    (review,) = done(await network.officer.get(f"{path(application)}/reviews"))["items"]
    assert review["status"] == "set_aside"
    declared = done(await network.officer.get(url))["items"]
    assert len(declared) == 2
    lift = f"{url}/{declared[0]['id']}/lift"
    done(await network.officer.post(lift, json={"reason": "Nhầm người"}))
    refused(await network.officer.post(lift, json={"reason": "Nhầm"}), 409, "conflict_lifted")
    assert done(await network.officer.get(path(application)))["reviewing"]["count"] == 1


async def test_only_an_officer_declares_for_another_and_who_is_recused_does_not_decide(network):
    (application,) = await files(network, 1)
    for number in (0, 1):
        done(await network.review(application, number), 201)
    url = f"{path(application)}/conflicts"
    body = {"person": {"subject": "the-decider"}, "reason": "Người thân"}
    refused(await network.reviewers[2].post(url, json=body), 403, "role_needed")
    done(await network.officer.post(url, json=body), 201)
    decider = network.service.as_("decider", sub="the-decider")
    decision = {"outcome": "approve"}
    answer = await decider.post(f"{path(application)}/decision", json=decision)
    refused(answer, 403, "conflict_of_interest")
    done(await network.decider.post(f"{path(application)}/decision", json=decision))
    late = await network.officer.post(url, json={"reason": "Muộn"})
    refused(late, 409, "wrong_status")
