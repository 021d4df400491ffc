"""Answers to a call's form: saved one by one, checked as they come, complete at the hand-in."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import event

from tests.members.making import APPLICANT, done, if_match, path, refused

pytestmark = pytest.mark.asyncio

FORM = {
    "questions": [
        {"code": "plan", "kind": "prose", "title": {"vi": "Kế hoạch năm"}, "required": True},
        {"code": "visitors", "kind": "whole_number", "title": {"vi": "Lượt khách"}, "least": 0},
        {
            "code": "days",
            "kind": "choices",
            "title": {"vi": "Ngày mở cửa"},
            "required": True,
            "choices": [
                {"code": "weekday", "title": {"vi": "Ngày thường"}},
                {"code": "weekend", "title": {"vi": "Cuối tuần"}},
            ],
        },
    ]
}


async def answer(network, draft, **answers):
    body = {"answers": answers}
    return await network.applicant.patch(path(draft), json=body, headers=if_match(draft))


async def test_answers_are_saved_one_by_one_and_taken_back(network):
    call = await network.call(form=FORM)
    draft = await network.draft(call["id"])
    assert (draft["form_version"], draft["answers"]) == (1, {})
    draft = done(await answer(network, draft, plan="  Mười buổi\r\nmỗi năm "))
    draft = done(await answer(network, draft, visitors=1200))
    assert draft["answers"] == {"plan": "Mười buổi\nmỗi năm", "visitors": 1200}
    draft = done(await answer(network, draft, visitors=None))
    assert draft["answers"] == {"plan": "Mười buổi\nmỗi năm"}


async def test_a_draft_may_begin_with_answers(network):
    call = await network.call(form=FORM)
    body = {"call_id": call["id"], "applicant": APPLICANT, "answers": {"visitors": 5}}
    draft = done(await network.applicant.post("/v1/applications", json=body), 201)
    assert draft["answers"] == {"visitors": 5}


async def test_every_wrong_answer_is_named_and_none_is_kept(network):
    call = await network.call(form=FORM)
    draft = await network.draft(call["id"])
    said = await answer(network, draft, visitors=-1, days=["monday"], plan="x", age=3)
    errors = refused(said, 422, "field_too_small", "field_not_listed", "question_unknown")["errors"]
    assert {one["field"] for one in errors} == {"answers.visitors", "answers.days", "answers.age"}
    assert done(await network.applicant.get(path(draft)))["answers"] == {}


@pytest.mark.parametrize(
    "value", [1e400, {"a": [None]}, [[]], "\ud800", "a\u0000", True, -(10**40), "x" * 10_001]
)
async def test_no_json_breaks_an_answer(network, value):
    call = await network.call(form=FORM)
    draft = await network.draft(call["id"])
    for code in ("plan", "visitors", "days"):
        content = json.dumps({"answers": {code: value}})
        headers = {"Content-Type": "application/json", **if_match(draft)}
        said = await network.applicant.patch(path(draft), content=content, headers=headers)
        assert said.status_code == 422, said.text


async def test_what_lacks_is_asked_at_the_hand_in_with_all_else(network):
    call = await network.call(form={**FORM, "documents": ["photo"]})
    draft = await network.draft(call["id"], kind=None)
    said = await network.applicant.post(f"{path(draft)}/submit")
    errors = refused(
        said, 409, "part_missing", "document_missing", "answer_missing", "answer_missing"
    )["errors"]
    fields = {one["field"] for one in errors}
    assert fields == {"applicant.kind", "documents.photo", "answers.plan", "answers.days"}
    assert {one["field"] for one in draft["lacks"]} == fields


async def test_a_file_keeps_the_version_of_the_form_it_was_begun_with(network):
    call = await network.call(form=FORM)
    draft = await network.draft(call["id"])
    longer = {"questions": [*FORM["questions"], {**FORM["questions"][0], "code": "team"}]}
    url = f"/v1/calls/{call['id']}"
    shown = done(await network.public.get(url))
    done(await network.officer.put(f"{url}/form", json=longer, headers=if_match(shown)))
    draft = done(await answer(network, draft, plan="Có", days=["weekend"]))
    refused(await answer(network, draft, team="Ba người"), 422, "question_unknown")
    assert done(await network.applicant.post(f"{path(draft)}/submit"))["form_version"] == 1
    later = await network.draft(call["id"], name="Không gian sau")
    assert later["form_version"] == 2


async def test_a_group_without_tax_code_and_a_space_without_address_are_as_welcome(network):
    online = {"kind": "online_space", "ownership": "community", "address": None}
    file = await network.submitted(online_url="https://mau.example", **online)
    applicant = file["applicant"]
    assert (applicant["address"], applicant["tax_code"]) == (None, None)
    assert applicant["online_url"] == "https://mau.example"
    entry = (await network.award(await network.ceremony(await _approve(network, file))))[0]
    assert done(await network.public.get(f"/v1/members/{entry['member_id']}"))["address"] is None


async def _approve(network, file):
    for number in (0, 1):
        done(await network.review(file, number), 201)
    return done(await network.decider.post(f"{path(file)}/decision", json={"outcome": "approve"}))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0101234567", "0101234567"), ("0101234567001", "0101234567-001"), ("01-02", None)],
)
async def test_a_tax_code_has_its_form(network, typed, kept):
    call = await network.call()
    body = {"call_id": call["id"], "applicant": {**APPLICANT, "tax_code": typed}}
    said = await network.applicant.post("/v1/applications", json=body)
    if kept is None:
        refused(said, 422, "field_not_tax_code")
    else:
        assert done(said, 201)["applicant"]["tax_code"] == kept


async def count_statements(network, url):
    engine, counted = network.service.database.engine.sync_engine, []

    def note(_connection, _cursor, statement, *_rest):
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    items = done(await network.officer.get(url))["items"]
    event.remove(engine, "before_cursor_execute", note)
    return len(items), len(counted)


async def test_the_list_of_files_costs_the_same_statements_for_two_as_for_six(network):
    call = await network.call(form={"questions": FORM["questions"][1:2]})
    url = f"/v1/applications?call_id={call['id']}"
    counts = []
    for wanted in (2, 6):
        for number in range(wanted):
            file = await network.submitted(call["id"], name=f"Mẫu {wanted} {number}")
            asked = {"fields": ["address"], "reason": "x"}
            done(await network.officer.post(f"{path(file)}/supplement-requests", json=asked))
        counts.append(await count_statements(network, url))
    (two, first), (eight, second) = counts
    assert (two, eight) == (2, 8)
    # The page, then calls, their forms, the files' forms, contacts, documents, reviews, requests,
    # assignments, conflicts.
    assert first == second <= 10
