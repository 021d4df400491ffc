"""`/v1/decisions`: what was decided, in one act or with an annexed list, and what changed it."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.api.answers.consequences import ConsequencesOut, show_consequences
from services.members.api.answers.decisions import DecisionOut, show_decision
from services.members.models import Application, Decision
from services.members.queries import decisions as queries
from services.members.usecases import change_decisions as changing
from services.members.usecases import decide_applications as deciding
from services.members.usecases import draft_decisions as drafting
from services.members.usecases.foresee_decisions import OfFile, foresee_change, foresee_decision
from shared.errors import NotFound
from shared.http.act import Act, allow
from shared.http.fields import Day, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["decisions"])

ApplicationIds = Annotated[list[UUID], Field(min_length=1, max_length=500)]
ChangeKind = Literal["correction", "annulment", "withdrawal"]


class DecideApplications(RequestBody):
    application_ids: ApplicationIds
    """Files of this call, in the order of the annexed list."""
    outcome: Literal["approve", "reject"]
    reason: Prose | None = None
    effective_on: Day | None = None
    """From this day on it holds, and memberships begin; the day of the decision without it."""


class CorrectedName(RequestBody):
    application_id: UUID
    name: Line


class CorrectionIn(RequestBody):
    """What reads otherwise from now on; what is left out stays."""

    reason: Prose | None = None
    effective_on: Day | None = None
    names: list[CorrectedName] = Field(default=[], max_length=500)
    """Names of spaces on the list."""

    def read(self) -> changing.Correction:
        names = {one.application_id: one.name for one in self.names}
        return changing.Correction(self.reason, self.effective_on, names)


class CorrectDecision(RequestBody):
    reason: Prose
    """Why it is corrected."""
    correction: CorrectionIn


class EndDecision(RequestBody):
    reason: Prose
    application_ids: ApplicationIds | None = None
    """Only for these files of its list; without it for all that stand."""


@router.post("/v1/calls/{call_id}/decisions", status_code=201, response_model=DecisionOut)
async def decide_applications(
    call_id: UUID, body: DecideApplications, act: Act = allow("decider")
) -> Response:
    """Decide several files in one act: all of them, or none with every reason for each file."""
    ruling = deciding.Ruling(body.outcome, body.reason, body.effective_on)
    return await act.write(
        deciding.decide_applications,
        show_decision,
        call_id,
        body.application_ids,
        ruling,
        status=201,
        reason=body.reason,
    )


@router.get("/v1/decisions", response_model=Listed[DecisionOut])
async def list_decisions(
    page: AskedPage,
    call_id: UUID | None = None,
    application_id: UUID | None = None,
    kind: Literal["decision", "correction", "annulment", "withdrawal"] | None = None,
    status: Literal["in_force", "annulled", "withdrawn"] | None = None,
    act: Act = allow(),
) -> Response:
    """Decisions, for staff; an applicant finds those about their own files."""
    return await act.list(
        Decision,
        queries.select_decisions(call_id, application_id, kind, status),
        show_decision,
        page,
        decided_at=Decision.decided_at,
        created_at=Decision.created_at,
    )


@router.get("/v1/decisions/{decision_id}", response_model=DecisionOut)
async def get_decision(decision_id: UUID, act: Act = allow()) -> Response:
    """One decision."""
    return await act.get(Decision, decision_id, show_decision)


@router.get("/v1/decisions/{decision_id}/consequences", response_model=ConsequencesOut)
async def foresee_decision_change(
    decision_id: UUID,
    kind: ChangeKind,
    application_id: Annotated[list[UUID] | None, Query(max_length=100)] = None,
    act: Act = allow("decider", "officer"),
) -> Response:
    """What would follow: members removed, certificates revoked, lists left, letters."""

    async def look(session: AsyncSession) -> list[OfFile]:
        decision = await session.get(Decision, decision_id)
        if decision is None or not act.caller.may_read(decision.readers):
            raise NotFound(Decision.KIND, decision_id)
        ids = application_id or [one.application_id for one in decision.standing]
        return await foresee_change(session, decision, kind, ids)

    return await act.read(look, show_consequences)


@router.get(
    "/v1/applications/{application_id}/decision/consequences", response_model=ConsequencesOut
)
async def foresee_application_decision(
    application_id: UUID,
    outcome: Literal["approve", "reject"],
    act: Act = allow("decider", "officer"),
) -> Response:
    """What would follow from deciding a file."""

    async def look(session: AsyncSession) -> list[OfFile]:
        row = await session.get(Application, application_id)
        if row is None or not act.caller.may_read(row.readers):
            raise NotFound(Application.KIND, application_id)
        return await foresee_decision(row, outcome)

    return await act.read(look, show_consequences)


@router.post("/v1/decisions/{decision_id}/document", response_model=DecisionOut)
async def draft_decision_document(decision_id: UUID, act: Act = allow("officer")) -> Response:
    """Draft its official document, to be signed and issued; a list has it from the start."""
    return await act.write(drafting.draft_decision_document, show_decision, decision_id)


@router.post("/v1/decisions/{decision_id}/correct", response_model=DecisionOut)
async def correct_decision(
    decision_id: UUID, body: CorrectDecision, act: Act = allow("decider")
) -> Response:
    """Correct (đính chính) words, names or the date; what was decided stands."""
    return await act.write(
        changing.correct_decision,
        show_decision,
        decision_id,
        body.reason,
        body.correction.read(),
        reason=body.reason,
    )


@router.post("/v1/decisions/{decision_id}/annul", response_model=DecisionOut)
async def annul_decision(
    decision_id: UUID, body: EndDecision, act: Act = allow("decider")
) -> Response:
    """Annul (hủy bỏ): it counts as never taken. The files are open again, or revoked."""
    return await act.write(
        changing.annul_decision,
        show_decision,
        decision_id,
        body.reason,
        body.application_ids,
        reason=body.reason,
    )


@router.post("/v1/decisions/{decision_id}/withdraw", response_model=DecisionOut)
async def withdraw_decision(
    decision_id: UUID, body: EndDecision, act: Act = allow("decider")
) -> Response:
    """Withdraw (thu hồi): it holds no more from today on. The files are open again, or revoked."""
    return await act.write(
        changing.withdraw_decision,
        show_decision,
        decision_id,
        body.reason,
        body.application_ids,
        reason=body.reason,
    )
