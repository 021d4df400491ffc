"""The ranking of a call, the chair's recommendation, and the reasons as a table."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from tests.members.making import Network, done, path, refused

pytestmark = pytest.mark.asyncio

CHAIR = {"chair": {"subject": "chair"}, "reviewers": [{"subject": "reviewer-1"}]}


async def reviewed(network: Network, call_id: str, name: str, *points: int) -> dict[str, Any]:
    """A file with one review for each number of points for creativity."""
    who = network.service.as_(sub=name)
    application = await network.submitted(call_id, who, name=name)
    for number, creativity in enumerate(points):
        done(await network.review(application, number, creativity=creativity), 201)
    return application


async def ranking(who: Any, call_id: str) -> list[dict[str, Any]]:
    return done(await who.get(f"/v1/calls/{call_id}/ranking"))["items"]


async def test_a_ranking_orders_files_and_says_what_to_discuss(network):
    call = await network.call(review={"spread_limit": 30})
    for name, points in (("Ba", (2, 9)), ("Một", (9, 9)), ("Hai", (7, 7)), ("Bốn", (10,))):
        await reviewed(network, call["id"], name, *points)
    items = await ranking(network.officer, call["id"])
    assert [(one["name"], one["rank"]) for one in items] == [
        ("Một", 1),
        ("Hai", 2),
        ("Ba", 3),
        ("Bốn", None),
    ]
    assert [[flag["code"] for flag in one["flags"]] for one in items] == [
        [],
        [],
        ["spread_too_wide"],
        ["quorum_missing"],
    ]
    assert items[2]["spread"] == 46.67


async def test_a_ranking_is_for_staff_and_the_chair_whose_own_scores_are_in(network):
    call = await network.call()
    application = await reviewed(network, call["id"], "Một", 9, 9)
    url = f"/v1/calls/{call['id']}/ranking"
    refused(await network.reviewers[0].get(url), 403, "chair_only")
    refused(await network.applicant.get(url), 403, "role_needed")
    board = f"/v1/calls/{call['id']}/review-board"
    chair = network.service.as_("reviewer", sub="chair")
    done(await network.officer.put(board, json=CHAIR))
    assert (await chair.get(url)).status_code == 200
    by_hand = {"reviewer": {"subject": "chair"}}
    done(await network.officer.post(f"{path(application)}/review-assignments", json=by_hand), 201)
    refused(await chair.get(url), 403, "ranking_sealed")
    scores = {"scores": {"creativity": 9, "community": 5}}
    done(await chair.post(f"{path(application)}/reviews", json=scores), 201)
    assert (await chair.get(url)).status_code == 200
    shown = done(await network.reviewers[0].get(board))
    assert shown["chair"]["subject"] == "chair"
    assert (await network.reviewers[1].get(board)).status_code == 404


async def test_nobody_reads_the_scores_of_a_file_from_which_they_are_recused(network):
    call = await network.call()
    application = await reviewed(network, call["id"], "decider", 9, 9)
    (item,) = await ranking(network.decider, call["id"])
    assert (item["withheld"], item["rank"], item["total_score"]) == (True, None, None)
    table = await network.decider.get(f"/v1/calls/{call['id']}/reviews.csv")
    assert application["applicant"]["name"] not in table.text
    (item,) = await ranking(network.officer, call["id"])
    assert (item["withheld"], item["rank"]) == (False, 1)


async def test_the_chair_recommends_and_another_decides(network):
    call = await network.call()
    application = await reviewed(network, call["id"], "Một", 9, 9)
    url, body = f"{path(application)}/recommendation", {"outcome": "approve", "reason": "Tốt"}
    chair = network.service.as_("reviewer", "decider", sub="chair")
    refused(await chair.post(url, json=body), 409, "no_review_board")
    done(await network.officer.put(f"/v1/calls/{call['id']}/review-board", json=CHAIR))
    refused(await network.reviewers[0].post(url, json=body), 403, "chair_only")
    done(await chair.post(url, json={**body, "outcome": "discuss"}), 201)
    given = done(await chair.post(url, json=body), 201)
    assert given["status"] == "standing"
    listed = done(await network.officer.get(f"{path(application)}/recommendations"))["items"]
    assert [one["status"] for one in listed] == ["replaced", "standing"]
    (item,) = await ranking(network.officer, call["id"])
    assert item["recommendation"]["code"] == "approve"
    decision = f"{path(application)}/decision"
    refused(await chair.post(decision, json={"outcome": "approve"}), 403, "own_recommendation")
    done(await network.decider.post(decision, json={"outcome": "approve"}))
    refused(await chair.post(url, json=body), 409, "wrong_status")


async def test_the_reasons_leave_as_csv_that_excel_reads_and_as_xlsx(network):
    call = await network.call()
    application = await reviewed(network, call["id"], "=1+1 Không gian", 9, 3)
    decision = {"outcome": "reject", "reason": "Chưa đủ"}
    done(await network.decider.post(f"{path(application)}/decision", json=decision))
    url = f"/v1/calls/{call['id']}/reviews"
    answer = await network.officer.get(f"{url}.csv")
    assert answer.status_code == 200
    assert answer.content.startswith("\ufeffHạng,Hồ sơ".encode())
    head, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head[7:9] == ["Tính sáng tạo", "Gắn với cộng đồng"]
    assert [line[1] for line in lines] == ["'=1+1 Không gian"] * 2
    assert [line[7] for line in lines] == ["9", "3"]
    assert [line[6] for line in lines] == ["reviewer-1", "reviewer-2"]
    assert {line[-1] for line in lines} == {"Chưa đủ"}
    headers = {"Accept-Language": "en"}
    book = load_workbook(
        io.BytesIO((await network.officer.get(f"{url}.xlsx", headers=headers)).content)
    )
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:2] == ("Rank", "File")
    assert rows[1][7] == 9
    trail = done(await network.service.as_("auditor").get("/v1/audit"))["items"]
    assert [one["act"] for one in trail].count("export_reviews") == 2
    refused(await network.reviewers[0].get(f"{url}.csv"), 403, "role_needed")


MANY = """
WITH made AS (
  INSERT INTO applications (call_id, applicant_issuer, applicant_subject, name, search, fields,
         status, submitted_at, review_count, answers, filed_on_paper, id, version,
         event_sequence, readers, created_at,
         updated_at)
  SELECT :call, 'city', 'a' || n, 'Hồ sơ ' || n, 'ho so', '{}', 'submitted', :now, 3, '{}', false,
         gen_random_uuid(), 1, 0, '{role:officer}', :now, :now
    FROM generate_series(1, 2000) n
  RETURNING id, applicant_subject
)
INSERT INTO reviews (application_id, reviewer_issuer, reviewer_subject, scores, id, version,
       event_sequence, readers, created_at, updated_at)
SELECT id, 'city', 'r' || m,
       jsonb_build_object('creativity', (hashtext(applicant_subject) & 7) + m % 3, 'community', 3),
       gen_random_uuid(), 1, 0, '{role:officer}', :now, :now
  FROM made, generate_series(1, 3) m
"""


async def test_two_thousand_files_with_three_reviews_rank_in_at_most_three_statements(
    network, statements
):
    call = await network.call()
    async with network.service.database.sessions() as session:
        await session.execute(text(MANY), {"call": call["id"], "now": network.clock.now()})
        await session.commit()
    done(await network.officer.put(f"/v1/calls/{call['id']}/review-board", json=CHAIR))
    url = f"/v1/calls/{call['id']}/ranking"
    assert await statements(network.officer.get(url)) == 2
    assert await statements(network.service.as_("reviewer", sub="chair").get(url)) == 3
    items = await ranking(network.officer, call["id"])
    assert len(items) == 2000
    totals = [one["total_score"] for one in items]
    assert totals == sorted(totals, reverse=True)
    assert items[0]["rank"] == 1
