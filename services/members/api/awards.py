"""`/v1/awards`: commendations of organisations and persons; those granted are public."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members.api.answers.awards import (
    INSIDE,
    AwardOut,
    AwardsOut,
    show_award,
    show_awards,
)
from services.members.api.year_fields import AwardForm, AwardRevocation, Year
from services.members.models import Award
from services.members.queries import year as queries
from services.members.usecases import grant_awards as granting
from services.members.usecases import nominate_awards as nominating
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import BilingualLine, Day, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["awards"])

Status = Literal["nominated", "granted", "declined", "revoked"]


class RewardedPerson(RequestBody):
    name: Line
    """Full name, family name first."""
    issuer: Line | None = None
    """`iss` of the person's tokens; without it the issuer of the caller's token."""
    subject: Line | None = None
    """`sub` of the person's tokens, when the person signs in."""


class RecipientIn(RequestBody):
    kind: Literal["organisation", "person"]
    member_id: UUID | None = None
    """The organisation, or the space that the person works for."""
    person: RewardedPerson | None = None


class NominateAward(RequestBody):
    year: Year
    form: AwardForm
    title: BilingualLine
    """What it is given for, as it is read out."""
    recipient: RecipientIn
    contribution_ids: list[UUID] = Field(default=[], max_length=200)
    """The achievements on record; an organisation needs at least one."""
    statement: Prose
    """The achievements in words, for the report on them."""


class GrantAward(RequestBody):
    granted_on: Day | None = None
    """The legal date; without it today."""
    reason: Prose


class GrantAwards(GrantAward):
    award_ids: list[UUID] = Field(min_length=1, max_length=500)


class DeclineAward(RequestBody):
    reason: Prose
    """In words, for the recipient and staff."""


class RevokeAward(DeclineAward):
    reason_code: AwardRevocation
    """The kind of reason, which the public sees."""


class RecordConsent(RequestBody):
    given_on: Day
    text_version: Line
    """Which text the person agreed to."""
    proof: Line
    """Where the signed consent is kept."""


class Reason(RequestBody):
    reason: Prose
    """For the audit trail."""


@router.post("/v1/awards", status_code=201, response_model=AwardOut)
async def nominate_award(body: NominateAward, act: Act = allow("officer", "member")) -> Response:
    """Nominate an organisation or a person; a member only itself and its own people.

    Refuses achievements that stand in another award: one achievement is not rewarded twice.
    """
    person = body.recipient.person
    key = f"{person.issuer or act.caller.issuer}|{person.subject}" if person else None
    draft = nominating.AwardDraft(
        year=body.year,
        form=body.form,
        title=body.title.read(),
        recipient_kind=body.recipient.kind,
        member_id=body.recipient.member_id,
        person_name=person.name if person else None,
        person_key=key if person and person.subject else None,
        contribution_ids=body.contribution_ids,
        statement=body.statement,
    )
    return await act.write(nominating.nominate_award, show_award, draft, status=201)


@router.get("/v1/awards", response_model=Listed[AwardOut])
async def list_awards(
    page: AskedPage,
    year: Year | None = None,
    form: AwardForm | None = None,
    status: Status | None = None,
    member_id: UUID | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Awards granted, and for staff and the recipient those nominated.

    For others than staff and the space itself a filter by member finds no award to a person.
    """
    inside = act.caller.has_role(*INSIDE) or member_id in act.caller.member_ids
    return await act.list(
        Award,
        queries.select_awards(year, form, status, member_id, inside=inside),
        show_award,
        page,
        created_at=Award.created_at,
        year=Award.year,
    )


@router.get("/v1/awards/{award_id}", response_model=AwardOut)
async def get_award(award_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One award; a person's name in public only with recorded consent."""
    return await act.get(Award, award_id, show_award)


@router.post("/v1/awards/grant", response_model=AwardsOut)
async def grant_awards(body: GrantAwards, act: Act = allow("decider")) -> Response:
    """Grant several awards of one form by one decision with an annexed list: all or none."""
    return await act.write(
        granting.grant_awards, show_awards, body.award_ids, body.granted_on, reason=body.reason
    )


@router.post("/v1/awards/{award_id}/grant", response_model=AwardOut)
async def grant_award(award_id: UUID, body: GrantAward, act: Act = allow("decider")) -> Response:
    """Grant an award; its decision is drafted as an official document.

    Refuses who nominated it, who belongs to the recipient, and a city award not proposed yet.
    """
    return await act.write(
        granting.grant_award, show_award, award_id, body.granted_on, reason=body.reason
    )


@router.post("/v1/awards/{award_id}/decline", response_model=AwardOut)
async def decline_award(
    award_id: UUID, body: DeclineAward, act: Act = allow("decider")
) -> Response:
    """It is not granted; its achievements are free for another award."""
    return await act.write(
        nominating.decline_award, show_award, award_id, body.reason, reason=body.reason
    )


@router.post("/v1/awards/{award_id}/revoke", response_model=AwardOut)
async def revoke_award(award_id: UUID, body: RevokeAward, act: Act = allow("decider")) -> Response:
    """It does not count any more; the public sees the kind of reason, never the words."""
    return await act.write(
        granting.revoke_award,
        show_award,
        award_id,
        body.reason_code,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/awards/{award_id}/consent", response_model=AwardOut)
async def record_award_consent(
    award_id: UUID, body: RecordConsent, act: Act = allow("officer")
) -> Response:
    """The person agrees to be named in public, with proof."""
    return await act.write(
        nominating.record_award_consent,
        show_award,
        award_id,
        body.given_on,
        body.text_version,
        body.proof,
    )


@router.post("/v1/awards/{award_id}/consent/withdraw", response_model=AwardOut)
async def withdraw_award_consent(
    award_id: UUID, body: Reason | None = None, act: Act = allow()
) -> Response:
    """The person is not named any more; whoever shows the award hears of it."""
    reason = body.reason if body else None
    return await act.write(nominating.withdraw_award_consent, show_award, award_id, reason=reason)
