"""Letters about benefits and places in activities."""

from __future__ import annotations

from services.notifications.events_in.listening import subscriptions
from services.notifications.usecases.find_recipients import to_member, to_officers
from services.notifications.usecases.queue_letters import queue_letters
from shared.database.work import Work
from shared.events.members import (
    BenefitConfirmedV1,
    BenefitDeclinedV1,
    BenefitRequestedV1,
    ParticipationChangedV1,
)


@subscriptions.on(BenefitRequestedV1)
async def on_benefit_requested(work: Work, event: BenefitRequestedV1) -> None:
    key = f"benefit:{event.id}:{event.version}"
    await queue_letters(work, "benefit_task", event, key=key, to=to_officers())


@subscriptions.on(BenefitConfirmedV1)
async def on_benefit_confirmed(work: Work, event: BenefitConfirmedV1) -> None:
    key, to = f"benefit:{event.id}:{event.version}", to_member(event.member.id)
    await queue_letters(work, "benefit_confirmed", event, key=key, to=to)


@subscriptions.on(BenefitDeclinedV1)
async def on_benefit_declined(work: Work, event: BenefitDeclinedV1) -> None:
    key, to = f"benefit:{event.id}:{event.version}", to_member(event.member.id)
    await queue_letters(work, "benefit_declined", event, key=key, to=to)


@subscriptions.on(ParticipationChangedV1)
async def on_participation_changed(work: Work, event: ParticipationChangedV1) -> None:
    """A member with several places hears once that the activity moved or is called off."""
    to, until = to_member(event.member.id), event.starts_at
    letters = {
        "moved_up": ("participation_moved_up", f"place:{event.id}:{event.version}"),
        "rescheduled": (
            "participation_rescheduled",
            f"activity:{event.activity.id}:{event.member.id}:{event.version}",
        ),
        "called_off": (
            "participation_called_off",
            f"activity_off:{event.activity.id}:{event.member.id}",
        ),
    }
    if event.change.code in letters:
        code, key = letters[event.change.code]
        await queue_letters(work, code, event, key=key, to=to, until=until)
