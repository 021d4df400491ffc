"""What rivals look like side by side. For who decides: it names members and judges them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from services.bookings.api.answers.bookings import MemberOut
from services.bookings.api.answers.parts import say
from services.bookings.domain.fair_share import in_hours
from services.bookings.models import Booking
from services.bookings.queries.rivals import Compared, History, is_beyond_cap
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Answer


class HistoryOut(Answer):
    requested: int
    """Dates that wait for a decision, this booking's included."""
    granted: int
    """Dates that are granted or took place."""
    completed: int
    declined: int
    cancelled: int
    no_shows: int
    late_cancellations: int
    hours_used: float
    """Hours of the dates that are granted or took place."""


class PublicBenefitOut(Answer):
    public: bool
    expected_audience: int | None
    share_of_capacity: float | None
    """Expected audience per place of the space; null where no audience was named."""


class RivalDateOut(Answer):
    id: UUID
    status: str
    space_id: UUID
    starts_at: datetime
    ends_at: datetime


class ComparedOut(Answer):
    booking_id: UUID
    own: bool
    """Whether it is the booking that was asked about."""
    status: str
    status_label: str | None
    asked_at: datetime
    member_id: UUID
    member: MemberOut
    title: Bilingual
    kind: str
    kind_label: str | None
    hours: float
    """Hours of all its dates."""
    dates: list[RivalDateOut]
    benefit: PublicBenefitOut
    history: HistoryOut
    used_hours: float | None
    """Fair share used in the present season; null where no season is kept."""
    over_cap: bool | None
    """Whether granting all of it would bring its member over the season's cap; null without one."""


class RivalsOut(Answer):
    history_since: datetime
    items: list[ComparedOut]
    """The booking itself first, then its rivals in the order of asking."""


def show_rivals(found: Compared, view: View) -> RivalsOut:
    return RivalsOut(
        history_since=found.since,
        items=[_show(one, found, view) for one in (found.booking, *found.rivals)],
    )


def _show(booking: Booking, found: Compared, view: View) -> ComparedOut:
    member_id = booking.member_id
    return ComparedOut(
        booking_id=booking.id,
        own=booking.id == found.booking.id,
        status=booking.status,
        status_label=say("booking_status", booking.status, view),
        asked_at=booking.created_at,
        member_id=member_id,
        member=MemberOut(id=member_id, name=booking.member.name),
        title=Bilingual.model_validate(booking.title),
        kind=booking.activity_kind,
        kind_label=say("activity_kind", booking.activity_kind, view),
        hours=sum(one.time.length / timedelta(hours=1) for one in booking.dates),
        dates=[
            RivalDateOut(
                id=one.id,
                status=one.status,
                space_id=one.space_id,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
            )
            for one in booking.dates
        ],
        benefit=_show_benefit(booking),
        history=_show_history(found.histories.get(member_id) or History()),
        used_hours=in_hours(found.used_seconds[member_id]) if found.season else None,
        over_cap=is_beyond_cap(found, booking),
    )


def _show_benefit(booking: Booking) -> PublicBenefitOut:
    audience = booking.expected_audience
    share = None if audience is None else round(audience / booking.space.capacity, 3)
    return PublicBenefitOut(
        public=booking.public, expected_audience=audience, share_of_capacity=share
    )


def _show_history(history: History) -> HistoryOut:
    count = history.dates.get
    return HistoryOut(
        requested=count("requested", 0),
        granted=count("confirmed", 0) + count("completed", 0),
        completed=count("completed", 0),
        declined=count("declined", 0),
        cancelled=count("cancelled", 0),
        no_shows=count("no_show", 0),
        late_cancellations=history.late_cancellations,
        hours_used=round(history.hours_used, 2),
    )
