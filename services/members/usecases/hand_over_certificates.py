"""Who took which paper, when and through whom: at the ceremony, or entered from the sheet later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.members.domain import ceremonies as rules
from services.members.models import Ceremony, CeremonyEntry
from shared.database.work import Subject, Work
from shared.errors import Failure, NotFound, refuse_if


@dataclass(frozen=True, slots=True)
class HandOver:
    """One line of the hand-over sheet."""

    application_id: UUID
    at: datetime
    to: str | None


async def record_hand_overs(
    work: Work, ceremony_id: UUID, lines: Sequence[HandOver], reason: str | None
) -> Ceremony:
    """Enter the sheet. The same lines again change nothing; a correction is owed a reason."""
    ceremony = await work.lock(Ceremony, ceremony_id)
    entries = {entry.application_id: entry for entry in ceremony.entries}
    refuse_if(rules.are_listed(ceremony.listed, [line.application_id for line in lines]))
    refuse_if(
        failure
        for line in lines
        for failure in _check(work, entries[line.application_id], line, reason)
    )
    for line in lines:
        entry = entries[line.application_id]
        entry.handed_over_at, entry.handed_over_to = line.at, line.to
    return ceremony


def _check(work: Work, entry: CeremonyEntry, line: HandOver, reason: str | None) -> list[Failure]:
    known = (entry.handed_over_at, entry.handed_over_to) if entry.handed_over_at else None
    return rules.check_hand_over(
        line.application_id,
        entry.certificate_number is not None,
        known,
        (line.at, line.to),
        reason,
        work.now,
    )


async def get_hand_overs(work: Work, ceremony_id: UUID) -> Ceremony:
    """The sheet: a read of personal data, so it stands in the audit trail."""
    ceremony = await work.session.get(Ceremony, ceremony_id)
    if ceremony is None:
        raise NotFound(Ceremony.KIND, ceremony_id)
    work.subject = Subject(Ceremony.KIND, str(ceremony.id))
    return ceremony
