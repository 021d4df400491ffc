"""One realistic sample of every event, written by hand and clearly a sample ("Mẫu").

The samples of all services tell one story with the same ids, so that a subscriber can load them
in order and see calls, members, bookings and items that belong together.
"""

from __future__ import annotations

from collections import Counter

from shared.events.envelope import Envelope
from shared.events.samples import (
    bookings,
    bookings_allocations,
    bookings_follow_ups,
    bookings_offers,
    bookings_permits,
    members,
    members_applications,
    members_persons,
    members_rights,
    members_year,
    notifications,
    promotion,
)
from shared.events.samples.making import Sample, wrap

SAMPLES: tuple[Sample, ...] = (
    *members_applications.SAMPLES,
    *members.SAMPLES,
    *members_rights.SAMPLES,
    *members_year.SAMPLES,
    *members_persons.SAMPLES,
    *bookings.SAMPLES,
    *bookings_permits.SAMPLES,
    *bookings_offers.SAMPLES,
    *bookings_follow_ups.SAMPLES,
    *bookings_allocations.SAMPLES,
    *promotion.SAMPLES,
    *notifications.SAMPLES,
)


def sample_envelopes() -> dict[str, Envelope]:
    """Every sample in its envelope, by event type; the sequence rises within an aggregate."""
    seen: Counter[str] = Counter()
    envelopes: dict[str, Envelope] = {}
    for sample in sorted(SAMPLES, key=lambda one: one.time):
        kind = sample.event.TYPE
        aggregate = f"{kind.service}.{kind.aggregate}.{sample.event.id}"
        seen[aggregate] += 1
        if kind.text in envelopes:
            raise ValueError(f"{kind.text} has two samples; keep one")
        envelopes[kind.text] = wrap(sample, seen[aggregate])
    return envelopes
