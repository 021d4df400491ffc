"""Papers asked for and places that move are told once to whom they concern."""

from __future__ import annotations

from shared.events import members
from shared.events.base import Bilingual, Coded
from shared.ids import new_id
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService

STAFF = "can-bo@hcn.example"


def linked():
    asked = making.sample_of(members.BenefitRequestedV1)
    return making.link(making.CONTACT, member_id=asked.member.id)


def moved(change: str, **changes):
    label = Bilingual(vi="Thay đổi", en="Change")
    update = {"change": Coded(code=change, label=label), **changes}
    return making.sample_of(members.ParticipationChangedV1).model_copy(update=update)


async def test_a_request_is_a_task_and_its_answer_a_letter(
    service: RunningService, mail: MailCatcher
) -> None:
    kinds = (members.BenefitRequestedV1, members.BenefitConfirmedV1, members.BenefitDeclinedV1)
    events = [making.sample_of(kind) for kind in kinds]
    people = (making.contact(), linked(), making.grant("officer", STAFF))
    await service.deliver(*people, *events, *events)
    await service.do_due()
    assert sorted(mail.subjects) == [
        "Giấy xác nhận số 01/GXN-SVHTT đã được ban hành",
        "Trả lời yêu cầu xác nhận của Xưởng Gốm Mẫu",
        "Yêu cầu xác nhận mới: Xưởng Gốm Mẫu",
    ]


async def test_a_member_with_two_places_hears_once_that_it_is_called_off(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(
        making.contact(),
        linked(),
        moved("called_off", reason="Diễn giả ốm"),
        moved("called_off", reason="Diễn giả ốm", id=new_id()),
        moved("moved_up"),
        moved("something_new"),
    )
    await service.do_due()
    assert sorted(one.partition(":")[0] for one in mail.subjects) == [
        "Không diễn ra",
        "Đã có chỗ cho Xưởng Gốm Mẫu",
    ]
