"""A member asks for a space. A request competes and holds nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Wish, check_length, check_member, check_wish
from services.bookings.domain.states import REQUESTED
from services.bookings.events_out import publish_booking_requested
from services.bookings.models import ONE_REQUEST, Booking, KnownMember, Space
from services.bookings.queries.claims import find_leaves
from services.bookings.settings import Settings
from services.bookings.usecases.refuse_bookings import refuse_use
from shared.auth.caller import Caller
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, Lack, NotFound, NotHeard, NotYetKnown, refuse_if
from shared.vietnamese import fold

START_PASSED = "booking_start_passed"


@dataclass(frozen=True, slots=True)
class Request:
    """What a member asks for; times are without set-up and clear-up."""

    space_id: UUID
    wish: Wish
    title: dict[str, str | None]
    summary: dict[str, str | None] | None
    public: bool
    member_id: UUID | None


async def create_booking(work: Work, asked: Request) -> Booking:
    """Raises NotYetKnown for a member not heard of, Refusal with every rule that fails."""
    space = await work.session.get(Space, asked.space_id)
    if space is None:
        raise NotFound(Space.KIND, asked.space_id)
    member = await _find_member(work, asked.member_id)
    leaves = await find_leaves(work.session, space.id)
    failures = [
        *check_member(member),
        *check_wish(space, asked.wish, work.now),
        *check_length(asked.wish.time, shortest_stay(work)),
    ]
    await refuse_use(work, space, leaves, asked.wish, failures)
    booking = _booking_of(work.caller, asked, space, member)
    async with asked_once(work, member.id, space.id, asked.wish.time, asked.title):
        publish_booking_requested(work, work.add(booking))
    await work.schedule(START_PASSED, str(booking.id), booking.starts_at)
    return booking


def shortest_stay(work: Work) -> timedelta:
    return timedelta(minutes=Settings.of(work).shortest_booking_minutes)


@asynccontextmanager
async def asked_once(
    work: Work, member_id: UUID, space_id: UUID, time: Interval, title: dict[str, str | None]
) -> AsyncIterator[None]:
    """Write a request within it. Raises Refusal `already_requested` when it stands already.

    The database finds the double, so that of two clicks at once the second is told as well.
    """
    try:
        async with work.session.begin_nested():
            yield
    except IntegrityError as error:
        if constraint_of(error) != ONE_REQUEST:
            raise
        first = await work.session.scalar(
            select(Booking.id).where(
                Booking.member_id == member_id,
                Booking.space_id == space_id,
                Booking.starts_at == time.start,
                Booking.ends_at == time.end,
                Booking.title["vi"].astext == title["vi"],
                Booking.status == REQUESTED,
            )
        )
        refuse_if([Failure("already_requested")], booking_id=first)


def lacks_membership(caller: Caller, known: Sequence[KnownMember]) -> list[Failure]:
    """Why a caller can ask for nobody, whatever the slot; `known` are the members it acts for."""
    if caller.has_role("officer") or known:
        return []
    if not caller.member_ids:
        return _not_for(caller)
    return [NotHeard("member", caller.member_ids[0])]


def _booking_of(caller: Caller, asked: Request, space: Space, member: KnownMember) -> Booking:
    return Booking(
        space=space,
        space_id=space.id,
        member=member,
        member_id=member.id,
        host_id=space.venue.host_id,
        requested_by=caller.key,
        status=REQUESTED,
        starts_at=asked.wish.time.start,
        ends_at=asked.wish.time.end,
        title=asked.title,
        summary=asked.summary,
        search=fold(" ".join(text for text in asked.title.values() if text)),
        activity_kind=asked.wish.kind,
        expected_audience=asked.wish.audience,
        public=asked.public,
        calendar_sequence=0,
    )


async def _find_member(work: Work, wanted: UUID | None) -> KnownMember:
    id = _choose_member(work.caller, wanted)
    member = await work.session.get(KnownMember, id)
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
