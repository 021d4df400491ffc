"""Yearly reports: pre-filled from contributions, edited, confirmed by the member, accepted.

What a member reports of its own becomes contributions when it confirms the report; what it takes
out of a report that was returned stays, void.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.domain import reports as rules
from services.members.domain.figures import add_up
from services.members.events_out.year import publish_report_due, publish_report_submitted
from services.members.models import Contribution, YearlyReport
from services.members.usecases.keep_contributions import Fact, keep_contribution
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Invalid, refuse_if

SOURCE = "yearly_report"


def is_own_report(report: YearlyReport, work: Work) -> bool:
    return work.caller.is_system or report.member_id in work.caller.member_ids


async def change_report(
    work: Work,
    report_id: UUID,
    texts: dict[str, str | None] | None,
    entries: list[dict[str, Any]] | None,
) -> YearlyReport:
    """The member's words and what it adds; `texts` are merged, `entries` replace those before."""
    report = await work.lock(YearlyReport, report_id)
    officer = work.caller.has_role("officer")
    refuse_if(rules.may_edit(report.status, is_own_report(report, work), officer))
    if texts is not None:
        merged = {**report.texts, **texts}
        report.texts = {name: text for name, text in merged.items() if text is not None}
    if entries is not None:
        days = [date.fromisoformat(one["happened_on"]) for one in entries]
        if wrong := rules.check_entries(days, report.year, hanoi_date(work.now)):
            raise Invalid(*wrong)
        free = {one["id"] for one in report.entries}
        # An id that is not this report's own could overwrite the entry of another.
        report.entries = [{**one, "id": _take_id(work, free, one["id"])} for one in entries]
    return report


def _take_id(work: Work, free: set[str], id: str) -> str:
    if id not in free:
        return str(work.new_id())
    free.remove(id)
    return id


async def submit_report(work: Work, report_id: UUID, received_on: date | None) -> YearlyReport:
    """Confirm the report: its figures are fixed, its own entries count from now on."""
    report = await work.lock(YearlyReport, report_id)
    refuse_if(
        rules.may_submit(
            report.status,
            is_own_report(report, work),
            work.caller.has_role("officer"),
            received_on,
            hanoi_date(work.now),
        )
    )
    await _keep_entries(work, report)
    await _keep_submission(work, report)
    await work.session.flush()
    rows = await find_counted(work, report.member_id, report.year)
    report.figures = add_up((one.id, one.kind, one.hours, one.audience) for one in rows)
    report.status = rules.MOVES["submit"][report.status]
    report.submitted_at, report.submitted_by = work.now, work.caller.key
    report.received_on, report.return_reason = received_on, None
    publish_report_submitted(work, report)
    return report


async def _keep_entries(work: Work, report: YearlyReport) -> None:
    kept = set()
    for one in report.entries:
        kept.add(UUID(one["id"]))
        fact = Fact(
            member_id=report.member_id,
            kind="reported_activity",
            title=one["title"],
            happened_on=date.fromisoformat(one["happened_on"]),
            source=SOURCE,
            source_id=UUID(one["id"]),
            place=one.get("place"),
            hours=one.get("hours"),
            audience=one.get("audience"),
            unesco_field=one.get("unesco_field"),
        )
        row = await keep_contribution(work, fact)
        if row is not None:
            row.hours, row.audience = fact.hours, fact.audience
            row.unesco_field = fact.unesco_field or row.unesco_field
            row.void_reason = None if row.void_reason == "left_out_of_report" else row.void_reason
    earlier = await work.session.scalars(
        select(Contribution)
        .where(
            Contribution.member_id == report.member_id,
            Contribution.year == report.year,
            Contribution.source == SOURCE,
            Contribution.kind == "reported_activity",
            Contribution.source_id.not_in(kept),
        )
        .with_for_update()
    )
    for row in earlier:
        row.void_reason = row.void_reason or "left_out_of_report"


async def _keep_submission(work: Work, report: YearlyReport) -> None:
    """That it reported is a contribution to the year reported on."""
    fact = Fact(
        member_id=report.member_id,
        kind="report_submitted",
        title=f"Báo cáo năm {report.year}",
        happened_on=date(report.year, 12, 31),
        source=SOURCE,
        source_id=report.id,
    )
    await keep_contribution(work, fact)


async def find_counted(work: Work, member_id: UUID, year: int) -> list[Contribution]:
    """What counts of a member's year."""
    rows = await work.session.scalars(
        select(Contribution)
        .where(
            Contribution.member_id == member_id,
            Contribution.year == year,
            Contribution.void_reason.is_(None),
        )
        .order_by(Contribution.happened_on, Contribution.id)
    )
    return list(rows)


async def return_report(work: Work, report_id: UUID, reason: str) -> YearlyReport:
    """Give it back to the member, who is told why."""
    report = await work.lock(YearlyReport, report_id)
    refuse_if(rules.may_move(report.status, "return"))
    report.status = rules.MOVES["return"][report.status]
    report.return_reason = reason
    publish_report_due(work, report, reason=reason)
    return report


async def accept_report(work: Work, report_id: UUID) -> YearlyReport:
    """The Centre takes it as it is."""
    report = await work.lock(YearlyReport, report_id)
    refuse_if(rules.may_move(report.status, "accept"))
    report.status = rules.MOVES["accept"][report.status]
    return report


async def waive_report(work: Work, report_id: UUID) -> YearlyReport:
    """The member need not report on that year; why stands in the audit trail."""
    report = await work.lock(YearlyReport, report_id)
    refuse_if(rules.may_move(report.status, "waive"))
    report.status = rules.MOVES["waive"][report.status]
    return report


async def get_report(work: Work, report_id: UUID) -> tuple[YearlyReport, list[Contribution]]:
    """A report with what counts of the year; the read stands in the trail."""
    report = await work.read(YearlyReport, report_id)
    return report, await find_counted(work, report.member_id, report.year)
