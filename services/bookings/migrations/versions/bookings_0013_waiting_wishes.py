"""A watch keeps how its activity would use the place; equipment is held for offers."""

from __future__ import annotations

from alembic import op

revision = "bookings_0013"
down_revision = "bookings_0012"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE watches ADD COLUMN layout TEXT;

ALTER TABLE watches ADD COLUMN contents TEXT[] NOT NULL DEFAULT '{}';

ALTER TABLE watches ADD COLUMN loudness TEXT;

ALTER TABLE offers ADD COLUMN equipment JSONB;

ALTER TABLE date_equipment ADD COLUMN expires_at TIMESTAMP WITH TIME ZONE;
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
