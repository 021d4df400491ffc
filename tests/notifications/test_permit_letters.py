"""Reminders of permits reach the member, each stage once."""

from __future__ import annotations

from datetime import date

from shared.events import bookings
from shared.events.base import Bilingual, Coded
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService


def due(stage: str, **changes):
    label = Bilingual(vi="Giai đoạn", en="Stage")
    update = {"stage": Coded(code=stage, label=label), **changes}
    return making.sample_of(bookings.PermitStepDueV1).model_copy(update=update)


async def test_each_stage_of_a_permit_is_one_letter_to_the_member(
    service: RunningService, mail: MailCatcher
) -> None:
    member = making.sample_of(bookings.PermitStepDueV1).member
    await service.deliver(
        making.contact(),
        making.link(making.CONTACT, member_id=member.id),
        due("soon"),
        due("soon"),
        due("missed"),
        due("reply_late", due_on=date(2027, 3, 1)),
    )
    await service.do_due()
    assert sorted(one.partition(":")[0] for one in mail.subjects) == [
        "Phải nộp trước hạn",
        "Quá hạn nộp",
        "Quá hạn trả lời",
    ]
