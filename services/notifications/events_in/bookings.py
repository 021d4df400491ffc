"""Letters about bookings, permits and offered time: to the member, and to the host."""

from __future__ import annotations

from services.notifications.events_in.listening import subscriptions
from services.notifications.usecases.find_recipients import to_host, to_member
from services.notifications.usecases.queue_letters import queue_letters
from shared.database.work import Work
from shared.events.bookings import (
    BookingCalledOffV1,
    BookingDeclinedV1,
    BookingGrantedV1,
    BookingMovedV1,
    BookingOfferedV1,
    BookingOfferLapsedV1,
    BookingRequestedV1,
    PermitCompletedV1,
    PermitStepDueV1,
)


# A booking that is one part of an act on many writes no letter: that act tells each member once.
@subscriptions.on(BookingRequestedV1)
async def on_booking_requested(work: Work, event: BookingRequestedV1) -> None:
    if event.part_of is not None or event.edited:
        return
    key, until = f"booking:{event.id}:{event.version}", event.starts_at
    to, staff = to_member(event.member.id), to_host(event.host_id)
    await queue_letters(work, "booking_requested", event, key=key, to=to, until=until)
    await queue_letters(work, "booking_task", event, key=key, to=staff, until=until)


@subscriptions.on(BookingGrantedV1)
async def on_booking_granted(work: Work, event: BookingGrantedV1) -> None:
    if event.part_of is not None:
        return
    key, until = f"booking:{event.id}:{event.version}", event.ends_at
    to = to_member(event.member.id)
    await queue_letters(work, "booking_granted", event, key=key, to=to, until=until)


# One act may grant some dates of a booking and decline others: the letters have keys of their own.
@subscriptions.on(BookingDeclinedV1)
async def on_booking_declined(work: Work, event: BookingDeclinedV1) -> None:
    key, until = f"booking:{event.id}:{event.version}:declined", event.ends_at
    to = to_member(event.member.id)
    await queue_letters(work, "booking_declined", event, key=key, to=to, until=until)


@subscriptions.on(BookingCalledOffV1)
async def on_booking_called_off(work: Work, event: BookingCalledOffV1) -> None:
    if event.part_of is not None:
        return
    key, until = f"booking:{event.id}:{event.version}", event.ends_at
    to, staff = to_member(event.member.id), to_host(event.host_id)
    await queue_letters(work, "booking_called_off", event, key=key, to=to, until=until)
    if event.cancelled_by != "host":
        await queue_letters(work, "booking_called_off_task", event, key=key, to=staff, until=until)


@subscriptions.on(BookingMovedV1)
async def on_booking_moved(work: Work, event: BookingMovedV1) -> None:
    if event.part_of is not None:
        return
    key, until = f"booking:{event.id}:{event.version}:moved", event.ends_at
    to = to_member(event.member.id)
    await queue_letters(work, "booking_moved", event, key=key, to=to, until=until)


@subscriptions.on(PermitStepDueV1)
async def on_permit_step_due(work: Work, event: PermitStepDueV1) -> None:
    key = f"permit:{event.id}:{event.procedure.code}:{event.stage.code}:{event.due_on}"
    await queue_letters(work, "permit_step_due", event, key=key, to=to_member(event.member.id))


@subscriptions.on(PermitCompletedV1)
async def on_permit_completed(work: Work, event: PermitCompletedV1) -> None:
    """Who has just answered that nothing is needed knows it."""
    if event.outcomes:
        key, to = f"permit_done:{event.id}:{event.activity_on}", to_member(event.member.id)
        await queue_letters(work, "permit_completed", event, key=key, to=to)


@subscriptions.on(BookingOfferedV1)
async def on_booking_offered(work: Work, event: BookingOfferedV1) -> None:
    key, until = f"offer:{event.id}:{event.version}", event.held_until
    to = to_member(event.member.id)
    await queue_letters(work, "booking_offered", event, key=key, to=to, until=until)


@subscriptions.on(BookingOfferLapsedV1)
async def on_booking_offer_lapsed(work: Work, event: BookingOfferLapsedV1) -> None:
    key, until = f"offer:{event.id}:{event.version}", event.starts_at
    to = to_member(event.member.id)
    await queue_letters(work, "booking_offer_lapsed", event, key=key, to=to, until=until)
