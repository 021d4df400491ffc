"""Consents: to words that are shown, with proof, withdrawn as easily as given."""

from __future__ import annotations

import pytest

from tests.members.making import at_once, done, refused
from tests.members.personal_data import WORDS, acknowledged, contact_of, do

pytestmark = pytest.mark.asyncio


async def test_a_consent_is_given_to_the_words_that_hold_and_can_be_withdrawn(network):
    texts = done(await network.public.get("/v1/consent-texts"))["items"]
    news = next(one for one in texts if one["purpose"]["code"] == "news_by_mail")
    answer = await network.applicant.post("/v1/consents", json={**WORDS, "version": 9})
    refused(answer, 422, "consent_text_outdated")
    consent = done(await network.applicant.post("/v1/consents", json=WORDS), 201)
    assert (consent["status"], consent["text_sha256"]) == ("given", news["sha256"])
    assert consent["text"] == news["text"]
    again = done(await network.applicant.post("/v1/consents", json=WORDS), 201)
    assert again["id"] == consent["id"]
    url = f"/v1/consents/{consent['id']}"
    refused(await network.stranger.get(url), 404, "not_found")
    shown = done(await network.applicant.post(f"{url}/withdraw"))
    assert (shown["status"], shown["ended_at"] is None) == ("withdrawn", False)
    refused(await network.applicant.post(f"{url}/withdraw"), 409, "wrong_status")


async def test_two_clicks_give_one_consent(network):
    answers = await at_once(*(network.applicant.post("/v1/consents", json=WORDS) for _ in range(6)))
    assert {one.status_code for one in answers} <= {201, 409}
    assert len(done(await network.applicant.get("/v1/consents"))["items"]) == 1


async def test_consent_is_never_ticked_before(network):
    answer = await network.applicant.post("/v1/consents", json={**WORDS, "agreed": False})
    assert answer.status_code == 422


async def test_a_signed_paper_is_entered_with_where_it_lies(network):
    application = await network.submitted()
    contact = await contact_of(network, application)
    paper = {"contact_id": contact["id"], "given_on": "2026-11-20", "paper": "Tủ 3, cặp 12"}
    answer = await network.applicant.post("/v1/consents", json={**WORDS, "on_paper": paper})
    refused(answer, 403, "data_request_on_paper_by_officer")
    body = {**WORDS, "on_paper": paper}
    consent = done(await network.officer.post("/v1/consents", json=body), 201)
    assert (consent["way"]["code"], consent["proof"]["paper"]) == ("on_paper", "Tủ 3, cặp 12")
    mine = done(await network.applicant.get("/v1/consents"))["items"]
    assert [one["id"] for one in mine] == [consent["id"]]


async def test_an_objection_ends_the_consents_for_its_purpose(network):
    done(await network.applicant.post("/v1/consents", json=WORDS), 201)
    other = {**WORDS, "purpose": "name_in_award"}
    done(await network.applicant.post("/v1/consents", json=other), 201)
    request = await acknowledged(network, "object", purpose="news_by_mail")
    assert (await do(network, request, "fulfil"))["report"] == {"consents_ended": 1}
    items = done(await network.applicant.get("/v1/consents"))["items"]
    assert {one["purpose"]["code"]: one["status"] for one in items} == {
        "news_by_mail": "withdrawn",
        "name_in_award": "given",
    }
