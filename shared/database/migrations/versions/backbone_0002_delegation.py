"""In whose place the holder of a grant acts."""

from __future__ import annotations

from alembic import op

revision = "backbone_0002"
down_revision = "backbone_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE known_grants ADD COLUMN on_behalf_of TEXT")
