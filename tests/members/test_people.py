"""Contacts and grants: persons are read on record, erased on request, and let in by grants."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.members.usecases import give_grants
from shared.events import members as events
from tests.members.making import at_once, done, if_match, path, refused

pytestmark = pytest.mark.asyncio


async def test_a_contact_is_corrected_by_its_person_and_read_on_record(network):
    application = await network.submitted()
    shown = done(await network.applicant.get(path(application)))
    url = f"/v1/contacts/{shown['applicant']['contact']['id']}"
    contact = done(await network.officer.get(url))
    assert contact["email"] == "lienhe@mau.example"
    assert "get_contact" in (await network.officer.get("/v1/audit")).text
    for who in (network.stranger, network.reviewers[0], network.decider, network.operator):
        assert (await who.get(url)).status_code == 404
    change = await network.applicant.patch(
        url, json={"email": "moi@mau.example"}, headers=if_match(contact)
    )
    assert done(change)["name"] == contact["name"]
    assert (await network.service.published(events.ContactChangedV1))[-1].email == "moi@mau.example"
    assert "moi@" not in (await network.officer.get("/v1/contacts")).text


async def test_an_erased_contact_is_blank_here_and_everyone_is_told(network):
    application = await network.approved()
    (entry,) = await network.award(await network.ceremony(application))
    key = {"Idempotency-Key": "k1"}
    done(
        await network.officer.post(
            f"{path(application)}/decision?dry_run=true", json={"outcome": "approve"}, headers=key
        ),
        409,
    )
    member = done(await network.officer.get(f"/v1/members/{entry['member_id']}"))
    url = f"/v1/contacts/{member['private']['contact_id']}"
    refused(await network.applicant.post(f"{url}/erase"), 403, "role_needed")
    erased = done(await network.officer.post(f"{url}/erase", json={"reason": "Theo yêu cầu"}))
    assert (erased["status"], erased["name"], erased["email"]) == ("erased", None, None)
    assert len(await network.service.published(events.ContactErasedV1)) == 1
    assert (await network.service.published(events.MemberContactLinkedV1))[-1].contact_ids == []
    refused(await network.officer.post(f"{url}/erase"), 409, "contact_erased")
    change = await network.applicant.patch(
        url, json={"email": "a@mau.example"}, headers=if_match(erased)
    )
    refused(change, 409, "contact_erased")


async def test_an_answer_kept_for_a_repeated_request_is_erased_with_the_contact(network):
    from sqlalchemy import func, select

    from shared.database.backbone import IdempotentAnswer
    from tests.members.making import APPLICANT

    call = await network.call()
    body = {"call_id": call["id"], "applicant": APPLICANT}
    headers = {"Idempotency-Key": "k"}
    draft = done(await network.applicant.post("/v1/applications", json=body, headers=headers), 201)
    contact = draft["applicant"]["contact"]["id"]
    done(await network.officer.post(f"/v1/contacts/{contact}/erase"))
    async with network.service.database.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(IdempotentAnswer)) == 0


async def test_an_operator_lets_someone_in_and_out(network):
    body = {"subject": "stranger", "role": "reviewer", "reason": "Hội đồng 2026"}
    refused(await network.officer.post("/v1/grants", json=body), 403, "role_needed")
    grant = done(await network.operator.post("/v1/grants", json=body), 201)
    assert (grant["status"], grant["granted_by"]) == ("in_force", "operator")
    assert done(await network.stranger.get("/v1/me"))["roles"] == ["reviewer"]
    refused(await network.operator.post("/v1/grants", json=body), 409, "grant_already_held")
    assert len(done(await network.stranger.get("/v1/grants"))["items"]) == 1
    assert done(await network.applicant.get("/v1/grants"))["items"] == []
    url = f"/v1/grants/{grant['id']}/end"
    refused(await network.stranger.post(url), 403, "role_needed")
    assert done(await network.operator.post(url))["status"] == "ended"
    assert done(await network.stranger.get("/v1/me"))["roles"] == []
    refused(await network.operator.post(url), 409, "grant_ended")
    told = await network.service.published(events.GrantChangedV1)
    assert [one.ended for one in told] == [False, True]


async def give_at_once(network):
    body = {"subject": "stranger", "role": "reviewer", "reason": "Hội đồng 2026"}
    return await at_once(*(network.operator.post("/v1/grants", json=body) for _ in range(10)))


async def test_of_ten_same_grants_at_once_one_stands(network):
    answers = await give_at_once(network)
    given = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    assert len(given) == 1
    for answer in answers:
        if answer.status_code != 201:
            problem = refused(answer, 409, "grant_already_held")
            assert problem["errors"][0]["values"] == {"grant": given[0]}
    assert len(await network.service.published(events.GrantChangedV1)) == 1


async def test_without_the_lock_the_same_grant_is_given_more_than_once(network, monkeypatch):
    """Negative control: the rig does race."""

    async def go_ahead(_work, _new):
        pass

    monkeypatch.setattr(give_grants, "_wait_for_the_same_grant", go_ahead)
    answers = await give_at_once(network)
    assert [answer.status_code for answer in answers].count(201) > 1


async def test_a_grant_holds_from_and_until(network):
    body = {
        "subject": "stranger",
        "role": "officer",
        "valid_from": network.instant(days=1),
        "valid_until": network.instant(days=2),
        "reason": "Thay ca",
    }
    done(await network.operator.post("/v1/grants", json=body), 201)
    roles = []
    for _ in range(3):
        roles.append("officer" in done(await network.stranger.get("/v1/me"))["roles"])
        network.clock.advance(timedelta(days=1))
    assert roles == [False, True, False]


async def test_every_fault_of_a_grant_is_named(network):
    body = {
        "subject": "x",
        "role": "officer",
        "member_id": "00000000-0000-7000-8000-000000000001",
        "valid_until": network.instant(days=-1),
        "reason": "x",
    }
    answer = await network.operator.post("/v1/grants", json=body)
    refused(answer, 422, "grant_names_too_much", "not_found", "ends_before_start")
    unknown = {"subject": "x", "role": "king", "reason": "x"}
    refused(await network.operator.post("/v1/grants", json=unknown), 422, "field_not_listed")
