"""Who carries on for a member that merged; after this `hcn announce members` fills it in."""

from __future__ import annotations

from alembic import op

revision = "bookings_0011"
down_revision = "bookings_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE known_members ADD COLUMN successor_id UUID")
