"""Certificates: numbered in a series for each year."""

from __future__ import annotations

import secrets

from sqlalchemy.dialects.postgresql import insert as upsert

from services.members.domain.members import years_later
from services.members.models import Certificate, CertificateSeries, Member
from services.members.settings import Settings
from shared.database.work import Work


async def issue_certificate(work: Work, member: Member) -> Certificate:
    """The next certificate of the year, for a member that has just been admitted."""
    settings = Settings.of(work)
    year = member.member_since.year
    serial = await _next_serial(work, year)
    number = settings.certificate_number_format.format(year=year, number=serial)
    certificate = work.add(
        Certificate(
            number=number,
            year=year,
            serial=serial,
            member=member,
            member_id=member.id,
            member_name=member.name,
            token=secrets.token_urlsafe(24),
            issued_on=member.member_since,
            valid_until=years_later(member.member_since, settings.certificate_valid_years),
            verify_url=f"{settings.address_of('members')}/certificates/{number}",
        )
    )
    member.certificate_number = number
    return certificate


async def _next_serial(work: Work, year: int) -> int:
    """One more than the last; whoever is second waits for the first to commit or roll back."""
    statement = upsert(CertificateSeries).values(year=year, last=1)
    raised = statement.on_conflict_do_update(
        index_elements=["year"], set_={"last": CertificateSeries.last + 1}
    ).returning(CertificateSeries.last)
    number: int = (await work.session.execute(raised)).scalar_one()
    return number
