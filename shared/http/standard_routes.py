"""Routes that every service has: `/v1/me`, `/v1/vocabulary`, `/v1/audit`, health, metrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.auth.caller import Caller
from shared.database.backbone import AuditRow
from shared.errors import Unavailable
from shared.http.act import PUBLIC, Act, View, allow
from shared.texts import Vocabulary

router = APIRouter()


@router.get("/v1/me", tags=["who"])
async def show_me(act: Act = allow()) -> dict[str, Any]:
    """Who the token says you are and what grants add to it."""
    return _show_caller(act.caller)


def _show_caller(caller: Caller) -> dict[str, Any]:
    return {
        "issuer": caller.issuer,
        "subject": caller.subject,
        "name": caller.name,
        "roles": sorted(caller.roles),
        "member_ids": [str(id) for id in caller.member_ids],
        "host_ids": [str(id) for id in caller.host_ids],
    }


@router.get("/v1/audit", tags=["audit"])
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

    def show(rows: Sequence[AuditRow], _view: View) -> dict[str, Any]:
        cursor = str(rows[-1].id) if len(rows) == limit else None
        return {"items": [_show_audit(row) for row in rows], "next_cursor": cursor}

    return await act.read(look, show)


def _show_audit(row: AuditRow) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in AuditRow.__table__.columns}


def vocabulary_route(vocabulary: Vocabulary) -> APIRouter:
    """`GET /v1/vocabulary`: every code of the service with both labels."""
    routes = APIRouter()
    body = orjson.dumps(
        {
            name: {code: {"vi": text.vi, "en": text.en} for code, text in codes.items()}
            for name, codes in vocabulary.items()
        }
    )

    @routes.get("/v1/vocabulary", tags=["vocabulary"])
    async def show_vocabulary(_act: Act = allow(PUBLIC)) -> Response:
        """Code lists; an unknown code in an event is shown by the label the event carries."""
        return Response(body, media_type="application/json")

    return routes


@router.get("/livez", tags=["health"])
async def show_alive() -> dict[str, str]:
    """This process answers."""
    return {"status": "ok"}


@router.get("/readyz", tags=["health"])
async def show_ready(request: Request) -> Response:
    """200 when database, NATS, durables and outbox are well, else 503 with what is not."""
    try:
        checks: dict[str, str] = await request.app.state.readiness()
    except Unavailable as refusal:
        checks = {"database": refusal.failures[0].code}
    well = all(state == "ok" for state in checks.values())
    body = {"status": "ok" if well else "not_ready", "checks": checks}
    return Response(orjson.dumps(body), 200 if well else 503, media_type="application/json")


@router.get("/metrics", tags=["health"], include_in_schema=False)
async def show_metrics() -> Response:
    """Prometheus metrics."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
