"""A member is suspended or gone: its future dates are listed, decided about, or lapse.

The list is read anew before each act, so that a date asked for while the event was under way is
on it too. Locks: leaf spaces, bookings, the case, each in id order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from services.bookings.domain import standing_cases as rules
from services.bookings.domain import states
from services.bookings.domain.grace import is_kept_in_silence, silent_until
from services.bookings.domain.requesting import check_member
from services.bookings.events_out.standing import (
    publish_standing_case_decided,
    publish_standing_case_opened,
)
from services.bookings.models import Booking, BookingDate, KnownMember, StandingCase, StandingEntry
from services.bookings.queries.standing import find_bookings_ahead, find_case_of, find_listed
from services.bookings.regulations.after import STANDING, grace_of
from services.bookings.usecases.claim_time import release_dates
from services.bookings.usecases.decide_bookings import Answer, mark_cancelled
from services.bookings.usecases.follow_changes import lapse_changes
from services.bookings.usecases.settle_offers import settle_offer
from shared.database.work import Work
from shared.errors import Failure, Lack, NotFound, NotYetKnown, refuse_if

SILENCE_ENDS = "standing_silence_ends"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of a date: `keep` or `cancel`."""

    date_id: UUID
    decision: str


async def open_case(work: Work, member_id: UUID, standing: str) -> StandingCase | None:
    """List what a member has ahead; None when there is nothing.

    An open list of the member is carried on with the new standing and its grace time.
    """
    if work.origin.announced:
        return None  # a state that is known; what followed from it has followed
    bookings = await lock_bookings_ahead(work, member_id)
    case = await find_case_of(work.session, member_id, lock=True)
    if case is None and not any(_ahead(booking, work) for booking in bookings):
        return None
    grace = grace_of(standing)
    if case is None:
        case = await _new_case(work, member_id)
    case.standing = standing
    case.decide_by = work.now + grace.time
    case.keeps_begun = grace.keeps_begun
    list_dates(work, case, bookings)
    await follow(work, case)
    publish_standing_case_opened(work, case)
    return case


async def hand_over_cases(work: Work, bookings: Sequence[Booking]) -> None:
    """Other hosts decide about these bookings: also about their dates that are on a list, were they
    kept before.
    """
    hosts = {booking.id: booking.host_id for booking in bookings}
    listed = select(StandingEntry.case_id).where(StandingEntry.booking_id.in_(list(hosts)))
    cases = await work.session.scalars(
        select(StandingCase)
        .where(StandingCase.id.in_(listed), StandingCase.status != rules.ENDED)
        .order_by(StandingCase.id)
        .with_for_update(of=StandingCase)
        .execution_options(populate_existing=True)
    )
    for case in cases.all():
        for entry in case.entries:
            entry.host_id = hosts.get(entry.booking_id, entry.host_id)
        flag_modified(case, "status")  # so that who may read it is written anew


async def open_case_of_heir(work: Work, member_id: UUID) -> None:
    """What came to a member that is itself suspended or gone is on its list as well."""
    member = await work.session.get(KnownMember, member_id)
    if member is None or not check_member(member):
        return
    case = await find_case_of(work.session, member_id)
    listed = {one.date_id for one in case.entries} if case else set()
    bookings = await lock_bookings_ahead(work, member_id)
    if any(date.id not in listed for booking in bookings for date in _ahead(booking, work)):
        await open_case(work, member_id, member.status)


async def _new_case(work: Work, member_id: UUID) -> StandingCase:
    member = await work.session.get(KnownMember, member_id)
    if member is None:
        raise NotYetKnown("member", member_id)
    return work.add(
        StandingCase(
            member=member,
            member_id=member_id,
            standing="",
            status=rules.OPEN,
            decide_by=work.now,
            keeps_begun=True,
            ended_at=None,
            entries=[],
        )
    )


async def decide_standing_case(
    work: Work, case_id: UUID, decisions: Sequence[Decision], reason: str
) -> StandingCase:
    """Keep or cancel dates: the host those at its venues, an officer all.

    Raises Forbidden or Refusal with everything that is wrong with any of them.
    """
    seen = await work.session.get(StandingCase, case_id)
    if seen is None:
        raise NotFound(StandingCase.KIND, case_id)
    bookings = await lock_bookings_ahead(work, seen.member_id, case_id)
    case = await work.lock(StandingCase, case_id)
    list_dates(work, case, bookings)
    chosen, failures = _choose(work, case, decisions)
    refuse_if([*rules.may_decide(case.status), *failures])
    for entry, outcome in chosen:
        settle(work, entry, outcome, reason)
    cancelled = [one.date_id for one, outcome in chosen if outcome == rules.CANCELLED]
    await _cancel(work, case, bookings, cancelled, reason)
    await follow(work, case)
    decided = [one for one, _ in chosen]
    hosting = any(one.host_id in work.caller.host_ids for one in decided)
    role = "host" if hosting else "officer"
    publish_standing_case_decided(work, case, decided, reason, decided_by=role)
    return case


