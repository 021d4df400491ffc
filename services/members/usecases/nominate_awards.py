"""Awards are nominated with the achievements they rest on; nobody's achievement counts twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.members.domain import awards as rules
from services.members.events_out.year import publish_award_granted
from services.members.models import Award, AwardAchievement, Contribution, Member
from services.members.models.awards import ACHIEVEMENT_ONCE
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, Lack, Refusal, refuse_if
from shared.events.base import Bilingual


@dataclass(frozen=True, slots=True)
class AwardDraft:
    """Whom to reward, how, and for what."""

    year: int
    form: str
    title: Bilingual
    recipient_kind: str
    member_id: UUID | None
    person_name: str | None
    person_key: str | None
    contribution_ids: list[UUID]
    statement: str


async def nominate_award(work: Work, draft: AwardDraft) -> Award:
    """A member nominates itself or its own people; an officer anyone.

    Refuses achievements that are not the space's own of that year, are void, or stand in another
    award already.
    """
    officer = work.caller.has_role("officer")
    own = draft.member_id is not None and draft.member_id in work.caller.member_ids
    refuse_if([] if officer or own else [Lack("nominate_own_space")])
    member = await work.session.get(Member, draft.member_id) if draft.member_id else None
    wrong = _check_recipient(draft, member, hanoi_date(work.now).year)
    known = await _find_achievements(work, draft)
    organisation = draft.recipient_kind == "organisation"
    wrong += rules.check_achievements(known, draft.contribution_ids, organisation)
    if wrong:
        raise Invalid(*wrong)
    ids = sorted(set(draft.contribution_ids))
    try:
        async with work.session.begin_nested():
            row = _add(work, draft, member, ids)
            await work.session.flush()
    except IntegrityError as error:
        if constraint_of(error) != ACHIEVEMENT_ONCE:
            raise
        raise await _rewarded_already(work, ids) from None
    await work.session.refresh(row, ["achievements"])
    return row


def _check_recipient(draft: AwardDraft, member: Member | None, this_year: int) -> list[Failure]:
    wrong = []
    if draft.year > this_year:
        wrong.append(Failure("year_to_come", field="year"))
    if draft.member_id is not None and member is None:
        missing = {"kind": Member.KIND, "id": str(draft.member_id)}
        wrong.append(Failure("not_found", field="recipient.member_id", **missing))
    if draft.recipient_kind == "organisation" and draft.member_id is None:
        wrong.append(Failure("award_member_needed", field="recipient.member_id"))
    if (draft.recipient_kind == "person") != (draft.person_name is not None):
        wrong.append(Failure("award_person_named", field="recipient.person"))
    return wrong


async def _find_achievements(work: Work, draft: AwardDraft) -> set[UUID]:
    """Those that count, kept from being declared void meanwhile."""
    rows = await work.session.scalars(
        select(Contribution.id)
        .where(
            Contribution.id.in_(draft.contribution_ids),
            Contribution.member_id == draft.member_id,
            Contribution.year == draft.year,
            Contribution.void_reason.is_(None),
        )
        .order_by(Contribution.id)
        .with_for_update(read=True)
    )
    return set(rows)


def _add(work: Work, draft: AwardDraft, member: Member | None, ids: Sequence[UUID]) -> Award:
    return work.add(
        Award(
            id=(award_id := work.new_id()),
            year=draft.year,
            form=draft.form,
            title_vi=draft.title.vi,
            title_en=draft.title.en,
            recipient_kind=draft.recipient_kind,
            member_id=draft.member_id,
            member_name=member.name if member else None,
            person_name=draft.person_name,
            person_key=draft.person_key,
            statement=draft.statement,
            status="nominated",
            nominated_by=work.caller.key,
            achievements=[AwardAchievement(award_id=award_id, contribution_id=id) for id in ids],
        )
    )


async def _rewarded_already(work: Work, ids: Sequence[UUID]) -> Refusal:
    """Which achievements stand in which other award."""
    rows = await work.session.execute(
        select(AwardAchievement.contribution_id, AwardAchievement.award_id).where(
            AwardAchievement.contribution_id.in_(ids), AwardAchievement.released_at.is_(None)
        )
    )
    failures = [
        Failure(
            "achievement_rewarded_already",
            field="contribution_ids",
            contribution=str(contribution),
            award=str(award),
        )
        for contribution, award in rows
    ]
    return Refusal(*(failures or [Failure("achievement_rewarded_already")]))


async def decline_award(work: Work, award_id: UUID, reason: str) -> Award:
    """It is not granted; its achievements are free for another."""
    row = await work.lock(Award, award_id)
    refuse_if(
        rules.may_judge(nominated_by_caller=False, own=is_own_award(row, work))
        + rules.may_move(row.status, "decline")
    )
    row.status, row.declined_reason = rules.MOVES["decline"][row.status], reason
    release_achievements(work, row)
    return row


def is_own_award(award: Award, work: Work) -> bool:
    """The caller is rewarded, or belongs to the space that is."""
    own_space = award.member_id is not None and award.member_id in work.caller.member_ids
    return own_space or award.person_key == work.caller.key


def release_achievements(work: Work, award: Award) -> None:
    for one in award.achievements:
        one.released_at = work.now


async def record_award_consent(
    work: Work, award_id: UUID, given_on: date, text_version: str, proof: str
) -> Award:
    """The person agrees to be named in public; whoever shows the award hears of it."""
    row = await work.lock(Award, award_id)
    failures = _only_persons(row)
    if given_on > hanoi_date(work.now):
        failures.append(Failure("day_in_future", field="given_on"))
    refuse_if(failures)
    row.consent = {
        "given_on": given_on.isoformat(),
        "text_version": text_version,
        "proof": proof,
        "recorded_by": work.caller.key,
        "withdrawn_on": None,
    }
    _tell(work, row)
    return row


async def withdraw_award_consent(work: Work, award_id: UUID) -> Award:
    """The person is not named any more; by the person or an officer to whom it was said."""
    row = await work.lock(Award, award_id)
    allowed = work.caller.has_role("officer") or row.person_key == work.caller.key
    failures: list[Failure] = [] if allowed else [Lack("award_of_other_person")]
    if not row.may_name_person:
        failures.append(Failure("award_without_consent"))
    refuse_if(failures + _only_persons(row))
    row.consent = {**(row.consent or {}), "withdrawn_on": hanoi_date(work.now).isoformat()}
    _tell(work, row)
    return row


def _only_persons(row: Award) -> list[Failure]:
    return [] if row.recipient_kind == "person" else [Failure("award_not_to_person")]


def _tell(work: Work, row: Award) -> None:
    if row.status == "granted":
        publish_award_granted(work, row)
