"""Papers asked for by right: requested, checked, confirmed when their document is issued."""

from __future__ import annotations

from datetime import timedelta

import pytest
import pytest_asyncio

from shared.events.members import BenefitConfirmedV1, BenefitDeclinedV1, BenefitRequestedV1
from tests.members.documents import SIGNER, Desk, words
from tests.members.making import Network, at_once, done, refused

pytestmark = pytest.mark.asyncio
TAX = {"kind": "tax_confirmation", "tax_code": "0101234567", "taxpayer_name": "Công ty Mẫu"}


@pytest_asyncio.fixture
async def space(network: Network) -> dict:
    """A member and its own client."""
    member = await network.member()
    network.member_client = network.service.as_("member", sub="keeper", member=member["member_id"])
    return member


async def ask(network: Network, **changes) -> dict:
    answer = await network.member_client.post("/v1/benefits", json={**TAX, **changes})
    return done(answer, 201)


async def issue(desk: Desk, document_id: str):
    document = {"id": document_id}
    await desk.do(document, "for-signature", **SIGNER)
    await desk.do(document, "sign")
    return await desk.tried(document, "issue")


async def test_a_request_is_checked_signed_and_confirmed(network, desk, space):
    asked = await ask(network)
    assert (asked["status"], asked["lacks"], asked["year"]) == ("requested", [], 2026)
    assert asked["promised_on"] == "2026-11-30"
    checked = done(await network.officer.post(f"/v1/benefits/{asked['id']}/check"))
    assert checked["status"] == "checked"
    document = await desk.get({"id": checked["document_id"]})
    assert (document["kind"], document["status"]) == ("confirmation", "drafted")
    done(await issue(desk, checked["document_id"]))
    url = f"/v1/benefits/{asked['id']}"
    confirmed = done(await network.member_client.get(url))
    assert (confirmed["status"], confirmed["confirmed_on"]) == ("confirmed", "2026-11-23")
    text = words(await desk.file(document, who=network.member_client))
    for part in ("Công ty Mẫu", "0101234567", "Không gian sáng tạo Mẫu", "không hứa hẹn"):
        assert part in text
    assert "₫" not in text
    event = (await network.service.published(BenefitConfirmedV1))[-1]
    assert (event.document_number, event.version) == ("01/GXN-SVHTT", confirmed["version"])
    assert (await network.service.published(BenefitRequestedV1))[-1].version == asked["version"]


async def test_a_refusal_lists_everything_that_lacks(network, space):
    url = f"/v1/members/{space['member_id']}"
    reason = {"reason": "Thiếu báo cáo", "reason_code": "report_missing"}
    done(await network.officer.post(f"{url}/suspend", json=reason))
    answer = await network.member_client.post("/v1/benefits", json={"kind": "tax_confirmation"})
    refused(answer, 409, "member_suspended", "certificate_not_valid", "tax_code_unknown")
    done(await network.officer.post(f"{url}/leave"))
    answer = await network.officer.post(
        "/v1/benefits", json={**TAX, "member_id": space["member_id"]}
    )
    refused(answer, 409, "member_no_more", "certificate_missing")


async def test_what_is_not_true_any_more_is_not_issued(network, desk, space):
    asked = await ask(network)
    checked = done(await network.officer.post(f"/v1/benefits/{asked['id']}/check"))
    url = f"/v1/members/{space['member_id']}"
    reason = {"reason": "Thiếu báo cáo", "reason_code": "report_missing"}
    done(await network.officer.post(f"{url}/suspend", json=reason))
    answer = await issue(desk, checked["document_id"])
    refused(answer, 409, "member_suspended", "certificate_not_valid")
    seen = done(await network.officer.get(f"/v1/benefits/{asked['id']}"))
    assert seen["status"] == "checked"
    assert {one["code"] for one in seen["lacks"]} == {"member_suspended", "certificate_not_valid"}
    done(await network.officer.post(f"{url}/reinstate", json={"reason": "Đã nộp"}))
    done(await desk.tried({"id": checked["document_id"]}, "issue"))


