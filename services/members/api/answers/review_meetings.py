"""What a meeting of a review board looks like; names only for who reads one by itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import meetings as rules
from services.members.models import ReviewMeeting
from services.members.usecases.hold_meetings import read_vote
from shared.auth.caller import lacks_entry
from shared.http.act import View
from shared.http.fields import Actions, Answer


class AttendeeOut(Answer):
    name: str
    position: str | None
    subject: str | None


class VoteOut(Answer):
    application_id: UUID
    name: str
    in_favour: int
    against: int
    abstain: int
    recommendation: CodeOut
    note: str | None


class MeetingInListOut(Answer):
    id: UUID
    call_id: UUID
    status: str
    status_label: str
    held_at: datetime
    place: str
    closed_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class MeetingOut(MeetingInListOut):
    chair: str
    secretary: str
    present: list[AttendeeOut]
    """Who votes."""
    absent: list[AttendeeOut]
    votes: list[VoteOut]
    conclusion: str | None
    document_id: UUID | None
    """The official document of the minutes; null until they are adopted."""
    minutes_url: str
    """Where the minutes are, below this service's address."""


def show_meeting_in_list(row: ReviewMeeting, view: View) -> MeetingInListOut:
    officer = lacks_entry(view.caller, "officer")
    return MeetingInListOut(
        id=row.id,
        call_id=row.call_id,
        status=row.status,
        status_label=show_code("review_meeting_status", row.status, view).label,
        held_at=row.held_at,
        place=row.place,
        closed_at=row.closed_at,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={
            "change": view.action(officer or rules.may_change(row.status)),
            "record_votes": view.action(officer or rules.may_change(row.status)),
            "close": view.action(officer or rules.may_move(row.status, "close")),
            "cancel": view.action(officer or rules.may_move(row.status, "cancel")),
        },
    )


def show_meeting(row: ReviewMeeting, view: View) -> MeetingOut:
    return MeetingOut(
        **show_meeting_in_list(row, view).model_dump(),
        chair=row.chair,
        secretary=row.secretary,
        present=[_show_attendee(one) for one in row.present],
        absent=[_show_attendee(one) for one in row.absent],
        votes=[_show_vote(one, view) for one in row.votes],
        conclusion=row.conclusion,
        document_id=row.document_id,
        minutes_url=f"/v1/review-meetings/{row.id}/minutes.pdf",
    )


def _show_attendee(one: dict[str, str | None]) -> AttendeeOut:
    return AttendeeOut(
        name=str(one["name"]), position=one.get("position"), subject=one.get("subject")
    )


def _show_vote(kept: dict[str, str | int | None], view: View) -> VoteOut:
    vote = read_vote(kept)
    return VoteOut(
        application_id=vote.application_id,
        name=str(kept["name"]),
        in_favour=vote.in_favour,
        against=vote.against,
        abstain=vote.abstain,
        recommendation=show_code("recommendation", vote.recommendation, view),
        note=vote.note,
    )
