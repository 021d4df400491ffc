"""What is written beside the rows of an act: its changes, its events, its entry in the audit trail.

All three go in one statement: each of them alone would cost the caller a round trip to PostgreSQL.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

Rows = list[dict[str, Any]]

WRITE = """
WITH changed AS (
  INSERT INTO changes (kind, aggregate_id, version, readers, recorded_at)
  SELECT * FROM json_to_recordset($1::json) AS new (
    kind text, aggregate_id uuid, version integer, readers text[], recorded_at timestamptz
  )
), said AS (
  INSERT INTO journal
    (id, aggregate_key, sequence, type, stream, subject, envelope, recorded_at)
  SELECT id, aggregate_key, sequence, type, stream, subject, convert_to(envelope, 'UTF8'),
    recorded_at
  FROM json_to_recordset($2::json) AS new (
    id uuid, aggregate_key text, sequence text, type text, stream text, subject text,
    envelope text, recorded_at timestamptz
  )
)
INSERT INTO audit (
  id, actor, on_behalf_of, act, subject_kind, subject_id, reason, effective_on, recorded_at,
  correlation_id
)
SELECT * FROM json_to_recordset($3::json) AS new (
  id uuid, actor text, on_behalf_of text, act text, subject_kind text, subject_id text,
  reason text, effective_on date, recorded_at timestamptz, correlation_id uuid
)
"""


@dataclass(slots=True)
class Records:
    """Rows for `changes`, `journal` and `audit`, by column, in the order of their making."""

    changes: Rows = field(default_factory=list)
    events: Rows = field(default_factory=list)
    acts: Rows = field(default_factory=list)

    @property
    def waiting(self) -> bool:
        return bool(self.changes or self.events or self.acts)

    def take(self) -> tuple[str, str, str]:
        """The arguments of WRITE; what is taken is forgotten."""
        taken = _json(self.changes), _json(self.events), _json(self.acts)
        for rows in (self.changes, self.events, self.acts):
            rows.clear()
        return taken


def _json(rows: Rows) -> str:
    return orjson.dumps(rows, default=str).decode()
