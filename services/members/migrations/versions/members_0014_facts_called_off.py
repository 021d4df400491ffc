"""A fact whose day is still to come can be called off."""

from __future__ import annotations

from alembic import op

revision = "members_0014"
down_revision = "members_0013"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE member_facts
    ADD COLUMN called_off_at TIMESTAMP WITH TIME ZONE,
    ADD CONSTRAINT member_facts_done_or_called_off CHECK (
        num_nonnulls(carried_out_at, called_off_at) < 2
    );
"""


def upgrade() -> None:
    op.execute(STATEMENTS)
