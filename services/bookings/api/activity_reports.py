"""Reports on activities over HTTP: counting, telling, damage, evaluation."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.bookings.api.answers.after import ActivityReportOut, show_activity_report
from services.bookings.models import ActivityReport
from services.bookings.queries.after import ReportFilter, select_reports
from services.bookings.usecases import evaluate_activities, note_damages, report_activities
from shared.errors import Failure, Invalid
from shared.http.act import Act, allow
from shared.http.fields import Code, Instant, Listed, Prose, RequestBody, given
from shared.http.lists import AskedPage

router = APIRouter(tags=["after"])

Audience = Annotated[int, Field(ge=0, le=10_000_000)]


class CountAttendance(RequestBody):
    audience: Audience
    """How many came."""


class ChangeActivityReport(RequestBody):
    summary: Prose | None = None
    """How it went, in words."""
    audience: Audience | None = None
    """How many came; needed before it is handed in."""


class NoteDamage(RequestBody):
    severity: Code
    """Of `damage_severity`."""
    description: Prose


class Reply(RequestBody):
    reply: Prose


class Settle(RequestBody):
    settlement: Prose


class Evaluate(RequestBody):
    scores: Annotated[dict[Code, int], Field(max_length=50)]
    """A mark for each criterion (`host_criterion`, `member_criterion` of the vocabulary)."""
    comment: Prose | None = None
    """The other side reads it when it has spoken too, or its time is over."""


@router.get("/v1/activity-reports", response_model=Listed[ActivityReportOut])
async def list_activity_reports(
    page: AskedPage,
    booking_id: UUID | None = None,
    member_id: UUID | None = None,
    venue_id: UUID | None = None,
    status: Code | None = None,
    overdue: Annotated[bool, Query(description="Only those that are due and not in")] = False,
    from_: Annotated[Instant | None, Query(alias="from")] = None,
    to: Instant | None = None,
    act: Act = allow(),
) -> Response:
    """Reports on dates in which the caller had a part; officers see all.

    One opens by itself for each date when someone checks in or the date is completed.
    """
    if from_ is not None and to is not None and to < from_:
        raise Invalid(Failure("ends_before_start", field="to"))
    due = act.view.now if overdue else None
    wanted = ReportFilter(booking_id, member_id, venue_id, status, due, from_, to)
    return await act.list(
        ActivityReport,
        select_reports(wanted),
        show_activity_report,
        page,
        starts_at=ActivityReport.starts_at,
        due_at=ActivityReport.due_at,
        created_at=ActivityReport.created_at,
    )


@router.get("/v1/activity-reports/{report_id}", response_model=ActivityReportOut)
async def get_activity_report(report_id: UUID, act: Act = allow()) -> Response:
    """One report; what the other side says of the caller's stays hidden until both have spoken."""
    return await act.get(ActivityReport, report_id, show_activity_report)


@router.patch("/v1/activity-reports/{report_id}", response_model=ActivityReportOut)
async def change_activity_report(
    report_id: UUID, body: ChangeActivityReport, act: Act = allow()
) -> Response:
    """The member writes piece by piece; what was handed in is corrected and told again."""
    return await act.write(
        report_activities.change_activity_report, show_activity_report, report_id, given(body)
    )


@router.post("/v1/activity-reports/{report_id}/submit", response_model=ActivityReportOut)
async def submit_activity_report(report_id: UUID, act: Act = allow()) -> Response:
    """Hand it in. Refused while it does not say how many came."""
    return await act.write(
        report_activities.submit_activity_report, show_activity_report, report_id
    )


@router.post("/v1/activity-reports/{report_id}/count", response_model=ActivityReportOut)
async def count_attendance(
    report_id: UUID, body: CountAttendance, act: Act = allow("host", "officer")
) -> Response:
    """How many came, as the host counted; goes before what the member says."""
    return await act.write(
        report_activities.count_attendance, show_activity_report, report_id, body.audience
    )


@router.post(
    "/v1/activity-reports/{report_id}/damages", status_code=201, response_model=ActivityReportOut
)
async def note_damage(
    report_id: UUID, body: NoteDamage, act: Act = allow("host", "officer")
) -> Response:
    """Something was broken or soiled; the member may reply."""
    return await act.write(
        note_damages.note_damage,
        show_activity_report,
        report_id,
        body.severity,
        body.description,
        status=201,
    )


@router.post(
    "/v1/activity-reports/{report_id}/damages/{damage_id}/reply", response_model=ActivityReportOut
)
async def reply_to_damage(
    report_id: UUID, damage_id: UUID, body: Reply, act: Act = allow()
) -> Response:
    """What the member says to a damage, once."""
    return await act.write(
        note_damages.reply_to_damage, show_activity_report, report_id, damage_id, body.reply
    )


@router.post(
    "/v1/activity-reports/{report_id}/damages/{damage_id}/settle", response_model=ActivityReportOut
)
async def settle_damage(
    report_id: UUID, damage_id: UUID, body: Settle, act: Act = allow("host", "officer")
) -> Response:
    """How a damage was settled; payments are no part of this system."""
    return await act.write(
        note_damages.settle_damage, show_activity_report, report_id, damage_id, body.settlement
    )


@router.post("/v1/activity-reports/{report_id}/evaluate", response_model=ActivityReportOut)
async def evaluate_activity(report_id: UUID, body: Evaluate, act: Act = allow()) -> Response:
    """What the caller's side says of the other, once, from the end of the activity on."""
    marks = evaluate_activities.Marks(dict(body.scores), body.comment)
    return await act.write(
        evaluate_activities.evaluate_activity, show_activity_report, report_id, marks
    )
