"""Permits of a booking's activity: answers, steps, papers, the thread with the officers."""

from __future__ import annotations

from alembic import op

revision = "bookings_0008"
down_revision = "bookings_0007"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE permits (
    booking_id UUID NOT NULL,
    status TEXT NOT NULL,
    answers JSONB NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE,
    next_due_on DATE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT permits_one_for_booking UNIQUE (booking_id),
    CONSTRAINT permits_status_known CHECK (status IN ('open', 'completed')),
    CONSTRAINT permits_completed_once CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
    FOREIGN KEY(booking_id) REFERENCES bookings (id)
);
CREATE INDEX permits_by_next_due ON permits (next_due_on, id);
CREATE INDEX permits_by_readers ON permits USING gin (readers);

CREATE TABLE permit_steps (
    id UUID NOT NULL,
    permit_id UUID NOT NULL,
    procedure TEXT NOT NULL,
    status TEXT NOT NULL,
    rule_from DATE,
    filed_on DATE,
    reply_by DATE,
    replied_on DATE,
    reference TEXT,
    note TEXT,
    told_stage TEXT,
    told_for DATE,
    PRIMARY KEY (id),
    CONSTRAINT permit_steps_once UNIQUE (permit_id, procedure),
    CONSTRAINT permit_steps_status_known
        CHECK (status IN ('to_do', 'filed', 'supplement_asked', 'granted', 'consented', 'refused',
            'waived', 'dropped')),
    CONSTRAINT permit_steps_filed_have_day
        CHECK (status NOT IN ('filed', 'supplement_asked', 'granted', 'refused', 'consented')
            OR (filed_on IS NOT NULL AND rule_from IS NOT NULL)),
    CONSTRAINT permit_steps_reply_after_filing CHECK (replied_on >= filed_on),
    FOREIGN KEY(permit_id) REFERENCES permits (id)
);

CREATE TABLE permit_receipts (
    id UUID NOT NULL,
    step_id UUID NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    file_name TEXT,
    pages INTEGER,
    scan_status TEXT NOT NULL,
    scanned_at TIMESTAMP WITH TIME ZONE,
    uploaded_by TEXT NOT NULL,
    uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT permit_receipts_scan_status_known
        CHECK (scan_status IN ('not_scanned', 'quarantined', 'clean', 'infected')),
    FOREIGN KEY(step_id) REFERENCES permit_steps (id)
);
CREATE INDEX permit_receipts_by_file ON permit_receipts (sha256);
CREATE INDEX permit_receipts_by_step ON permit_receipts (step_id);

CREATE TABLE permit_messages (
    id UUID NOT NULL,
    permit_id UUID NOT NULL,
    procedure TEXT,
    side TEXT NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    written_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(permit_id) REFERENCES permits (id)
);
CREATE INDEX permit_messages_by_permit ON permit_messages (permit_id, id);
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
