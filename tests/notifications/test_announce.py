"""What became of letters and contacts can be told again, to refill the copies of others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from services.notifications.events_out import ANNOUNCE
from services.notifications.models import Contact, Message
from shared.auth.caller import system_caller
from shared.database.work import Origin, Work
from shared.events.notifications import (
    ContactSuppressedV1,
    MessageDeliveredV1,
    MessageFailedV1,
)
from shared.ids import new_id
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService

KINDS = (MessageDeliveredV1, MessageFailedV1, ContactSuppressedV1)


async def announce_all(service: RunningService) -> None:
    async def say_again(work: Work) -> None:
        for model, publish in ANNOUNCE:
            rows: Any = await work.session.scalars(select(model))  # type: ignore[call-overload]
            for row in rows.all():
                publish(work, row)

    origin = Origin(caller=system_caller("announce"), correlation_id=new_id(), announced=True)
    await service.database.run(say_again, origin)


async def test_each_end_of_a_letter_is_announced_by_its_own_event(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(making.contact(), making.submitted())
    await service.do_due()
    mail.refuse_recipient = "550 5.1.1 unknown"
    await service.deliver(making.approved())
    await service.do_due()
    await service.deliver(making.contact(email="new@x.example"), making.approved(version=7))

    before = [len(await service.published(kind)) for kind in KINDS]
    await announce_all(service)
    after = [len(await service.published(kind)) for kind in KINDS]
    assert (before, after) == ([1, 1, 1], [2, 2, 1]), "the new address is written to again"


def test_every_aggregate_that_publishes_can_be_announced() -> None:
    assert [model for model, _ in ANNOUNCE] == [Message, Contact]
