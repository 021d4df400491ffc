"""Equipment with stock, and what dates hold of it."""

from __future__ import annotations

from alembic import op

revision = "bookings_0002"
down_revision = "bookings_0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE equipment (
    venue_id UUID NOT NULL,
    name JSONB NOT NULL,
    search TEXT NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    stock INTEGER NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT equipment_stock_not_negative CHECK (stock >= 0),
    FOREIGN KEY(venue_id) REFERENCES venues (id)
);

CREATE INDEX equipment_by_venue ON equipment (venue_id, sort_key, id);

CREATE TABLE date_equipment (
    date_id UUID NOT NULL,
    equipment_id UUID NOT NULL,
    count INTEGER NOT NULL,
    during TSTZRANGE NOT NULL,
    PRIMARY KEY (date_id, equipment_id),
    CONSTRAINT date_equipment_some CHECK (count > 0),
    FOREIGN KEY(date_id) REFERENCES booking_dates (id),
    FOREIGN KEY(equipment_id) REFERENCES equipment (id)
);

CREATE INDEX date_equipment_by_time ON date_equipment USING gist (equipment_id, during);

ALTER TABLE bookings ADD COLUMN equipment JSONB;
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
