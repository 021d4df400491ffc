"""Gives certificate numbers: from one series for each year, each with its row in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.members.domain import certificate_numbers as rules
from services.members.domain.members import years_later
from services.members.models import (
    Ceremony,
    CeremonyEntry,
    CertificateNumber,
    CertificateSeries,
)
from services.members.queries import find_certificate_number
from services.members.settings import Settings
from services.members.signing import Statement, keys_of
from shared.database.series import raise_series
from shared.database.work import Subject, Work
from shared.errors import NotFound, refuse_if


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose certificate a number is for."""

    application_id: UUID | None
    name: str


async def give_numbers(
    work: Work,
    act: str,
    wanted: Sequence[Wanted],
    issued_on: date,
    *,
    ceremony_id: UUID | None = None,
    valid_until: date | None = None,
) -> list[CertificateNumber]:
    """The next numbers of the year, in the order asked for; `act` is `reserve` or `issue`.

    Without `valid_until` the term of the settings counts from `issued_on`.
    """
    if not wanted:
        return []
    settings = Settings.of(work)
    year, status = issued_on.year, rules.move(None, act)
    until = valid_until or years_later(issued_on, settings.certificate_valid_years)
    keys = keys_of(settings)
    last = await raise_series(work, CertificateSeries, len(wanted), year=year)
    rows = []
    for serial, one in enumerate(wanted, start=last - len(wanted) + 1):
        number = settings.certificate_number_format.format(year=year, number=serial)
        rows.append(
            work.add(
                CertificateNumber(
                    number=number,
                    year=year,
                    serial=serial,
                    status=status,
                    ceremony_id=ceremony_id,
                    application_id=one.application_id,
                    name=one.name,
                    issued_on=issued_on,
                    valid_until=until,
                    token=keys.sign(Statement(number, one.name, issued_on, until)),
                    verify_url=f"{settings.address_of('members')}/certificates/{number}",
                )
            )
        )
    return rows


def void(work: Work, row: CertificateNumber, reason_code: str, reason: str | None) -> None:
    """What is printed under it is never valid; the number stays in the ledger."""
    row.status = rules.move(row.status, "void")
    row.void_reason_code, row.void_reason, row.voided_at = reason_code, reason, work.now


async def lock_numbers(work: Work, entries: Iterable[CeremonyEntry]) -> None:
    """Wait until none of these is being printed; the rows then are as the printing left them."""
    ids = [entry.number_id for entry in entries if entry.number_id is not None]
    if ids:
        rows = await work.session.scalars(
            select(CertificateNumber)
            .where(CertificateNumber.id.in_(ids))
            .order_by(CertificateNumber.serial)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        rows.all()


async def void_numbers(
    work: Work, entries: Sequence[CeremonyEntry], reason_code: str, reason: str | None
) -> None:
    """The reserved numbers of those who leave a list, or of a list that is given up."""
    await lock_numbers(work, entries)
    for entry in entries:
        if entry.number is not None and entry.number.status == "reserved":
            void(work, entry.number, reason_code, reason)


async def void_number(work: Work, number: str, reason_code: str, reason: str) -> CertificateNumber:
    """Give up a reserved number: a misprint, a torn paper. Prepare again for a new one."""
    found = await find_certificate_number(work.session, number)
    if found is None or not work.caller.may_read(found.readers):
        raise NotFound(CertificateNumber.KIND, number)
    ceremony = None
    if found.ceremony_id is not None:
        # First the ceremony, as everyone who locks both does.
        ceremony = await work.find_locked(Ceremony, found.ceremony_id)
    work.subject = Subject(CertificateNumber.KIND, str(found.id))
    row = await work.lock(CertificateNumber, found.id)
    refuse_if(rules.may_void(row.status))
    void(work, row, reason_code, reason)
    for entry in ceremony.entries if ceremony else ():
        if entry.number_id == row.id:
            entry.number = None
    return row
