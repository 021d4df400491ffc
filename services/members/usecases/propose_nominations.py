"""Dossiers that propose city-level awards: candidates, the board's votes, the papers, the proposal.

The parts (tờ trình, báo cáo thành tích, biên bản) are official documents of their own, signed and
issued one by one; the dossier binds them into one file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.members.documents.award_pages import name_of
from services.members.documents.nomination_pages import PART_KINDS, write_cover, write_parts
from services.members.documents.page import Page
from services.members.domain import awards as rules
from services.members.domain.awards import Ballot
from services.members.domain.meetings import check_people
from services.members.events_out.year import publish_nomination_proposed
from services.members.models import Award, Nomination, OfficialDocument
from services.members.regulations.document_rules import authority_of
from services.members.regulations.year_rules import AWARD_FORMS
from services.members.usecases.official_documents import draft_document
from shared.database.work import Work
from shared.errors import Failure, Invalid, Refusal, refuse_if
from shared.events.base import Bilingual

DOSSIER = "dossier"


@dataclass(frozen=True, slots=True)
class Meeting:
    """The board's meeting as it stands in the minutes; people by name."""

    held_at: datetime
    place: str
    chair: str
    secretary: str
    present: list[str]
    votes: list[Ballot]
    conclusion: str | None


async def prepare_nomination(
    work: Work, year: int, form: str, title: Bilingual, addressee: str, award_ids: list[UUID]
) -> Nomination:
    """A dossier with its first candidates."""
    if AWARD_FORMS[form].level != "city":
        raise Invalid(Failure("nomination_not_of_city", field="form"))
    row = work.add(
        Nomination(
            year=year,
            form=form,
            title_vi=title.vi,
            title_en=title.en,
            addressee=addressee,
            status="drafted",
        )
    )
    await work.session.flush()
    await _choose(work, row, award_ids)
    return row


async def choose_candidates(work: Work, nomination_id: UUID, award_ids: list[UUID]) -> Nomination:
    """The whole list of candidates; who is not on it is free for another dossier."""
    row = await work.lock(Nomination, nomination_id)
    refuse_if(rules.may_move_nomination(row.status, "propose"))
    await _choose(work, row, award_ids)
    row.updated_at = work.now
    return row


