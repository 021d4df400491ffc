"""Decisions are corrected, annulled and withdrawn, and what each does to the file."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events import members as events
from tests.members.making import at_once, done, path, refused
from tests.members.test_decisions import APPROVE, REJECT, WHY, decision_of, reviewed, url_of

pytestmark = pytest.mark.asyncio


async def test_a_correction_changes_words_keeps_both_and_tells_the_applicant(network):
    application = await network.approved()
    decision = await decision_of(network, application)
    body = {
        "reason": "Ghi nhầm tên",
        "correction": {
            "reason": "Đủ điều kiện theo Điều 3",
            "names": [{"application_id": application["id"], "name": "Không gian Mẫu Đúng"}],
        },
    }
    shown = done(await network.decider.post(url_of(decision, "/correct"), json=body))
    assert shown["status"] == "in_force"
    assert shown["applications"][0]["name"] == "Không gian Mẫu Đúng"
    (change,) = shown["changes"]
    assert change["kind"]["code"] == "correction"
    assert change["changed"]["reason"] == {
        "before": "Đủ điều kiện",
        "after": "Đủ điều kiện theo Điều 3",
    }
    file = done(await network.applicant.get(path(application)))
    assert (file["status"], file["decision"]["reason"]) == ("approved", "Đủ điều kiện theo Điều 3")
    (told,) = await network.service.published(events.ApplicationDecisionCorrectedV1)
    assert told.reason == "Ghi nhầm tên"
    again = await network.decider.post(url_of(decision, "/correct"), json=body)
    refused(again, 422, "correction_empty")
    answer = await network.decider.post(f"/v1/decisions/{change['id']}/annul", json=WHY)
    refused(answer, 409, "decision_changes_another")


async def test_an_annulled_decision_opens_the_file_again_and_a_new_one_may_be_taken(network):
    application = await network.approved()
    ceremony = await network.ceremony(application)
    decision = await decision_of(network, application)
    foreseen = done(await network.decider.get(url_of(decision, "/consequences?kind=annulment")))
    (of_file,) = foreseen["applications"]
    assert of_file["status_after"]["code"] == "submitted"
    assert [one["ceremony_id"] for one in of_file["ceremonies_left"]] == [ceremony["id"]]
    assert (of_file["member_removed"], foreseen["elsewhere"]) == (None, [])
    shown = done(await network.decider.post(url_of(decision, "/annul"), json=WHY))
    assert shown["status"] == "annulled"
    assert shown["applications"][0]["ended_by"] == shown["changes"][0]["id"]
    file = done(await network.applicant.get(path(application)))
    assert (file["status"], file["decision"]) == ("submitted", None)
    listed = done(await network.officer.get(f"/v1/ceremonies/{ceremony['id']}"))
    assert listed["applications"] == []
    (told,) = await network.service.published(events.ApplicationDecisionAnnulledV1)
    assert (told.how.code, told.application_status.code) == ("annulment", "submitted")
    assert told.reason == WHY["reason"]
    invited = await network.service.published(events.CeremonyInvitedV1)
    assert [one.status.code for one in invited] == ["scheduled", "cancelled"]
    refused(await network.decider.post(url_of(decision, "/annul"), json=WHY), 409, "wrong_status")
    rejected = done(await network.decider.post(f"{path(application)}/decision", json=REJECT))
    assert rejected["status"] == "rejected"
    assert rejected["decision"]["id"] != decision["id"]


async def test_a_number_reserved_for_an_annulled_decision_stays_void_with_the_reason(network):
    application = await network.approved()
    ceremony = await network.ceremony(application)
    prepared = done(await network.officer.post(f"/v1/ceremonies/{ceremony['id']}/prepare", json={}))
    (number,) = (one["prepared_number"] for one in prepared["applications"])
    decision = await decision_of(network, application)
    later = (network.clock.now() + timedelta(days=3)).date().isoformat()
    body = {**WHY, "correction": {"effective_on": later}}
    answer = await network.decider.post(url_of(decision, "/correct"), json=body)
    refused(answer, 409, "date_stands_on_certificates")
    done(await network.decider.post(url_of(decision, "/annul"), json=WHY))
    (shown,) = done(await network.officer.get("/v1/certificate-numbers"))["items"]
    assert (shown["number"], shown["status"]) == (number, "void")
    assert shown["void_reason"]["code"] == "taken_off"
    assert shown["void_explanation"] == WHY["reason"]


async def test_withdrawing_a_decision_that_made_a_member_removes_it(network):
    application = await network.approved()
    (awarded,) = await network.award(await network.ceremony(application))
    decision = await decision_of(network, application)
    foreseen = done(await network.decider.get(url_of(decision, "/consequences?kind=withdrawal")))
    (of_file,) = foreseen["applications"]
    assert of_file["status_after"]["code"] == "revoked"
    assert of_file["member_removed"]["id"] == awarded["member_id"]
    assert of_file["certificates_revoked"] == [awarded["certificate_number"]]
    assert of_file["grants_ended"] == 1
    assert {one["service"] for one in foreseen["elsewhere"]} == {"bookings", "promotion"}
    shown = done(await network.decider.post(url_of(decision, "/withdraw"), json=WHY))
    assert shown["status"] == "withdrawn"
    member = done(await network.public.get(f"/v1/members/{awarded['member_id']}"))
    assert (member["status"], member["certificate_number"]) == ("removed", None)
    certificate = done(
        await network.public.get(f"/v1/certificates/{awarded['certificate_number']}")
    )
    assert certificate["status"] == "revoked"
    assert done(await network.public.get("/v1/members"))["items"] == []
    file = done(await network.applicant.get(path(application)))
    assert (file["status"], file["decision"]["status"]) == ("revoked", "withdrawn")
    (removed,) = await network.service.published(events.MemberRemovedV1)
    assert str(removed.id) == awarded["member_id"]
    assert len(await network.service.published(events.CertificateRevokedV1)) == 1


async def test_one_file_of_a_list_can_be_taken_off_alone(network):
    call = await network.call()
    files = [await reviewed(network, call["id"], name=f"Mẫu {n}") for n in (1, 2)]
    ids = [one["id"] for one in files]
    url = f"/v1/calls/{call['id']}/decisions"
    decision = done(await network.decider.post(url, json={**APPROVE, "application_ids": ids}), 201)
    body = {**WHY, "application_ids": ids[:1]}
    shown = done(await network.decider.post(url_of(decision, "/annul"), json=body))
    assert shown["status"] == "in_force"
    assert [one["standing"] for one in shown["applications"]] == [False, True]
    answer = await network.decider.post(url_of(decision, "/withdraw"), json=body)
    refused(answer, 409, "not_in_the_decision")
    shown = done(await network.decider.post(url_of(decision, "/withdraw"), json=WHY))
    assert shown["status"] == "withdrawn"
    statuses = [done(await network.officer.get(path(one)))["status"] for one in files]
    assert statuses == ["submitted", "submitted"]


async def test_an_annulment_and_an_award_at_once_leave_a_whole_state(network):
    application = await network.approved()
    ceremony = await network.ceremony(application)
    decision = await decision_of(network, application)
    award = network.officer.post(f"/v1/ceremonies/{ceremony['id']}/award")
    annulled, awarded = await at_once(
        network.decider.post(url_of(decision, "/annul"), json=WHY), award
    )
    assert annulled.status_code == 200, annulled.text
    file = done(await network.officer.get(path(application)))
    if awarded.status_code == 200:
        member_id = awarded.json()["awarded"][0]["member_id"]
        member = done(await network.public.get(f"/v1/members/{member_id}"))
        assert (file["status"], member["status"]) == ("revoked", "removed")
    else:
        refused(awarded, 409, "ceremony_empty")
        assert file["status"] == "submitted"
