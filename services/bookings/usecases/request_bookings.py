"""A member asks for a space. A request competes and holds nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import with_expression

from services.bookings.domain.asking import check_intake
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import PLANNING_HORIZON, check_asking, check_wish
from services.bookings.domain.series import check_dates, expand
from services.bookings.domain.states import REQUESTED
from services.bookings.events_out import publish_booking_requested
from services.bookings.models import ONE_REQUEST, Booking, BookingDate, KnownMember, Space
from services.bookings.queries.asking import find_asking
from services.bookings.queries.claims import find_leaves
from services.bookings.queries.fair_share import check_caps, is_any_capped
from services.bookings.settings import Settings
from services.bookings.usecases.decide_bookings import turn_down
from services.bookings.usecases.follow_dates import schedule_lapse
from services.bookings.usecases.lock_bookings import ALONE
from services.bookings.usecases.refuse_bookings import Slot, check_slots, sift
from shared.auth.caller import Caller
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, Lack, NotFound, NotHeard, NotYetKnown, refuse_if
from shared.forms.form import clean_answers
from shared.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Request:
    """What a member asks for; times are without set-up and clear-up."""

    space_id: UUID
    times: Sequence[Interval]
    """One for each date; with an `rrule` the first alone."""
    kind: str
    audience: int | None
    title: dict[str, str | None]
    summary: dict[str, str | None] | None
    public: bool
    member_id: UUID | None
    rrule: str | None = None
    equipment: Mapping[UUID, int] = field(default_factory=dict)
    partly: bool = False
    """Dates that cannot be had are declined at once instead of refusing the whole."""
    answers: dict[str, Any] = field(default_factory=dict)
    """To the place's form, by question."""
    papers: Collection[str] = ()
    """Kinds of the files that come with it."""
    id: UUID | None = None
    """The booking's id, when its draft has given it one."""
    layout: str | None = None
    contents: Sequence[str] = ()
    loudness: str | None = None


async def create_booking(work: Work, asked: Request) -> Booking:
    """Raises NotYetKnown for a member not heard of, Refusal with every rule that fails."""
    space = await work.session.get(Space, asked.space_id, options=ALONE)
    if space is None:
        raise NotFound(Space.KIND, asked.space_id)
    member = await find_member(work, asked.member_id)
    leaves = await find_leaves(work.session, space.id)
    asking = await find_asking(work.session, space)
    booking = booking_of(work, asked, space, member)
    booking.intake_id = asking.intake_id
    booking.answers = clean_answers(asking.form, asked.answers) or None
    dates = booking.dates
    failures = [
        *check_asking(member, work.now),
        *_check_series(work, dates, space),
        *check_intake(asking.form, asked.answers, asked.papers),
        *await _check_caps(work, member, dates),
    ]
    slots = [Slot(space, leaves, date.wish, asked.equipment) for date in dates]
    findings = await check_slots(work, slots, check_wish)
    wanted, refused = await sift(work, dates, findings, failures, asked.partly)
    for date, why in refused.items():
        turn_down(date, why)
    async with asked_once(work, booking):
        work.add(booking).refresh()
        publish_booking_requested(work, booking, wanted)
    await schedule_lapse(work, booking)
    return booking


async def _check_caps(
    work: Work, member: KnownMember, dates: Sequence[BookingDate]
) -> list[Failure]:
    if member.capped is False:
        return []
    return await check_caps(work.session, member.id, [date.time for date in dates])


def _check_series(work: Work, dates: Sequence[BookingDate], space: Space) -> list[Failure]:
    most = Settings.of(work).most_dates
    return check_dates([date.time for date in dates], most, space.setup, space.clearup)


def _times_of(work: Work, asked: Request) -> Sequence[Interval]:
    """The dates asked for, in order."""
    if asked.rrule is None:
        return asked.times
    most = Settings.of(work).most_dates
    return expand(asked.times[0], asked.rrule, most, work.now + PLANNING_HORIZON)


@asynccontextmanager
async def asked_once(work: Work, booking: Booking) -> AsyncIterator[None]:
    """Write a request within it. Raises Refusal `already_requested` when it stands already.

    The database finds the double, so that of two clicks at once the second is told as well.
    """
    try:
        async with work.session.begin_nested():
            yield
            same = _same_request(booking)
    except IntegrityError as error:
        if constraint_of(error) != ONE_REQUEST:
            raise
        refuse_if([Failure("already_requested")], booking_id=await work.session.scalar(same))


def _same_request(booking: Booking) -> Select[Any]:
    return select(Booking.id).where(
        Booking.member_id == booking.member_id,
        Booking.space_id == booking.space_id,
        Booking.starts_at == booking.starts_at,
        Booking.ends_at == booking.ends_at,
        Booking.title["vi"].astext == booking.title["vi"],
        Booking.status == REQUESTED,
    )


def shortest_stay(work: Work) -> timedelta:
    return timedelta(minutes=Settings.of(work).shortest_booking_minutes)


def lacks_membership(caller: Caller, known: Sequence[KnownMember]) -> list[Failure]:
    """Why a caller can ask for nobody, whatever the slot; `known` are the members it acts for."""
    if caller.has_role("officer") or known:
        return []
    if not caller.member_ids:
        return _not_for(caller)
    return [NotHeard("member", caller.member_ids[0])]


def booking_of(work: Work, asked: Request, space: Space, member: KnownMember) -> Booking:
    booking = Booking(
        id=asked.id or work.new_id(),
        space=space,
        space_id=space.id,
        member=member,
        member_id=member.id,
        host_id=space.venue.host_id,
        requested_by=work.caller.key,
        status=REQUESTED,
        title=asked.title,
        summary=asked.summary,
        search=fold(" ".join(text for text in asked.title.values() if text)),
        activity_kind=asked.kind,
        expected_audience=asked.audience,
        layout=asked.layout,
        contents=list(asked.contents),
        loudness=asked.loudness,
        public=asked.public,
        recurrence=asked.rrule,
        equipment={str(id): count for id, count in asked.equipment.items()} or None,
    )
    booking.dates = [date_of(work, space, time) for time in sorted(_times_of(work, asked))]
    return booking


def date_of(work: Work, space: Space, time: Interval) -> BookingDate:
    """A new date of a request."""
    return BookingDate(
        id=work.new_id(),
        space=space,
        space_id=space.id,
        starts_at=time.start,
        ends_at=time.end,
        status=REQUESTED,
        calendar_sequence=0,
    )


async def find_member(work: Work, wanted: UUID | None) -> KnownMember:
    id = _choose_member(work.caller, wanted)
    capped = with_expression(KnownMember.capped, is_any_capped(work.now))
    member = await work.session.get(KnownMember, id, options=[capped])
    if member is None:
        raise NotYetKnown("member", id)
    if id not in work.caller.member_ids and not work.caller.has_role("officer"):
        refuse_if(_not_for(work.caller))
    return member


def _choose_member(caller: Caller, wanted: UUID | None) -> UUID:
    """The member named, or the only one that the caller acts for."""
    if wanted is not None:
        return wanted
    if len(caller.member_ids) == 1:
        return caller.member_ids[0]
    if not caller.member_ids and not caller.has_role("officer"):
        refuse_if(_not_for(caller))
    code = "member_unclear" if caller.member_ids else "member_to_name"
    raise Invalid(Failure(code, field="member_id"))


def _not_for(caller: Caller) -> list[Failure]:
    """A caller without any membership may have one that this service has not heard of yet."""
    if caller.member_ids:
        return [Lack("member_not_yours", field="member_id")]
    return [NotHeard("membership", caller.subject), Failure("member_needed", field="member_id")]
