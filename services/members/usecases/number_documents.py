"""Numbers of official documents: from our series, or as the records office entered them.

A series has no gaps: a number is given under the lock of its series' row, in the transaction that
uses it, and one that comes to nothing stays void with its reason.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.members.domain import official_documents as rules
from services.members.models import DocumentNumber, DocumentSeries, OfficialDocument
from services.members.models.official_documents import NUMBER_ONCE
from services.members.regulations.document_rules import write_number
from services.members.settings import Settings
from shared.clock import hanoi_date
from shared.database.absence import constraint_of
from shared.database.series import raise_series
from shared.database.work import Work
from shared.errors import Failure, Invalid, Refusal

OTHER_YEAR = "Văn bản đổi sang số của năm khác"
IN_REGISTER = "Số này đã được nhập từ sổ văn thư"


def source_of(work: Work, kind: str) -> str:
    """`series` or `register`, as the setting says for the kind."""
    return Settings.of(work).document_number_source.get(kind, "series")


async def number_for_signature(
    work: Work, document: OfficialDocument, number: str | None, dated_on: date | None
) -> None:
    """Before it is signed: the next number of our series, or what the register says so far."""
    source = source_of(work, document.kind)
    if wrong := rules.check_number_given(source, number):
        raise Invalid(*wrong)
    document.number_source = source
    if source == "register":
        await _enter(work, document, number, dated_on)
        return
    day = dated_on or document.dated_on or hanoi_date(work.now)
    if document.serial is not None and document.number_year != day.year:
        await void_number(work, document, OTHER_YEAR)
        document.serial = document.number = document.number_year = None
    document.dated_on = day
    if document.serial is None:
        await _reserve(work, document, day.year)


async def number_for_issue(
    work: Work, document: OfficialDocument, number: str | None, dated_on: date | None
) -> None:
    """What the register adds when the signed document comes back."""
    wrong = rules.check_fixed(document.number, document.dated_on, number, dated_on)
    if document.number_source == "series" and document.number is None:
        wrong += rules.check_number_given("series", number)
    if wrong:
        raise Invalid(*wrong)
    await _enter(work, document, number or document.number, dated_on or document.dated_on)


async def _enter(
    work: Work, document: OfficialDocument, number: str | None, dated_on: date | None
) -> None:
    document.dated_on = dated_on or document.dated_on
    if number is None or number == document.number:
        return
    async with _once(number, year := (document.dated_on or hanoi_date(work.now)).year):
        document.number, document.number_year = number, year
        await work.session.flush()


@asynccontextmanager
async def _once(number: str, year: int) -> AsyncIterator[None]:
    try:
        yield
    except IntegrityError as error:
        if constraint_of(error) != NUMBER_ONCE:
            raise
        raise Refusal(Failure("number_taken", field="number", number=number, year=year)) from None


async def _reserve(work: Work, document: OfficialDocument, year: int) -> None:
    """The next number of the series; one that the register took before is passed over as void."""
    while True:
        serial = await raise_series(
            work, DocumentSeries, authority=document.authority, kind=document.kind, year=year
        )
        number = write_number(document.kind, document.authority, serial)
        taken = await _is_taken(work, document, year, number)
        row = DocumentNumber(
            authority=document.authority,
            kind=document.kind,
            year=year,
            serial=serial,
            number=number,
            status="void" if taken else "reserved",
            document_id=None if taken else document.id,
            reason=IN_REGISTER if taken else None,
            changed_at=work.now,
        )
        work.session.add(row)
        if not taken:
            break
    async with _once(number, year):
        document.serial, document.number, document.number_year = serial, number, year
        await work.session.flush()


async def _is_taken(work: Work, document: OfficialDocument, year: int, number: str) -> bool:
    found = await work.session.scalar(
        select(OfficialDocument.id).where(
            OfficialDocument.authority == document.authority,
            OfficialDocument.kind == document.kind,
            OfficialDocument.number_year == year,
            OfficialDocument.number == number,
            OfficialDocument.status != "discarded",
        )
    )
    return found is not None


async def void_number(work: Work, document: OfficialDocument, reason: str) -> None:
    """The number of a document that will not carry it: it stays void, and says why."""
    await _mark_number(work, document, "void", reason)


async def use_number(work: Work, document: OfficialDocument) -> None:
    """The document is out under its number."""
    await _mark_number(work, document, "used", None)


async def _mark_number(
    work: Work, document: OfficialDocument, status: str, reason: str | None
) -> None:
    if document.serial is None:
        return
    key = (document.authority, document.kind, document.number_year, document.serial)
    row = await work.session.get_one(DocumentNumber, key, with_for_update=True)
    row.status, row.reason, row.changed_at = status, reason, work.now
