"""Before the day: the list is fixed, numbers are reserved, and papers are made to be signed.

Nothing of it is published: nobody outside learns who will be awarded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.members.domain import ceremonies as rules
from services.members.models import Ceremony, CertificateNumber
from services.members.usecases.number_certificates import Wanted, give_numbers
from services.members.usecases.print_certificates import print_soon
from services.members.usecases.schedule_ceremonies import lock_applications
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Refusal, refuse_if


async def prepare_ceremony(
    work: Work, ceremony_id: UUID, issued_on: date | None, begins_on: date | None
) -> Ceremony:
    """Reserve a number for everyone on the list who has none, and have their papers made.

    `issued_on` is the date printed, the ceremony's when not given; `begins_on` the day on which
    these memberships begin, the decision's when not given. Asked again it only adds what is new.
    """
    ceremony = await work.lock(Ceremony, ceremony_id)
    fixed = (
        (ceremony.issued_on, ceremony.begins_on)
        if ceremony.issued_on and ceremony.numbered
        else None
    )
    refuse_if(rules.may_prepare(ceremony.status, ceremony.listed, fixed, (issued_on, begins_on)))
    without = [entry for entry in ceremony.entries if entry.number_id is None]
    applications = await lock_applications(work, [entry.application_id for entry in without])
    refuse_if(
        failure
        for id, application in applications.items()
        for failure in rules.may_list(id, application.status, has_ceremony=False)
    )
    if fixed is None:
        ceremony.issued_on = issued_on or hanoi_date(ceremony.held_at)
        ceremony.begins_on = begins_on
    ceremony.prepared_at = work.now
    assert ceremony.issued_on
    wanted = [
        Wanted(entry.application_id, applications[entry.application_id].name) for entry in without
    ]
    numbers = await give_numbers(
        work, "reserve", wanted, ceremony.issued_on, ceremony_id=ceremony.id
    )
    for entry, number in zip(without, numbers, strict=True):
        entry.number = number
    await print_soon(work, ceremony.id)
    return ceremony


def check_papers(numbers: Sequence[CertificateNumber]) -> None:
    """Refuses what is not prepared, and what is still being made."""
    if not numbers:
        raise Refusal(Failure("ceremony_not_prepared"))
    done = sum(one.file is not None for one in numbers)
    if done < len(numbers):
        raise Refusal(Failure("still_printing", done=done, of=len(numbers)))
