"""A request that another one won against stands in the queue for what it asked for."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.bookings.domain import states, waiting
from services.bookings.domain.requesting import check_member
from services.bookings.models import Booking, Watch
from services.bookings.models.waiting import ONE_PLACE_IN_QUEUE, written
from services.bookings.usecases.hold_time import look_for_watch
from services.bookings.usecases.settle_offers import WATCH_OVER, one_space
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, refuse_if


async def queue_booking(work: Work, booking_id: UUID) -> Watch:
    """Give a request its place, as old as the request. Raises Refusal `already_in_queue`."""
    booking = await work.lock(Booking, booking_id)
    refuse_if(states.lacks_hosting(work.caller, booking.host_id))
    return await queue_locked_booking(work, booking)


async def queue_locked_booking(work: Work, booking: Booking) -> Watch:
    """The same when the booking is locked already and the caller hosts it."""
    dates = booking.dates_in(states.REQUESTED)
    failures = states.only_in("booking_status", booking.status, states.REQUESTED)
    refuse_if([*failures, *check_member(booking.member)])
    times, space = [date.time for date in dates], one_space(dates)
    watch = Watch(
        member=booking.member,
        member_id=booking.member_id,
        host_id=booking.host_id,
        booking_id=booking.id,
        space=space,
        space_id=space.id if space else None,
        starts_at=min(time.start for time in times),
        ends_at=max(time.end for time in times),
        slots=written(times),
        since=booking.created_at,
        lapses=0,
        requested_by=work.caller.key,
        status=waiting.WAITING,
        title=booking.title,
        summary=booking.summary,
        activity_kind=booking.activity_kind,
        expected_audience=booking.expected_audience,
        layout=booking.layout,
        contents=booking.contents,
        loudness=booking.loudness,
        public=booking.public,
    )
    try:
        async with work.session.begin_nested():
            work.add(watch)
    except IntegrityError as error:
        if constraint_of(error) != ONE_PLACE_IN_QUEUE:
            raise
        first = await work.session.scalar(
            select(Watch.id).where(
                Watch.booking_id == booking.id, Watch.status.in_(waiting.LIVE_WATCHES)
            )
        )
        refuse_if([Failure("already_in_queue")], watch_id=first)
    booking.watch_id = watch.id
    await work.schedule(WATCH_OVER, str(watch.id), watch.ends_at)
    await look_for_watch(work, watch)
    return watch
