"""The future dates of a member whose standing changed: who decides about them, and until when.

An entry of the worklist is one date of a booking:

    undecided -> kept | cancelled | lapsed | overtaken
    kept      -> cancelled | overtaken
    cancelled -> restored | lost
    lapsed    -> restored | lost

`lapsed` was cancelled because nobody decided in time; `overtaken` ended by itself (its member
cancelled, it was moved into the past of the case, it took place). Only a reinstatement restores,
and what is no longer free is `lost`.

A case is `open` while an entry is undecided, then `decided`; `ended` when the member is one again
or another carries its bookings on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.bookings.domain.states import only_in
from shared.errors import Failure

UNDECIDED = "undecided"
KEPT = "kept"
CANCELLED = "cancelled"
LAPSED = "lapsed"
OVERTAKEN = "overtaken"
RESTORED = "restored"
LOST = "lost"
OUTCOMES = (UNDECIDED, KEPT, CANCELLED, LAPSED, OVERTAKEN, RESTORED, LOST)
PASSES: Mapping[str, frozenset[str]] = {
    UNDECIDED: frozenset({KEPT, CANCELLED, LAPSED, OVERTAKEN}),
    KEPT: frozenset({CANCELLED, OVERTAKEN}),
    CANCELLED: frozenset({RESTORED, LOST}),
    LAPSED: frozenset({RESTORED, LOST}),
    OVERTAKEN: frozenset(),
    RESTORED: frozenset(),
    LOST: frozenset(),
}

OPEN = "open"
DECIDED = "decided"
ENDED = "ended"
CASE_STATES = (OPEN, DECIDED, ENDED)

DECISIONS = {"keep": KEPT, "cancel": CANCELLED}


def case_status(outcomes: Iterable[str]) -> str:
    """Of a case that has not ended."""
    return OPEN if UNDECIDED in set(outcomes) else DECIDED


def may_pass(outcome: str, wanted: str) -> list[Failure]:
    """Whether an entry may go from one outcome to another."""
    return only_in("standing_outcome", outcome, *(one for one in OUTCOMES if wanted in PASSES[one]))


def may_decide(status: str) -> list[Failure]:
    return only_in("standing_case_status", status, OPEN, DECIDED)
