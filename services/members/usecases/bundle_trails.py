"""The audit trail of a file or a period as one bundle, for who audits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.members.queries.trail import find_trail, plain_trail
from services.members.settings import Settings
from services.members.usecases.gather_files import gather_file
from shared.database.work import Subject, Work
from shared.errors import Failure, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file, a period, or a file within a period."""

    kind: str | None
    id: UUID | None
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The entries, and what they are the trail of."""

    wanted: Wanted
    subjects: list[tuple[str, UUID]] | None
    entries: list[dict[str, Any]]


async def bundle_trail(work: Work, wanted: Wanted) -> Bundle:
    """Every act upon a file and what belongs to it, or within a period; the read is noted too."""
    is_file = wanted.kind is not None and wanted.id is not None
    is_period = wanted.first is not None and wanted.last is not None
    half = (wanted.kind is None) != (wanted.id is None)
    if half or not (is_file or is_period):
        raise Invalid(Failure("bundle_of_one_thing"))
    subjects = None
    if wanted.kind is not None and wanted.id is not None:
        gathered = await gather_file(work.session, wanted.kind, wanted.id)
        if gathered is None:
            raise NotFound(wanted.kind, wanted.id)
        subjects = gathered.subjects
        work.subject = Subject(wanted.kind, str(wanted.id))
    limit = Settings.of(work).audit_bundle_max
    rows = await find_trail(work.session, subjects, wanted.first, wanted.last, limit + 1)
    if len(rows) > limit:
        raise Invalid(Failure("bundle_too_large", limit=limit))
    return Bundle(wanted, subjects, plain_trail(rows))
