"""A database of before the forms had versions keeps what its calls asked for."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest
from alembic import command

from shared.database.migrations import alembic_config
from shared.ids import new_id

pytestmark = pytest.mark.asyncio

CALL = """
INSERT INTO calls (id, kind, title_vi, opens_at, closes_at, criteria, required_documents, quorum,
                   version, event_sequence, readers, created_at, updated_at)
VALUES ($1, 'membership', 'Đợt mẫu', '2026-11-02Z', '2026-12-01Z', '[]', $2, 2,
        1, 0, '{public}', '2026-11-01Z', '2026-11-01Z')
"""


async def test_required_documents_become_the_first_version_of_the_form(postgres):
    url = await postgres.create()
    config = alembic_config("members", url)
    config.attributes["tls"] = False
    await asyncio.to_thread(command.upgrade, config, "members_0001")
    connection = await asyncpg.connect(url)
    asking, silent = new_id(), new_id()
    await connection.execute(CALL, asking, ["photo", "activity_report"])
    await connection.execute(CALL, silent, [])
    await asyncio.to_thread(command.upgrade, config, "members_0002")
    rows = await connection.fetch("SELECT call_id, version, form::text FROM call_forms")
    assert [tuple(row) for row in rows] == [
        (
            asking,
            1,
            '{"documents": [{"kind": "photo", "required": true},'
            ' {"kind": "activity_report", "required": true}]}',
        )
    ]
    calls = await connection.fetch(
        "SELECT id, form_version, sealed, tie_rule, published_at = created_at FROM calls"
    )
    assert {tuple(row) for row in calls} == {
        (asking, 1, True, "chair", True),
        (silent, None, True, "chair", True),
    }
    await connection.close()
    await postgres.drop(url)
