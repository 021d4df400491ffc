"""Scores and reasons of a call as a table: one line for each review, best file first."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from uuid import UUID

from services.members.domain.ranking import Place
from services.members.queries.review import Reasons
from services.members.texts.review import COLUMNS
from services.members.texts.vocabulary import VOCABULARY
from services.members.usecases.rank_applications import Ranking
from shared.texts import Locale
from shared.vocabulary import label_of

Cell = str | int | float | None
Table = list[list[Cell]]

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would compute instead of show; an applicant chose some of these texts."""


def build_table(
    ranking: Ranking, reasons: Mapping[UUID, Sequence[Reasons]], locale: Locale
) -> Table:
    """Headings and lines; files from which the caller is recused are left out."""
    titles = [
        str((one["title"].get("en") if locale == "en" else None) or one["title"]["vi"])
        for one in ranking.call.criteria
    ]
    before, after = COLUMNS[:7], COLUMNS[7:]
    head: list[Cell] = [*(one.say(locale) for one in before), *titles]
    head += [one.say(locale) for one in after]
    lines = [
        _line(ranking, place, one, locale)
        for place in ranking.places
        for one in reasons.get(place.id, ())
    ]
    return [head, *lines]


def _line(ranking: Ranking, place: Place, one: Reasons, locale: Locale) -> list[Cell]:
    file = ranking.files[place.id]
    flags = [*place.flags, *(["set_aside"] if one.set_aside else [])]
    decision = one.decision or {}
    scores = one.scores or {}

    def say(list_name: str, code: str | None) -> str | None:
        return label_of(VOCABULARY, list_name, code).say(locale) if code else None

    return [
        place.rank,
        file.name,
        say("application_status", file.status),
        place.total,
        place.spread,
        "; ".join(str(say("ranking_flag", flag)) for flag in flags) or None,
        one.reviewer,
        *(scores.get(criterion.code) for criterion in ranking.criteria),
        one.comment,
        say("recommendation", one.recommendation),
        one.recommended_because,
        say("decision_outcome", decision.get("outcome")),
        decision.get("reason"),
    ]


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA):
        return f"'{cell}"
    return cell


def write_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it from the local code page."""
    output = io.StringIO()
    csv.writer(output).writerows([_safe(cell) for cell in line] for line in table)
    return output.getvalue().encode("utf-8-sig")


def write_xlsx(table: Table) -> bytes:
    from openpyxl import Workbook  # here: it costs memory, and is asked for now and then

    book = Workbook(write_only=True)
    sheet = book.create_sheet("reviews")
    sheet.freeze_panes = "A2"
    for line in table:
        sheet.append([_safe(cell) for cell in line])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()
