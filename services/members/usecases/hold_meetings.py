"""Meetings of a review board: opened, voted in, closed with minutes that are fixed from then on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.documents.minutes import write_minutes
from services.members.documents.page import Page, read_page
from services.members.domain import meetings as rules
from services.members.domain.conflicts import IN_REVIEW
from services.members.domain.meetings import OUTCOMES, Vote
from services.members.domain.review_rules import rules_of
from services.members.models import Application, Call, OfficialDocument, ReviewMeeting
from services.members.queries.review import find_recused
from services.members.regulations.document_rules import authority_of
from services.members.usecases.official_documents import draft_document
from services.members.usecases.recommend_applications import find_board, give_recommendation
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if

MINUTES = "minutes"
"""Their kind of official document."""


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """What the secretary enters."""

    call_id: UUID
    held_at: datetime
    place: str
    chair: str
    secretary: str
    present: list[dict[str, str | None]]
    """`{name, position, issuer, subject}` of each who votes."""
    absent: list[dict[str, str | None]]


async def open_review_meeting(work: Work, draft: MeetingDraft) -> ReviewMeeting:
    """A meeting of the board of a call, whose votes are entered next."""
    if await work.session.get(Call, draft.call_id) is None:
        missing = {"kind": Call.KIND, "id": str(draft.call_id)}
        raise Invalid(Failure("not_found", field="call_id", **missing))
    _check_people(draft.chair, draft.secretary, draft.present)
    return work.add(
        ReviewMeeting(
            call_id=draft.call_id,
            held_at=draft.held_at,
            place=draft.place,
            chair=draft.chair,
            secretary=draft.secretary,
            present=draft.present,
            absent=draft.absent,
            votes=[],
            status="open",
            opened_by=work.caller.key,
        )
    )


def _check_people(chair: str, secretary: str, present: Sequence[dict[str, str | None]]) -> None:
    names = [str(one["name"]) for one in present]
    if wrong := rules.check_people(chair, secretary, names):
        raise Invalid(*wrong)


async def change_review_meeting(
    work: Work, meeting_id: UUID, changes: dict[str, Any]
) -> ReviewMeeting:
    """Correct time, place, people or conclusion while the minutes are open."""
    meeting = await work.lock(ReviewMeeting, meeting_id)
    refuse_if(rules.may_change(meeting.status))
    for name, value in changes.items():
        setattr(meeting, name, value)
    _check_people(meeting.chair, meeting.secretary, meeting.present)
    if wrong := await _check_votes(work, meeting, [read_vote(one) for one in meeting.votes]):
        raise Invalid(*wrong)
    return meeting


async def record_votes(work: Work, meeting_id: UUID, votes: list[Vote]) -> ReviewMeeting:
    """The votes of a meeting as a whole, in the order voted; they take the place of earlier ones.

    Refuses more votes than voters: who is recused from a file and was there does not vote on it.
    """
    meeting = await work.lock(ReviewMeeting, meeting_id)
    refuse_if(rules.may_change(meeting.status))
    if wrong := await _check_votes(work, meeting, votes):
        raise Invalid(*wrong)
    names = await _find_files(work, meeting.call_id, [one.application_id for one in votes])
    meeting.votes = [_keep_vote(vote, names[vote.application_id]) for vote in votes]
    return meeting


async def _check_votes(work: Work, meeting: ReviewMeeting, votes: Sequence[Vote]) -> list[Failure]:
    ids = [vote.application_id for vote in votes]
    known = await _find_files(work, meeting.call_id, ids)
    if wrong := rules.check_votes(votes, known):
        return wrong
    recused = await find_recused(work.session, ids, work.now)
    return [
        failure
        for position, vote in enumerate(votes)
        for failure in rules.check_vote(
            position, vote, _count_voters(meeting, recused[vote.application_id])
        )
    ]


def _count_voters(meeting: ReviewMeeting, recused: Collection[str]) -> int:
    keys = [f"{one.get('issuer')}|{one.get('subject')}" for one in meeting.present]
    return sum(key not in recused for key in keys)


async def _find_files(work: Work, call_id: UUID, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Those of the files that are in review in this call, with their names."""
    rows = await work.session.execute(
        select(Application.id, Application.name).where(
            Application.id.in_(ids),
            Application.call_id == call_id,
            Application.status.in_(IN_REVIEW),
        )
    )
    return {row.id: row.name for row in rows}


