"""What bookings says when it has forgotten a person."""

from __future__ import annotations

from services.bookings import models
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.bookings import ErasedPlace, ErasureCarriedOutV1, FoundTable, KeptPlace
from shared.vocabulary import coded


def publish_erasure_carried_out(work: Work, erasure: models.Erasure) -> None:
    event = ErasureCarriedOutV1(
        id=erasure.id,
        erased=[
            ErasedPlace(place=coded(VOCABULARY, "personal_data_place", place), count=count)
            for place, count in erasure.erased.items()
        ],
        kept=[
            KeptPlace(
                place=coded(VOCABULARY, "personal_data_place", one["place"]),
                count=one["count"],
                why=coded(VOCABULARY, "kept_for", one["why"]),
            )
            for one in erasure.kept
        ],
        still_found=[FoundTable(**one) for one in erasure.still_found],
    )
    work.publish(erasure, event)
