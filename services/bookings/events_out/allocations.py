"""What bookings says to each member of an allocation round, once for all of its wishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.bookings import models
from services.bookings.domain.reasons import Kept, failure_of, sentence_of
from services.bookings.events_out.references import (
    member_reference,
    space_reference,
    venue_reference,
)
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.base import Bilingual
from shared.events.bookings import (
    AllocationCalledOffV1,
    AllocationOutcomeV1,
    GivenTime,
    WishOutcome,
)
from shared.vocabulary import coded

REASONS_TOLD = 3
"""A letter is no list of all options; those stand with the wish."""

Wishes = Sequence[models.AllocationWish]


def publish_allocation_outcomes(work: Work, round: models.AllocationRound, wishes: Wishes) -> None:
    """One event for each member, in the order of their ids."""
    for own in _by_member(wishes):
        outcomes = [_outcome(one) for one in sorted(own, key=lambda one: (one.rank, one.id))]
        work.publish(round, AllocationOutcomeV1(**_notice(round, own[0]), wishes=outcomes))


def publish_allocation_called_off(
    work: Work, round: models.AllocationRound, wishes: Wishes
) -> None:
    for own in _by_member(wishes):
        event = AllocationCalledOffV1(**_notice(round, own[0]), reason=round.reason)
        work.publish(round, event)


def _by_member(wishes: Wishes) -> list[list[models.AllocationWish]]:
    members: dict[UUID, list[models.AllocationWish]] = defaultdict(list)
    for wish in wishes:
        members[wish.member_id].append(wish)
    return [members[id] for id in sorted(members)]


def _notice(round: models.AllocationRound, wish: models.AllocationWish) -> dict[str, Any]:
    return {
        "id": round.id,
        "member": member_reference(wish),
        "name": Bilingual.model_validate(round.name),
        "season": Bilingual.model_validate(round.season.name),
    }


def _outcome(wish: models.AllocationWish) -> WishOutcome:
    whole = len(wish.places) >= wish.wanted
    return WishOutcome(
        id=wish.id,
        activity_title=Bilingual.model_validate(wish.title),
        wanted=wish.wanted,
        outcome=coded(VOCABULARY, "wish_status", wish.status),
        times=[_given(one) for one in wish.places],
        why_not=[] if whole else [_say(one) for one in wish.why_not[:REASONS_TOLD]],
    )


def _given(place: models.AllocationPlace) -> GivenTime:
    assert place.booking_id is not None, "a confirmed place has become a booking"
    return GivenTime(
        booking_id=place.booking_id,
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        space=space_reference(place.space),
        venue=venue_reference(place.space.venue),
    )


def _say(kept: Kept) -> Bilingual:
    """As its member may read it: whose wish had the place is not told."""
    text = sentence_of([failure_of(kept, hosting=False)])
    return Bilingual(vi=text.vi, en=text.en)
