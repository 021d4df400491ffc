"""Deadlines extended for one applicant: for one file, or for all that a person may hand in.

A file carries its own `extended_until`, so that handing in asks nothing else; whoever grants more
time holds the call's lock, and whoever begins a draft shares it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from services.members.domain import deadlines as rules
from services.members.domain.states import APPLICATION_STATUS, only_in
from services.members.models import Application, Call, DeadlineExtension
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for a file (`application_id`) or for a person (`issuer` and `subject`)."""

    until: datetime
    reason: str
    application_id: UUID | None = None
    issuer: str | None = None
    subject: str | None = None

    @property
    def applicant_key(self) -> str:
        return f"{self.issuer}|{self.subject}"


async def extend_deadline(work: Work, call_id: UUID, new: Extension) -> DeadlineExtension:
    """Give one applicant more time, also after the call has closed for all others.

    Raises Refusal when it is not more than they have, or their file was handed in already.
    """
    call = await work.lock(Call, call_id)
    if new.application_id is not None:
        files = [await _lock_file(work, call, new.application_id)]
        failures = only_in(APPLICATION_STATUS, files[0].status, "draft")
        deadline = files[0].deadline
    else:
        files = await _lock_drafts_of(work, call, new)
        failures = []
        known = await find_extension(work, call.id, new.applicant_key)
        deadline = rules.deadline_for(call.closes_at, call.closed_at, known)
    refuse_if(failures + rules.may_extend(call.status(work.now), new.until, deadline))
    for file in files:
        file.extended_until = max(new.until, file.extended_until or new.until)
    return work.add(
        DeadlineExtension(
            call_id=call.id,
            application_id=new.application_id,
            applicant_issuer=new.issuer,
            applicant_subject=new.subject,
            until=new.until,
            reason=new.reason,
            granted_by=work.caller.key,
        )
    )


async def _lock_file(work: Work, call: Call, application_id: UUID) -> Application:
    file = await work.find_locked(Application, application_id)
    if file is None or file.call_id != call.id or not work.caller.may_read(file.readers):
        failure = Failure(
            "not_found", field="application_id", kind=Application.KIND, id=str(application_id)
        )
        raise Invalid(failure)
    return file


async def _lock_drafts_of(work: Work, call: Call, new: Extension) -> Sequence[Application]:
    rows = await work.session.scalars(
        select(Application)
        .where(
            Application.call_id == call.id,
            Application.applicant_issuer == new.issuer,
            Application.applicant_subject == new.subject,
            Application.status == "draft",
        )
        .order_by(Application.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return rows.all()


async def find_extension(work: Work, call_id: UUID, applicant_key: str) -> datetime | None:
    """Until when this person may hand in files of a call, when that was extended for them."""
    key = func.concat(DeadlineExtension.applicant_issuer, "|", DeadlineExtension.applicant_subject)
    until: datetime | None = await work.session.scalar(
        select(func.max(DeadlineExtension.until)).where(
            DeadlineExtension.call_id == call_id,
            DeadlineExtension.applicant_subject.is_not(None),
            key == applicant_key,
        )
    )
    return until
