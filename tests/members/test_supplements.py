"""Supplements: asked field by field, the clock stands, the resubmission shows what changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events import members as events
from tests.members.making import at_once, done, if_match, path, refused
from tests.members.test_documents import PDF, PDF_TYPE

pytestmark = pytest.mark.asyncio

QUESTION = {"code": "plan", "kind": "line", "title": {"vi": "Kế hoạch", "en": "Plan"}}


def supplement_url(file):
    return f"{path(file)}/supplement-requests"


async def asked(network, file, **body):
    return done(await network.officer.post(supplement_url(file), json={"reason": "Thiếu", **body}))


async def test_each_field_has_its_note_and_its_day(network):
    call = await network.call(form={"questions": [QUESTION]})
    file = await network.submitted(call["id"])
    items = [
        {"field": "applicant.address", "note": "Thiếu số nhà", "due_on": "2026-11-30"},
        {"field": "answers.plan", "note": "Chưa rõ"},
        {"field": "documents.photo"},
    ]
    shown = await asked(network, file, items=items, due_on="2026-12-10")
    got = shown["supplement"]
    assert [one["code"] for one in got["fields"]] == ["address", "answers.plan", "photo"]
    assert [one["due_on"] for one in got["items"]] == ["2026-11-30", "2026-12-10", "2026-12-10"]
    assert [one["label"] for one in got["items"]] == ["Địa chỉ", "Kế hoạch", "Ảnh không gian"]
    assert got["due_on"] == "2026-12-10"
    (told,) = await network.service.published(events.ApplicationSupplementRequestedV1)
    first, second, _ = told.requested_fields
    assert (first.note, str(first.due_on)) == ("Thiếu số nhà", "2026-11-30")
    assert (second.label.en, second.due_on) == ("Plan", None)
    network.clock.advance(timedelta(days=10))
    applicant = network.service.as_(sub="applicant")
    late = done(await applicant.get(path(file)))["supplement"]["items"]
    assert [one["overdue"] for one in late] == [True, False, False]


async def test_without_a_day_the_term_of_the_city_holds(network):
    file = await network.submitted()
    shown = await asked(network, file, fields=["address"])
    assert shown["supplement"]["due_on"] == "2026-12-07"  # ten working days


async def test_every_fault_of_a_request_is_named(network):
    file = await network.submitted()
    items = [
        {"field": "name", "due_on": "2026-11-22"},
        {"field": "name"},
        {"field": "answers.nothing"},
    ]
    body = {"items": items, "reason": "x"}
    said = await network.officer.post(supplement_url(file), json=body)
    refused(said, 409, "due_in_past", "asked_twice", "question_not_in_form")
    said = await network.officer.post(supplement_url(file), json={"reason": "x"})
    refused(said, 422, "field_missing")
    said = await network.officer.post(
        supplement_url(file), json={"fields": ["sòng bạc"], "reason": "x"}
    )
    refused(said, 422, "field_not_listed")


async def test_the_resubmission_shows_what_changed_and_no_persons_data(network):
    call = await network.call(form={"questions": [QUESTION]})
    file = await network.submitted(call["id"])
    shown = await asked(network, file, fields=["address", "contact", "photo", "answers.plan"])
    assert shown["changes"] == []
    change = {
        "applicant": {"address": {"line": "Số 3 phố Mẫu"}, "contact": {"name": "Lê Văn Đổi"}},
        "answers": {"plan": "Rõ hơn"},
    }
    url = path(file)
    changed = done(await network.applicant.patch(url, json=change, headers=if_match(shown)))
    document = await network.applicant.put(
        f"{url}/documents/photo", content=PDF, headers={**PDF_TYPE, **if_match(changed)}
    )
    done(document)
    again = done(await network.applicant.post(f"{url}/resubmit"))
    changes = {one["field"]: (one["before"], one["after"]) for one in again["changes"]}
    assert changes.pop("documents.photo")[1]["sha256"] == document.json()["sha256"]
    assert changes == {
        "address.line": ("Số 1 phố Mẫu", "Số 3 phố Mẫu"),
        "answers.plan": (None, "Rõ hơn"),
        "contact": (None, None),
    }
    labels = {one["field"]: one["label"] for one in again["changes"]}
    assert labels["address.line"] == "Địa chỉ"
    assert labels["answers.plan"] == "Kế hoạch"
    for who in (network.reviewers[0], network.decider):
        text = (await who.get(url)).text
        assert "Rõ hơn" in text
        assert "Lê Văn Đổi" not in text


async def test_the_clock_stands_while_the_applicant_completes_the_file(network):
    file = await network.submitted()
    receipt = file["receipt"]
    assert receipt["number"] == "TN-2026-00001"
    assert (receipt["received_on"], receipt["promised_on"]) == ("2026-11-23", "2027-01-05")
    assert (receipt["working_days"], receipt["working_days_left"]) == (30, 30)
    network.clock.advance(timedelta(days=2))
    network = type(network)(network.service)
    shown = await asked(network, file, fields=["address"])
    assert (shown["receipt"]["promised_on"], shown["receipt"]["standing"]) == (None, True)
    assert shown["receipt"]["working_days_left"] == 28
    network.clock.advance(timedelta(days=7))
    network = type(network)(network.service)
    again = done(await network.applicant.post(f"{path(file)}/resubmit"))
    # Thursday 26 November to Wednesday 2 December stood: five working days.
    assert again["receipt"]["promised_on"] == "2027-01-12"
    assert again["receipt"]["working_days_left"] == 28
    network.clock.advance(timedelta(days=60))
    late = done(await type(network)(network.service).applicant.get(path(file)))["receipt"]
    assert late["overdue"] is True
    assert late["working_days_left"] < 0


async def test_two_requests_in_turn_each_keep_what_changed(network):
    file = await network.submitted()
    for line in ("Số 5", "Số 6"):
        shown = await asked(network, file, fields=["address"])
        change = {"applicant": {"address": {"line": line}}}
        done(await network.applicant.patch(path(file), json=change, headers=if_match(shown)))
        file = done(await network.applicant.post(f"{path(file)}/resubmit"))
        (one,) = file["changes"]
        assert one["after"] == line
    listed = done(await network.applicant.get(supplement_url(file)))["items"]
    assert [one["changes"][0]["after"] for one in listed] == ["Số 5", "Số 6"]
    assert all(one["answered_at"] for one in listed)
    assert (await network.stranger.get(supplement_url(file))).status_code == 404


async def test_receipt_numbers_are_given_one_by_one_to_files_handed_in_at_once(network):
    call = await network.call()
    drafts = [await network.draft(call["id"], name=f"Mẫu {n}") for n in range(5)]
    answers = await at_once(*(network.applicant.post(f"{path(draft)}/submit") for draft in drafts))
    numbers = sorted(done(answer)["receipt"]["number"] for answer in answers)
    assert numbers == [f"TN-2026-{n:05d}" for n in range(1, 6)]


async def test_of_two_officers_who_ask_at_once_one_asks_and_the_clock_stops_once(network):
    file = await network.submitted()
    other = network.service.as_("officer", sub="another-officer")
    body = {"fields": ["address"], "reason": "Thiếu"}
    answers = await at_once(
        *(who.post(supplement_url(file), json=body) for who in (network.officer, other))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert len(done(await network.applicant.get(supplement_url(file)))["items"]) == 1
