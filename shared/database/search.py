"""Every text of a service's tables searched at once: the proof that nothing of a person is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.backbone import JournalRow

COLUMNS = text(
    "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c"
    "  JOIN information_schema.tables t USING (table_schema, table_name)"
    " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
    "   AND c.data_type IN ('text', 'jsonb', 'ARRAY', 'bytea')"
    " ORDER BY c.table_name, c.column_name"
)


async def search_tables(session: AsyncSession, traces: Sequence[str]) -> list[dict[str, Any]]:
    """`{table, rows}` of tables that hold one of these texts in any column.

    The journal's rows for PERSONAL are left out: they go when their stream has acknowledged them.
    """
    if not traces:
        return []
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in await session.execute(COLUMNS):
        columns.setdefault(table, []).append((column, kind))
    found = []
    for table, named in columns.items():
        count = await _count(session, table, named, traces)
        if count:
            found.append({"table": table, "rows": count})
    return found


async def _count(
    session: AsyncSession, table: str, columns: Sequence[tuple[str, str]], traces: Sequence[str]
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
        condition = f"({condition}) AND stream <> 'PERSONAL'"
    query = text(f'SELECT count(*) FROM "{table}" WHERE {condition}')
    return int((await session.execute(query, values)).scalar_one())
