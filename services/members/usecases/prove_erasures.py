"""The proof of an erasure: a search of every table at once, and what others confirm later.

`contact.erased` makes each service forget; notifications answers with `contact.suppressed`. The
journal's own copy of the contact goes when its stream has acknowledged the erasure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from services.members.models import Contact, PersonalDataRequest
from shared.database.backbone import JournalRow
from shared.database.work import Work
from shared.events.members import ContactChangedV1

PROVE_ERASURE = "prove_erasure"
ERASED = "contact_erased"
AGAIN = timedelta(hours=1)
PERSONAL = ContactChangedV1.TYPE.stream
COLUMNS = text(
    "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c"
    "  JOIN information_schema.tables t USING (table_schema, table_name)"
    " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
    "   AND c.data_type IN ('text', 'jsonb', 'ARRAY', 'bytea')"
    " ORDER BY c.table_name, c.column_name"
)


async def search_everywhere(work: Work, traces: Sequence[str]) -> list[dict[str, Any]]:
    """Tables that still hold one of these texts in any column, with the number of rows.

    The journal's copy of the contact itself is left to `prove_erasure`.
    """
    if not traces:
        return []
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in await work.session.execute(COLUMNS):
        columns.setdefault(table, []).append((column, kind))
    found = []
    for table, named in columns.items():
        count = await _count(work, table, named, traces)
        if count:
            found.append({"table": table, "rows": count})
    return found


async def _count(
    work: Work, table: str, columns: Sequence[tuple[str, str]], traces: Sequence[str]
) -> int:
    """Names of tables and columns come from the catalogue, never from outside."""
    values = {f"t{n}": trace for n, trace in enumerate(traces)}
    tests = []
    for column, kind in columns:
        for name in values:
            wanted = f"CAST(:{name} AS text)"
            if kind == "bytea":
                tests.append(f"position(convert_to({wanted}, 'UTF8') in \"{column}\") > 0")
            else:
                tests.append(f'strpos(lower("{column}"::text), lower({wanted})) > 0')
    condition = " OR ".join(tests)
    if table == JournalRow.__tablename__:
        condition = f"({condition}) AND stream <> '{PERSONAL}'"
    query = text(f'SELECT count(*) FROM "{table}" WHERE {condition}')
    return int((await work.session.execute(query, values)).scalar_one())


async def confirm_erasure(work: Work, contact_id: UUID, reason_code: str) -> None:
    """Notifications has forgotten a contact: the reports that wait for it say so."""
    if reason_code != ERASED:
        return
    rows = await work.session.scalars(
        select(PersonalDataRequest)
        .where(PersonalDataRequest.report["contact_ids"].contains([str(contact_id)]))
        .with_for_update()
    )
    for row in rows:
        report = dict(row.report or {})
        confirmed = {str(contact_id): _say(work), **report.get("confirmed", {})}
        row.report = {**report, "confirmed": confirmed}


async def prove_erasure(work: Work, request_id: UUID) -> None:
    """Proved once all contacts are confirmed and the journal has let go; else looked at again."""
    request = await work.find_locked(PersonalDataRequest, request_id)
    if request is None or request.report is None or request.report.get("proved_at"):
        return
    report = request.report
    ids: list[str] = report["contact_ids"]
    confirmed = set(ids) <= set(report["confirmed"])
    if confirmed and await _journal_is_clear(work, ids):
        request.report = {**report, "proved_at": _say(work)}
    else:
        await work.schedule(PROVE_ERASURE, str(request.id), work.now + AGAIN)


async def _journal_is_clear(work: Work, contact_ids: Sequence[str]) -> bool:
    keys = [f"members.{Contact.KIND}.{id}" for id in contact_ids]
    left = await work.session.scalar(
        select(func.count()).where(
            JournalRow.aggregate_key.in_(keys), JournalRow.type == ContactChangedV1.TYPE.text
        )
    )
    return not left


def _say(work: Work) -> str:
    return work.now.isoformat().replace("+00:00", "Z")
