"""Offers over HTTP: what is held for a member, and its answer; a host's counter-offers."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from services.bookings.api.answers.offers import OfferOut, show_offer
from services.bookings.api.answers.watches import WatchOut, show_watch
from services.bookings.api.counter_offers import MakeOffer
from services.bookings.models import Offer
from services.bookings.queries.waiting import select_offers
from services.bookings.usecases import answer_offers, make_offers, queue_bookings
from shared.http.act import Act, allow
from shared.http.fields import Code, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["waiting"])


class WithdrawOffer(RequestBody):
    reason: Prose
    """What the member is owed to know."""


@router.post("/v1/bookings/{booking_id}/offer", status_code=201, response_model=OfferOut)
async def offer_booking(
    booking_id: UUID, body: MakeOffer, act: Act = allow("host", "officer")
) -> Response:
    """Offer a request, or a displaced booking, another time or place and hold it meanwhile.

    The member accepts and it is confirmed at once, or declines, or the offer lapses.
    """
    return await act.write(
        make_offers.offer_booking,
        show_offer,
        booking_id,
        body.read(),
        status=201,
        reason=body.reason,
    )


@router.post("/v1/bookings/{booking_id}/queue", status_code=201, response_model=WatchOut)
async def queue_booking(booking_id: UUID, act: Act = allow("host", "officer")) -> Response:
    """A place in the queue for what it asked for: offered when its time becomes free."""
    return await act.write(queue_bookings.queue_booking, show_watch, booking_id, status=201)


@router.get("/v1/offers", response_model=Listed[OfferOut])
async def list_offers(
    page: AskedPage,
    status: Code | None = None,
    booking_id: UUID | None = None,
    watch_id: UUID | None = None,
    member_id: UUID | None = None,
    act: Act = allow(),
) -> Response:
    """Offers to the caller's members, or of the host's spaces; officers see all."""
    return await act.list(
        Offer,
        select_offers(status, booking_id, watch_id, member_id),
        show_offer,
        page,
        created_at=Offer.created_at,
        starts_at=Offer.starts_at,
        held_until=Offer.expires_at,
    )


@router.get("/v1/offers/{offer_id}", response_model=OfferOut)
async def get_offer(offer_id: UUID, act: Act = allow()) -> Response:
    """One offer."""
    return await act.get(Offer, offer_id, show_offer)


@router.post("/v1/offers/{offer_id}/accept", response_model=OfferOut)
async def accept_offer(offer_id: UUID, act: Act = allow()) -> Response:
    """Take all of it. A host's offer and a queued booking are confirmed in this act.

    What a watch brought becomes a request, for which the time stays held while the host decides.
    """
    return await act.write(answer_offers.accept_offer, show_offer, offer_id)


@router.post("/v1/offers/{offer_id}/decline", response_model=OfferOut)
async def decline_offer(offer_id: UUID, act: Act = allow()) -> Response:
    """No, thank you: it is the next one's turn."""
    return await act.write(answer_offers.decline_offer, show_offer, offer_id)


@router.post("/v1/offers/{offer_id}/withdraw", response_model=OfferOut)
async def withdraw_offer(
    offer_id: UUID, body: WithdrawOffer, act: Act = allow("host", "officer")
) -> Response:
    """Take back what was not answered yet; the member is told why."""
    return await act.write(
        answer_offers.withdraw_offer, show_offer, offer_id, body.reason, reason=body.reason
    )
