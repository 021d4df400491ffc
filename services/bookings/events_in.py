"""What bookings listens to: who is a member of the network, and who may act as whom."""

from __future__ import annotations

from services.bookings.usecases.carry_over_bookings import carry_over_bookings
from services.bookings.usecases.carry_over_waiting import carry_over_waiting
from services.bookings.usecases.remember_members import remember_member
from shared.auth.grants import remember_grant
from shared.database.work import Work
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

subscriptions = Subscriptions("bookings")


@subscriptions.on(GrantChangedV1)
async def on_grant_changed(work: Work, event: GrantChangedV1) -> None:
    await remember_grant(work, event)


@subscriptions.on(MemberAdmittedV1)
async def on_member_admitted(work: Work, event: MemberAdmittedV1) -> None:
    await remember_member(work, event)


@subscriptions.on(MemberProfileChangedV1)
async def on_member_profile_changed(work: Work, event: MemberProfileChangedV1) -> None:
    await remember_member(work, event)


@subscriptions.on(MemberSuspendedV1)
async def on_member_suspended(work: Work, event: MemberSuspendedV1) -> None:
    """What was granted stays; asking, confirming, moving is now refused by `check_member`."""
    await remember_member(work, event)


@subscriptions.on(MemberReinstatedV1)
async def on_member_reinstated(work: Work, event: MemberReinstatedV1) -> None:
    await remember_member(work, event)


@subscriptions.on(MemberLeftV1)
async def on_member_left(work: Work, event: MemberLeftV1) -> None:
    """What was granted stays; asking, confirming, moving is now refused by `check_member`."""
    await remember_member(work, event)


@subscriptions.on(MemberRemovedV1)
async def on_member_removed(work: Work, event: MemberRemovedV1) -> None:
    """What was granted stays; asking, confirming, moving is now refused by `check_member`."""
    await remember_member(work, event)


@subscriptions.on(MemberMergedV1)
async def on_member_merged(work: Work, event: MemberMergedV1) -> None:
    """What it had ahead is its successor's."""
    await remember_member(work, event)
    if event.successor is not None:
        await carry_over_bookings(work, event.id, event.successor.id)
        await carry_over_waiting(work, event.id, event.successor.id)