async def test_a_discarded_document_puts_the_request_back(network, desk, space):
    asked = await ask(network)
    checked = done(await network.officer.post(f"/v1/benefits/{asked['id']}/check"))
    answer = await network.officer.post(
        f"/v1/benefits/{asked['id']}/decline", json={"reason": "Sai mã số thuế"}
    )
    refused(answer, 409, "request_has_document")
    refused(
        await network.member_client.post(f"/v1/benefits/{asked['id']}/cancel"),
        409, "request_has_document",
    )  # fmt: skip
    await desk.do({"id": checked["document_id"]}, "discard", reason="Sai mã số thuế")
    back = done(await network.officer.get(f"/v1/benefits/{asked['id']}"))
    assert (back["status"], back["document_id"]) == ("requested", None)
    declined = done(
        await network.officer.post(
            f"/v1/benefits/{asked['id']}/decline", json={"reason": "Sai mã số thuế"}
        )
    )
    assert (declined["status"], declined["decline_reason"]) == ("declined", "Sai mã số thuế")
    event = (await network.service.published(BenefitDeclinedV1))[-1]
    assert (event.reason, event.version) == ("Sai mã số thuế", declined["version"])


async def test_an_annulled_confirmation_is_in_force_no_more(network, desk, space):
    asked = await ask(network)
    checked = done(await network.officer.post(f"/v1/benefits/{asked['id']}/check"))
    done(await issue(desk, checked["document_id"]))
    annulling = await desk.do(
        {"id": checked["document_id"]}, "annul", status=201, reason="Cấp nhầm"
    )
    seen = done(await network.officer.get(f"/v1/benefits/{asked['id']}"))
    assert seen["status"] == "confirmed"
    done(await issue(desk, annulling["id"]))
    seen = done(await network.officer.get(f"/v1/benefits/{asked['id']}"))
    assert seen["status"] == "revoked"
    assert (await ask(network))["status"] == "requested"


async def test_two_clicks_make_one_request(network, space):
    answers = await at_once(
        *(network.member_client.post("/v1/benefits", json=TAX) for _ in range(4))
    )
    assert sorted(one.status_code for one in answers) == [201, 409, 409, 409]
    for answer in answers:
        if answer.status_code == 409:
            refused(answer, 409, "benefit_already_open")
    await ask(network, year=2025)
    refused(
        await network.member_client.post("/v1/benefits", json={**TAX, "year": 2010}),
        422, "year_too_far",
    )  # fmt: skip


async def test_nobody_handles_the_request_of_their_own_space(network, space):
    asked = await ask(network)
    both = network.service.as_("officer", sub="keeper", member=space["member_id"])
    refused(await both.post(f"/v1/benefits/{asked['id']}/check"), 403, "own_request")
    body = {"reason": "Không"}
    refused(await both.post(f"/v1/benefits/{asked['id']}/decline", json=body), 403, "own_request")


async def test_only_the_member_and_staff_see_a_request(network, space, statements):
    asked = await ask(network)
    url = f"/v1/benefits/{asked['id']}"
    other = network.service.as_("member", sub="other", member=asked["id"])
    refused(await other.get(url), 404, "not_found")
    assert done(await other.get("/v1/benefits"))["items"] == []
    refused(
        await other.post("/v1/benefits", json={**TAX, "member_id": space["member_id"]}),
        403, "member_not_yours",
    )  # fmt: skip
    listed = done(await network.officer.get("/v1/benefits", params={"year": 2026}))["items"]
    assert len(listed) == 1
    assert "facts" not in listed[0]
    await ask(network, year=2025)
    assert await statements(network.officer.get("/v1/benefits")) <= 2
    auditor = network.service.as_("auditor")
    trail = done(await auditor.get("/v1/audit", params={"subject_id": asked["id"]}))["items"]
    assert "request_benefit" in {one["act"] for one in trail}


async def test_what_waits_beyond_its_promised_day_is_found(network, space):
    asked = await ask(network)
    late = {"late": True}
    assert done(await network.officer.get("/v1/benefits", params=late))["items"] == []
    network.clock.advance(timedelta(days=8))
    found = done(await network.officer.get("/v1/benefits", params=late))["items"]
    assert [one["id"] for one in found] == [asked["id"]]
    assert done(await network.officer.get("/v1/introductions", params=late))["items"] == []
