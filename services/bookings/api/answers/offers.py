"""What an offer looks like: what is held, until when, and who may answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.bookings import MemberOut
from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import states, waiting
from services.bookings.models import Offer
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class OfferTimeOut(Answer):
    space_id: UUID
    space: NamedOut
    venue: NamedOut
    date_id: UUID | None
    """The date of the booking that it is for; null when there is no booking yet."""
    starts_at: datetime
    ends_at: datetime


class OfferOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    member_id: UUID
    member: MemberOut
    host_id: UUID
    origin: str
    origin_label: str | None
    watch_id: UUID | None
    booking_id: UUID | None
    title: Bilingual
    times: list[OfferTimeOut]
    """All are held, or none."""
    equipment: dict[UUID, int]
    """How many of which equipment are held with each of them."""
    held_until: datetime
    answered_at: datetime | None
    reason: str | None
    actions: Actions


def show_offer(offer: Offer, view: View) -> OfferOut:
    plain = (
        "id status version created_at updated_at member_id host_id origin watch_id booking_id "
        "answered_at reason"
    )
    return OfferOut(
        **{field: getattr(offer, field) for field in plain.split()},
        status_label=say("offer_status", offer.status, view),
        origin_label=say("offer_origin", offer.origin, view),
        member=MemberOut(id=offer.member_id, name=offer.member.name),
        title=Bilingual.model_validate(offer.title),
        times=[
            OfferTimeOut(
                space_id=one.space_id,
                space=named(one.space),
                venue=named(one.space.venue),
                date_id=one.date_id,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
            )
            for one in offer.times
        ],
        equipment=offer.held_equipment,
        held_until=offer.expires_at,
        actions=_actions(offer, view),
    )


def _actions(offer: Offer, view: View) -> Actions:
    caller = view.caller
    own = lacks_entry(caller) or waiting.lacks_membership_in(offer, caller)
    hosting = lacks_entry(caller, "host", "officer") or states.lacks_hosting(caller, offer.host_id)
    failures = {
        "accept": own or waiting.may_accept(offer, view.now),
        "decline": own or waiting.may_decline(offer),
        "withdraw": hosting or waiting.may_withdraw(offer),
    }
    return {name: view.action(found) for name, found in failures.items()}
