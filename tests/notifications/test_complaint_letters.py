"""Complaints and changed decisions reach the applicant once, and staff where there is a task."""

from __future__ import annotations

from typing import Any

from shared.events import members
from shared.events.base import Bilingual, Coded
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService

STAFF = "can-bo@hcn.example"


def about(kind: type[Any], **changes: Any) -> Any:
    return making.sample_of(kind).model_copy(update={"contact_id": making.CONTACT} | changes)


async def test_a_complaint_has_its_receipt_and_its_task_whoever_repeats_the_event(
    service: RunningService, mail: MailCatcher
) -> None:
    lodged = about(members.ComplaintLodgedV1)
    await service.deliver(making.contact(), making.grant("officer", STAFF), lodged, lodged)
    await service.do_due()
    assert sorted(mail.subjects) == [
        "Có khiếu nại mới: KN-2026-0001",
        "Đã nhận khiếu nại số KN-2026-0001",
    ]


async def test_who_complained_on_paper_without_an_address_is_not_written_to_but_staff_are(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(
        making.grant("officer", STAFF),
        about(members.ComplaintLodgedV1, contact_id=None),
        about(members.ComplaintAnsweredV1, contact_id=None),
        about(members.ComplaintDueV1, contact_id=None),
    )
    await service.do_due()
    assert sorted(mail.subjects) == [
        "Có khiếu nại mới: KN-2026-0001",
        "Sắp đến hạn: khiếu nại KN-2026-0001",
    ]


async def test_more_time_and_the_outcome_are_two_letters_with_their_reasons(
    service: RunningService, mail: MailCatcher
) -> None:
    admitted = Coded(code="admitted", label=Bilingual(vi="Đã thụ lý", en="Admitted"))
    extended = about(
        members.ComplaintAnsweredV1,
        status=admitted,
        extended=True,
        remedy=None,
        version=3,
        reason="Cần thêm tài liệu.",
    )
    await service.deliver(making.contact(), extended, about(members.ComplaintAnsweredV1))
    await service.do_due()
    assert mail.subjects == [
        "Khiếu nại số KN-2026-0001: gia hạn giải quyết",
        "Khiếu nại số KN-2026-0001: Khiếu nại đúng một phần",
    ]
    assert "Cần thêm tài liệu." in mail.text_of(0)
    assert "Hủy bỏ quyết định" in mail.text_of(1)


async def test_a_decision_and_its_annulment_are_two_letters(
    service: RunningService, mail: MailCatcher
) -> None:
    annulled = about(members.ApplicationDecisionAnnulledV1, id=making.APPLICATION, version=7)
    await service.deliver(making.contact(), making.approved(), annulled)
    await service.do_due()
    assert mail.subjects[1].endswith("không còn hiệu lực")
    assert "Ông/Bà không phải nộp lại" in mail.text_of(1)
