"""Reads about the year: contributions, reports, evaluations, awards, and the UNESCO extract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain.reports import OPEN, is_overdue
from services.members.models import (
    Award,
    Contribution,
    Evaluation,
    EvaluationRound,
    Nomination,
    ReportRound,
    YearlyReport,
)


def _where(query: Select[Any], **wanted: Any) -> Select[Any]:
    """Only rows whose columns have these values; None is no condition."""
    entity = query.column_descriptions[0]["entity"]
    for name, value in wanted.items():
        if value is not None:
            query = query.where(getattr(entity, name) == value)
    return query


def select_contributions(
    member_id: UUID | None,
    year: int | None,
    kind: str | None,
    unesco_field: str | None,
    void: bool | None,
) -> Select[Any]:
    query = _where(
        select(Contribution), member_id=member_id, year=year, kind=kind, unesco_field=unesco_field
    )
    if void is not None:
        reason = Contribution.void_reason
        query = query.where(reason.is_not(None) if void else reason.is_(None))
    return query


def select_report_rounds() -> Select[Any]:
    return select(ReportRound)


def select_reports(
    member_id: UUID | None,
    year: int | None,
    status: str | None,
    overdue: bool | None,
    today: date,
) -> Select[Any]:
    query = _where(select(YearlyReport), member_id=member_id, year=year, status=status)
    if overdue is not None:
        late = YearlyReport.status.in_(OPEN) & (YearlyReport.due_on < today)
        query = query.where(late if overdue else ~late)
    return query


def select_evaluation_rounds(year: int | None) -> Select[Any]:
    return _where(select(EvaluationRound), year=year)


def select_evaluations(
    round_id: UUID | None, member_id: UUID | None, grade: str | None
) -> Select[Any]:
    return _where(select(Evaluation), round_id=round_id, member_id=member_id, grade=grade)


def select_awards(
    year: int | None, form: str | None, status: str | None, member_id: UUID | None, *, inside: bool
) -> Select[Any]:
    """Outside, a filter by space must not tell which person of it was rewarded."""
    query = _where(select(Award), year=year, form=form, status=status, member_id=member_id)
    if member_id is not None and not inside:
        query = query.where(Award.recipient_kind == "organisation")
    return query


def select_nominations(year: int | None, status: str | None) -> Select[Any]:
    return _where(select(Nomination), year=year, status=status)


@dataclass(frozen=True, slots=True)
class MonitoringRow:
    """What was done in a year under a field and a commitment; None: not tagged yet."""

    year: int
    unesco_field: str | None
    commitment: str | None
    contributions: int
    members: int
    hours: float
    audience: int


async def find_monitoring(
    session: AsyncSession, first_year: int, last_year: int
) -> list[MonitoringRow]:
    """The extract for UNESCO, in one statement: what counts, by year, field and commitment.

    Duties are no contribution to a commitment: reports handed in and absences are left out.
    """
    columns = (Contribution.year, Contribution.unesco_field, Contribution.commitment)
    rows = await session.execute(
        select(
            *columns,
            func.count(Contribution.id),
            func.count(Contribution.member_id.distinct()),
            func.coalesce(func.sum(Contribution.hours), 0.0),
            func.coalesce(func.sum(Contribution.audience), 0),
        )
        .where(
            Contribution.year.between(first_year, last_year),
            Contribution.void_reason.is_(None),
            Contribution.kind.not_in(("no_show", "report_submitted")),
        )
        .group_by(*columns)
        .order_by(*(column.asc().nulls_last() for column in columns))
    )
    return [
        MonitoringRow(
            year, field, commitment, count, members, round(float(hours or 0), 2), int(audience or 0)
        )
        for year, field, commitment, count, members, hours, audience in rows
    ]


@dataclass(frozen=True, slots=True)
class YearDuty:
    """Something that a member owes or was judged by, with its day."""

    kind: str
    """`report` or `evaluation`."""
    id: UUID
    year: int
    status: str
    due_on: date | None
    overdue: bool
    done: bool
    grade: str | None = None


async def find_year_duties(session: AsyncSession, member_id: UUID, today: date) -> list[YearDuty]:
    """All duties of a member, in two statements: its reports and its evaluations, newest first."""
    reports = await session.scalars(
        select(YearlyReport)
        .where(YearlyReport.member_id == member_id, YearlyReport.status != "waived")
        .order_by(YearlyReport.year.desc())
    )
    evaluations = await session.scalars(
        select(Evaluation)
        .where(Evaluation.member_id == member_id, Evaluation.status != "cancelled")
        .order_by(Evaluation.year.desc())
    )
    return [
        *(
            YearDuty(
                "report",
                one.id,
                one.year,
                one.status,
                one.due_on,
                is_overdue(one.status, one.due_on, today),
                one.status in ("submitted", "accepted"),
            )
            for one in reports
        ),
        *(
            YearDuty(
                "evaluation",
                one.id,
                one.year,
                one.status,
                None,
                overdue=False,
                done=one.status == "completed",
                grade=one.grade,
            )
            for one in evaluations
        ),
    ]
