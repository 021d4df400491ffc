"""Letters about what follows for bookings: one for each person and cause, however many dates."""

from __future__ import annotations

from services.notifications.events_in.listening import subscriptions
from services.notifications.usecases.find_recipients import to_host, to_member
from services.notifications.usecases.queue_letters import queue_letters
from shared.database.work import Work
from shared.events.bookings import (
    AllocationCalledOffV1,
    AllocationOutcomeV1,
    ChangeAskedV1,
    ChangeDecidedV1,
    ClosureToldV1,
    FallbackLostV1,
    RequestsPausedV1,
    RequestsResumedV1,
    StandingCaseDecidedV1,
    StandingCaseOpenedV1,
    UpsetNotice,
    WeatherCallToldV1,
)


@subscriptions.on(ChangeAskedV1)
async def on_change_asked(work: Work, event: ChangeAskedV1) -> None:
    key, to = f"change:{event.id}:{event.version}", to_host(event.host_id)
    until = event.ends_at
    await queue_letters(work, "booking_change_task", event, key=key, to=to, until=until)


@subscriptions.on(ChangeDecidedV1)
async def on_change_decided(work: Work, event: ChangeDecidedV1) -> None:
    """Of an approved new time the letter about the move tells."""
    if event.status.code == "approved" and event.wanted_starts_at is not None:
        return
    key, to = f"change:{event.id}:{event.version}", to_member(event.member.id)
    until = event.ends_at
    await queue_letters(work, "booking_change_decided", event, key=key, to=to, until=until)


@subscriptions.on(FallbackLostV1)
async def on_fallback_lost(work: Work, event: FallbackLostV1) -> None:
    key, to = f"fallback:{event.id}:{event.version}", to_member(event.member.id)
    await queue_letters(work, "fallback_lost", event, key=key, to=to, until=event.starts_at)


@subscriptions.on(RequestsPausedV1)
async def on_requests_paused(work: Work, event: RequestsPausedV1) -> None:
    key, to = f"pause:{event.member.id}:{event.until}", to_member(event.member.id)
    await queue_letters(work, "requests_paused", event, key=key, to=to, until=event.until)


@subscriptions.on(RequestsResumedV1)
async def on_requests_resumed(work: Work, event: RequestsResumedV1) -> None:
    key, to = f"pause_over:{event.id}", to_member(event.member.id)
    await queue_letters(work, "requests_resumed", event, key=key, to=to)


@subscriptions.on(StandingCaseOpenedV1)
async def on_standing_case_opened(work: Work, event: StandingCaseOpenedV1) -> None:
    key, until = f"case:{event.id}:{event.version}", event.decide_by
    to = to_member(event.member.id)
    await queue_letters(work, "standing_case_opened", event, key=key, to=to, until=until)
    for id in event.host_ids:
        own, staff = event.of_host(id), to_host(id)
        await queue_letters(work, "standing_case_task", own, key=key, to=staff, until=until)


@subscriptions.on(StandingCaseDecidedV1)
async def on_standing_case_decided(work: Work, event: StandingCaseDecidedV1) -> None:
    key, to = f"case:{event.id}:{event.version}", to_member(event.member.id)
    await queue_letters(work, "standing_case_decided", event, key=key, to=to)
    if event.decided_by != "host":
        for id in event.host_ids:
            own, staff = event.of_host(id), to_host(id)
            await queue_letters(work, "standing_case_decided_task", own, key=key, to=staff)


@subscriptions.on(ClosureToldV1)
async def on_closure_told(work: Work, event: ClosureToldV1) -> None:
    await _tell_of_upset(work, event)


@subscriptions.on(WeatherCallToldV1)
async def on_weather_call_told(work: Work, event: WeatherCallToldV1) -> None:
    await _tell_of_upset(work, event)


async def _tell_of_upset(work: Work, event: UpsetNotice) -> None:
    """The host hears of what it did not decide itself."""
    key = f"upset:{event.id}:{event.version}:{event.member.id}"
    to, until = to_member(event.member.id), max(one.ends_at for one in event.dates)
    await queue_letters(work, "dates_upset", event, key=key, to=to, until=until)
    if event.decided_by != "host":
        staff = to_host(event.host_id)
        await queue_letters(work, "dates_upset_task", event, key=key, to=staff, until=until)


@subscriptions.on(AllocationOutcomeV1)
async def on_allocation_outcome(work: Work, event: AllocationOutcomeV1) -> None:
    key, to = f"round:{event.id}:{event.member.id}", to_member(event.member.id)
    await queue_letters(work, "allocation_outcome", event, key=key, to=to)


@subscriptions.on(AllocationCalledOffV1)
async def on_allocation_called_off(work: Work, event: AllocationCalledOffV1) -> None:
    key, to = f"round:{event.id}:{event.member.id}", to_member(event.member.id)
    await queue_letters(work, "allocation_called_off", event, key=key, to=to)
