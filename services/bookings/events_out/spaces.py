"""What bookings says of its spaces."""

from __future__ import annotations

from typing import Any

from services.bookings import models
from services.bookings.domain import closing
from services.bookings.events_out.references import space_reference, venue_reference
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.base import Bilingual
from shared.events.bookings import (
    SpaceChangedV1,
    SpaceClosedV1,
    SpacePublishedV1,
    SpaceReopenedV1,
    SpaceWithdrawnV1,
)
from shared.vocabulary import coded


def publish_space_published(work: Work, space: models.Space) -> None:
    work.publish(space, SpacePublishedV1(**_space_state(space)))


def publish_space_changed(work: Work, space: models.Space) -> None:
    work.publish(space, SpaceChangedV1(**_space_state(space)))


def publish_space_closed(work: Work, space: models.Space) -> None:
    work.publish(space, SpaceClosedV1(**_space_state(space)))


def publish_space_reopened(work: Work, space: models.Space) -> None:
    work.publish(space, SpaceReopenedV1(**_space_state(space)))


def publish_space_withdrawn(work: Work, space: models.Space) -> None:
    work.publish(space, SpaceWithdrawnV1(**_space_state(space)))


def announce_space(work: Work, space: models.Space) -> None:
    """Say the present state of a space again."""
    {
        closing.WITHDRAWN: publish_space_withdrawn,
        closing.CLOSED: publish_space_closed,
        closing.CLOSING: publish_space_closed,
    }.get(space.status, publish_space_published)(work, space)


def _space_state(space: models.Space) -> dict[str, Any]:
    return {
        "id": space.id,
        "name": Bilingual.model_validate(space.name),
        "venue": venue_reference(space.venue),
        "kind": coded(VOCABULARY, "space_kind", space.kind),
        "capacity": space.capacity,
        "indoor": space.indoor,
        "ward": space.venue.ward or "",
        "address": space.venue.address_line,
        "parent": space_reference(space.parent) if space.parent else None,
        "status": coded(VOCABULARY, "space_status", space.status),
    }
