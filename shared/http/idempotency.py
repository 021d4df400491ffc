"""Idempotency-Key: the same request again gets the same answer, its effect happens once.

The answer is kept in the effect's own transaction. The key is held by an advisory lock while its
first request runs, so that a twin arriving meanwhile is told so.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request, Response
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from shared.auth.caller import Caller
from shared.database.backbone import IdempotentAnswer
from shared.database.work import Work
from shared.errors import Failure, Invalid, Refusal

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that carries a key: by whom, where, and a digest of what it says."""

    caller: str
    route: str
    key: str
    digest: str


def is_dry_run(request: Request) -> bool:
    """Whether the caller only wants to see what would happen; raises Invalid for half an answer."""
    text = request.query_params.get("dry_run", "false")
    if text not in ("true", "false", "1", "0"):
        raise Invalid(Failure("dry_run_not_readable", field="dry_run"))
    return text in ("true", "1")


async def request_of(request: Request, caller: Caller) -> Asked | None:
    """The key of a POST, or None; a dry run has none, because it keeps nothing."""
    key = request.headers.get("idempotency-key")
    if not key or request.method != "POST" or is_dry_run(request):
        return None
    if len(key) > LONGEST_KEY:
        raise Invalid(Failure("key_too_long", limit=LONGEST_KEY))
    digest = hashlib.sha256(await request.body()).hexdigest()
    return Asked(caller.key, request.url.path, key, digest)


async def find_answer(work: Work, asked: Asked) -> Response | None:
    """The answer this key already got, or None when this is its first request.

    Raises Refusal (409) while the first is still running, Invalid (422) for another body.
    """
    number = zlib.crc32(f"{asked.caller}\n{asked.route}\n{asked.key}".encode())
    if not await work.session.scalar(select(func.pg_try_advisory_xact_lock(7, number - 2**31))):
        running = Refusal(Failure("key_still_running"))
        running.retry_after = 1
        raise running
    known = await work.session.get(IdempotentAnswer, (asked.caller, asked.route, asked.key))
    if known is None or known.expires_at <= work.now:
        return None
    if known.request_hash != asked.digest:
        raise Invalid(Failure("key_with_other_body"))
    headers = {"Idempotency-Replayed": "true"} | ({"ETag": known.etag} if known.etag else {})
    return Response(known.body, known.status, headers, media_type="application/json")


async def keep_answer(work: Work, asked: Asked, response: Response, hours: int) -> None:
    values = {
        "caller": asked.caller,
        "route": asked.route,
        "key": asked.key,
        "request_hash": asked.digest,
        "status": response.status_code,
        "body": bytes(response.body),
        "etag": response.headers.get("etag"),
        "expires_at": work.now + timedelta(hours=hours),
    }
    statement = upsert(IdempotentAnswer).values(values)
    await work.session.execute(
        statement.on_conflict_do_update(index_elements=["caller", "route", "key"], set_=values)
    )
