"""No value is made up by the database: whoever writes a row says all of it.

The defaults served the rows that were there when the columns came."""

from __future__ import annotations

from alembic import op

revision = "bookings_0014"
down_revision = "bookings_0013"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE venues ALTER COLUMN rules DROP DEFAULT;

ALTER TABLE spaces
    ALTER COLUMN own_rules DROP DEFAULT,
    ALTER COLUMN layouts DROP DEFAULT,
    ALTER COLUMN seasons DROP DEFAULT,
    ALTER COLUMN exceptions DROP DEFAULT,
    ALTER COLUMN refused_contents DROP DEFAULT,
    ALTER COLUMN noise_limits DROP DEFAULT,
    ALTER COLUMN accessibility DROP DEFAULT;

ALTER TABLE bookings ALTER COLUMN contents DROP DEFAULT;

ALTER TABLE watches ALTER COLUMN contents DROP DEFAULT;
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
