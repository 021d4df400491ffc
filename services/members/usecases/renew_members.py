"""Renewal rounds: members whose term ends are asked, renewed, or lapse when the round is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from services.members.domain import renewals as rules
from services.members.domain.members import years_later
from services.members.domain.standing import MEMBER
from services.members.events_out.members import publish_member_renewal_due
from services.members.models import Call, Decision, Member, MemberFact, Renewal, RenewalRound
from services.members.settings import Settings
from services.members.usecases.change_members import is_own
from services.members.usecases.record_facts import NewFact, record_fact
from shared.clock import HANOI, hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if
from shared.events.base import Bilingual

END_ROUND = "end_renewal_round"


@dataclass(frozen=True, slots=True)
class NewRound:
    """What an officer enters; `lapse_on` is the day after which nobody stays unrenewed."""

    title: Bilingual
    terms_end_by: date
    renew_until: date
    answer_by: date
    lapse_on: date
    call_id: UUID | None = None


async def open_renewal_round(work: Work, new: NewRound) -> RenewalRound:
    """Ask every member whose term ends by a day and who is not asked in another open round."""
    today = hanoi_date(work.now)
    failures = rules.check_round(
        new.terms_end_by, new.renew_until, new.answer_by, new.lapse_on, today
    )
    if new.call_id is not None and await work.session.get(Call, new.call_id) is None:
        missing = {"kind": Call.KIND, "id": str(new.call_id)}
        failures.append(Failure("not_found", field="call_id", **missing))
    if failures:
        raise Invalid(*failures)
    round = work.add(
        RenewalRound(
            title_vi=new.title.vi,
            title_en=new.title.en,
            terms_end_by=new.terms_end_by,
            renew_until=new.renew_until,
            answer_by=new.answer_by,
            lapse_on=new.lapse_on,
            call_id=new.call_id,
            status="open",
        )
    )
    await work.session.flush()
    years = Settings.of(work).membership_term_years
    for member in await _members_to_ask(work, years):
        term_until = rules.term_end(member.member_since, member.term_until, years)
        if term_until is not None and term_until <= new.terms_end_by:
            _ask(work, round, member, term_until)
    await work.schedule(END_ROUND, str(round.id), datetime.combine(new.lapse_on, time(), HANOI))
    return round


async def _members_to_ask(work: Work, years: int | None) -> Sequence[Member]:
    """Members with a term that no open round asks; locked, so that none is asked twice."""
    asked = (
        select(Renewal.member_id)
        .join(RenewalRound, Renewal.round_id == RenewalRound.id)
        .where(RenewalRound.status == "open", Renewal.status.in_(rules.OPEN))
    )
    query = select(Member).where(Member.status.in_(MEMBER), Member.id.not_in(asked))
    if years is None:
        query = query.where(Member.term_until.is_not(None))
    rows = await work.session.scalars(query.order_by(Member.id).with_for_update())
    return rows.all()


def _ask(work: Work, round: RenewalRound, member: Member, term_until: date) -> None:
    asked = work.add(
        Renewal(
            round_id=round.id,
            member_id=member.id,
            member_name=member.name,
            term_until=term_until,
            status="asked",
        )
    )
    publish_member_renewal_due(work, member, asked, round)


async def answer_renewal(work: Work, renewal_id: UUID, renew: bool) -> Renewal:
    """The member says whether it stays."""
    renewal = await work.lock(Renewal, renewal_id)
    round = await work.session.get_one(RenewalRound, renewal.round_id)
    member = await work.session.get_one(Member, renewal.member_id)
    step = "want" if renew else "decline"
    refuse_if(
        rules.may_answer(
            step,
            renewal.status,
            is_own(member, work.caller),
            round.answer_by,
            hanoi_date(work.now),
        )
    )
    renewal.status = rules.STEPS[step][renewal.status]
    renewal.answered_at = work.now
    return renewal


async def renew_membership(work: Work, renewal_id: UUID, reason: str) -> Renewal:
    """The Centre renews: the member has a further term."""
    renewal = await work.lock(Renewal, renewal_id)
    member = await work.find_locked(Member, renewal.member_id)
    round = await work.session.get_one(RenewalRound, renewal.round_id)
    assert member is not None
    new = NewFact("renewed", reason, until=round.renew_until)
    await record_fact(work, member, new, rules.may_step("renew", renewal.status))
    renewal.status = "renewed"
    return renewal


async def renew_by_decision(work: Work, member_id: UUID, decision: Decision) -> None:
    """A file that asked for renewal was approved: the member has a further term, if it has terms.

    The term is that of the open round which asks the member, else it follows the present one.
    """
    member = await work.find_locked(Member, member_id)
    assert member is not None
    renewal = await work.session.scalar(
        select(Renewal)
        .where(Renewal.member_id == member_id, Renewal.status.in_(rules.OPEN))
        .with_for_update()
    )
    until = await _next_term_end(work, member, renewal)
    if until is None:
        return
    before = {
        "status": member.status,
        "term_until": member.term_until.isoformat() if member.term_until else None,
        "renewal_id": str(renewal.id) if renewal is not None else None,
    }
    new = NewFact(
        "renewed", decision.reason, until=until, decision_id=decision.id, details={"before": before}
    )
    await record_fact(work, member, new)
    if renewal is not None:
        renewal.status = "renewed"


async def undo_renewal(work: Work, member_id: UUID, ended: UUID, change: Decision) -> None:
    """The decision that renewed a membership was ended by `change`: the term is what it was.

    Whoever had lapsed lapses again, and an open round waits again. A later renewal stands.
    """
    member = await work.find_locked(Member, member_id)
    fact = await work.session.scalar(
        select(MemberFact).where(
            MemberFact.member_id == member_id,
            MemberFact.kind == "renewed",
            MemberFact.decision_id == ended,
        )
    )
    if member is None or fact is None or fact.until_on is None:
        return
    if member.term_until != fact.until_on:
        return
    before = fact.details.get("before", {})
    was = before.get("term_until")
    changed = {"term_until": {"from": fact.until_on.isoformat(), "to": was}}
    if member.status in MEMBER:
        kind = "lapsed" if before.get("status") == "lapsed" else "profile_changed"
        new = NewFact(kind, change.reason, decision_id=change.id, details={"changed": changed})
        await record_fact(work, member, new)
    member.term_until = date.fromisoformat(was) if was else None
    await _ask_again(work, before.get("renewal_id"))


async def _ask_again(work: Work, renewal_id: str | None) -> None:
    """The round waits for the member again, which has said by its file that it stays."""
    renewal = await work.find_locked(Renewal, UUID(renewal_id)) if renewal_id else None
    if renewal is None or rules.may_step("undo", renewal.status):
        return
    round = await work.session.get_one(RenewalRound, renewal.round_id)
    if round.status == "open":
        renewal.status = rules.STEPS["undo"][renewal.status]


async def _next_term_end(work: Work, member: Member, renewal: Renewal | None) -> date | None:
    if renewal is not None:
        return (await work.session.get_one(RenewalRound, renewal.round_id)).renew_until
    years = Settings.of(work).membership_term_years
    present = rules.term_end(member.member_since, member.term_until, years)
    return years_later(present + timedelta(days=1), years) if present is not None else None


async def renew_late(work: Work, member_id: UUID, until: date, reason: str) -> MemberFact:
    """A membership that lapsed, or any other, is renewed outside a round."""
    member = await work.lock(Member, member_id)
    wrong = [Failure("until_in_past", field="until")] if until < hanoi_date(work.now) else []
    return await record_fact(work, member, NewFact("renewed", reason, until=until), wrong)


async def end_round_on_time(work: Work, round_id: UUID) -> None:
    """The round is over: whoever was not renewed lapses, whoever left meanwhile is dropped."""
    round = await work.find_locked(RenewalRound, round_id)
    if round is None or round.status != "open":
        return
    rows = await work.session.scalars(
        select(Renewal)
        .where(Renewal.round_id == round_id, Renewal.status.in_(rules.OPEN))
        .order_by(Renewal.member_id)
        .with_for_update()
    )
    for renewal in rows.all():
        await _let_lapse(work, renewal)
    round.status = "closed"


async def _let_lapse(work: Work, renewal: Renewal) -> None:
    member = await work.find_locked(Member, renewal.member_id)
    if member is None or member.status not in MEMBER:
        renewal.status = "dropped"
        return
    reason_code = "term_over" if renewal.status != "declined" else "declined"
    await record_fact(work, member, NewFact("lapsed", reason_code=reason_code))
    renewal.status = "lapsed"