async def _choose(work: Work, row: Nomination, award_ids: Sequence[UUID]) -> None:
    wanted = set(award_ids)
    found = await work.session.scalars(
        select(Award)
        .where(Award.id.in_(wanted) | (Award.nomination_id == row.id))
        .order_by(Award.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    awards = {one.id: one for one in found}
    wrong = [
        Failure("candidate_not_free", field="award_ids", award=str(id))
        for id in sorted(wanted)
        if not _is_free(awards.get(id), row)
    ]
    if wrong:
        raise Invalid(*wrong)
    for id, award in awards.items():
        award.nomination_id = row.id if id in wanted else None


def _is_free(award: Award | None, row: Nomination) -> bool:
    """Nominated for the same form and year, and on no other dossier."""
    return (
        award is not None
        and (award.status, award.form, award.year) == ("nominated", row.form, row.year)
        and award.nomination_id in (None, row.id)
    )


async def record_nomination_meeting(
    work: Work, nomination_id: UUID, meeting: Meeting
) -> Nomination:
    """The board's meeting with its votes; it takes the place of what was recorded before."""
    row = await work.lock(Nomination, nomination_id)
    refuse_if(rules.may_move_nomination(row.status, "propose"))
    candidates = await find_candidates(work, row.id)
    wrong = check_people(meeting.chair, meeting.secretary, meeting.present, "meeting.")
    wrong += rules.check_ballots(
        meeting.votes, [one.id for one in candidates], len(meeting.present)
    )
    if meeting.held_at > work.now:
        wrong.append(Failure("meeting_not_held_yet", field="meeting.held_at"))
    if wrong:
        raise Invalid(*wrong)
    row.meeting = {
        "held_at": meeting.held_at.isoformat(),
        "place": meeting.place,
        "chair": meeting.chair,
        "secretary": meeting.secretary,
        "present": meeting.present,
        "conclusion": meeting.conclusion,
        "votes": [
            {
                "award_id": str(one.award_id),
                "in_favour": one.in_favour,
                "against": one.against,
                "abstain": one.abstain,
            }
            for one in meeting.votes
        ],
    }
    return row


async def find_candidates(work: Work, nomination_id: UUID, *, lock: bool = False) -> list[Award]:
    """Organisations before persons, each in the order they were nominated."""
    query = (
        select(Award)
        .where(Award.nomination_id == nomination_id, Award.status != "declined")
        .order_by(Award.id)
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    rows = await work.session.scalars(query)
    return sorted(rows, key=lambda one: (one.recipient_kind, one.created_at, one.id))


async def propose_nomination(work: Work, nomination_id: UUID) -> Nomination:
    """The papers are drafted as official documents and bound behind the dossier's cover.

    Refuses without a vote for each candidate, or with one that the board outvoted.
    """
    row = await work.lock(Nomination, nomination_id)
    candidates = await find_candidates(work, row.id)
    if not candidates:
        raise Refusal(Failure("nomination_without_candidates"))
    refuse_if(_why_not_proposed(row, candidates))
    about = [(Nomination.KIND, row.id), *((Award.KIND, one.id) for one in candidates)]
    ids: dict[str, str] = {}
    for name, (title, page) in write_parts(row, candidates).items():
        document = await draft_document(work, PART_KINDS[name], title, about, page)
        ids[name] = str(document.id)
    title, cover = write_cover(row, candidates, list(ids.values()))
    row.document_id = (await draft_document(work, DOSSIER, title, about, cover)).id
    row.part_ids = ids
    row.status, row.proposed_at = rules.NOMINATION_MOVES["propose"][row.status], work.now
    publish_nomination_proposed(work, row, candidates)
    return row


def _why_not_proposed(row: Nomination, candidates: Sequence[Award]) -> list[Failure]:
    votes = {one["award_id"]: one for one in (row.meeting or {}).get("votes", [])}
    return rules.may_propose(
        row.status,
        held=row.meeting is not None,
        without_vote=[name_of(one) for one in candidates if str(one.id) not in votes],
        outvoted=[
            name_of(one)
            for one in candidates
            if (vote := votes.get(str(one.id))) and vote["in_favour"] <= vote["against"]
        ],
    )


async def withdraw_nomination(work: Work, nomination_id: UUID, reason: str) -> Nomination:
    """Taken back; its candidates may be proposed again. Refuses once one was rewarded."""
    row = await work.lock(Nomination, nomination_id)
    failures = rules.may_move_nomination(row.status, "withdraw")
    candidates = await find_candidates(work, row.id, lock=True)
    if any(one.status in ("granted", "revoked") for one in candidates):
        failures.append(Failure("nomination_rewarded"))
    refuse_if(failures)
    row.status = rules.NOMINATION_MOVES["withdraw"][row.status]
    row.withdrawal_reason = reason
    for one in candidates:
        one.nomination_id = None
    return row


async def get_nomination(work: Work, nomination_id: UUID) -> tuple[Nomination, list[Award]]:
    """A dossier with its candidates; names persons, so the read stands in the trail."""
    row = await work.read(Nomination, nomination_id)
    return row, await find_candidates(work, row.id)


async def read_dossier(work: Work, nomination_id: UUID) -> list[tuple[OfficialDocument, Page]]:
    """What the dossier would be now: cover and parts as they would be drafted."""
    row, candidates = await get_nomination(work, nomination_id)
    cover_title, cover = write_cover(row, candidates, [])
    parts = [
        (_as_drafted(work, PART_KINDS[name], title), page)
        for name, (title, page) in write_parts(row, candidates).items()
    ]
    return [(_as_drafted(work, DOSSIER, cover_title), cover), *parts]


def _as_drafted(work: Work, kind: str, title: Bilingual) -> OfficialDocument:
    return OfficialDocument(
        kind=kind,
        authority=authority_of(kind),
        status="drafted",
        title_vi=title.vi,
        title_en=title.en,
        created_at=work.now,
    )
