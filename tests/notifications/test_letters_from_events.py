"""What happened reaches people: once, in their language, with what they need to know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.notifications.usecases import queue_letters
from shared.database.backbone import ParkedEvent
from shared.events.bookings import BookingCalledOffV1, BookingGrantedV1, BookingMovedV1
from shared.events.notifications import MessageDeliveredV1
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService


async def parked(service: RunningService) -> int:
    async with service.database.sessions() as session:
        return len(list(await session.scalars(select(ParkedEvent))))


async def test_an_applicant_hears_in_vietnamese_that_the_file_arrived(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(making.contact(), making.submitted())
    await service.do_due()
    [letter] = mail.letters
    assert letter["Subject"] == "Đã nhận hồ sơ đăng ký của Xưởng Gốm"
    assert letter["To"] == f"{making.PERSON} <{making.ADDRESS}>"
    assert letter["Content-Language"] == "vi"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Reply-To"] == "mang-luoi@hcn.example"
    assert f"Kính gửi Ông/Bà {making.PERSON}," in mail.text_of(0)
    assert 'lang="vi"' in mail.html_of(0)


async def test_an_applicant_who_reads_english_is_written_to_in_english(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(making.contact(locale="en"), making.approved())
    await service.do_due()
    assert mail.subjects == ["The application of Xưởng Gốm has been approved"]


async def test_a_delivered_letter_is_told_to_the_other_services_without_personal_data(
    service: RunningService, messages: Any
) -> None:
    await service.deliver(making.contact(), making.submitted())
    await service.do_due()
    [message] = await messages()
    [event] = await service.published(MessageDeliveredV1)
    assert str(event.id) == message["id"]
    assert (event.template, event.contact_id, event.channel) == (
        "application_submitted",
        making.CONTACT,
        "email",
    )


async def test_the_same_decision_said_twice_is_written_once(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(making.contact(), making.approved())
    await service.deliver(making.approved())
    await service.deliver(making.rejected())  # the same version of the same file: same decision
    await service.do_due()
    assert len(mail.letters) == 1


async def test_the_database_refuses_a_second_letter_even_when_the_check_is_off(
    service: RunningService, mail: MailCatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: Any) -> bool:
        return False

    monkeypatch.setattr(queue_letters, "_is_written", never)
    await service.deliver(making.contact(), making.approved())
    await service.deliver(making.approved())
    await service.do_due()
    assert (len(mail.letters), await parked(service)) == (1, 1)


async def test_a_letter_waits_until_its_contact_is_known(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(making.submitted())
    await service.do_due()
    assert (mail.letters, await parked(service)) == ([], 1)
    await service.deliver(making.contact())
    service.clock.advance(timedelta(minutes=1))
    await service.do_due()
    await service.do_due()
    assert (len(mail.letters), await parked(service)) == (1, 0)


async def test_announced_events_fill_copies_and_write_no_letter(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    await service.deliver(making.contact(), making.submitted(), announced=True)
    await service.do_due()
    assert (mail.letters, await messages()) == ([], [])
    await service.deliver(making.approved())
    await service.do_due()
    assert len(mail.letters) == 1


async def test_officers_with_a_grant_in_force_get_the_task_once_each(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(
        making.contact(),
        making.grant("officer", "truc@centre.example"),
        making.grant("officer", "TRUC@centre.example", subject="officer-1b"),
        making.grant("officer", "old@centre.example", valid_until=making.NOW),
        making.grant("officer", "gone@centre.example", ended=True),
        making.grant("editor", "editor@centre.example"),
        making.submitted(),
    )
    await service.do_due()
    assert sorted(mail.recipients) == [making.ADDRESS, "truc@centre.example"]


async def test_a_request_is_confirmed_to_the_member_and_handed_to_the_host(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(
        making.contact(),
        making.link(),
        making.grant("host", "host@venue.example", host_id=making.HOST),
        making.grant("host", "other@venue.example", host_id=making.CONTACT),
        making.requested(),
    )
    await service.do_due()
    written = dict(zip(mail.recipients, mail.subjects, strict=True))
    assert written == {
        making.ADDRESS: "Đã nhận đăng ký địa điểm: Ngày hội gốm",
        "host@venue.example": "Có đăng ký địa điểm chờ trả lời: Sân khấu kính, 03/12/2026 09:00",
    }


async def test_times_are_hanoi_times(service: RunningService, mail: MailCatcher) -> None:
    await service.deliver(
        making.contact(), making.link(), making.booking(BookingGrantedV1, version=2)
    )
    await service.do_due()
    assert "Thời gian: 09:00 – 12:00, ngày 03/12/2026" in mail.text_of(0)


async def test_a_moved_booking_says_what_it_was_before(
    service: RunningService, mail: MailCatcher
) -> None:
    former = making.NOW + timedelta(days=9)
    moved = making.booking(
        BookingMovedV1,
        former_starts_at=former,
        former_ends_at=former + timedelta(hours=2),
    )
    await service.deliver(making.contact(), making.link(), moved)
    await service.do_due()
    assert "Trước đây: 09:00 – 11:00, ngày 02/12/2026." in mail.text_of(0)


async def test_a_host_who_cancelled_is_not_told_so_again(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(
        making.contact(),
        making.link(),
        making.grant("host", "host@venue.example", host_id=making.HOST),
        making.booking(BookingCalledOffV1, cancelled_by="host"),
        making.booking(BookingCalledOffV1, cancelled_by="member"),
    )
    await service.do_due()
    assert sorted(mail.recipients) == [making.ADDRESS, making.ADDRESS, "host@venue.example"]


async def test_a_new_member_is_congratulated_with_the_certificate(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(making.contact(), making.link(), making.certificate())
    await service.do_due()
    assert mail.subjects == ["Chúc mừng Xưởng Gốm trở thành thành viên Mạng lưới"]
    assert making.certificate().verify_url in mail.html_of(0)


async def test_signs_in_names_never_become_markup(
    service: RunningService, mail: MailCatcher
) -> None:
    name = "# <b>Xưởng</b> [x](http://evil.example) *2* & Cộng sự_1"
    await service.deliver(making.contact(), making.submitted(applicant_name=name))
    await service.do_due()
    assert mail.subjects == [f"Đã nhận hồ sơ đăng ký của {name}"]
    assert 'href="http://evil.example"' not in mail.html_of(0)
    assert "<b>" not in mail.html_of(0)
    assert f"- Không gian: {name}" in mail.text_of(0)
