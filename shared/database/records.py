"""What is written beside the rows of an act: its changes, its events, its entry in the audit trail.

All three go in one statement: each of them alone would cost the caller a round trip to PostgreSQL.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from shared.database.aggregate import Aggregate

Rows = list[dict[str, Any]]


def with_records(statement: str, parts: int) -> str:
    """A statement that writes what some acts change together with everything recorded of them.

    It takes JSON lists of rows: `statement`, its WITH list, takes `$1` to `$parts`, the records
    follow. Its part `kept` names the acts that are kept, each by the id of what it is about; the
    records of the others are passed over. It returns the ids of those that are kept.
    """
    records = _record(parts + 1, "act IN (SELECT id FROM kept)")
    return f"WITH {statement}, {records} SELECT id FROM kept"


def _record(first: int, condition: str) -> str:
    return f"""
changed AS (
  INSERT INTO changes (kind, aggregate_id, version, readers, recorded_at)
  SELECT kind, aggregate_id, version, readers, recorded_at
  FROM json_to_recordset(${first}::json) AS new (
    act uuid, kind text, aggregate_id uuid, version integer, readers text[],
    recorded_at timestamptz
  ) WHERE {condition}
), said AS (
  INSERT INTO journal
    (id, aggregate_key, sequence, type, stream, subject, envelope, recorded_at)
  SELECT id, aggregate_key, sequence, type, stream, subject, convert_to(envelope, 'UTF8'),
    recorded_at
  FROM json_to_recordset(${first + 1}::json) AS new (
    act uuid, id uuid, aggregate_key text, sequence text, type text, stream text, subject text,
    envelope text, recorded_at timestamptz
  ) WHERE {condition}
), noted AS (
  INSERT INTO audit (
    id, actor, on_behalf_of, act, subject_kind, subject_id, reason, effective_on, recorded_at,
    correlation_id
  )
  SELECT id, actor, on_behalf_of, name, subject_kind, subject_id, reason, effective_on,
    recorded_at, correlation_id
  FROM json_to_recordset(${first + 2}::json) AS new (
    act uuid, id uuid, actor text, on_behalf_of text, name text, subject_kind text,
    subject_id text, reason text, effective_on date, recorded_at timestamptz, correlation_id uuid
  ) WHERE {condition}
)"""


WRITE = f"WITH {_record(1, 'true')} SELECT"


@dataclass(frozen=True, slots=True)
class Act:
    """What a statement of `with_records` is to keep for one act: by the id of what it is about."""

    id: UUID
    parts: list[Rows]


@dataclass(slots=True)
class Records:
    """Rows for `changes`, `journal` and `audit`, by column, in the order of their making."""

    changes: Rows = field(default_factory=list)
    events: Rows = field(default_factory=list)
    acts: Rows = field(default_factory=list)

    @property
    def waiting(self) -> bool:
        return bool(self.changes or self.events or self.acts)

    def take(self) -> list[Rows]:
        """The rows of WRITE; what is taken is forgotten."""
        taken = [list(rows) for rows in (self.changes, self.events, self.acts)]
        self.clear()
        return taken

    def clear(self) -> None:
        for rows in (self.changes, self.events, self.acts):
            rows.clear()


def change_of(row: Aggregate, now: datetime) -> dict[str, Any]:
    """The row of `changes` for a change of this aggregate."""
    return {
        "kind": row.KIND,
        "aggregate_id": row.id,
        "version": row.version,
        "readers": row.readers,
        "recorded_at": now,
    }


def as_json(rows: Rows) -> str:
    """A list of rows as a statement takes it."""
    return orjson.dumps(rows, default=str).decode()
