"""What follows for bookings reaches whom it concerns: one letter for each person and cause."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from shared.events import bookings
from shared.events.base import Bilingual, Coded, Reference
from shared.ids import new_id
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService

MEMBER = Reference(id=making.MEMBER, name="Xưởng Gốm")
HOST_MAIL, OTHER_MAIL = "host@place.example", "other@place.example"


def event(kind: type[Any], **changes: Any) -> Any:
    return making.sample_of(kind).model_copy(update={"member": MEMBER, **changes})


def listed(host_id: UUID, title: str) -> bookings.StandingDate:
    (date, _) = making.sample_of(bookings.StandingCaseOpenedV1).dates
    changes = {"id": new_id(), "host_id": host_id, "activity_title": Bilingual(vi=title)}
    return date.model_copy(update=changes)  # type: ignore[no-any-return]


async def introduce(service: RunningService, *hosts: tuple[UUID, str]) -> None:
    grants = [making.grant("host", mail, host_id=id) for id, mail in hosts]
    await service.deliver(making.contact(), making.link(), *grants)


async def test_a_list_tells_the_member_all_dates_and_each_host_its_own(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    one, other = new_id(), new_id()
    await introduce(service, (one, HOST_MAIL), (other, OTHER_MAIL))
    dates = [listed(one, "Ngày hội gốm"), listed(other, "Đêm nhạc")]
    opened = event(bookings.StandingCaseOpenedV1, dates=dates)
    await service.deliver(opened, opened)
    await service.do_due()
    assert sorted(mail.recipients) == sorted([making.ADDRESS, HOST_MAIL, OTHER_MAIL])
    texts = {one["address"]: one["text"] for one in await shown(service, await messages())}
    for title in ("Ngày hội gốm", "Đêm nhạc"):
        assert title in texts[making.ADDRESS]
    assert ("Ngày hội gốm" in texts[HOST_MAIL], "Đêm nhạc" in texts[HOST_MAIL]) == (True, False)


async def shown(service: RunningService, listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    officer = service.as_("officer")
    return [(await officer.get(f"/v1/messages/{one['id']}")).json() for one in listed]


async def test_who_decided_is_not_told_what_it_decided(
    service: RunningService, mail: MailCatcher
) -> None:
    host = new_id()
    await introduce(service, (host, HOST_MAIL))
    dates = [listed(host, "Ngày hội gốm")]
    decided = event(bookings.StandingCaseDecidedV1, dates=dates, decided_by="host")
    await service.deliver(decided)
    await service.do_due()
    assert mail.recipients == [making.ADDRESS]
    silence = decided.model_copy(update={"decided_by": None, "version": 9})
    await service.deliver(silence)
    await service.do_due()
    assert sorted(mail.recipients[1:]) == sorted([making.ADDRESS, HOST_MAIL])


async def test_a_booking_that_is_part_of_an_act_on_many_writes_no_letter_of_its_own(
    service: RunningService, mail: MailCatcher
) -> None:
    await introduce(service, (making.HOST, HOST_MAIL))
    parts = [
        making.booking(kind, part_of=new_id())
        for kind in (
            bookings.BookingGrantedV1,
            bookings.BookingCalledOffV1,
            bookings.BookingRequestedV1,
        )
    ]
    edited = making.requested(edited=True)
    await service.deliver(*parts, edited, event(bookings.AllocationOutcomeV1))
    await service.do_due()
    assert mail.subjects == ["Kết quả phân bổ cho Xưởng Gốm: Phân bổ mùa hè 2027 (mẫu)"]


async def test_a_change_is_a_task_for_the_host_and_its_answer_a_letter_to_the_member(
    service: RunningService, mail: MailCatcher
) -> None:
    await introduce(service, (making.HOST, HOST_MAIL))
    await service.deliver(event(bookings.ChangeAskedV1, host_id=making.HOST))
    await service.do_due()
    assert mail.recipients == [HOST_MAIL]
    answer = event(bookings.ChangeDecidedV1, host_id=making.HOST)
    approved = Coded(code="approved", label=Bilingual(vi="Đã chấp thuận"))
    moved = answer.model_copy(update={"status": approved, "version": 3})
    edited = moved.model_copy(
        update={"wanted_starts_at": None, "wanted_ends_at": None, "version": 4}
    )
    await service.deliver(answer, moved, edited)
    await service.do_due()
    assert mail.recipients[1:] == [making.ADDRESS] * 2
    assert [one.partition(":")[0] for one in mail.subjects[1:]] == [
        "Chưa chấp thuận thay đổi",
        "Đã chấp thuận thay đổi",
    ]


async def test_a_pause_and_its_end_and_a_lost_place_reach_the_member_once(
    service: RunningService, mail: MailCatcher
) -> None:
    await introduce(service)
    paused = event(bookings.RequestsPausedV1)
    events = [
        paused,
        paused.model_copy(update={"id": new_id()}),
        event(bookings.RequestsResumedV1),
        event(bookings.FallbackLostV1),
        event(bookings.AllocationCalledOffV1),
        event(bookings.PermitCompletedV1),
        event(bookings.PermitCompletedV1, id=new_id(), outcomes=[]),
    ]
    await service.deliver(*events)
    await service.do_due()
    assert sorted(one.partition(":")[0] for one in mail.subjects) == [
        "Không còn chỗ dự phòng khi mưa",
        "Tạm dừng nhận yêu cầu đặt chỗ mới của Xưởng Gốm đến 11/06/2027 18",
        "Xưởng Gốm lại gửi được yêu cầu đặt chỗ",
        "Đã hoàn tất thủ tục",
        "Đợt phân bổ đã hủy",
    ]


async def test_a_closure_is_one_letter_to_the_member_and_one_to_a_host_that_did_not_decide(
    service: RunningService, mail: MailCatcher
) -> None:
    await introduce(service, (making.HOST, HOST_MAIL))
    closed = event(bookings.ClosureToldV1, host_id=making.HOST)
    rain = event(bookings.WeatherCallToldV1, host_id=making.HOST, decided_by="officer")
    moved = making.booking(bookings.BookingMovedV1, part_of=closed.id)
    await service.deliver(moved, closed, closed)
    await service.do_due()
    assert mail.recipients == [making.ADDRESS]
    await service.deliver(rain)
    await service.do_due()
    assert sorted(mail.recipients[1:]) == sorted([making.ADDRESS, HOST_MAIL])
    assert {one.partition(":")[0] for one in mail.subjects} == {
        "Địa điểm tạm đóng",
        "Thời tiết xấu",
    }