def read_vote(kept: dict[str, str | int | None]) -> Vote:
    return Vote(
        UUID(str(kept["application_id"])),
        int(kept["for"] or 0),
        int(kept["against"] or 0),
        int(kept["abstain"] or 0),
        str(kept["recommendation"]),
        None if kept["note"] is None else str(kept["note"]),
    )


def _keep_vote(vote: Vote, name: str) -> dict[str, str | int | None]:
    return {
        "application_id": str(vote.application_id),
        "name": name,
        "for": vote.in_favour,
        "against": vote.against,
        "abstain": vote.abstain,
        "recommendation": vote.recommendation,
        "note": vote.note,
    }


async def close_review_meeting(
    work: Work, meeting_id: UUID, conclusion: str | None
) -> ReviewMeeting:
    """The minutes are adopted: they change no more, and each vote stands as a recommendation.

    They become an official document, drafted, which is signed and issued like any other.

    A file that has been decided or withdrawn meanwhile keeps its vote in the minutes and gets no
    recommendation.
    """
    meeting = await work.lock(ReviewMeeting, meeting_id)
    call = await work.session.get_one(Call, meeting.call_id)
    refuse_if(
        rules.may_close(
            meeting.status,
            meeting.held_at,
            work.now,
            len(meeting.votes),
            len(meeting.present),
            rules_of(call).quorum,
        )
    )
    meeting.status, meeting.closed_at = "closed", work.now
    meeting.conclusion = conclusion or meeting.conclusion
    board = await find_board(work, call.id)
    chair = board.chair_key if board else None
    for vote in sorted(map(read_vote, meeting.votes), key=lambda one: one.application_id):
        application = await work.find_locked(Application, vote.application_id)
        if application is not None and application.status in IN_REVIEW:
            reason = vote.note or OUTCOMES[vote.recommendation].vi
            await give_recommendation(
                work, application.id, vote.recommendation, reason, chair, meeting.id
            )
    title, page = write_minutes(meeting, call)
    about = [(ReviewMeeting.KIND, meeting.id), (Call.KIND, call.id)]
    meeting.document_id = (await draft_document(work, MINUTES, title, about, page)).id
    return meeting


async def cancel_review_meeting(work: Work, meeting_id: UUID) -> ReviewMeeting:
    """It did not take place, or was entered in error; what was recorded stays readable."""
    meeting = await work.lock(ReviewMeeting, meeting_id)
    refuse_if(rules.may_move(meeting.status, "cancel"))
    meeting.status = "cancelled"
    return meeting


async def get_review_meeting(work: Work, meeting_id: UUID) -> ReviewMeeting:
    """A meeting with the names of those present: personal data, so the read is in the trail."""
    return await work.read(ReviewMeeting, meeting_id)


async def read_minutes(work: Work, meeting_id: UUID) -> tuple[OfficialDocument, Page]:
    """The official document of the minutes, or what it would be now while they are open."""
    meeting = await get_review_meeting(work, meeting_id)
    if meeting.document_id is not None:
        document = await work.session.get_one(OfficialDocument, meeting.document_id)
        return document, read_page(document.page)
    call = await work.session.get_one(Call, meeting.call_id)
    title, page = write_minutes(meeting, call)
    document = OfficialDocument(
        kind=MINUTES,
        authority=authority_of(MINUTES),
        status="drafted",
        title_vi=title.vi,
        title_en=title.en,
        created_at=work.now,
    )
    return document, page
