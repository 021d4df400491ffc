"""Persons and their data: requests with both clocks, copies, restrictions, who read what."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest

from services.members.regulations.personal_data_terms import clock_of
from shared.events import members as events
from tests.members.making import APPLICANT, done, refused
from tests.members.personal_data import REASON, URL, WORDS, acknowledged, asked, contact_of, do

pytestmark = pytest.mark.asyncio


async def test_a_request_gets_its_number_and_both_days(network):
    request = await asked(network, "copy")
    assert (request["number"], request["status"], request["mine"]) == (
        "DL-2026-0001",
        "received",
        True,
    )
    today = network.clock.now().date()
    first, second = request["clocks"]
    # Monday 23 November: 24 November is not a paid day in the table unless it says so.
    assert (first["unit"], first["days"]) == ("working", clock_of("acknowledge", today).days)
    assert request["acknowledge_by"] > today.isoformat()
    by = today + timedelta(days=clock_of("copy", today).days)
    assert (second["by"], second["unit"]) == (by.isoformat(), "calendar")
    assert "91/2025" in second["source"]
    (event,) = await network.service.published(events.PersonalDataRequestReceivedV1)
    assert (event.number, event.answer_by) == (request["number"], by)


async def test_third_parties_give_more_time(network):
    today = network.clock.now().date()
    request = await asked(network, "delete", third_parties=True)
    by = today + timedelta(days=clock_of("delete_third_party", today).days)
    assert request["answer_by"] == by.isoformat()
    assert by > today + timedelta(days=clock_of("delete", today).days)


async def test_a_request_says_what_its_kind_needs(network):
    for body, code in (
        ({"kind": "correct"}, "data_request_correction"),
        ({"kind": "view", "correction": {"name": "An"}}, "data_request_correction"),
        ({"kind": "object"}, "data_request_purpose"),
        ({"kind": "copy", "purpose": "news_by_mail"}, "data_request_purpose"),
        ({"kind": "object", "purpose": "unheard_of"}, "consent_purpose_unknown"),
    ):
        refused(await network.applicant.post(URL, json=body), 422, code)


async def test_on_paper_is_entered_by_an_officer_alone(network):
    application = await network.submitted()
    contact = await contact_of(network, application)
    paper = {
        "contact_id": contact["id"],
        "requester": "Nguyễn Thị Mẫu",
        "identified_by": "Đối chiếu tại quầy",
        "received_on": "2026-11-20",
    }
    answer = await network.stranger.post(URL, json={"kind": "view", "on_paper": paper})
    refused(answer, 403, "data_request_on_paper_by_officer")
    request = await asked(network, "view", network.officer, on_paper=paper)
    assert (request["received_on"], request["on_paper"]) == ("2026-11-20", True)
    assert request["mine"] is False
    late = {**paper, "received_on": "2026-11-30"}
    answer = await network.officer.post(URL, json={"kind": "view", "on_paper": late})
    refused(answer, 422, "received_in_future")


async def test_staff_are_reminded_of_both_clocks_and_once_it_is_over(network):
    request = await asked(network, "view")
    network.clock.advance(timedelta(days=5))
    await network.service.do_due()
    (due,) = await network.service.published(events.PersonalDataRequestDueV1)
    assert (due.due_on.isoformat(), due.overdue) == (request["acknowledge_by"], True)
    await do(network, request, "acknowledge")
    network.clock.advance(timedelta(days=3))
    await network.service.do_due()
    due = (await network.service.published(events.PersonalDataRequestDueV1))[-1]
    assert (due.due_on.isoformat(), due.overdue) == (request["answer_by"], False)
    await do(network, request, "fulfil")
    network.clock.advance(timedelta(days=30))
    before = len(await network.service.published(events.PersonalDataRequestDueV1))
    await network.service.do_due()
    assert len(await network.service.published(events.PersonalDataRequestDueV1)) == before


async def test_it_is_extended_once_and_within_the_clock(network):
    request = await acknowledged(network, "view")
    until = (network.clock.now() + timedelta(days=15)).date().isoformat()
    far = (network.clock.now() + timedelta(days=60)).date().isoformat()
    url = f"{URL}/{request['id']}/extend"
    refused(
        await network.officer.post(url, json={"until": far, **REASON}),
        409,
        "extension_not_possible",
    )
    shown = await do(network, request, "extend", until=until, **REASON)
    assert shown["extension"] == {"until": until, "before": request["answer_by"], **REASON}
    refused(
        await network.officer.post(url, json={"until": until, **REASON}),
        409,
        "data_request_extended_already",
    )


async def test_nobody_answers_their_own_request(network):
    request = await asked(network, "view", network.officer)
    answer = await network.officer.post(f"{URL}/{request['id']}/acknowledge")
    refused(answer, 403, "own_data_request")
    other = network.service.as_("officer", sub="officer-2")
    await do(network, request, "acknowledge", other)


async def test_a_refusal_names_its_reason_and_ends_it(network):
    request = await asked(network, "delete")
    shown = await do(network, request, "refuse", reason_code="law_requires_keeping", **REASON)
    assert (shown["status"], shown["answer_code"]["code"]) == ("refused", "law_requires_keeping")
    answer = await network.officer.post(f"{URL}/{request['id']}/acknowledge")
    refused(answer, 409, "wrong_status")


async def test_strangers_see_nothing_of_a_request(network):
    request = await asked(network, "view", details="Tôi muốn biết")
    refused(await network.stranger.get(f"{URL}/{request['id']}"), 404, "not_found")
    listed = done(await network.officer.get(URL, params={"open": True}))["items"]
    assert [(one["id"], one["details"]) for one in listed] == [(request["id"], None)]
    assert done(await network.stranger.get(URL))["items"] == []


async def test_lists_ask_a_fixed_number_of_times(network, statements):
    counts = []
    for _ in range(2):
        await asked(network, "view")
        done(await network.applicant.post("/v1/consents", json=WORDS), 201)
        counts.append(
            (
                await statements(network.officer.get(URL)),
                await statements(network.officer.get("/v1/consents")),
                await statements(network.officer.get("/v1/legal-holds")),
            )
        )
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 2


async def test_a_correction_reaches_the_contact_and_is_not_kept_twice(network):
    application = await network.submitted()
    request = await acknowledged(network, "correct", correction={"name": "Nguyễn Thị Đúng"})
    shown = await do(network, request, "fulfil")
    assert shown["report"] == {"corrected": 1, "fields": ["name"]}
    assert (await contact_of(network, application))["name"] == "Nguyễn Thị Đúng"
    changed = await network.service.published(events.ContactChangedV1)
    assert changed[-1].name == "Nguyễn Thị Đúng"


async def test_the_copy_is_whole_and_machine_readable(network):
    application = await network.submitted()
    request = await asked(network, "copy")
    url = f"{URL}/{request['id']}/copy.zip"
    refused(await network.applicant.get(url), 409, "wrong_status")
    await do(network, request, "acknowledge")
    answer = await network.applicant.get(url)
    assert answer.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    places = json.loads(archive.read("data.json"))["places"]
    assert places["contacts"][0]["email"] == APPLICANT["contact"]["email"]
    assert [one["id"] for one in places["applications"]] == [application["id"]]
    refused(await network.stranger.get(url), 404, "not_found")
    done(await network.officer.get(f"{URL}/{request['id']}"))
    own = done(await network.applicant.get("/v1/personal-data"))["places"]
    assert own["requests"][0]["number"] == request["number"]
    assert done(await network.stranger.get("/v1/personal-data"))["places"]["contacts"] == []


async def test_who_read_is_told_to_the_person_and_to_staff(network):
    application = await network.submitted()
    contact = await contact_of(network, application)
    done(await network.officer.get(f"/v1/contacts/{contact['id']}"))
    reads = done(await network.applicant.get("/v1/personal-data/reads"))["items"]
    acts = [(one["act"], one["own"], one["actor"]) for one in reads]
    assert ("get_contact", False, None) in acts
    params = {"contact_id": contact["id"]}
    seen = done(await network.officer.get("/v1/personal-data/reads", params=params))["items"]
    assert "officer" in next(one for one in seen if one["act"] == "get_contact")["actor"]
    answer = await network.stranger.get("/v1/personal-data/reads", params=params)
    refused(answer, 404, "not_found")


async def test_a_restriction_hides_the_data_and_stops_letters(network):
    application = await network.submitted()
    contact = await contact_of(network, application)
    await do(network, await acknowledged(network, "restrict"), "fulfil")
    shown = done(await network.officer.get(f"/v1/contacts/{contact['id']}"))
    assert (shown["status"], shown["name"], shown["email"]) == ("restricted", None, None)
    assert await contact_of(network, application) is None
    own = done(await network.applicant.get(f"/v1/contacts/{contact['id']}"))
    assert own["name"] == APPLICANT["contact"]["name"]
    assert (await network.service.published(events.ContactChangedV1))[-1].restricted
    url = f"/v1/contacts/{contact['id']}/lift-restriction"
    done(await network.officer.post(url, json=REASON))
    assert not (await network.service.published(events.ContactChangedV1))[-1].restricted
    refused(await network.officer.post(url, json=REASON), 409, "not_restricted")
