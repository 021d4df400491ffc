"""A venue or a space says what it asks of who books it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.bookings.domain.states import lacks_hosting
from services.bookings.models import Space, Venue
from services.bookings.models.asking import AskingRules, Intake
from shared.database.work import Work
from shared.errors import Invalid, MatchNeeded, NotFound, refuse_if
from shared.forms.form import check_form, read_form


@dataclass(frozen=True, slots=True)
class AskingOrder:
    """The rules of one place, whole; None is inherited."""

    venue_id: UUID
    space_id: UUID | None
    intake: dict[str, list[dict[str, Any]]] | None
    cancellation: dict[str, Any] | None
    reapproval: list[str] | None


async def set_asking_rules(work: Work, order: AskingOrder) -> AskingRules:
    """Bookings keep the version of the form that they were asked with.

    Raises Invalid for a form that nobody could fill in, MatchNeeded when there are rules already
    and the caller does not say which version it has seen.
    """
    venue = await work.session.get(
        Venue, order.venue_id, with_for_update=True, populate_existing=True
    )
    if venue is None:
        raise NotFound(Venue.KIND, order.venue_id)
    refuse_if(lacks_hosting(work.caller, venue.host_id))
    rules = await _find_rules(work, order)
    rules.intake = await _find_intake(work, order, rules.intake)
    rules.intake_id = rules.intake.id if rules.intake else None
    rules.cancellation, rules.reapproval = order.cancellation, order.reapproval
    return rules


async def find_venue_of(work: Work, space_id: UUID) -> UUID:
    """Raises NotFound."""
    venue_id = await work.session.scalar(select(Space.venue_id).where(Space.id == space_id))
    if venue_id is None:
        raise NotFound(Space.KIND, space_id)
    return venue_id


async def _find_rules(work: Work, order: AskingOrder) -> AskingRules:
    """The venue's lock keeps two people from beginning the same place's rules at once."""
    known = await work.session.scalar(
        select(AskingRules.id).where(
            AskingRules.venue_id == order.venue_id,
            AskingRules.space_id.is_not_distinct_from(order.space_id),
        )
    )
    if known is not None:
        if not work.origin.names_version:
            raise MatchNeeded
        return await work.lock(AskingRules, known)
    return work.add(AskingRules(venue_id=order.venue_id, space_id=order.space_id, intake=None))


async def _find_intake(work: Work, order: AskingOrder, present: Intake | None) -> Intake | None:
    """A new version, unless the form is the present one."""
    if order.intake is None:
        return None
    if failures := check_form(read_form({"version": 0, **order.intake})):
        raise Invalid(*failures)
    if present is not None and order.intake == {
        "questions": present.questions,
        "documents": present.documents,
    }:
        return present
    last = await work.session.scalar(
        select(func.max(Intake.number)).where(
            Intake.venue_id == order.venue_id,
            Intake.space_id.is_not_distinct_from(order.space_id),
        )
    )
    intake = Intake(
        id=work.new_id(),
        venue_id=order.venue_id,
        space_id=order.space_id,
        number=(last or 0) + 1,
        written_at=work.now,
        **order.intake,
    )
    work.session.add(intake)
    return intake
