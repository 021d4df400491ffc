"""What a report on an activity looks like to each side."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.bookings import MemberOut
from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import after, states
from services.bookings.models import ActivityReport, Damage, Evaluation, ReportPhoto
from services.bookings.regulations.after import AFTER
from shared.errors import Failure
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ReportPhotoOut(Answer):
    id: UUID
    url: str
    """Where the picture lies, on this service."""
    media_type: str
    size: int
    """Bytes."""
    caption: str | None
    scan_status: str
    scan_label: str | None
    uploaded_at: datetime


class DamageOut(Answer):
    id: UUID
    severity: str
    severity_label: str | None
    description: str
    noted_at: datetime
    reply: str | None
    replied_at: datetime | None
    settlement: str | None
    settled_at: datetime | None
    actions: Actions


class EvaluationOut(Answer):
    side: str
    side_label: str | None
    given_at: datetime | None
    scores: dict[str, int] | None
    """Null until both sides have spoken or the time to speak is over."""
    comment: str | None


class ActivityReportOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    booking_id: UUID
    date_id: UUID
    date_status: str
    date_status_label: str | None
    title: Bilingual
    space: NamedOut
    venue: NamedOut
    host_id: UUID
    member_id: UUID
    member: MemberOut
    starts_at: datetime
    ends_at: datetime
    checked_in_at: datetime | None
    due_at: datetime
    overdue: bool
    correct_until: datetime
    evaluate_until: datetime
    audience: int | None
    """How many came: counted by the host, else as the member says."""
    audience_counted: int | None
    audience_reported: int | None
    summary: str | None
    submitted_at: datetime | None
    photos: list[ReportPhotoOut]
    damages: list[DamageOut]
    evaluations: list[EvaluationOut]
    actions: Actions


def show_activity_report(report: ActivityReport, view: View) -> ActivityReportOut:
    plain = (
        "id status version created_at updated_at booking_id date_id host_id member_id starts_at "
        "ends_at due_at correct_until evaluate_until audience audience_counted audience_reported "
        "summary submitted_at"
    )
    date = report.date
    return ActivityReportOut(
        **{field: getattr(report, field) for field in plain.split()},
        status_label=say("activity_report_status", report.status, view),
        date_status=date.status,
        date_status_label=say("booking_status", date.status, view),
        title=Bilingual.model_validate(report.booking.title),
        space=named(date.space),
        venue=named(date.space.venue),
        member=MemberOut(id=report.member_id, name=report.member.name),
        checked_in_at=date.checked_in_at,
        overdue=report.status == after.OPEN and report.due_at <= view.now,
        photos=[_show_photo(one, view) for one in report.photos],
        damages=[_show_damage(report, one, view) for one in report.damages],
        evaluations=[_show_evaluation(report, one, view) for one in report.evaluations],
        actions=_actions(report, view),
    )


def _show_photo(photo: ReportPhoto, view: View) -> ReportPhotoOut:
    plain = "id media_type size caption scan_status uploaded_at"
    return ReportPhotoOut(
        **{field: getattr(photo, field) for field in plain.split()},
        url=f"/v1/activity-reports/{photo.report_id}/photos/{photo.id}/file",
        scan_label=say("scan_status", photo.scan_status, view),
    )


def _show_damage(report: ActivityReport, damage: Damage, view: View) -> DamageOut:
    plain = "id severity description noted_at reply replied_at settlement settled_at"
    settled = damage.settled_at is not None
    reporting = after.lacks_reporting(report, view.caller)
    hosting = states.lacks_hosting(view.caller, report.host_id)
    return DamageOut(
        **{field: getattr(damage, field) for field in plain.split()},
        severity_label=say("damage_severity", damage.severity, view),
        actions={
            "reply": view.action([*reporting, *after.may_reply(damage.reply, settled)]),
            "settle": view.action([*hosting, *after.may_settle(settled)]),
        },
    )


def _show_evaluation(report: ActivityReport, one: Evaluation, view: View) -> EvaluationOut:
    over = view.now >= report.evaluate_until
    side = after.side_of(report, view.caller)
    shown = after.shows_evaluation(one.side, side, report.sides_given, over)
    return EvaluationOut(
        side=one.side,
        side_label=say("evaluation_side", one.side, view),
        given_at=one.given_at,
        scores=one.scores if shown else None,
        comment=one.comment if shown else None,
    )


def _actions(report: ActivityReport, view: View) -> Actions:
    caller, now, limits = view.caller, view.now, AFTER.report
    hosting = states.lacks_hosting(caller, report.host_id)
    reporting = after.lacks_reporting(report, caller)
    photos = after.may_add_photo(report, len(report.photos), limits.most_photos, now)
    damages = after.may_note_damage(report, len(report.damages), limits.most_damages, now)
    side = after.side_of(report, caller)
    failures: dict[str, list[Failure]] = {
        "count": [*hosting, *after.may_count(report, now)],
        "change": [*reporting, *after.may_write(report, now)],
        "submit": [*reporting, *after.may_submit(report, now)],
        "add_photo": [*states.lacks_part(report, caller), *photos],
        "note_damage": [*hosting, *damages],
        "evaluate": after.may_evaluate(report, side, report.sides_given, now),
    }
    return {name: view.action(found) for name, found in failures.items()}
