"""`/v1/unesco/monitoring`: what the four-year UNESCO report is drawn from."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Query, Response

from services.members.api.answers.codes import CodeOut, show_code
from services.members.api.year_fields import Year
from services.members.documents.reasons_table import Table, write_csv
from services.members.queries import year as queries
from services.members.queries.year import MonitoringRow
from services.members.regulations.year_rules import RULES, monitoring_years
from services.members.texts.vocabulary import VOCABULARY
from shared.errors import Failure, Invalid
from shared.http.act import Act, View, allow
from shared.http.fields import Answer
from shared.texts import Text
from shared.vocabulary import label_of

router = APIRouter(tags=["contributions"])

COLUMNS = (
    Text("Năm", "Year"),
    Text("Mã lĩnh vực", "Field code"),
    Text("Lĩnh vực UNESCO", "UNESCO field"),
    Text("Mã cam kết", "Commitment code"),
    Text("Cam kết", "Commitment"),
    Text("Số hoạt động", "Contributions"),
    Text("Số thành viên", "Members"),
    Text("Số giờ", "Hours"),
    Text("Lượt người", "Visits"),
)
FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {}}}}


class MonitoringRowOut(Answer):
    year: int
    unesco_field: CodeOut | None
    """Null: not tagged yet; see /v1/contributions."""
    commitment: CodeOut | None
    contributions: int
    members: int
    """Different members within this row; rows are not to be added up."""
    hours: float
    audience: int
    """Visits; those expected where nobody counted."""


class MonitoringOut(Answer):
    first_year: int
    last_year: int
    source: str
    """Where fields and commitments come from, and what is to be checked again."""
    rows: list[MonitoringRowOut]


@router.get("/v1/unesco/monitoring", response_model=MonitoringOut, responses=FILE)
async def draw_monitoring(
    first_year: Year | None = None,
    last_year: Year | None = None,
    form: Literal["json", "csv"] = Query(default="json"),
    act: Act = allow("officer", "operator", "auditor"),
) -> Response:
    """What was done by year, UNESCO field and commitment; without years, the running four.

    CSV begins with a byte order mark: without it Excel reads Vietnamese letters wrongly.
    """
    usual = monitoring_years()
    years = (first_year or usual[0], last_year or usual[1])
    if years[1] < years[0]:
        raise Invalid(Failure("years_out_of_order", field="last_year"))

    def show(rows: list[MonitoringRow], view: View) -> MonitoringOut:
        return MonitoringOut(
            first_year=years[0],
            last_year=years[1],
            source=RULES.unesco.source,
            rows=[_show_row(one, view) for one in rows],
        )

    if form == "json":
        return await act.read(queries.find_monitoring, show, *years)
    rows = await act.doors.database.read(lambda session: queries.find_monitoring(session, *years))
    headers = {
        "Content-Disposition": f'attachment; filename="unesco-{years[0]}-{years[1]}.csv"',
        "Content-Language": act.locale,
    }
    content = write_csv(_table(rows, act.view))
    return Response(content, headers=headers, media_type="text/csv; charset=utf-8")


def _show_row(row: MonitoringRow, view: View) -> MonitoringRowOut:
    field, commitment = row.unesco_field, row.commitment
    return MonitoringRowOut(
        year=row.year,
        unesco_field=show_code("unesco_field", field, view) if field else None,
        commitment=show_code("unesco_commitment", commitment, view) if commitment else None,
        contributions=row.contributions,
        members=row.members,
        hours=row.hours,
        audience=row.audience,
    )


def _table(rows: list[MonitoringRow], view: View) -> Table:
    def label(list_name: str, code: str | None) -> str | None:
        return label_of(VOCABULARY, list_name, code).say(view.locale) if code else None

    return [
        [one.say(view.locale) for one in COLUMNS],
        *(
            [
                one.year,
                one.unesco_field,
                label("unesco_field", one.unesco_field),
                one.commitment,
                label("unesco_commitment", one.commitment),
                one.contributions,
                one.members,
                one.hours,
                one.audience,
            ]
            for one in rows
        ),
    ]
