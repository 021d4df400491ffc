"""`/v1/reports` and `/v1/report-rounds`: the yearly reports of members."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members.api.answers.year import (
    ReportInListOut,
    ReportOut,
    ReportRoundOut,
    show_report,
    show_report_in_list,
    show_report_round,
)
from services.members.api.year_fields import Audience, Hours, UnescoField, Year
from services.members.models import ReportRound, YearlyReport
from services.members.queries import year as queries
from services.members.usecases import write_reports as usecases
from services.members.usecases.run_report_rounds import plan_report_round as plan
from shared.clock import hanoi_date
from shared.http.act import Act, allow
from shared.http.fields import Day, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["reports"])

Status = Literal["due", "submitted", "returned", "accepted", "waived"]


class PlanReportRound(RequestBody):
    """Days that are not sent are those of the network's rules (`data/year.json`)."""

    year: Year
    opens_on: Day | None = None
    due_on: Day | None = None
    reason: Prose


class TextsIn(RequestBody):
    """In the member's own words; what is not sent stays, null clears."""

    achievements: Prose | None = None
    difficulties: Prose | None = None
    proposals: Prose | None = None


class EntryIn(RequestBody):
    """Something the member did that no event told."""

    id: UUID | None = None
    """Of an entry that was there before; without it a new one."""
    title: Line
    happened_on: Day
    place: Line | None = None
    hours: Hours | None = None
    audience: Audience | None = None
    unesco_field: UnescoField | None = None


class ChangeReport(RequestBody):
    texts: TextsIn | None = None
    entries: list[EntryIn] | None = Field(default=None, max_length=500)
    """All of them: those not sent are gone."""


class SubmitReport(RequestBody):
    received_on: Day | None = None
    """By an officer: the day on which the signed paper came in."""


class ReturnReport(RequestBody):
    reason: Prose
    """What is to be changed; the member reads it."""


class Reason(RequestBody):
    reason: Prose
    """For the audit trail."""


@router.post("/v1/report-rounds", status_code=201, response_model=ReportRoundOut)
async def plan_report_round(body: PlanReportRound, act: Act = allow("officer")) -> Response:
    """Plan when reports on a year open and are due, or move the days of such a round.

    A round comes by itself with the first member or contribution of a year.
    """
    return await act.write(
        plan,
        show_report_round,
        body.year,
        body.opens_on,
        body.due_on,
        status=201,
        reason=body.reason,
    )


@router.get("/v1/report-rounds", response_model=Listed[ReportRoundOut])
async def list_report_rounds(page: AskedPage, act: Act = allow()) -> Response:
    """When reports open and are due, year by year."""
    return await act.list(
        ReportRound,
        queries.select_report_rounds(),
        show_report_round,
        page,
        created_at=ReportRound.created_at,
        year=ReportRound.year,
    )


@router.get("/v1/report-rounds/{round_id}", response_model=ReportRoundOut)
async def get_report_round(round_id: UUID, act: Act = allow()) -> Response:
    """One round."""
    return await act.get(ReportRound, round_id, show_report_round)


@router.get("/v1/reports", response_model=Listed[ReportInListOut])
async def list_reports(
    page: AskedPage,
    member_id: UUID | None = None,
    year: Year | None = None,
    status: Status | None = None,
    overdue: bool | None = None,
    act: Act = allow(),
) -> Response:
    """Reports that the caller may see: staff all, a member its own."""
    today = hanoi_date(act.view.now)
    return await act.list(
        YearlyReport,
        queries.select_reports(member_id, year, status, overdue, today),
        show_report_in_list,
        page,
        created_at=YearlyReport.created_at,
        year=YearlyReport.year,
    )


@router.get("/v1/reports/{report_id}", response_model=ReportOut)
async def get_report(report_id: UUID, act: Act = allow()) -> Response:
    """One report, filled in with what counts of the year."""
    return await act.write(usecases.get_report, show_report, report_id)


@router.patch("/v1/reports/{report_id}", response_model=ReportInListOut)
async def change_report(
    report_id: UUID, body: ChangeReport, act: Act = allow("member", "officer")
) -> Response:
    """Write into the report while it is due or was returned."""
    texts = body.texts.model_dump(exclude_unset=True) if body.texts else None
    entries = [_read_entry(one) for one in body.entries] if body.entries is not None else None
    return await act.write(usecases.change_report, show_report_in_list, report_id, texts, entries)


def _read_entry(entry: EntryIn) -> dict[str, Any]:
    plain = entry.model_dump(mode="json")
    return {**plain, "id": plain["id"] or ""}


@router.post("/v1/reports/{report_id}/submit", response_model=ReportInListOut)
async def submit_report(
    report_id: UUID, body: SubmitReport | None = None, act: Act = allow("member", "officer")
) -> Response:
    """The member confirms it; an officer enters that it came signed on paper."""
    received_on = body.received_on if body else None
    return await act.write(usecases.submit_report, show_report_in_list, report_id, received_on)


@router.post("/v1/reports/{report_id}/return", response_model=ReportInListOut)
async def return_report(
    report_id: UUID, body: ReturnReport, act: Act = allow("officer")
) -> Response:
    """Give it back to the member, who is told why."""
    return await act.write(
        usecases.return_report, show_report_in_list, report_id, body.reason, reason=body.reason
    )


@router.post("/v1/reports/{report_id}/accept", response_model=ReportInListOut)
async def accept_report(report_id: UUID, act: Act = allow("officer")) -> Response:
    """The Centre takes it as it is."""
    return await act.write(usecases.accept_report, show_report_in_list, report_id)


@router.post("/v1/reports/{report_id}/waive", response_model=ReportInListOut)
async def waive_report(report_id: UUID, body: Reason, act: Act = allow("officer")) -> Response:
    """The member need not report on that year."""
    return await act.write(
        usecases.waive_report, show_report_in_list, report_id, reason=body.reason
    )
