"""After an activity: its report opens, the host counts, the member tells and hands in.

A report opens by itself when someone checks in or the date is completed. Whenever a number of
visitors is known for a date that took place, the members service hears of it, again after each
correction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from services.bookings.domain import after, states
from services.bookings.events_out import publish_activity_reported
from services.bookings.models import ActivityReport, BookingDate, KnownMember
from services.bookings.queries.after import find_report_of
from services.bookings.regulations.after import EVALUATION_OPEN, REPORT_DUE, REPORT_OPEN
from shared.database.work import Work
from shared.errors import refuse_if


async def open_report(work: Work, date: BookingDate) -> ActivityReport:
    """The report on a date, opened unless it stands; whoever calls holds the booking's lock."""
    report = await find_report_of(work.session, date.id)
    if report is not None:
        return report
    subject = work.subject  # what was acted on stays the subject of the act
    report = work.add(
        ActivityReport(
            booking=date.booking,
            booking_id=date.booking_id,
            date=date,
            date_id=date.id,
            member=date.booking.member,
            member_id=date.booking.member_id,
            host_id=date.booking.host_id,
            **_times_of(date),
            status=after.OPEN,
            summary=None,
            audience_reported=None,
            audience_counted=None,
            submitted_at=None,
            submitted_by=None,
            photos=[],
            damages=[],
            evaluations=[],
        )
    )
    work.subject = subject
    return report


def _times_of(date: BookingDate) -> dict[str, datetime]:
    return {
        "starts_at": date.starts_at,
        "ends_at": date.ends_at,
        "due_at": date.ends_at + REPORT_DUE,
        "correct_until": date.ends_at + REPORT_OPEN,
        "evaluate_until": date.ends_at + EVALUATION_OPEN,
    }


async def report_completion(work: Work, date: BookingDate) -> None:
    """The date took place: its report is open, and what was counted at the door is told.

    It may have ended sooner than it was to when the report was opened.
    """
    report = await open_report(work, date)
    for name, value in _times_of(date).items():
        setattr(report, name, value)
    tell(work, report)


def tell(work: Work, report: ActivityReport) -> None:
    """Say how many came, once that is known of a date that took place."""
    known = report.audience_counted is not None or report.status == after.SUBMITTED
    if known and report.date.status == states.COMPLETED:
        publish_activity_reported(work, report)


async def count_attendance(work: Work, report_id: UUID, count: int) -> ActivityReport:
    """How many came, as the host sees it; a later count takes the place of an earlier one."""
    report = await work.lock(ActivityReport, report_id)
    rights = states.lacks_hosting(work.caller, report.host_id)
    refuse_if([*rights, *after.may_count(report, work.now)])
    report.audience_counted = count
    tell(work, report)
    return report


async def change_activity_report(
    work: Work, report_id: UUID, changes: dict[str, Any]
) -> ActivityReport:
    """The member writes piece by piece; what was handed in is corrected, and told again."""
    report = await work.lock(ActivityReport, report_id)
    rights = after.lacks_reporting(report, work.caller)
    refuse_if([*rights, *after.may_write(report, work.now)])
    if "summary" in changes:
        report.summary = changes["summary"]
    if "audience" in changes:
        report.audience_reported = changes["audience"]
        if report.status == after.SUBMITTED:
            refuse_if(after.lacks_audience(report))
            tell(work, report)
    return report


async def submit_activity_report(work: Work, report_id: UUID) -> ActivityReport:
    """Hand it in. Raises Refusal with everything that it lacks."""
    report = await work.lock(ActivityReport, report_id)
    rights = after.lacks_reporting(report, work.caller)
    refuse_if([*rights, *after.may_submit(report, work.now)])
    report.status = after.SUBMITTED
    report.submitted_at, report.submitted_by = work.now, work.caller.key
    tell(work, report)
    return report


def touch(report: ActivityReport) -> None:
    """A change in what belongs to a report is a change of the report: its version rises."""
    flag_modified(report, "updated_at")


async def carry_over_reports(work: Work, member_id: UUID, successor_id: UUID) -> None:
    """What may still be told of a member's activities, its successor tells."""
    successor = await work.session.get_one(KnownMember, successor_id)
    found = await work.session.scalars(
        select(ActivityReport)
        .where(ActivityReport.member_id == member_id, ActivityReport.correct_until > work.now)
        .order_by(ActivityReport.id)
        .with_for_update(of=ActivityReport)
        .execution_options(populate_existing=True)
    )
    for report in found.all():
        report.member, report.member_id = successor, successor_id
