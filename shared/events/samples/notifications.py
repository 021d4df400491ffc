"""Samples of the notifications service: what became of the letters in the story."""

from __future__ import annotations

from shared.events import notifications as events
from shared.events.base import EventBody
from shared.events.samples.making import sample, sample_id
from shared.events.samples.members import LIBRARY_CONTACT, WORKSHOP_CONTACT

_LETTER = events.MessageOutcome(
    id=sample_id("letter of approval"),
    template="application_approved",
    contact_id=WORKSHOP_CONTACT,
    channel="email",
)

SAMPLES = (
    sample("2026-12-15T04:01Z", events.MessageDeliveredV1, _LETTER),
    sample(
        "2026-12-15T04:06Z",
        events.MessageFailedV1,
        _LETTER,
        id=sample_id("letter to the library"),
        template="application_withdrawn",
        contact_id=LIBRARY_CONTACT,
        error_code="mailbox_unknown",
    ),
    sample(
        "2026-12-15T04:07Z",
        events.ContactSuppressedV1,
        EventBody(),
        id=LIBRARY_CONTACT,
        channel="email",
        reason_code="bounced",
    ),
    sample(
        "2027-01-20T04:00Z",
        events.ContactPreferencesChangedV1,
        EventBody(),
        id=WORKSHOP_CONTACT,
    ),
)
