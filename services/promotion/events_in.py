"""Every event that promotion reacts to."""

from __future__ import annotations

from services.promotion.usecases.carry_over_items import carry_over_items
from services.promotion.usecases.draft_items import drop_booking, finish_booking, follow_booking
from services.promotion.usecases.remember_members import remember_member
from shared.auth.grants import remember_grant
from shared.database.work import Work
from shared.events.bookings import (
    BookingCancelledV1,
    BookingCompletedV1,
    BookingConfirmedV1,
    BookingRescheduledV1,
)
from shared.events.members import (
    GrantChangedV1,
    MemberAdmittedV1,
    MemberLeftV1,
    MemberMergedV1,
    MemberProfileChangedV1,
    MemberReinstatedV1,
    MemberRemovedV1,
    MemberSuspendedV1,
)
from shared.messaging.subscriptions import Subscriptions

subscriptions = Subscriptions("promotion")


@subscriptions.on(BookingConfirmedV1)
async def on_booking_confirmed(work: Work, event: BookingConfirmedV1) -> None:
    """A public activity gets its draft."""
    await follow_booking(work, event)


@subscriptions.on(BookingRescheduledV1)
async def on_booking_rescheduled(work: Work, event: BookingRescheduledV1) -> None:
    """The item moves along; a published one is corrected."""
    await follow_booking(work, event)


@subscriptions.on(BookingCancelledV1)
async def on_booking_cancelled(work: Work, event: BookingCancelledV1) -> None:
    """The draft goes; a published item is retracted."""
    await drop_booking(work, event)


@subscriptions.on(BookingCompletedV1)
async def on_booking_completed(work: Work, event: BookingCompletedV1) -> None:
    """The item expires when the activity is over."""
    await finish_booking(work, event)


@subscriptions.on(MemberAdmittedV1)
async def on_member_admitted(work: Work, event: MemberAdmittedV1) -> None:
    await remember_member(work, event)


@subscriptions.on(MemberProfileChangedV1)
async def on_member_profile_changed(work: Work, event: MemberProfileChangedV1) -> None:
    await remember_member(work, event)


@subscriptions.on(MemberSuspendedV1)
async def on_member_suspended(work: Work, event: MemberSuspendedV1) -> None:
    """Nothing of it goes out from now on; its scheduled items are held at their time."""
    await remember_member(work, event)


@subscriptions.on(MemberReinstatedV1)
async def on_member_reinstated(work: Work, event: MemberReinstatedV1) -> None:
    await remember_member(work, event)


@subscriptions.on(MemberLeftV1)
async def on_member_left(work: Work, event: MemberLeftV1) -> None:
    await remember_member(work, event)


@subscriptions.on(MemberRemovedV1)
async def on_member_removed(work: Work, event: MemberRemovedV1) -> None:
    await remember_member(work, event)

    """Nothing of it goes out from now on; its scheduled items are held at their time."""
    await remember_member(work, event)


@subscriptions.on(MemberMergedV1)
async def on_member_merged(work: Work, event: MemberMergedV1) -> None:
    """Its items are about its successor from now on."""
    await remember_member(work, event)
    if event.successor is not None:
        await carry_over_items(work, event.id, event.successor.id)


@subscriptions.on(GrantChangedV1)
async def on_grant_changed(work: Work, event: GrantChangedV1) -> None:
    await remember_grant(work, event)
