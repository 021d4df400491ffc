"""A draft: a request that is being written, piece by piece.

draft -> submitted (it is a booking of the same id now) | dropped
a draft that nobody touches is dropped by due work
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from services.bookings.domain.states import only_in
from shared.errors import Failure, Lack

DRAFT, SUBMITTED, DROPPED = "draft", "submitted", "dropped"
DRAFT_STATES = (DRAFT, SUBMITTED, DROPPED)
DRAFT_PASSES: dict[str, tuple[str, ...]] = {
    DRAFT: (SUBMITTED, DROPPED),
    SUBMITTED: (),
    DROPPED: (),
}
"""From → to."""


class Writer(Protocol):
    """Who acts, as far as drafts go."""

    @property
    def member_ids(self) -> tuple[UUID, ...]: ...
    @property
    def key(self) -> str: ...


class DraftFacts(Protocol):
    """What the rules look at."""

    @property
    def status(self) -> str: ...
    @property
    def member_id(self) -> UUID | None: ...
    @property
    def started_by(self) -> str: ...


def may_write(draft: DraftFacts, writer: Writer) -> list[Failure]:
    """Whoever acts for the member, and who began it, as an officer does for a member."""
    own = draft.member_id in writer.member_ids or draft.started_by == writer.key
    return [
        *([] if own else [Lack("not_your_draft")]),
        *only_in("draft_status", draft.status, DRAFT),
    ]


def merge(content: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """JSON Merge Patch (RFC 7396): objects are merged, null takes a field out, all else is new."""
    merged = dict(content)
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, Mapping):
            known = merged.get(name)
            merged[name] = merge(known if isinstance(known, Mapping) else {}, value)
        else:
            merged[name] = value
    return merged
