"""Who is on the list of a ceremony is invited, and hears of every change once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shared.events.base import Bilingual, Coded
from shared.ids import new_id
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService

SECOND = new_id()
SECOND_ADDRESS = "second@x.example"
CANCELLED = Coded(code="cancelled", label=Bilingual(vi="Đã hủy", en="Cancelled"))


def second(**changes: Any) -> Any:
    return making.contact(id=SECOND, email=SECOND_ADDRESS, locale="en", **changes)


async def test_everyone_on_the_list_is_invited_in_their_language(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    invitation = making.ceremony(making.CONTACT, SECOND)
    await service.deliver(making.contact(), second(), invitation)
    await service.deliver(invitation)
    await service.do_due()
    assert dict(zip(mail.recipients, mail.subjects, strict=True)) == {
        making.ADDRESS: "Thư mời: Lễ trao giấy chứng nhận",
        SECOND_ADDRESS: "Invitation: Certificate ceremony",
    }
    vietnamese = mail.text_of(mail.recipients.index(making.ADDRESS))
    assert "Thời gian: 23/12/2026 09:00" in vietnamese
    assert "Địa điểm: Bảo tàng Hà Nội" in vietnamese
    keys = {one["why"]["business_key"] for one in await messages()}
    assert keys == {f"ceremony:{making.CEREMONY}:1"}


async def test_a_change_is_told_to_the_invited_and_invites_who_is_new(
    service: RunningService, mail: MailCatcher
) -> None:
    later = making.NOW + timedelta(days=31)
    moved = making.ceremony(making.CONTACT, SECOND, version=2, held_at=later)
    await service.deliver(making.contact(), second(), making.ceremony(), moved)
    await service.deliver(moved)
    await service.do_due()
    assert sorted(zip(mail.recipients, mail.subjects, strict=True)) == [
        (making.ADDRESS, "Thay đổi thời gian hoặc địa điểm: Lễ trao giấy chứng nhận"),
        (making.ADDRESS, "Thư mời: Lễ trao giấy chứng nhận"),
        (SECOND_ADDRESS, "Invitation: Certificate ceremony"),
    ]


async def test_a_cancelled_ceremony_is_told_to_everyone(
    service: RunningService, mail: MailCatcher
) -> None:
    gone = making.ceremony(making.CONTACT, SECOND, version=2, status=CANCELLED)
    await service.deliver(making.contact(), second(), gone)
    await service.do_due()
    assert sorted(mail.subjects) == [
        "Cancelled: Certificate ceremony",
        "Không diễn ra: Lễ trao giấy chứng nhận",
    ]


async def test_two_contacts_of_one_address_get_one_letter_each_time(
    service: RunningService, mail: MailCatcher
) -> None:
    contacts = (making.CONTACT, SECOND)
    await service.deliver(
        making.contact(),
        making.contact(id=SECOND),
        making.ceremony(*contacts),
        making.ceremony(*contacts, version=2, place="Văn Miếu"),
    )
    await service.do_due()
    assert sorted(mail.subjects) == [
        "Thay đổi thời gian hoặc địa điểm: Lễ trao giấy chứng nhận",
        "Thư mời: Lễ trao giấy chứng nhận",
    ]


async def test_after_the_ceremony_has_begun_nobody_is_written_to(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    await service.deliver(making.contact(), making.ceremony(held_at=making.NOW))
    service.clock.advance(timedelta(seconds=1))
    await service.do_due()
    [message] = await messages()
    assert (message["status"], mail.letters) == ("expired", [])
