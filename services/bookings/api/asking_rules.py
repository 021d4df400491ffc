"""What a venue or a space asks of who books it: form, cancellation, approval of changes; and what
a booking answered.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.api.answers.asking_rules import (
    AskingRulesOut,
    IntakeOut,
    PlaceRules,
    RulesSetOut,
    show_asking_rules,
    show_intake,
    show_rules_set,
)
from services.bookings.domain.asking import ApprovedField
from services.bookings.models import Booking, Space, Venue
from services.bookings.models.asking import AskingRules
from services.bookings.queries.asking import find_form, find_layers
from services.bookings.usecases import set_asking_rules as usecases
from services.bookings.usecases.set_asking_rules import AskingOrder
from shared.database.work import Work
from shared.errors import NotFound
from shared.forms.fields import QuestionIn
from shared.forms.form import Form
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import Answer, BilingualLine, BilingualProse, Code, RequestBody

router = APIRouter(tags=["asking"])


class FileWantedIn(RequestBody):
    kind: Code
    """A code of `attachment_kind`; the list is open."""
    title: BilingualLine | None = None
    """What this place calls it; without it the name of its kind."""
    help: BilingualProse | None = None
    required: bool = True


class IntakeIn(RequestBody):
    """What a request must answer and bring; empty lists ask nothing, also where the venue does."""

    questions: list[QuestionIn] = Field(default=[], max_length=100)
    documents: list[FileWantedIn] = Field(default=[], max_length=20)


class CancellationIn(RequestBody):
    free_until_hours: Annotated[int, Field(ge=0, le=8784)]
    """So long before the start a member cancels without consequence; 0: until the start."""
    late_needs_reason: bool = False
    excused_reason_codes: list[Code] = Field(default=[], max_length=50)
    """Reasons for which a later cancellation does not count."""


class AnsweredOut(Answer):
    """The form that the booking was asked with, and its answers."""

    form: IntakeOut
    answers: dict[str, object]


class SetAskingRules(RequestBody):
    """All rules of the place; what is null is inherited: from the larger space, the venue, the
    city.
    """

    intake: IntakeIn | None = None
    cancellation: CancellationIn | None = None
    reapproval: Annotated[list[ApprovedField], Field(max_length=20)] | None = None
    """Fields of a granted booking whose change the host approves anew; `expected_audience` only
    when it rises."""

    def order(self, venue_id: UUID, space_id: UUID | None) -> AskingOrder:
        return AskingOrder(
            venue_id=venue_id,
            space_id=space_id,
            intake=self.intake.model_dump() if self.intake else None,
            cancellation=self.cancellation.model_dump() if self.cancellation else None,
            reapproval=sorted({*self.reapproval}) if self.reapproval is not None else None,
        )


@router.put("/v1/venues/{venue_id}/asking-rules", response_model=RulesSetOut)
async def set_venue_asking_rules(
    venue_id: UUID, body: SetAskingRules, act: Act = allow("host", "officer")
) -> Response:
    """Say what all spaces of the venue ask. A changed form is a new version; bookings keep theirs.

    `If-Match` names the version of these rules, once there are any.
    """
    order = body.order(venue_id, None)
    return await act.write(usecases.set_asking_rules, show_rules_set, order, may_create=True)


@router.put("/v1/spaces/{space_id}/asking-rules", response_model=RulesSetOut)
async def set_space_asking_rules(
    space_id: UUID, body: SetAskingRules, act: Act = allow("host", "officer")
) -> Response:
    """Say what this space, and what is a part of it, asks instead of its venue."""

    async def set_asking_rules(work: Work) -> AskingRules:
        venue_id = await usecases.find_venue_of(work, space_id)
        return await usecases.set_asking_rules(work, body.order(venue_id, space_id))

    return await act.write(set_asking_rules, show_rules_set, may_create=True)


@router.get("/v1/venues/{venue_id}/asking-rules", response_model=AskingRulesOut)
async def get_venue_asking_rules(venue_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """What the venue asks, and what of it is the city's default."""

    async def look(session: AsyncSession) -> PlaceRules:
        if await session.get(Venue, venue_id) is None:
            raise NotFound(Venue.KIND, venue_id)
        return PlaceRules(None, [], await find_layers(session, venue_id, []))

    return await act.read(look, show_asking_rules)


@router.get("/v1/spaces/{space_id}/asking-rules", response_model=AskingRulesOut)
async def get_space_asking_rules(space_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """What a request for this space must answer and bring, and what follows from changing it."""

    async def look(session: AsyncSession) -> PlaceRules:
        space = await session.get(Space, space_id)
        if space is None:
            raise NotFound(Space.KIND, space_id)
        layers = await find_layers(session, space.venue_id, space.path)
        return PlaceRules(space_id, space.path, layers)

    return await act.read(look, show_asking_rules)


@router.get("/v1/bookings/{booking_id}/answers", response_model=AnsweredOut)
async def get_answers(booking_id: UUID, act: Act = allow()) -> Response:
    """What the place asked, in the version of then, and what was answered."""

    async def look(session: AsyncSession) -> tuple[Form, Booking]:
        booking = await session.get(Booking, booking_id)
        if booking is None or not act.caller.may_read(booking.readers):
            raise NotFound(Booking.KIND, booking_id)
        return await find_form(session, booking.intake_id), booking

    def show(found: tuple[Form, Booking], view: View) -> AnsweredOut:
        form, booking = found
        return AnsweredOut(form=show_intake(form, view), answers=booking.answers or {})

    return await act.read(look, show)
