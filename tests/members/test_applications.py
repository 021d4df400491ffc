"""Applications by their applicants: drafts, completeness, hand-in, supplement, withdrawal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events import members as events
from tests.members.making import APPLICANT, at_once, done, if_match, path, refused

pytestmark = pytest.mark.asyncio


async def test_anyone_signed_in_may_begin_a_draft_in_an_open_call(network):
    draft = await network.draft()
    assert (draft["status"], draft["mine"]) == ("draft", True)
    assert draft["applicant"]["contact"]["phone"] == "+84912345678"
    assert draft["actions"]["submit"]["allowed"] is True
    answer = await network.public.post("/v1/applications", json={})
    assert answer.status_code == 401


async def test_of_a_double_click_one_draft_stands_and_the_second_names_it(network):
    call = await network.call()
    body = {"call_id": call["id"], "applicant": APPLICANT}
    clicks = [network.applicant.post("/v1/applications", json=body) for _ in range(6)]
    answers = await at_once(*clicks)
    (first,) = [answer.json() for answer in answers if answer.status_code == 201]
    for answer in answers:
        if answer.status_code != 201:
            assert refused(answer, 409, "already_drafted")["application_id"] == first["id"]

    await network.draft(call["id"], network.stranger)
    other = await network.draft(call["id"], name="Không gian khác")
    rename = {"applicant": {"name": APPLICANT["name"]}}
    url, head = path(other), if_match(other)
    refused(await network.applicant.patch(url, json=rename, headers=head), 409, "already_drafted")
    done(await network.applicant.post(f"{path(first)}/submit"))
    done(await network.applicant.patch(url, json=rename, headers=head))


async def test_a_closed_call_takes_no_application(network):
    call = await network.call()
    draft = await network.draft(call["id"])
    done(await network.officer.post(f"/v1/calls/{call['id']}/close"))
    body = {"call_id": call["id"], "applicant": APPLICANT}
    answer = await network.applicant.post("/v1/applications", json=body)
    assert refused(answer, 409, "call_closed")["code"] == "call_closed"
    refused(await network.applicant.post(f"{path(draft)}/submit"), 409, "call_closed")


async def test_a_call_that_has_run_out_takes_none_although_nothing_has_closed_it_yet(network):
    call = await network.call(closes_at=network.instant(hours=1))
    network.clock.advance(timedelta(hours=1))
    body = {"call_id": call["id"], "applicant": APPLICANT}
    answer = await network.applicant.post("/v1/applications", json=body)
    refused(answer, 409, "call_closed")


async def test_a_call_that_does_not_exist_is_a_wrong_field(network):
    body = {"call_id": "00000000-0000-7000-8000-000000000000", "applicant": APPLICANT}
    refused(await network.applicant.post("/v1/applications", json=body), 422, "not_found")


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"kind": "Sòng bạc"}, "applicant.kind", "field_not_listed"),
        ({"fields": ["design", "War!"]}, "applicant.fields.1", "field_not_listed"),
        ({"contact": {"email": "nobody"}}, "applicant.contact.email", "field_not_email"),
        ({"contact": {"phone": "12"}}, "applicant.contact.phone", "field_not_phone"),
        ({"address": {"line": "Số 1"}}, "applicant.address.ward", "field_missing"),
        ({"nickname": "x"}, "applicant.nickname", "field_unknown"),
        ({"name": "\ud800"}, "applicant.name", "field_has_control_characters"),
        ({"name": "a\u0000b"}, "applicant.name", "field_has_control_characters"),
    ],
)
async def test_what_cannot_be_right_is_named_by_its_field(network, changes, field, code):
    import json

    call = await network.call()
    body = json.dumps({"call_id": call["id"], "applicant": {**APPLICANT, **changes}})
    headers = {"Content-Type": "application/json"}
    answer = await network.applicant.post("/v1/applications", content=body, headers=headers)
    errors = refused(answer, 422, code)["errors"]
    assert errors[0]["field"] == field


async def test_what_is_no_code_is_answered_with_those_that_exist(network):
    call = await network.call()
    body = {"call_id": call["id"], "applicant": {**APPLICANT, "kind": "Sòng bạc"}}
    answer = await network.applicant.post("/v1/applications", json=body)
    assert "art_space" in answer.json()["errors"][0]["values"]["allowed"]


async def test_the_lists_grow_a_code_that_is_new_is_kept_and_shown_as_it_is(network):
    call = await network.call()
    body = {"call_id": call["id"], "applicant": {**APPLICANT, "kind": "puppet_theatre"}}
    answer = await network.applicant.post("/v1/applications", json=body)
    assert answer.status_code == 201, answer.text
    assert "puppet_theatre" in answer.text


async def test_handing_in_lists_everything_that_lacks_and_changes_nothing(network):
    call = await network.call(form={"documents": ["activity_report"]})
    draft = await network.draft(call["id"], kind=None, ownership=None, fields=[], contact=None)
    answer = await network.applicant.post(f"{path(draft)}/submit")
    refused(
        answer,
        409,
        *["part_missing"] * 4,
        "contact_unreachable",
        "document_missing",
    )
    shown = done(await network.applicant.get(path(draft)))
    assert (shown["status"], shown["version"]) == ("draft", draft["version"])
    assert len(shown["lacks"]) == 6


async def test_a_draft_is_merged_field_by_field(network):
    draft = await network.draft()
    change = {
        "applicant": {
            "fields": ["music"],
            "address": {"line": "Số 2 phố Mẫu"},
            "contact": {"email": None, "locale": "en"},
        }
    }
    url = path(draft)
    changed = done(await network.applicant.patch(url, json=change, headers=if_match(draft)))
    applicant = changed["applicant"]
    assert applicant["name"] == APPLICANT["name"]
    assert applicant["fields"] == ["music"]
    assert applicant["address"] == {"line": "Số 2 phố Mẫu", "ward": "Phường Hoàn Kiếm"}
    assert (applicant["contact"]["email"], applicant["contact"]["locale"]) == (None, "en")
    no_address = {"applicant": {"address": None}}
    changed = done(await network.applicant.patch(url, json=no_address, headers=if_match(changed)))
    assert changed["applicant"]["address"] is None


async def test_nobody_hears_of_a_draft_and_the_contact_travels_with_the_hand_in(network):
    draft = await network.draft()
    assert await network.service.published(events.ContactChangedV1) == []
    submitted = done(await network.applicant.post(f"{path(draft)}/submit"))
    (contact,) = await network.service.published(events.ContactChangedV1)
    (event,) = await network.service.published(events.ApplicationSubmittedV1)
    assert event.contact_id == contact.id
    assert (event.version, event.applicant_name) == (submitted["version"], APPLICANT["name"])
    assert "Nguyễn" not in event.model_dump_json()


async def test_an_application_is_the_applicants_own(network):
    draft = await network.draft()
    for who in (network.stranger, network.reviewers[0]):
        assert (await who.get(path(draft))).status_code == 404
        assert (await who.post(f"{path(draft)}/submit")).status_code == 404
    refused(await network.officer.post(f"{path(draft)}/submit"), 403, "applicant_only")
    assert done(await network.stranger.get("/v1/applications"))["items"] == []
    assert len(done(await network.applicant.get("/v1/applications"))["items"]) == 1


async def test_the_contact_is_shown_to_applicant_and_officer_alone(network):
    application = await network.submitted()
    for who, sees in (
        (network.applicant, True),
        (network.officer, True),
        (network.reviewers[0], False),
        (network.decider, False),
    ):
        shown = await who.get(path(application))
        assert ("lienhe@mau.example" in shown.text) is sees
        listed = await who.get("/v1/applications", params={"q": "khong gian sang tao"})
        assert len(listed.json()["items"]) == 1
        assert "lienhe@mau.example" not in listed.text
    audit = done(await network.officer.get("/v1/audit"))["items"]
    assert "get_application" in [entry["act"] for entry in audit]


async def test_a_supplement_is_asked_for_given_and_handed_in_again(network):
    application = await network.submitted()
    request = {"fields": ["address", "photo"], "reason": "Bổ sung ảnh", "due_on": "2026-12-01"}
    url = f"{path(application)}/supplement-requests"
    asked = done(await network.officer.post(url, json=request))
    assert asked["status"] == "supplement_requested"
    (event,) = await network.service.published(events.ApplicationSupplementRequestedV1)
    assert [one.code for one in event.requested_fields] == ["address", "photo"]
    change = {"applicant": {"address": {"line": "Số 3"}, "contact": {"name": "Trần Văn Mẫu"}}}
    await network.applicant.patch(path(application), json=change, headers=if_match(asked))
    contact = (await network.service.published(events.ContactChangedV1))[-1]
    assert contact.name == "Trần Văn Mẫu"
    again = done(await network.applicant.post(f"{path(application)}/resubmit"))
    assert again["status"] == "submitted"
    assert len(await network.service.published(events.ApplicationResubmittedV1)) == 1


async def test_a_supplement_cannot_be_due_in_the_past_nor_asked_of_a_draft(network):
    draft = await network.draft()
    request = {"fields": ["address"], "reason": "x", "due_on": "2026-11-22"}
    url = f"{path(draft)}/supplement-requests"
    answer = await network.officer.post(url, json=request)
    refused(answer, 409, "wrong_status", "due_in_past")
    refused(await network.reviewers[0].post(url, json=request), 403, "role_needed")


async def test_a_published_contact_cannot_be_emptied(network):
    application = await network.submitted()
    request = {"fields": ["contact"], "reason": "x"}
    asked = done(
        await network.officer.post(f"{path(application)}/supplement-requests", json=request)
    )
    change = {"applicant": {"contact": None}}
    answer = await network.applicant.patch(path(application), json=change, headers=if_match(asked))
    refused(answer, 422, "contact_unreachable")


async def test_a_submitted_application_is_not_edited_but_may_be_withdrawn(network):
    application = await network.submitted()
    change = await network.applicant.patch(
        path(application), json={"applicant": {"name": "Khác"}}, headers=if_match(application)
    )
    refused(change, 409, "wrong_status")
    withdrawn = done(await network.applicant.post(f"{path(application)}/withdraw"))
    assert withdrawn["status"] == "withdrawn"
    refused(await network.applicant.post(f"{path(application)}/withdraw"), 409, "wrong_status")
    assert len(await network.service.published(events.ApplicationWithdrawnV1)) == 1


async def test_a_dry_run_tells_what_would_be_and_keeps_nothing(network):
    draft = await network.draft()
    answer = done(await network.applicant.post(f"{path(draft)}/submit?dry_run=true"))
    assert answer["result"]["status"] == "submitted"
    assert done(await network.applicant.get(path(draft)))["status"] == "draft"
    assert await network.service.published(events.ApplicationSubmittedV1) == []
