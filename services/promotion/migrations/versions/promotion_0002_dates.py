"""An item knows each date of its booking."""

from __future__ import annotations

from alembic import op

revision = "promotion_0002"
down_revision = "promotion_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE items ADD COLUMN dates JSONB NOT NULL DEFAULT '[]'")
