"""What the members service listens to: what members did, told by bookings and promotion.

It owns the grants, so it keeps its own copy in the granting transaction
(`usecases/give_grants.py`). To hear its own `grant.changed` again would put an older state in
place of a newer one for a moment.
"""

from __future__ import annotations

from services.members.usecases.keep_contributions import (
    forget_dates,
    keep_completed_booking,
    keep_no_show,
    keep_published_item,
    keep_reported_activity,
    remember_booking,
    void_no_show,
    void_retracted_item,
)
from services.members.usecases.prove_erasures import confirm_erasure, note_carried_out
from shared.database.work import Work
from shared.events.bookings import (
    ActivityReportedV1,
    BookingCalledOffV1,
    BookingCompletedV1,
    BookingGrantedV1,
    BookingMovedV1,
    BookingNoShowV1,
    ErasureCarriedOutV1,
    NoShowVoidedV1,
)
from shared.events.notifications import ContactSuppressedV1
from shared.events.promotion import ItemCorrectedV1, ItemPublishedV1, ItemRetractedV1
from shared.messaging.subscriptions import Subscriptions

subscriptions = Subscriptions("members")


@subscriptions.on(BookingGrantedV1)
async def on_booking_granted(work: Work, event: BookingGrantedV1) -> None:
    await remember_booking(work, event)


@subscriptions.on(BookingMovedV1)
async def on_booking_moved(work: Work, event: BookingMovedV1) -> None:
    await remember_booking(work, event)


@subscriptions.on(BookingCalledOffV1)
async def on_booking_called_off(work: Work, event: BookingCalledOffV1) -> None:
    await forget_dates(work, event)


@subscriptions.on(BookingCompletedV1)
async def on_booking_completed(work: Work, event: BookingCompletedV1) -> None:
    await keep_completed_booking(work, event)


@subscriptions.on(BookingNoShowV1)
async def on_booking_no_show(work: Work, event: BookingNoShowV1) -> None:
    await keep_no_show(work, event)


@subscriptions.on(NoShowVoidedV1)
async def on_no_show_voided(work: Work, event: NoShowVoidedV1) -> None:
    await void_no_show(work, event)


@subscriptions.on(ActivityReportedV1)
async def on_activity_reported(work: Work, event: ActivityReportedV1) -> None:
    await keep_reported_activity(work, event)


@subscriptions.on(ItemPublishedV1)
async def on_item_published(work: Work, event: ItemPublishedV1) -> None:
    await keep_published_item(work, event)


@subscriptions.on(ItemCorrectedV1)
async def on_item_corrected(work: Work, event: ItemCorrectedV1) -> None:
    await keep_published_item(work, event)


@subscriptions.on(ItemRetractedV1)
async def on_item_retracted(work: Work, event: ItemRetractedV1) -> None:
    await void_retracted_item(work, event.id)


@subscriptions.on(ContactSuppressedV1)
async def on_contact_suppressed(work: Work, event: ContactSuppressedV1) -> None:
    await confirm_erasure(work, event.id, event.reason_code)


@subscriptions.on(ErasureCarriedOutV1)
async def on_erasure_carried_out(work: Work, event: ErasureCarriedOutV1) -> None:
    await note_carried_out(work, event)
