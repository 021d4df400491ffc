"""Evaluation: points counted and scored, a sheet that shows each point's source, grades."""

from __future__ import annotations

import pytest

from shared.events import members as events
from tests.members.making import done, if_match, refused
from tests.members.year import Year

pytestmark = pytest.mark.asyncio

CRITERIA = [
    {
        "code": "held",
        "title": {"vi": "Hoạt động"},
        "weight": 2,
        "max_score": 10,
        "rule": "activities",
    },
    {
        "code": "reliable",
        "title": {"vi": "Giữ hẹn"},
        "weight": 1,
        "max_score": 10,
        "rule": "reliability",
    },
    {"code": "quality", "title": {"vi": "Chất lượng"}, "weight": 1, "max_score": 20},
]


@pytest.fixture
def year(network) -> Year:
    return Year(network)


async def planned(year, **changes) -> dict:
    body = {"year": 2026, "title": {"vi": "Đánh giá năm 2026"}, "criteria": CRITERIA, **changes}
    return done(await year.officer.post("/v1/evaluation-rounds", json=body), 201)


async def test_each_point_of_the_sheet_names_its_source_and_the_grade_follows(network, year):
    member = (await network.member())["member_id"]
    for _ in range(3):
        await year.held(member)
    await year.no_show(member)
    of_round = await planned(year)
    url = f"/v1/evaluation-rounds/{of_round['id']}"
    done(await year.officer.post(f"{url}/open"))
    (one,) = done(await year.officer.get("/v1/evaluations"))["items"]
    refused(await year.judge.post(f"{url}/complete"), 409, "scores_missing")
    scores = f"/v1/evaluations/{one['id']}/scores"
    first, second, _ = network.reviewers
    done(await first.post(scores, json={"scores": {"quality": 15}, "note": "Tốt"}))
    done(await first.post(scores, json={"scores": {"quality": 16}, "note": "Tốt"}))
    done(await second.post(scores, json={"scores": {"quality": 20}}))
    seen = done(await first.get(f"/v1/evaluations/{one['id']}"))
    quality = next(part for part in seen["sheet"] if part["code"] == "quality")
    assert (quality["score"], len(quality["lines"]), seen["preliminary"]) == (16, 1, True)
    done(await year.judge.post(f"{url}/complete"))
    mine = year.as_member(member)
    shown = done(await mine.get(f"/v1/evaluations/{one['id']}"))
    sheet = {part["code"]: part for part in shown["sheet"]}
    assert (sheet["held"]["score"], sheet["reliable"]["score"]) == (6, 5)
    assert sheet["quality"]["score"] == 18
    assert {line["source"] for line in sheet["reliable"]["lines"]} == {"start", "contribution"}
    assert all(line["by"] is None for line in sheet["quality"]["lines"])
    for part in shown["sheet"]:
        assert sum(line["points"] for line in part["lines"]) == part["score"]
    assert shown["percent"] == 65.0
    assert shown["grade"]["code"] == "satisfactory"
    (told,) = await network.service.published(events.EvaluationCompletedV1)
    assert (told.grade.code, told.percent, told.year) == ("satisfactory", 65.0, 2026)
    refused(await first.post(scores, json={"scores": {"quality": 1}}), 409, "wrong_status")


async def test_a_member_sees_no_sheet_before_the_round_is_completed(network, year):
    member = (await network.member())["member_id"]
    of_round = await planned(year)
    done(await year.officer.post(f"/v1/evaluation-rounds/{of_round['id']}/open"))
    (one,) = done(await year.officer.get("/v1/evaluations"))["items"]
    mine = year.as_member(member)
    assert (await mine.get(f"/v1/evaluations/{one['id']}")).status_code == 404
    assert done(await mine.get("/v1/evaluations"))["items"] == []


async def test_nobody_scores_the_own_space_nor_what_is_counted(network, year):
    member = (await network.member())["member_id"]
    of_round = await planned(year)
    done(await year.officer.post(f"/v1/evaluation-rounds/{of_round['id']}/open"))
    (one,) = done(await year.officer.get("/v1/evaluations"))["items"]
    url = f"/v1/evaluations/{one['id']}/scores"
    both = network.service.as_("reviewer", "member", sub="both", member=member)
    refused(await both.post(url, json={"scores": {"quality": 20}}), 403, "own_space_scored")
    body = {"scores": {"held": 3, "quality": 21}}
    answer = await network.reviewers[0].post(url, json=body)
    refused(answer, 422, "criterion_not_scored_by_people", "score_out_of_range")


async def test_a_round_is_one_a_year_and_its_criteria_hold_together(network, year):
    of_round = await planned(year)
    body = {"year": 2026, "title": {"vi": "Lần hai"}, "criteria": CRITERIA}
    answer = await year.officer.post("/v1/evaluation-rounds", json=body)
    refused(answer, 409, "evaluation_round_exists")
    twice = [{**CRITERIA[0], "rule": "no_such"}, CRITERIA[0]]
    url = f"/v1/evaluation-rounds/{of_round['id']}"
    answer = await year.officer.patch(url, json={"criteria": twice}, headers=if_match(of_round))
    refused(answer, 422, "criterion_twice", "point_rule_unknown")
    done(await year.officer.post(f"{url}/cancel", json={"reason": "Nhầm năm"}))
    await planned(year)
    answer = await year.officer.post(f"{url}/open")
    refused(answer, 409, "wrong_status")
    future = {**body, "year": 2027}
    refused(await year.officer.post("/v1/evaluation-rounds", json=future), 422, "year_to_come")


async def test_lists_and_completion_keep_a_budget_of_statements(network, year, statements):
    await network.members("Xưởng Một", "Xưởng Hai")
    before = await statements(year.officer.get("/v1/evaluations"))
    of_round = await planned(year, criteria=CRITERIA[:2])
    url = f"/v1/evaluation-rounds/{of_round['id']}"
    done(await year.officer.post(f"{url}/open"))
    assert await statements(year.officer.get("/v1/evaluations")) == before == 1
    assert await statements(year.officer.get("/v1/evaluation-rounds")) == 1
    done(await year.judge.post(f"{url}/complete"))
