"""What bookings listens to: who is a member of the network, and who may act as whom.

What follows for a member's bookings comes before the copy of the member is written: locks are
taken in one order, bookings before members.
"""

from __future__ import annotations

from services.bookings.usecases.carry_over_bookings import carry_over_bookings
from services.bookings.usecases.carry_over_waiting import carry_over_waiting
from services.bookings.usecases.erase_persons import erase_person
from services.bookings.usecases.hold_time import look_for_member
from services.bookings.usecases.keep_conduct import carry_over_marks
from services.bookings.usecases.keep_worklists import end_case, open_case, open_case_of_heir
from services.bookings.usecases.remember_members import find_heir, remember_member
from services.bookings.usecases.report_activities import carry_over_reports
from services.bookings.usecases.restore_bookings import restore_member
from services.bookings.usecases.wish_for_places import carry_over_wishes
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
    PersonErasureOrderedV1,
)
from shared.messaging.subscriptions import Subscriptions

subscriptions = Subscriptions("bookings")


@subscriptions.on(GrantChangedV1)
async def on_grant_changed(work: Work, event: GrantChangedV1) -> None:
    await remember_grant(work, event)


@subscriptions.on(PersonErasureOrderedV1)
async def on_person_erasure_ordered(work: Work, event: PersonErasureOrderedV1) -> None:
    await erase_person(work, event)


@subscriptions.on(MemberAdmittedV1)
async def on_member_admitted(work: Work, event: MemberAdmittedV1) -> None:
    await remember_member(work, event)


@subscriptions.on(MemberProfileChangedV1)
async def on_member_profile_changed(work: Work, event: MemberProfileChangedV1) -> None:
    await remember_member(work, event)


@subscriptions.on(MemberSuspendedV1)
async def on_member_suspended(work: Work, event: MemberSuspendedV1) -> None:
    """Asking, confirming, moving is now refused by `check_member`; what is ahead is decided."""
    await open_case(work, event.id, event.status.code)
    await remember_member(work, event)


@subscriptions.on(MemberReinstatedV1)
async def on_member_reinstated(work: Work, event: MemberReinstatedV1) -> None:
    """What was cancelled meanwhile comes back where it is free."""
    await restore_member(work, event.id)
    await remember_member(work, event)
    await look_for_member(work, event.id)


@subscriptions.on(MemberLeftV1)
async def on_member_left(work: Work, event: MemberLeftV1) -> None:
    """As with a suspension."""
    await open_case(work, event.id, event.status.code)
    await remember_member(work, event)


@subscriptions.on(MemberRemovedV1)
async def on_member_removed(work: Work, event: MemberRemovedV1) -> None:
    """As with a suspension."""
    await open_case(work, event.id, event.status.code)
    await remember_member(work, event)


@subscriptions.on(MemberMergedV1)
async def on_member_merged(work: Work, event: MemberMergedV1) -> None:
    """What it had ahead is its successor's, who may have merged itself since."""
    if event.successor is not None:
        heir = await find_heir(work, event.successor.id)
        await carry_over_bookings(work, event.id, heir)
        await carry_over_reports(work, event.id, heir)
        await carry_over_wishes(work, event.id, heir)
        await carry_over_marks(work, event.id, heir)
        await end_case(work, event.id)
        await carry_over_waiting(work, event.id, heir)
        await open_case_of_heir(work, heir)
    await remember_member(work, event)
