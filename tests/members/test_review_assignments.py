"""Assignments and conflicts of interest: fair shares, nobody recused, nothing lost on the way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.members.making import Network, at_once, done, if_match, path, refused

pytestmark = pytest.mark.asyncio


def people(*subjects: str) -> list[dict[str, str]]:
    return [{"subject": subject} for subject in subjects]


PANEL = people("reviewer-1", "reviewer-2", "reviewer-3")


async def files(network: Network, count: int, call: dict[str, Any] | None = None) -> list[Any]:
    """Applications of one call, each by an applicant and contact of its own."""
    call = call or await network.call()
    return [
        await network.submitted(
            call["id"],
            network.service.as_(sub=f"applicant-{number}"),
            name=f"Không gian {number}",
            contact={"name": "Nguyễn Văn A", "email": f"a{number}@mau.example"},
        )
        for number in range(count)
    ]


async def assign(network: Network, call_id: str, **body: Any) -> dict[str, Any]:
    url = f"/v1/calls/{call_id}/assign-reviewers"
    return done(await network.officer.post(url, json={"reviewers": PANEL, **body}))


async def grant(network: Network, subject: str, role: str, **more: Any) -> None:
    body = {"subject": subject, "role": role, "reason": "Thử", **more}
    done(await network.operator.post("/v1/grants", json=body), 201)


async def undone(network: Network, subject: str) -> list[str]:
    query = {"reviewer": subject, "undone": "true"}
    shown = done(await network.officer.get("/v1/review-assignments", params=query))
    return [one["application_id"] for one in shown["items"]]


async def test_files_are_shared_out_evenly_and_a_second_time_changes_nothing(network):
    call = await network.call()
    made = await files(network, 3, call)
    url = f"/v1/calls/{call['id']}/assign-reviewers"
    proposed = await network.officer.post(f"{url}?dry_run=true", json={"reviewers": PANEL})
    assert len(done(proposed)["result"]["assigned"]) == 6
    assert await undone(network, "reviewer-1") == []
    first = await assign(network, call["id"])
    assert [one["open_files"] for one in first["loads"]] == [2, 2, 2]
    assert first["short"] == []
    again = await assign(network, call["id"])
    assert again["assigned"] == []
    mine = done(await network.reviewers[0].get("/v1/review-assignments"))["items"]
    assert len(mine) == 2
    assert {one["mine"] for one in mine} == {True}
    assert {one["application_id"] for one in mine} <= {one["id"] for one in made}


async def test_two_officers_assigning_at_once_give_nobody_a_file_twice(network):
    call = await network.call()
    await files(network, 4, call)
    url, body = f"/v1/calls/{call['id']}/assign-reviewers", {"reviewers": PANEL}
    answers = await at_once(*(network.officer.post(url, json=body) for _ in range(4)))
    given = [one for answer in answers for one in done(answer)["assigned"]]
    assert len(given) == 8
    assert len({(one["application_id"], one["reviewer"]["subject"]) for one in given}) == 8


async def test_once_reviewers_are_assigned_only_they_review(network):
    call = await network.call()
    (application,) = await files(network, 1, call)
    await assign(network, call["id"], reviewers=people("reviewer-1", "reviewer-2"))
    refused(await network.review(application, 2), 403, "not_assigned")
    shown = done(await network.reviewers[2].get(path(application)))
    assert [one["code"] for one in shown["actions"]["review"]["failing"]] == ["not_assigned"]
    done(await network.review(application, 0), 201)
    assert await undone(network, "reviewer-1") == []
    assert await undone(network, "reviewer-2") == [application["id"]]
    by_hand = {"reviewer": {"subject": "reviewer-3"}, "reason": "Thêm ý kiến"}
    url = f"{path(application)}/review-assignments"
    done(await network.officer.post(url, json=by_hand), 201)
    refused(await network.officer.post(url, json=by_hand), 409, "already_assigned")
    done(await network.review(application, 2), 201)


async def test_expertise_decides_who_gets_a_file(network):
    for number, field in enumerate(("music", "design", "music"), start=1):
        body = {"subject": f"reviewer-{number}", "fields": [field]}
        reviewer = done(await network.officer.post("/v1/reviewers", json=body), 201)
    refused(await network.officer.post("/v1/reviewers", json=body), 409, "reviewer_known")
    call = await network.call(quorum=1)
    await files(network, 1, call)
    given = await assign(network, call["id"], reviewers=[])
    assert [one["reviewer"]["subject"] for one in given["assigned"]] == ["reviewer-2"]
    away = {"away_until": network.instant(days=9)}
    url = f"/v1/reviewers/{reviewer['id']}"
    changed = done(await network.officer.patch(url, json=away, headers=if_match(reviewer)))
    assert changed["status"] == "away"
    found = done(await network.officer.get("/v1/reviewers?field=music"))["items"]
    assert [one["person"]["subject"] for one in found] == ["reviewer-1", "reviewer-3"]


async def test_who_is_away_gets_nothing_and_what_lacks_reviewers_is_told(network):
    body = {"subject": "reviewer-1", "away_from": network.instant(days=-1)}
    done(await network.officer.post("/v1/reviewers", json=body), 201)
    call = await network.call()
    (application,) = await files(network, 1, call)
    given = await assign(network, call["id"], reviewers=people("reviewer-1", "reviewer-2"))
    assert [one["reviewer"]["subject"] for one in given["assigned"]] == ["reviewer-2"]
    short = {"application_id": application["id"], "name": "Không gian 0", "missing": 1}
    assert given["short"] == [short]
    url = f"/v1/calls/{call['id']}/assign-reviewers"
    nobody = await network.officer.post(url, json={"reviewers": people("reviewer-1")})
    refused(nobody, 409, "no_reviewers")


async def test_all_open_work_of_an_absent_person_goes_over_in_one_act(network):
    first, second = await network.call(), await network.call()
    for call in (first, second):
        await files(network, 2, call)
        await assign(network, call["id"], reviewers=people("reviewer-1"), reviewers_per_file=1)
    theirs = await undone(network, "reviewer-1")
    assert len(theirs) == 4
    barred = {"person": {"subject": "reviewer-2"}, "reason": "Người quen"}
    done(await network.officer.post(f"/v1/applications/{theirs[0]}/conflicts", json=barred), 201)
    url = "/v1/reviewers/hand-over"
    body = {"from": {"subject": "reviewer-1"}, "to": {"subject": "reviewer-2"}, "reason": "Nghỉ"}
    same = await network.officer.post(url, json={**body, "to": body["from"]})
    refused(same, 422, "hand_over_to_self")
    result = done(await network.officer.post(url, json=body))
    assert [one["application_id"] for one in result["left"]] == [theirs[0]]
    assert sorted(await undone(network, "reviewer-2")) == sorted(theirs[1:])
    assert await undone(network, "reviewer-1") == [theirs[0]]
    shared = {"from": {"subject": "reviewer-2"}, "reason": "Nghỉ ốm"}
    await grant(network, "reviewer-3", "reviewer")
    done(await network.officer.post(url, json=shared))
    assert sorted(await undone(network, "reviewer-3")) == sorted(theirs[1:])
    again = done(await network.officer.post(url, json=shared))
    assert again == {"handed_over": [], "left": [], "chaired": [], "unchaired": []}
    old = done(
        await network.officer.get("/v1/review-assignments?status=handed_over&reviewer=reviewer-1")
    )
    assert {one["reason"] for one in old["items"]} == {"Nghỉ"}
    assert all(one["handed_to"] for one in old["items"])


async def test_the_chair_of_a_board_goes_to_who_is_named_and_is_told_otherwise(network):
    call = await network.call()
    await files(network, 1, call)
    board = {"chair": {"subject": "chair"}, "reviewers": PANEL}
    url = f"/v1/calls/{call['id']}/review-board"
    done(await network.officer.put(url, json=board))
    body: dict[str, Any] = {"from": {"subject": "chair"}, "reason": "Nghỉ thai sản"}
    told = done(await network.officer.post("/v1/reviewers/hand-over", json=body))
    assert (told["chaired"], told["unchaired"]) == ([], [call["id"]])
    body["to"] = {"subject": "reviewer-3"}
    told = done(await network.officer.post("/v1/reviewers/hand-over", json=body))
    assert (told["chaired"], told["unchaired"]) == ([call["id"]], [])
    assert done(await network.officer.get(url))["chair"]["subject"] == "reviewer-3"


async def test_a_reviewer_is_taken_off_and_does_not_get_the_file_again(network):
    call = await network.call()
    (application,) = await files(network, 1, call)
    await assign(network, call["id"], reviewers=people("reviewer-1"))
    (row,) = done(await network.officer.get("/v1/review-assignments"))["items"]
    url = f"/v1/review-assignments/{row['id']}"
    done(await network.officer.post(f"{url}/end", json={"reason": "Đổi lịch"}))
    refused(await network.officer.post(f"{url}/end", json={"reason": "Đổi"}), 409, "wrong_status")
    assert done(await network.reviewers[0].get(url))["status"] == "ended"
    refused(await network.review(application, 0), 403, "not_assigned")
    given = await assign(network, call["id"], reviewers=people("reviewer-1"))
    assert (given["assigned"], given["short"][0]["missing"]) == ([], 2)


async def test_lists_take_the_same_statements_however_many_rows(network, statements):
    call = await network.call()
    await files(network, 1, call)
    await assign(network, call["id"])
    urls = ("/v1/review-assignments?undone=true", f"/v1/applications?call_id={call['id']}")
    before = [await statements(network.officer.get(url)) for url in urls]
    await files(network, 3, call)
    await assign(network, call["id"])
    after = [await statements(network.officer.get(url)) for url in urls]
    assert after == before
    assert after[0] == 1


async def test_a_review_and_the_end_of_its_assignment_at_once_never_both_hold(network):
    call = await network.call()
    made = await files(network, 3, call)
    await assign(network, call["id"], reviewers=people("reviewer-1"), reviewers_per_file=1)
    rows = done(await network.officer.get("/v1/review-assignments"))["items"]
    for application in made:
        (row,) = [one for one in rows if one["application_id"] == application["id"]]
        url = f"/v1/review-assignments/{row['id']}"
        given, ended = await at_once(
            network.review(application, 0),
            network.officer.post(f"{url}/end", json={"reason": "Đổi lịch"}),
        )
        status = done(await network.officer.get(url))["status"]
        outcome = (given.status_code, ended.status_code, status)
        assert outcome in ((201, 409, "done"), (403, 200, "ended")), (given.text, ended.text)
