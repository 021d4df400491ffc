"""Rounds of yearly reports: they open, remind and prepare the next one by themselves.

Days come from `data/year.json` unless an officer set others. Reports open some at a time, so that
a network of any size never holds one transaction for long.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.members.domain import reports as rules
from services.members.events_out.year import publish_report_due
from services.members.models import Member, ReportRound, YearlyReport
from services.members.models.year import ONE_ROUND_A_YEAR
from services.members.regulations.year_rules import RULES, report_days
from shared.clock import HANOI, hanoi_date
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, Invalid, Refusal, refuse_if

OPEN_REPORTS = "open_reports"
REMIND_REPORTS = "remind_reports"
BATCH = 200
"""Reports opened or reminded of in one transaction."""
OWES = ("active", "suspended")
"""Status of members that owe a report: rights rest in a suspension, duties do not."""


async def ensure_report_round(work: Work, year: int) -> None:
    """There is a round for the year, with the days of the data; who comes second finds it there.

    For a year whose reports were due long ago nothing is made: an officer may plan such a round.
    """
    opens_on, due_on = report_days(year)
    if due_on <= hanoi_date(work.now) or await _find_round(work, year) is not None:
        return
    try:
        async with work.session.begin_nested():
            await _add_round(work, year, opens_on, due_on)
            await work.session.flush()
    except IntegrityError as error:
        if constraint_of(error) != ONE_ROUND_A_YEAR:
            raise
        return
    await work.schedule(OPEN_REPORTS, str(year), _midnight(opens_on))


async def _add_round(work: Work, year: int, opens_on: date, due_on: date) -> ReportRound:
    subject = work.subject
    row = work.add(ReportRound(year=year, opens_on=opens_on, due_on=due_on, status="scheduled"))
    # The act that needs a round is about something else.
    work.subject = subject
    return row


async def _find_round(work: Work, year: int) -> ReportRound | None:
    found: ReportRound | None = await work.session.scalar(
        select(ReportRound).where(ReportRound.year == year)
    )
    return found


async def plan_report_round(
    work: Work, year: int, opens_on: date | None, due_on: date | None
) -> ReportRound:
    """An officer plans a round, or moves the days of one; without days those of the data hold."""
    usual = report_days(year)
    row: ReportRound | None = await work.session.scalar(
        select(ReportRound).where(ReportRound.year == year).with_for_update()
    )
    opens, due = (
        opens_on or (row.opens_on if row else usual[0]),
        due_on or (row.due_on if row else usual[1]),
    )
    if wrong := rules.check_round(opens, due):
        raise Invalid(*wrong)
    if due < hanoi_date(work.now):
        raise Invalid(Failure("due_in_past", field="due_on"))
    if row is None:
        try:
            async with work.session.begin_nested():
                row = work.add(
                    ReportRound(year=year, opens_on=opens, due_on=due, status="scheduled")
                )
                await work.session.flush()
        except IntegrityError as error:
            if constraint_of(error) != ONE_ROUND_A_YEAR:
                raise
            raise Refusal(Failure("report_round_exists", year=year)) from None
    else:
        row = await work.lock(ReportRound, row.id)
        if row.status == "open" and opens != row.opens_on:
            refuse_if([Failure("report_round_open", field="opens_on")])
        await _move(work, row, opens, due)
    if row.status == "scheduled":
        await work.schedule(OPEN_REPORTS, str(year), _midnight(opens))
    return row


async def _move(work: Work, row: ReportRound, opens_on: date, due_on: date) -> None:
    """Also the day of the reports that are still to come."""
    if row.status == "open" and due_on != row.due_on:
        waiting = await work.session.scalars(
            select(YearlyReport)
            .where(YearlyReport.year == row.year, YearlyReport.status.in_(rules.OPEN))
            .order_by(YearlyReport.id)
            .with_for_update()
        )
        for report in waiting:
            report.due_on = due_on
        await _schedule_reminder(work, row.year, due_on)
    row.opens_on, row.due_on = opens_on, due_on


async def open_reports_on_time(work: Work, year: int) -> None:
    """Open the next reports of a round; the last ones prepare the reminders and the next round."""
    row: ReportRound | None = await work.session.scalar(
        select(ReportRound).where(ReportRound.year == year).with_for_update()
    )
    if row is None:
        return
    if _midnight(row.opens_on) > work.now:
        await work.schedule(OPEN_REPORTS, str(year), _midnight(row.opens_on))
        return
    row.status = "open"
    members = await _find_owing(work, year)
    for member in members:
        report = work.add(
            YearlyReport(
                member_id=member.id,
                member_name=member.name,
                year=year,
                due_on=row.due_on,
                status="due",
                texts={},
                entries=[],
            )
        )
        publish_report_due(work, report)
    if len(members) == BATCH:
        await work.schedule(OPEN_REPORTS, str(year), work.now)
        return
    await _schedule_reminder(work, year, row.due_on)
    await ensure_report_round(work, year + 1)


async def _find_owing(work: Work, year: int) -> list[Member]:
    """Members of that year without a report on it."""
    reported = select(YearlyReport.member_id).where(YearlyReport.year == year)
    found = await work.session.scalars(
        select(Member)
        .where(
            Member.status.in_(OWES),
            Member.member_since <= date(year, 12, 31),
            Member.id.not_in(reported),
        )
        .order_by(Member.id)
        .limit(BATCH)
    )
    return list(found)


async def _schedule_reminder(
    work: Work, year: int, due_on: date, after: date | None = None
) -> None:
    """The next day of reminding that is still to come, if there is one."""
    today = hanoi_date(work.now)
    days = sorted(due_on - timedelta(days=n) for n in RULES.reports.remind_days_before)
    coming = [day for day in days if day > (after or today)]
    if coming:
        await work.schedule(REMIND_REPORTS, str(year), _midnight(coming[0]))


async def remind_reports_on_time(work: Work, year: int) -> None:
    """Tell again who has not handed in yet and still is a member, once a day of reminding."""
    row = await _find_round(work, year)
    if row is None:
        return
    today = hanoi_date(work.now)
    waiting = await work.session.scalars(
        select(YearlyReport)
        .join(Member, Member.id == YearlyReport.member_id)
        .where(
            YearlyReport.year == year,
            YearlyReport.status.in_(rules.OPEN),
            Member.status.in_(OWES),
            YearlyReport.reminded_on.is_(None) | (YearlyReport.reminded_on < today),
        )
        .order_by(YearlyReport.id)
        .limit(BATCH)
        .with_for_update(of=YearlyReport)
    )
    reminded = 0
    for report in waiting:
        report.reminded_on = today
        publish_report_due(work, report, reminder=True)
        reminded += 1
    if reminded == BATCH:
        await work.schedule(REMIND_REPORTS, str(year), work.now)
    else:
        await _schedule_reminder(work, year, row.due_on, after=today)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


async def open_reports(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await open_reports_on_time(work, int(key))


async def remind_reports(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await remind_reports_on_time(work, int(key))
