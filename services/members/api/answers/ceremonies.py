"""What a ceremony looks like: date and place for everyone, its list for staff."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.api.answers.codes import show_code
from services.members.domain import ceremonies as rules
from services.members.models import Ceremony
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class AwardedOut(Answer):
    application_id: UUID
    member_id: UUID
    certificate_number: str


class AwardOut(Answer):
    awarded: list[AwardedOut]
    """Everyone asked for who has been awarded, now or before."""


class EntryOut(Answer):
    application_id: UUID
    member_id: UUID | None
    certificate_number: str | None


class CeremonyOut(Answer):
    id: UUID
    title: Bilingual
    held_at: datetime
    place: str
    status: str
    status_label: str
    applications: list[EntryOut] | None
    """For officers and deciders; null for others."""
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_ceremony(row: Ceremony, view: View) -> CeremonyOut:
    caller = view.caller
    officer = lacks_entry(caller, "officer")
    awarder = lacks_entry(caller, "officer", "decider")
    entries = [
        EntryOut(
            application_id=entry.application_id,
            member_id=entry.member_id,
            certificate_number=entry.certificate_number,
        )
        for entry in row.entries
    ]
    return CeremonyOut(
        id=row.id,
        title=row.title,
        held_at=row.held_at,
        place=row.place,
        status=row.status,
        status_label=show_code("ceremony_status", row.status, view).label,
        applications=entries if caller.has_role("officer", "decider", "auditor") else None,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={
            "change": view.action(officer or rules.may_change(row.status)),
            "cancel": view.action(officer or rules.may_cancel(row.status, len(row.awarded))),
            "award": view.action(awarder or rules.may_award(row.status, row.listed, [])),
        },
    )