async def answer_silence(work: Work, case_id: UUID) -> None:
    """What nobody decided about in time is kept or cancelled, as the data has it."""
    case = await work.session.get(StandingCase, case_id)
    if case is None:
        return
    bookings = await lock_bookings_ahead(work, case.member_id, case_id)
    case = await work.find_locked(StandingCase, case_id)
    if case is None or case.status == rules.ENDED:
        return
    list_dates(work, case, bookings)
    settled = []
    for entry in case.undecided:
        starts_at = entry.date.starts_at
        if silent_until(starts_at, case.decide_by) > work.now:
            continue
        kept = is_kept_in_silence(starts_at, case.decide_by, case.keeps_begun)
        settle(work, entry, rules.KEPT if kept else rules.LAPSED, None)
        settled.append(entry)
    lapsed = [one.date_id for one in settled if one.outcome == rules.LAPSED]
    await _cancel(work, case, bookings, lapsed, None)
    await follow(work, case)
    publish_standing_case_decided(work, case, settled)


async def end_case(work: Work, member_id: UUID) -> None:
    """Another carries the bookings on, or nothing is left to decide: the list is closed."""
    case = await find_case_of(work.session, member_id, lock=True)
    if case is None:
        return
    for entry in case.undecided:
        settle(work, entry, rules.OVERTAKEN, None)
    close(work, case)
    await work.unschedule(SILENCE_ENDS, str(case.id))


def close(work: Work, case: StandingCase) -> None:
    """Nothing is to be decided about it any more."""
    case.status, case.ended_at = rules.ENDED, work.now


async def lock_bookings_ahead(
    work: Work, member_id: UUID, case_id: UUID | None = None
) -> list[Booking]:
    """The bookings that a member has ahead and those on its list, locked in id order."""
    ids = set(await find_bookings_ahead(work.session, member_id, work.now))
    if case_id is not None:
        ids |= set(await find_listed(work.session, case_id))
    found = [await work.find_locked(Booking, id) for id in sorted(ids)]
    return [booking for booking in found if booking is not None]


def list_dates(work: Work, case: StandingCase, bookings: Sequence[Booking]) -> None:
    """Bring the list up to date: what came since is added, what ended by itself is noted."""
    known = {one.date_id for one in case.entries}
    for booking in bookings:
        for date in _ahead(booking, work):
            if date.id not in known and booking.member_id == case.member_id:
                case.entries.append(_entry(work, booking, date))
    for entry in case.entries:
        over = entry.date.status not in states.OPEN_STATES or entry.date.ends_at <= work.now
        if over and entry.outcome in (rules.UNDECIDED, rules.KEPT):
            settle(work, entry, rules.OVERTAKEN, None)
    case.status = rules.case_status(one.outcome for one in case.entries)


def _ahead(booking: Booking, work: Work) -> list[BookingDate]:
    return [one for one in booking.dates_in(*states.OPEN_STATES) if one.ends_at > work.now]


def _entry(work: Work, booking: Booking, date: BookingDate) -> StandingEntry:
    return StandingEntry(
        id=work.new_id(),
        booking=booking,
        booking_id=booking.id,
        date=date,
        date_id=date.id,
        host_id=booking.host_id,
        was=date.status,
        outcome=rules.UNDECIDED,
        reason=None,
        reason_code=None,
        decided_at=None,
        decided_by=None,
    )


def settle(work: Work, entry: StandingEntry, outcome: str, reason: str | None) -> None:
    """Note what became of a date, when and by whom."""
    entry.outcome, entry.reason = outcome, reason
    entry.decided_at, entry.decided_by = work.now, work.caller.key


def _choose(
    work: Work, case: StandingCase, decisions: Sequence[Decision]
) -> tuple[list[tuple[StandingEntry, str]], list[Failure]]:
    known = {one.date_id: one for one in case.entries}
    chosen: list[tuple[StandingEntry, str]] = []
    failures: list[Failure] = []
    for number, one in enumerate(decisions):
        field = f"decisions.{number}.date_id"
        entry = known.get(one.date_id)
        if entry is None or not states.hosts(work.caller, entry.host_id):
            failures.append(Lack("not_on_list", field=field))
            continue
        if any(other is entry for other, _ in chosen):
            failures.append(Failure("named_twice", field=field))
        outcome = rules.DECISIONS[one.decision]
        failures += rules.may_pass(entry.outcome, outcome)
        chosen.append((entry, outcome))
    return chosen, failures


async def _cancel(
    work: Work,
    case: StandingCase,
    bookings: Sequence[Booking],
    date_ids: Sequence[UUID],
    reason: str | None,
) -> None:
    """The member hears of them with all the dates that this act decides about."""
    code = STANDING.cases.reason_code
    for booking in bookings:
        dates = [one for one in booking.dates if one.id in date_ids]
        if dates:
            booking.part_of = case.id
            role = states.cancelling_role(booking, work.caller)
            await release_dates(work, dates)
            if booking.waited_for:
                # Its place in the queue is passed over now, and its own when it is restored.
                await settle_offer(work, booking, staying=True)
            mark_cancelled(work, booking, dates, Answer(None, reason, code), role)
            await lapse_changes(work, booking)


async def follow(work: Work, case: StandingCase) -> None:
    """Status and the next time at which silence is answered, as the entries have them."""
    case.status = rules.case_status(one.outcome for one in case.entries)
    waiting = [silent_until(one.date.starts_at, case.decide_by) for one in case.undecided]
    if waiting:
        await work.schedule(SILENCE_ENDS, str(case.id), min(waiting))
    else:
        await work.unschedule(SILENCE_ENDS, str(case.id))
    flag_modified(case, "status")  # its version rises whatever changed in an entry
