"""What bookings says of conduct and standing: only members and hosts hear of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.bookings import models
from services.bookings.domain import standing_cases
from services.bookings.domain.intervals import Interval
from services.bookings.domain.states import REQUESTED
from services.bookings.events_out.references import (
    member_reference,
    space_reference,
    venue_reference,
)
from services.bookings.regulations.after import STANDING
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.base import Bilingual
from shared.events.bookings import (
    CountedMark,
    RequestsPausedV1,
    RequestsResumedV1,
    StandingCaseDecidedV1,
    StandingCaseOpenedV1,
    StandingDate,
)
from shared.vocabulary import coded

MOST_TOLD = 100
"""Dates of one host in one notice: an event must not grow without bound."""

CountedDate = tuple[models.ConductMark, models.BookingDate]


def publish_requests_paused(
    work: Work, mark: models.ConductMark, pause: Interval, counted: Sequence[CountedDate]
) -> None:
    """`counted` are the marks that the pause rests on, each with its date."""
    event = RequestsPausedV1(
        id=mark.id,
        member=member_reference(mark),
        starts_at=pause.start,
        until=pause.end,
        marks=[_counted(one, date) for one, date in counted],
        points_for_pause=STANDING.conduct.points_for_pause,
        window_days=STANDING.conduct.window_days,
    )
    work.publish(mark, event)


def publish_requests_resumed(work: Work, mark: models.ConductMark, reason: str | None) -> None:
    event = RequestsResumedV1(id=mark.id, member=member_reference(mark), reason=reason)
    work.publish(mark, event)


def publish_standing_case_opened(work: Work, case: models.StandingCase) -> None:
    event = StandingCaseOpenedV1(**_notice(case, case.undecided))
    work.publish(case, event)


def publish_standing_case_decided(
    work: Work,
    case: models.StandingCase,
    entries: Sequence[models.StandingEntry],
    reason: str | None = None,
    *,
    decided_by: str | None = None,
    reinstated: bool = False,
) -> None:
    """`entries` are those that this act decided about; what ended by itself is not told."""
    told = [one for one in entries if one.outcome != standing_cases.OVERTAKEN]
    if not told:
        return
    event = StandingCaseDecidedV1(
        **_notice(case, told),
        undecided=len(case.undecided),
        reinstated=reinstated,
        decided_by=decided_by,
        reason=reason,
    )
    work.publish(case, event)


def _counted(mark: models.ConductMark, date: models.BookingDate) -> CountedMark:
    return CountedMark(
        kind=coded(VOCABULARY, "conduct_mark", mark.kind),
        activity_title=Bilingual.model_validate(date.booking.title),
        space=space_reference(date.space),
        starts_at=date.starts_at,
        points=mark.points,
    )


def _notice(case: models.StandingCase, entries: Sequence[models.StandingEntry]) -> dict[str, Any]:
    hosts: dict[UUID, list[models.StandingEntry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: (one.date.starts_at, one.date_id)):
        hosts[entry.host_id].append(entry)
    told = [one for its in hosts.values() for one in its[:MOST_TOLD]]
    told.sort(key=lambda one: (one.date.starts_at, one.date_id))
    return {
        "id": case.id,
        "member": member_reference(case),
        "standing": coded(VOCABULARY, "member_standing", case.standing),
        "decide_by": case.decide_by,
        "keeps_begun": case.keeps_begun,
        "dates": [_date(one) for one in told],
        "shortened": len(told) < len(entries),
        "version": (case.version or 0) + 1,
    }


def _date(entry: models.StandingEntry) -> StandingDate:
    date = entry.date
    return StandingDate(
        id=date.id,
        activity_title=Bilingual.model_validate(entry.booking.title),
        space=space_reference(date.space),
        venue=venue_reference(date.space.venue),
        host_id=entry.host_id,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        granted=entry.was != REQUESTED,
        outcome=coded(VOCABULARY, "standing_outcome", entry.outcome),
    )
