"""Who may see and do what, and what the answers say."""

from __future__ import annotations

from typing import Any

import pytest

from services.notifications.letters.catalogue import LETTERS
from shared.events.notifications import ContactPreferencesChangedV1
from shared.ids import new_id
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService


async def test_the_office_sees_all_and_a_member_only_its_own(
    service: RunningService, messages: Any
) -> None:
    await service.deliver(making.contact(), making.submitted())
    assert len(await messages()) == 1
    for role in ("operator", "auditor"):
        answer = await service.as_(role).get("/v1/messages")
        assert len(answer.json()["items"]) == 1
    member = service.as_("member", member=making.MEMBER)
    assert (await member.get("/v1/inbox")).json()["items"] == []
    await service.deliver(making.link())  # admitted: earlier letters come along
    [letter] = (await member.get("/v1/inbox")).json()["items"]
    assert letter["subject"] == "Đã nhận hồ sơ đăng ký của Xưởng Gốm"
    other = service.as_("member", sub="other", member=new_id())
    assert (await other.get("/v1/inbox")).json()["items"] == []
    assert (await other.get(f"/v1/messages/{letter['id']}")).status_code == 404


async def test_a_letter_says_why_it_was_written(service: RunningService, messages: Any) -> None:
    await service.deliver(making.contact(), making.approved())
    [message] = await messages()
    assert message["why"]["event_type"] == making.approved().TYPE.text
    assert message["why"]["business_key"] == f"decision:{making.APPLICATION}:6"
    assert "address" not in message
    officer = service.as_("officer")
    answer = await officer.get(f"/v1/messages/{message['id']}")
    whole = answer.json()
    assert (whole["address"], whole["history"][0]["what"]["code"]) == (making.ADDRESS, "queued")
    assert answer.headers["etag"] == f'"{whole["version"]}"'
    audit = await service.as_("auditor").get("/v1/audit", params={"subject_id": message["id"]})
    assert [row["act"] for row in audit.json()["items"]] == ["get_message"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"template": "application_approved"}, 1),
        ({"template": "booking_granted"}, 0),
        ({"status": "queued"}, 2),
        ({"recipient_id": str(making.CONTACT)}, 2),
        ({"from": "2026-11-24T00:00:00Z"}, 0),
        ({"to": "2026-11-24T00:00:00Z"}, 2),
        ({"limit": 1}, 1),
    ],
)
async def test_letters_can_be_filtered(
    service: RunningService, messages: Any, filters: dict[str, Any], count: int
) -> None:
    await service.deliver(making.contact(), making.submitted(), making.approved())
    assert len(await messages(**filters)) == count


@pytest.mark.parametrize("query", ["status=%00", "from=2026-11-24T00:00:00", "to=x", "event_id=x"])
async def test_wrong_filters_are_422(service: RunningService, query: str) -> None:
    assert (await service.as_("officer").get(f"/v1/messages?{query}")).status_code == 422


async def test_only_an_officer_sends_again_and_only_what_failed(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    await service.deliver(making.contact(), making.submitted())
    await service.do_due()
    [message] = await messages()
    path = f"/v1/messages/{message['id']}/resend"
    for role in ("member", "host", "operator", "auditor", "editor"):
        assert (await service.as_(role).post(path, json={"reason": "x"})).status_code == 403
    assert (await service.http.post(path, json={"reason": "x"})).status_code == 401
    officer = service.as_("officer")
    for body in ({}, {"reason": " "}, {"reason": "a\u0000b"}):
        assert (await officer.post(path, json=body)).status_code == 422
    refused = await officer.post(path, json={"reason": "x"})
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_status")
    assert message["actions"]["resend"]["failing"] == refused.json()["errors"]
    assert refused.json()["errors"][0]["values"] == {
        "status": "delivered",
        "needed": ["failed", "suppressed"],
    }
    assert "Không đến nơi, Không gửi" in refused.json()["detail"]
    assert len(mail.letters) == 1


async def test_a_member_chooses_language_and_updates_but_not_service_letters(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    await service.deliver(making.contact(), making.link())
    member = service.as_("member", member=making.MEMBER)
    before = (await member.get("/v1/preferences")).json()
    assert (before["locale"], before["updates_by_email"], before["service_letters"]) == (
        "vi",
        True,
        True,
    )
    body = {"locale": "en", "updates_by_email": False}
    assert (await member.put("/v1/preferences", json=body)).status_code == 428
    headers = {"If-Match": f'"{before["version"]}"'}
    after = await member.put("/v1/preferences", json=body, headers=headers)
    assert (after.status_code, after.json()["locale"]) == (200, "en")
    stale = await member.put("/v1/preferences", json=body, headers=headers)
    assert stale.status_code == 412
    assert len(await service.published(ContactPreferencesChangedV1)) == 1

    await service.deliver(making.published(), making.requested())
    await service.do_due()
    assert mail.subjects == ["We have received your request: Pottery day"]
    assert {one["template"]["code"]: one["status"] for one in await messages()} == {
        "item_published": "suppressed",
        "booking_requested": "delivered",
    }


async def test_preferences_need_a_member_with_one_contact_or_its_name(
    service: RunningService,
) -> None:
    assert (await service.as_("officer").get("/v1/preferences")).status_code == 403
    member = service.as_("member", member=making.MEMBER)
    early = await member.get("/v1/preferences")
    assert (early.status_code, early.json()["code"]) == (409, "not_yet_known")
    second = new_id()
    await service.deliver(
        making.contact(),
        making.contact(id=second, email="b@x.example"),
        making.link(making.CONTACT, second),
    )
    unclear = await member.get("/v1/preferences")
    assert (unclear.status_code, unclear.json()["code"]) == (409, "contact_unclear")
    named = await member.get("/v1/preferences", params={"contact_id": str(second)})
    assert named.json()["email"] == "b@x.example"
    by_address = service.as_("member", member=making.MEMBER, email="B@x.example")
    assert (await by_address.get("/v1/preferences")).json()["id"] == str(second)


async def test_the_office_reads_every_template_and_sees_it_filled(service: RunningService) -> None:
    officer = service.as_("officer")
    items = (await officer.get("/v1/templates")).json()["items"]
    assert [one["code"] for one in items] == list(LETTERS)
    for code in ("booking_granted", "item_published"):
        page = await officer.get(f"/v1/templates/{code}/preview", params={"locale": "en"})
        assert page.headers["content-type"].startswith("text/html")
        assert '<html lang="en">' in page.text
    assert (await officer.get("/v1/templates/nothing/preview")).status_code == 404
    assert (await officer.get("/v1/templates/nothing")).status_code == 404
    assert (await service.as_("member").get("/v1/templates")).status_code == 403


@pytest.mark.parametrize("path", ["messages", "inbox", "preferences", "templates"])
async def test_nobody_reads_without_a_token(service: RunningService, path: str) -> None:
    assert (await service.http.get(f"/v1/{path}")).status_code == 401
