"""Events of permits: a step is due, everything is settled."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.bookings import models
from services.bookings.domain.permits import Item
from services.bookings.events_out.references import member_reference
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.base import Bilingual
from shared.events.bookings import PermitCompletedV1, PermitOutcome, PermitStepDueV1
from shared.vocabulary import coded


def publish_permit_step_due(
    work: Work, permit: models.Permit, day: date, item: Item, stage: str, due_on: date
) -> None:
    event = PermitStepDueV1(
        **_notice(permit, day),
        procedure=coded(VOCABULARY, "permit_procedure", item.rule.code),
        receiver=coded(VOCABULARY, "permit_receiver", item.receiver),
        stage=coded(VOCABULARY, "permit_stage", stage),
        due_on=due_on,
        source=Bilingual(vi=item.rule.source.vi, en=item.rule.source.en),
        checked_on=item.rule.checked_on,
    )
    work.publish(permit, event)


def publish_permit_completed(
    work: Work, permit: models.Permit, day: date, outcomes: dict[str, str]
) -> None:
    """`outcomes` is procedure → status of its step."""
    event = PermitCompletedV1(
        **_notice(permit, day),
        outcomes=[
            PermitOutcome(
                procedure=coded(VOCABULARY, "permit_procedure", procedure),
                outcome=coded(VOCABULARY, "permit_step_status", status),
            )
            for procedure, status in outcomes.items()
        ],
    )
    work.publish(permit, event)


def _notice(permit: models.Permit, day: date) -> dict[str, Any]:
    booking = permit.booking
    return {
        "id": permit.id,
        "booking_id": booking.id,
        "member": member_reference(booking),
        "host_id": booking.host_id,
        "activity_title": Bilingual.model_validate(booking.title),
        "activity_on": day,
    }
