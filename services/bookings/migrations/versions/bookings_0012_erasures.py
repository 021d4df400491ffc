"""Erasures that were carried out; who answered about a damage, so that it can be erased."""

from __future__ import annotations

from alembic import op

revision = "bookings_0012"
down_revision = "bookings_0011"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE damages ADD COLUMN replied_by TEXT;

CREATE TABLE erasures (
    erased JSONB NOT NULL,
    kept JSONB NOT NULL,
    still_found JSONB NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
