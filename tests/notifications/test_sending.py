"""Letters go out once, wait when they must, and end with a reason."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

import aiosmtplib
import pytest

from services.notifications.channels import email
from services.notifications.channels.outcome import Outcome
from services.notifications.settings import Settings
from shared.due_work import OutsideKind
from shared.events.notifications import ContactSuppressedV1, MessageFailedV1
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService


async def history(service: RunningService, message: dict[str, Any]) -> list[str]:
    answer = await service.as_("officer").get(f"/v1/messages/{message['id']}")
    return [step["what"]["code"] for step in answer.json()["history"]]


async def test_letters_wait_while_the_mail_server_is_away_and_go_when_it_is_back(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    await mail.stop()
    await service.deliver(making.contact(), making.submitted())
    for _ in range(20):
        await service.do_due()
        service.clock.advance(timedelta(seconds=15))
    [message] = await messages()
    assert (message["status"], message["attempts"]) == ("queued", 0)
    assert await history(service, message) == ["queued", "mail_server_away"]
    await mail.start()
    await service.do_due()
    [message] = await messages()
    assert (message["status"], len(mail.letters)) == ("delivered", 1)


async def test_a_letter_put_off_is_tried_again_at_growing_intervals(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    mail.refuse_recipient = "450 4.2.0 greylisted hong.dao@xuong.example"
    await service.deliver(making.contact(), making.submitted())
    await service.do_due()
    service.clock.advance(timedelta(seconds=59))
    await service.do_due()
    [message] = await messages()
    assert (message["status"], message["attempts"]) == ("queued", 1)
    mail.refuse_recipient = None
    service.clock.advance(timedelta(seconds=1))
    await service.do_due()
    [message] = await messages()
    assert (message["status"], message["attempts"], len(mail.letters)) == ("delivered", 2, 1)


async def test_a_letter_put_off_too_often_has_failed(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    mail.refuse_letter = "451 4.3.0 later"
    await service.deliver(making.contact(), making.submitted())
    for _ in range(10):
        await service.do_due()
        service.clock.advance(timedelta(hours=6))
    [message] = await messages()
    assert (message["status"], message["attempts"]) == ("failed", 7)
    [event] = await service.published(MessageFailedV1)
    assert event.error_code == "tries_exhausted"
    assert await service.published(ContactSuppressedV1) == []


async def test_an_address_nobody_has_is_not_written_to_again(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    mail.refuse_recipient = "550 5.1.1 no such user hong.dao@xuong.example"
    await service.deliver(making.contact(), making.submitted())
    await service.do_due()
    [event] = await service.published(ContactSuppressedV1)
    assert (event.id, event.reason_code) == (making.CONTACT, "bounced")
    await service.deliver(making.approved())
    await service.do_due()
    first, second = await messages()
    assert (first["status"], first["explanation"]) == (
        "failed",
        "Máy chủ bên nhận báo không có hộp thư này.",
    )
    assert second["status"] == "suppressed"
    assert await history(service, second) == ["queued", "suppressed"]


async def test_a_corrected_address_is_written_to_again(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    mail.refuse_recipient = "550 5.1.1 no such user"
    await service.deliver(making.contact(), making.submitted())
    await service.do_due()
    mail.refuse_recipient = None
    [message] = await messages()
    officer = service.as_("officer")
    path = f"/v1/messages/{message['id']}/resend"
    refused = await officer.post(path, json={"reason": "Đã gọi điện"})
    assert refused.json()["code"] == "recipient_address_suppressed"
    await service.deliver(making.contact(email="moi@xuong.example"))
    answer = await officer.post(path, json={"reason": "Đã sửa địa chỉ"})
    assert (answer.status_code, answer.json()["status"]) == (200, "queued")
    await service.do_due()
    assert mail.recipients == ["moi@xuong.example"]


async def test_a_refusal_for_policy_does_not_give_the_address_up(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    mail.refuse_recipient = "550 5.7.1 blocked"
    await service.deliver(making.contact(), making.submitted())
    await service.do_due()
    [message] = await messages()
    assert message["status"] == "failed"
    assert await service.published(ContactSuppressedV1) == []


async def test_a_letter_that_is_too_late_is_not_sent(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    await service.deliver(making.submitted())
    service.clock.advance(timedelta(days=4))
    await service.deliver(making.contact())
    await service.do_due()
    await service.do_due()
    [message] = await messages()
    assert (mail.letters, message["status"]) == ([], "expired")
    assert message["explanation"] == "Sự việc đã qua quá lâu; gửi lúc này chỉ gây hiểu nhầm."


async def test_a_letter_that_waited_too_long_for_the_mail_server_expires(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    await mail.stop()
    await service.deliver(making.contact(), making.submitted())
    await service.do_due()
    service.clock.advance(timedelta(days=4))
    await mail.start()
    await service.do_due()
    [message] = await messages()
    assert (mail.letters, message["status"]) == ([], "expired")


async def test_after_a_crash_the_same_letter_goes_out_under_the_same_message_id(
    service: RunningService, mail: MailCatcher, messages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await service.deliver(making.contact(), making.submitted())
    kind = service.service.due.kinds["send_email"]
    assert isinstance(kind, OutsideKind)

    async def die(*_: Any) -> None:
        raise asyncio.CancelledError

    dying = OutsideKind(kind.name, kind.prepare, kind.call, die)
    monkeypatch.setitem(service.service.due.kinds, "send_email", dying)
    with pytest.raises(asyncio.CancelledError):
        await service.do_due()
    monkeypatch.undo()
    [message] = await messages()
    assert (message["status"], len(mail.letters)) == ("sending", 1)
    await service.do_due()
    assert len(mail.letters) == 1, "the first try may still be under way"
    service.clock.advance(timedelta(seconds=61))
    await service.do_due()
    [message] = await messages()
    assert message["status"] == "delivered"
    assert len(mail.letters) == 2
    assert mail.letters[0]["Message-ID"] == mail.letters[1]["Message-ID"]
    assert mail.letters[0]["Date"] == mail.letters[1]["Date"]
    assert await history(service, message) == ["queued", "sending", "sent_again", "delivered"]


async def test_a_try_that_lost_its_lease_changes_nothing(
    service: RunningService, mail: MailCatcher, messages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await service.deliver(making.contact(), making.submitted())
    kind = service.service.due.kinds["send_email"]
    assert isinstance(kind, OutsideKind)

    async def outlive_the_lease(_job: Any) -> Outcome:
        monkeypatch.undo()
        service.clock.advance(timedelta(seconds=61))
        await service.do_due()  # another replica sends it
        return Outcome("permanent", "letter_refused")

    slow = OutsideKind(kind.name, kind.prepare, outlive_the_lease, kind.settle)
    monkeypatch.setitem(service.service.due.kinds, "send_email", slow)
    await service.do_due()
    [message] = await messages()
    assert (message["status"], len(mail.letters)) == ("delivered", 1)
    assert await service.published(MessageFailedV1) == []


async def test_an_address_that_is_none_fails_alone(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    await service.deliver(making.contact(email="không phải địa chỉ"), making.submitted())
    await service.do_due()
    [message] = await messages()
    assert (message["status"], mail.letters) == ("failed", [])


async def test_a_wrong_password_keeps_the_letters(
    running: Callable[..., AbstractAsyncContextManager[RunningService]], mail: MailCatcher
) -> None:
    async with running(
        "notifications", smtp_port=mail.port, smtp_username="u", smtp_password="p"
    ) as service:
        await service.deliver(making.contact(), making.submitted())
        await service.do_due()
        answer = await service.as_("officer").get("/v1/messages")
        assert [one["status"] for one in answer.json()["items"]] == ["queued"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (aiosmtplib.SMTPSenderRefused(553, "5.7.1 no", "a@b.example"), "away"),
        (aiosmtplib.SMTPDataError(554, "5.6.0 spam"), "permanent"),
        (aiosmtplib.SMTPDataError(452, "4.3.1 full"), "temporary"),
        (aiosmtplib.SMTPResponseException(421, "closing"), "away"),
        (aiosmtplib.SMTPServerDisconnected("gone"), "temporary"),
        (aiosmtplib.SMTPNotSupported("SMTPUTF8"), "permanent"),
    ],
)
def test_each_refusal_means_one_thing(error: aiosmtplib.SMTPException, kind: str) -> None:
    assert email.read_refusal(error).kind == kind


def test_an_answer_is_kept_as_numbers_without_its_text() -> None:
    refused = aiosmtplib.SMTPRecipientRefused(550, "5.1.1 <a@b.example> unknown", "a@b.example")
    outcome = email.read_refusal(aiosmtplib.SMTPRecipientsRefused([refused]))
    assert outcome == Outcome("permanent", "mailbox_unknown", "550 5.1.1", address_dead=True)


def test_production_asks_for_tls_and_a_real_sender() -> None:
    problems = Settings()._production_problems()
    assert any("HCN_SMTP_TLS" in one for one in problems)
    assert any("HCN_MAIL_SENDER_ADDRESS" in one for one in problems)
