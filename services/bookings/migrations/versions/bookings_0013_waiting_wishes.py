"""A watch keeps how its activity would use the place."""

from __future__ import annotations

from alembic import op

revision = "bookings_0013"
down_revision = "bookings_0009"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE watches ADD COLUMN layout TEXT;

ALTER TABLE watches ADD COLUMN contents TEXT[] NOT NULL DEFAULT '{}';

ALTER TABLE watches ADD COLUMN loudness TEXT;
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
