"""Letters about requests on personal data: to who asked, and to officers."""

from __future__ import annotations

from services.notifications.events_in.listening import subscriptions
from services.notifications.usecases.find_recipients import to_contact, to_officers
from services.notifications.usecases.queue_letters import queue_letters
from shared.database.work import Work
from shared.events.members import (
    PersonalDataRequestAnsweredV1,
    PersonalDataRequestDueV1,
    PersonalDataRequestReceivedV1,
)


@subscriptions.on(PersonalDataRequestReceivedV1)
async def on_data_request_received(work: Work, event: PersonalDataRequestReceivedV1) -> None:
    key = f"data_request:{event.id}:{event.version}"
    await queue_letters(work, "data_request_task", event, key=key, to=to_officers())


@subscriptions.on(PersonalDataRequestAnsweredV1)
async def on_data_request_answered(work: Work, event: PersonalDataRequestAnsweredV1) -> None:
    if event.contact_id is not None:
        key, to = f"data_request:{event.id}:{event.version}", to_contact(event.contact_id)
        await queue_letters(work, "data_request_answered", event, key=key, to=to)


@subscriptions.on(PersonalDataRequestDueV1)
async def on_data_request_due(work: Work, event: PersonalDataRequestDueV1) -> None:
    key = f"data_request_due:{event.id}:{event.due_on}:{event.version}:{event.overdue}"
    await queue_letters(work, "data_request_due", event, key=key, to=to_officers())
