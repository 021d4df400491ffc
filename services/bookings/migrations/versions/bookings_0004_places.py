"""Rules of venues that spaces inherit, published hours, pictures, calendars, lists of places."""

from __future__ import annotations

from alembic import op

revision = "bookings_0004"
down_revision = "bookings_0001"
branch_labels = None
depends_on = None
