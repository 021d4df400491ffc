"""What a closure looks like, and whom it displaced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.bookings import MemberOut
from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import closing, states
from services.bookings.models import BookingDate, Closure
from services.bookings.texts import SENTENCES
from services.bookings.usecases.close_spaces import ClosureOutcome
from services.bookings.usecases.propose_moves import Proposal
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ProposedMoveOut(Answer):
    """A place and time that is free for a displaced date."""

    space_id: UUID
    space: NamedOut
    starts_at: datetime
    ends_at: datetime


class TouchedOut(Answer):
    """How much one decision touches, to be read before it is made."""

    bookings: int
    dates: int
    members: int
    sentence: str


class DisplacedOut(Answer):
    """A date of a booking that had to give way."""

    booking_id: UUID
    date_id: UUID
    status: str
    starts_at: datetime
    ends_at: datetime
    title: Bilingual
    member: MemberOut
    space: NamedOut
    proposals: list[ProposedMoveOut]
    """The best first; the first of each date are free together."""


class ClosureOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    space_id: UUID
    space: NamedOut
    starts_at: datetime
    ends_at: datetime
    reason: Bilingual | None
    reason_code: str | None
    reason_label: str | None
    displaced_ids: list[UUID]
    """Bookings that it displaced and that have not been restored; only for who may read it."""
    displaced_date_ids: list[UUID]
    """Their dates that it displaced and that have not been restored; likewise."""
    actions: Actions


class ClosureOutcomeOut(ClosureOut):
    touches: TouchedOut
    moved: list[DisplacedOut]
    """Dates that went elsewhere in the same act."""
    displaced: list[DisplacedOut]
    """Bookings that have no place now: to be moved or cancelled."""
    restored: list[DisplacedOut]
    """Bookings that have their place again."""


def show_closure(closure: Closure, view: View) -> ClosureOut:
    plain = "id status version created_at updated_at space_id starts_at ends_at reason_code"
    known = view.caller.may_read(closure.readers)
    door = lacks_entry(view.caller, "host", "officer")
    rights = states.lacks_hosting(view.caller, closure.host_id)
    return ClosureOut(
        **{field: getattr(closure, field) for field in plain.split()},
        status_label=say("closure_status", closure.status, view),
        space=named(closure.space),
        reason=Bilingual.model_validate(closure.reason) if closure.reason else None,
        reason_label=say("reason_code", closure.reason_code, view),
        displaced_ids=closure.displaced_ids if known else [],
        displaced_date_ids=closure.displaced_date_ids if known else [],
        actions={"end": view.action(door or [*rights, *closing.may_end(closure.status)])},
    )


def show_outcome(outcome: ClosureOutcome, view: View) -> ClosureOutcomeOut:
    return ClosureOutcomeOut(
        **show_closure(outcome.closure, view).model_dump(),
        touches=_touched([*outcome.displaced, *outcome.moved, *outcome.restored], view),
        moved=[_show_displaced(one) for one in outcome.moved],
        displaced=[
            _show_displaced(one, outcome.proposals.get(one.id, ())) for one in outcome.displaced
        ],
        restored=[_show_displaced(one) for one in outcome.restored],
    )


def _touched(dates: Sequence[BookingDate], view: View) -> TouchedOut:
    counts = {
        "bookings": len({date.booking_id for date in dates}),
        "dates": len(dates),
        "members": len({date.member_id for date in dates}),
    }
    sentence = SENTENCES["closure_touches"].say(view.locale, **counts)
    return TouchedOut(**counts, sentence=sentence)


def _show_displaced(date: BookingDate, proposals: Sequence[Proposal] = ()) -> DisplacedOut:
    booking = date.booking
    return DisplacedOut(
        booking_id=booking.id,
        date_id=date.id,
        status=date.status,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        title=Bilingual.model_validate(booking.title),
        member=MemberOut(id=booking.member_id, name=booking.member.name),
        space=named(date.space),
        proposals=[
            ProposedMoveOut(
                space_id=one.space.id,
                space=named(one.space),
                starts_at=one.time.start,
                ends_at=one.time.end,
            )
            for one in proposals
        ],
    )
