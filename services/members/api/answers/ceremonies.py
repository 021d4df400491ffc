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
    """Null until it is awarded."""
    prepared_number: str | None
    """The number on the paper, from the preparation on."""
    printed: bool
    """Whether its paper is made."""
    handed_over_at: datetime | None
    """When the paper changed hands; null while it waits for who was absent."""


class PrintOut(Answer):
    done: int
    of: int


class HandOverOut(Answer):
    application_id: UUID
    certificate_number: str | None
    handed_over_at: datetime | None
    handed_over_to: str | None
    """Who took it, where the sheet names someone."""


class HandOversOut(Answer):
    ceremony_id: UUID
    entries: list[HandOverOut]
    """In walking order."""


class CeremonyOut(Answer):
    id: UUID
    title: Bilingual
    held_at: datetime
    place: str
    status: str
    status_label: str
    applications: list[EntryOut] | None
    """For officers and deciders; null for others."""
    prepared_at: datetime | None
    """For the same: when the list was fixed and numbers were reserved."""
    print: PrintOut | None
    """For the same: how many papers are made; null before preparation and award."""
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
            prepared_number=entry.number.number if entry.number else None,
            printed=entry.number is not None and entry.number.file is not None,
            handed_over_at=entry.handed_over_at,
        )
        for entry in row.entries
    ]
    staff = caller.has_role("officer", "decider", "auditor")
    made = [number.file is not None for number in row.numbered]
    return CeremonyOut(
        id=row.id,
        title=row.title,
        held_at=row.held_at,
        place=row.place,
        status=row.status,
        status_label=show_code("ceremony_status", row.status, view).label,
        applications=entries if staff else None,
        prepared_at=row.prepared_at if staff else None,
        print=PrintOut(done=sum(made), of=len(made)) if staff and made else None,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={
            "change": view.action(officer or rules.may_change(row.status)),
            "cancel": view.action(officer or rules.may_cancel(row.status, len(row.awarded))),
            "prepare": view.action(
                officer or rules.may_prepare(row.status, row.listed, None, (None, None))
            ),
            "award": view.action(awarder or rules.may_award(row.status, row.listed, [])),
        },
    )


def show_hand_overs(row: Ceremony, _view: View) -> HandOversOut:
    entries = [
        HandOverOut(
            application_id=entry.application_id,
            certificate_number=entry.certificate_number,
            handed_over_at=entry.handed_over_at,
            handed_over_to=entry.handed_over_to,
        )
        for entry in row.entries
    ]
    return HandOversOut(ceremony_id=row.id, entries=entries)
