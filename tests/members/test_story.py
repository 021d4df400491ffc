"""From the call to the certificate: the main story in one go, and what it tells the others."""

from __future__ import annotations

import pytest

from shared.events import members as events
from tests.members.making import done

pytestmark = pytest.mark.asyncio


async def test_a_space_applies_is_reviewed_and_becomes_a_member_with_a_certificate(network):
    entry = await network.member()
    member = done(await network.public.get(f"/v1/members/{entry['member_id']}"))
    assert (member["name"], member["status"]) == ("Không gian sáng tạo Mẫu", "active")
    certificate = done(await network.public.get(f"/v1/certificates/{entry['certificate_number']}"))
    assert certificate["number"] == "KGST-HN-2026-0001"
    assert (certificate["space"], certificate["status"]) == (member["name"], "valid")
    assert (certificate["issued_on"], certificate["valid_until"]) == ("2026-11-23", None)


async def test_the_award_tells_the_others_who_what_and_whom_to_write_to(network):
    entry = await network.member()
    published = network.service.published
    (admitted,) = await published(events.MemberAdmittedV1)
    assert str(admitted.id) == entry["member_id"]
    assert admitted.certificate_number == entry["certificate_number"]
    assert admitted.address is None
    (issued,) = await published(events.CertificateIssuedV1)
    assert issued.member.id == admitted.id
    assert issued.verify_url == f"http://127.0.0.1:8101/certificates/{issued.number}"
    (linked,) = await published(events.MemberContactLinkedV1)
    contact = (await published(events.ContactChangedV1))[-1]
    assert linked.contact_ids == [contact.id]
    assert (contact.member_id, contact.phone) == (admitted.id, "+84912345678")
    (grant,) = await published(events.GrantChangedV1)
    assert (grant.role, grant.subject, grant.member_id) == ("member", "applicant", admitted.id)


async def test_admission_lets_the_applicant_act_for_the_member_with_no_new_login(network):
    entry = await network.member()
    me = done(await network.applicant.get("/v1/me"))
    assert (me["roles"], me["member_ids"]) == (["member"], [entry["member_id"]])
