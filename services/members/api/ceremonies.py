"""`/v1/ceremonies`: where certificates are handed over.

Date and place are public, the list of applications is not.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members import queries
from services.members.api.answers.ceremonies import AwardedOut, AwardOut, CeremonyOut, show_ceremony
from services.members.models import Ceremony
from services.members.usecases import award_certificates as awarding
from services.members.usecases import schedule_ceremonies as usecases
from services.members.usecases.award_certificates import Award
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import BilingualLine, Instant, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["ceremonies"])

ApplicationIds = Annotated[list[UUID], Field(max_length=500)]


class CreateCeremony(RequestBody):
    title: BilingualLine
    held_at: Instant
    place: Line
    application_ids: ApplicationIds = Field(default=[])
    """Approved applications, in the order in which they are called up."""


class ChangeCeremony(RequestBody):
    title: BilingualLine | None = None
    held_at: Instant | None = None
    place: Line | None = None
    application_ids: ApplicationIds | None = None
    """The whole list; who was awarded already stays on it."""
    reason: Prose | None = None
    """Needed when someone is taken off whose paper is made: its number becomes void."""


class CancelCeremony(RequestBody):
    reason: Prose
    """Stays with the numbers that become void."""


class Receiver(RequestBody):
    application_id: UUID
    name: Line
    """Full name, family name first."""


class AwardCeremony(RequestBody):
    application_ids: ApplicationIds | None = None
    """Only these; without it everyone on the list."""
    absent: ApplicationIds = Field(default=[])
    """Awarded, but not there: they are members, and their paper waits for them."""
    received_by: Annotated[list[Receiver], Field(max_length=500)] = Field(default=[])
    """Who takes it for a space, where that is to be written down."""

    def read(self) -> Award:
        names = {one.application_id: one.name for one in self.received_by}
        return Award(self.application_ids, self.absent, names)


@router.post("/v1/ceremonies", status_code=201, response_model=CeremonyOut)
async def create_ceremony(body: CreateCeremony, act: Act = allow("officer")) -> Response:
    """Enter a ceremony. Refuses applications that are not approved or stand on another list."""
    return await act.write(
        usecases.create_ceremony,
        show_ceremony,
        body.title.read(),
        body.held_at,
        body.place,
        body.application_ids,
        status=201,
    )


@router.get("/v1/ceremonies", response_model=Listed[CeremonyOut])
async def list_ceremonies(
    page: AskedPage,
    status: Literal["scheduled", "held", "cancelled"] | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Ceremonies held and to come."""
    return await act.list(
        Ceremony,
        queries.select_ceremonies(status),
        show_ceremony,
        page,
        created_at=Ceremony.created_at,
        held_at=Ceremony.held_at,
    )


@router.get("/v1/ceremonies/{ceremony_id}", response_model=CeremonyOut)
async def get_ceremony(ceremony_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One ceremony."""
    return await act.get(Ceremony, ceremony_id, show_ceremony)


@router.patch("/v1/ceremonies/{ceremony_id}", response_model=CeremonyOut)
async def change_ceremony(
    ceremony_id: UUID, body: ChangeCeremony, act: Act = allow("officer")
) -> Response:
    """Change a ceremony that is to come."""
    return await act.write(
        usecases.change_ceremony,
        show_ceremony,
        ceremony_id,
        body.title.read() if body.title else None,
        body.held_at,
        body.place,
        body.application_ids,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/ceremonies/{ceremony_id}/cancel", response_model=CeremonyOut)
async def cancel_ceremony(
    ceremony_id: UUID, body: CancelCeremony | None = None, act: Act = allow("officer")
) -> Response:
    """Call a ceremony off; reserved numbers are void. Refuses once someone was awarded."""
    reason = body.reason if body else None
    return await act.write(
        usecases.cancel_ceremony, show_ceremony, ceremony_id, reason, reason=reason
    )


@router.post("/v1/ceremonies/{ceremony_id}/award", response_model=AwardOut)
async def award_ceremony(
    ceremony_id: UUID, body: AwardCeremony | None = None, act: Act = allow("officer", "decider")
) -> Response:
    """Hand certificates over: each application becomes a member, its applicant may act for it.

    Prepared papers keep their numbers; without preparation numbers are given now and the papers
    made afterwards. Asked again, it awards nobody twice and answers with the same list.
    """
    award = body.read() if body else Award()
    asked = award.application_ids

    def show_awarded(row: Ceremony, _view: View) -> AwardOut:
        return AwardOut(
            awarded=[
                AwardedOut.model_validate(entry, from_attributes=True)
                for entry in row.awarded
                if asked is None or entry.application_id in asked
            ]
        )

    return await act.write(awarding.award_ceremony, show_awarded, ceremony_id, award)
