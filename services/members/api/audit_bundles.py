"""`/v1/audit/bundle`: the trail of a file or a period as one archive with checksums."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.members.api.closed_files import ZIP, FileKind, zip_answer
from services.members.documents.dossier import with_checksums, write_csv
from services.members.files.zip_files import zip_whole
from services.members.usecases.bundle_trails import Bundle, Wanted, bundle_trail
from shared.http.act import Act, allow
from shared.http.fields import Day

router = APIRouter(tags=["audit"])


@router.get("/v1/audit/bundle", response_class=Response, responses=ZIP)
async def download_audit_bundle(
    kind: FileKind | None = None,
    id: UUID | None = None,
    first: Day | None = Query(default=None, alias="from"),
    last: Day | None = Query(default=None, alias="to"),
    act: Act = allow("auditor", "operator"),
) -> Response:
    """Everything done to a file and what belongs to it, or within days of Hanoi (both included).

    JSON and CSV with what it is the trail of, and `checksums.sha256` for `sha256sum -c`.
    """
    bundle = await act.run(bundle_trail, Wanted(kind, id, first, last))
    made_at = act.view.now.isoformat().replace("+00:00", "Z")
    content = await asyncio.to_thread(_zip, bundle, made_at, act.caller.key)
    return zip_answer(content, "audit-bundle")


def _zip(bundle: Bundle, made_at: str, made_by: str) -> bytes:
    wanted = bundle.wanted
    metadata: dict[str, Any] = {
        "kind": wanted.kind,
        "id": str(wanted.id) if wanted.id else None,
        "from": wanted.first.isoformat() if wanted.first else None,
        "to": wanted.last.isoformat() if wanted.last else None,
        "subjects": [{"kind": kind, "id": str(id)} for kind, id in bundle.subjects or ()],
        "entries": len(bundle.entries),
        "made_at": made_at,
        "made_by": made_by,
    }
    files = {
        "trail.json": _json(bundle.entries),
        "trail.csv": write_csv(bundle.entries),
        "metadata.json": _json(metadata),
    }
    return zip_whole(with_checksums(files))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
