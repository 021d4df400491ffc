"""Certificates: issued under a number, and issued anew."""

from __future__ import annotations

from services.members.domain import members as rules
from services.members.events_out.ceremonies import (
    publish_certificate_reissued,
    publish_certificate_revoked,
)
from services.members.events_out.members import publish_member_profile_changed
from services.members.models import Certificate, CertificateNumber, Member
from services.members.queries import find_certificate
from services.members.usecases.number_certificates import Wanted, give_numbers
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import NotFound, refuse_if


def issue_certificate(
    work: Work, member: Member, number: CertificateNumber, replaces: str | None = None
) -> Certificate:
    """The member's certificate under a number that is its own."""
    member.certificate_number = number.number
    return work.add(
        Certificate(
            number=number.number,
            year=number.year,
            serial=number.serial,
            member=member,
            member_id=member.id,
            member_name=number.name,
            token=number.token,
            issued_on=number.issued_on,
            valid_until=number.valid_until,
            verify_url=number.verify_url,
            replaces=replaces,
        )
    )


async def reissue_certificate(work: Work, number: str, reason_code: str) -> Certificate:
    """A new paper under a new number; the old one is marked and does not count any more.

    The term does not begin anew.
    """
    found = await find_certificate(work.session, number)
    if found is None:
        raise NotFound(Certificate.KIND, number)
    # First the member, as everyone who locks both does.
    member = await work.find_locked(Member, found.member_id)
    assert member
    old = await work.lock(Certificate, found.id)
    refuse_if(
        rules.may_reissue(
            member.status,
            old.replaced_by,
            old.revoked_on is not None,
            reason_code == "name_changed" and member.name == old.member_name,
            member.name,
        )
    )
    today = hanoi_date(work.now)
    wanted = [Wanted(member.application_id, member.name)]
    (fresh,) = await give_numbers(work, "issue", wanted, today, valid_until=old.valid_until)
    certificate = issue_certificate(work, member, fresh, replaces=old.number)
    old.revoked_on, old.replaced_by = today, fresh.number
    publish_certificate_revoked(work, old)
    publish_certificate_reissued(work, certificate)
    publish_member_profile_changed(work, member)
    return certificate
