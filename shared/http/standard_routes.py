"""Routes that every service has: `/v1/me`, `/v1/vocabulary`, `/v1/audit`, health, metrics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.auth.caller import Caller
from shared.database.backbone import AuditRow
from shared.errors import Unavailable
from shared.events.base import Bilingual
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import Answer, Listed
from shared.texts import Vocabulary

router = APIRouter()


class MeOut(Answer):
    """The caller as this service knows it."""

    issuer: str
    subject: str
    name: str | None
    roles: list[str]
    member_ids: list[UUID]
    """Members that the caller acts for."""
    host_ids: list[UUID]
    """Hosts that the caller acts for."""


class AuditOut(Answer):
    """One act: who did what to what, why, and from which legal date on."""

    id: UUID
    actor: str
    """`issuer|subject`; `hcn|…` is the system itself."""
    on_behalf_of: str | None
    act: str
    subject_kind: str | None
    subject_id: str | None
    reason: str | None
    effective_on: date
    recorded_at: datetime
    correlation_id: UUID


VocabularyOut = dict[str, dict[str, Bilingual]]
"""List → code → labels."""


class Readiness(Answer):
    """Each part the service stands on: `ok`, or what is wrong with it."""

    status: str
    checks: dict[str, str]


@router.get("/v1/me", tags=["who"])
async def get_me(act: Act = allow()) -> MeOut:
    """Who the token says you are and what grants add to it."""
    return _show_caller(act.caller)


def _show_caller(caller: Caller) -> MeOut:
    return MeOut(
        issuer=caller.issuer,
        subject=caller.subject,
        name=caller.name,
        roles=sorted(caller.roles),
        member_ids=list(caller.member_ids),
        host_ids=list(caller.host_ids),
    )


@router.get("/v1/audit", tags=["audit"], response_model=Listed[AuditOut])
async def list_audit(
    act: Act = allow("auditor", "operator", "officer"),
    subject_id: str | None = Query(default=None, description="Id of what was acted upon"),
    actor: str | None = Query(default=None, description="`issuer|subject` of who acted"),
    before: UUID | None = Query(default=None, description="`next_cursor` of the page before"),
    limit: int = Query(default=50, ge=1, le=200),
) -> Response:
    """The audit trail, newest first."""

    async def look(session: AsyncSession) -> Sequence[AuditRow]:
        query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
        for column, value in ((AuditRow.subject_id, subject_id), (AuditRow.actor, actor)):
            query = query.where(column == value) if value is not None else query
        query = query.where(AuditRow.id < before) if before else query
        return (await session.scalars(query)).all()

    def show(rows: Sequence[AuditRow], _view: View) -> Listed[AuditOut]:
        cursor = str(rows[-1].id) if len(rows) == limit else None
        return Listed(items=[_show_audit(row) for row in rows], next_cursor=cursor)

    return await act.read(look, show)


def _show_audit(row: AuditRow) -> AuditOut:
    names = AuditOut.model_fields
    return AuditOut.model_validate({name: getattr(row, name) for name in names})


def vocabulary_route(vocabulary: Vocabulary) -> APIRouter:
    """`GET /v1/vocabulary`: every code of the service with both labels."""
    routes = APIRouter()
    body = orjson.dumps(
        {
            name: {code: {"vi": text.vi, "en": text.en} for code, text in codes.items()}
            for name, codes in vocabulary.items()
        }
    )

    @routes.get("/v1/vocabulary", tags=["vocabulary"], response_model=VocabularyOut)
    async def get_vocabulary(_act: Act = allow(PUBLIC)) -> Response:
        """Code lists; an unknown code in an event is shown by the label the event carries."""
        return Response(body, media_type="application/json")

    return routes


@router.get("/livez", tags=["health"])
async def get_liveness() -> dict[str, str]:
    """This process answers."""
    return {"status": "ok"}


@router.get("/readyz", tags=["health"], response_model=Readiness)
async def get_readiness(request: Request) -> Response:
    """200 when database, NATS, durables and outbox are well, else 503 with what is not."""
    try:
        checks: dict[str, str] = await request.app.state.readiness()
    except Unavailable as refusal:
        checks = {"database": refusal.failures[0].code}
    well = all(state == "ok" for state in checks.values())
    body = {"status": "ok" if well else "not_ready", "checks": checks}
    return Response(orjson.dumps(body), 200 if well else 503, media_type="application/json")


@router.get("/metrics", tags=["health"], include_in_schema=False)
async def get_metrics() -> Response:
    """Prometheus metrics."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
