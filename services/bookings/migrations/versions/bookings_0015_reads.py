"""Lists and calendars find what they show without reading through the past."""

from __future__ import annotations

from alembic import op

revision = "bookings_0015"
down_revision = "bookings_0014"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE INDEX bookings_by_time ON bookings USING gist (tstzrange(starts_at, ends_at));

CREATE INDEX bookings_by_status ON bookings (status, starts_at, id);

CREATE INDEX bookings_by_creation ON bookings (created_at, id);
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
