"""What bookings says after an activity."""

from __future__ import annotations

from services.bookings import models
from services.bookings.domain import after, states
from services.bookings.domain.conduct import NO_SHOW
from services.bookings.events_out.references import space_reference
from shared.database.work import Work
from shared.events.base import Bilingual, Reference
from shared.events.bookings import ActivityReportedV1, NoShowVoidedV1


def publish_activity_reported(work: Work, report: models.ActivityReport) -> None:
    """How many came; internal only."""
    work.publish(
        report,
        ActivityReportedV1(
            id=report.id,
            booking_id=report.booking_id,
            date_id=report.date_id,
            member=Reference(id=report.member_id, name=report.member.name),
            space=space_reference(report.date.space),
            starts_at=report.starts_at,
            ends_at=report.ends_at,
            activity_title=Bilingual.model_validate(report.booking.title),
            audience=report.audience or 0,
            counted=report.audience_counted is not None,
            version=(report.version or 0) + 1,
        ),
    )


def announce_activity_report(work: Work, report: models.ActivityReport) -> None:
    """Say again what has been said of a report, if anything."""
    known = report.audience_counted is not None or report.status == after.SUBMITTED
    if known and report.date.status == states.COMPLETED:
        publish_activity_reported(work, report)


def publish_no_show_voided(work: Work, mark: models.ConductMark) -> None:
    """It counts against nobody; internal only."""
    work.publish(
        mark,
        NoShowVoidedV1(
            id=mark.id,
            booking_id=mark.booking_id,
            date_id=mark.date_id,
            member=Reference(id=mark.member_id, name=mark.member.name),
        ),
    )


def announce_conduct_mark(work: Work, mark: models.ConductMark) -> None:
    """Say again that a no-show was none; that it was one, its booking says."""
    if mark.voided_at is not None and mark.kind == NO_SHOW:
        publish_no_show_voided(work, mark)
