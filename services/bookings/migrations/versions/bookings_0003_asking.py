"""What places ask: rules, versions of forms, drafts, files, waiting changes, late cancellations."""

from __future__ import annotations

from alembic import op

revision = "bookings_0003"
down_revision = "bookings_0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE intakes (
    id UUID NOT NULL,
    venue_id UUID NOT NULL,
    space_id UUID,
    number INTEGER NOT NULL,
    questions JSONB NOT NULL,
    documents JSONB NOT NULL,
    written_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(venue_id) REFERENCES venues (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id)
);

CREATE UNIQUE INDEX intakes_versions
ON intakes (venue_id, space_id, number) NULLS NOT DISTINCT;

CREATE TABLE asking_rules (
    venue_id UUID NOT NULL,
    space_id UUID,
    intake_id UUID,
    cancellation JSONB,
    reapproval TEXT[],
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(venue_id) REFERENCES venues (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id),
    FOREIGN KEY(intake_id) REFERENCES intakes (id)
);

CREATE UNIQUE INDEX asking_rules_one_for_each_place
ON asking_rules (venue_id, space_id) NULLS NOT DISTINCT;

ALTER TABLE bookings
ADD COLUMN intake_id UUID REFERENCES intakes (id),
ADD COLUMN answers JSONB;

CREATE TABLE booking_drafts (
    member_id UUID,
    started_by TEXT NOT NULL,
    status TEXT NOT NULL,
    content JSONB NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT booking_drafts_status_known CHECK (status IN ('draft', 'submitted', 'dropped'))
);

CREATE INDEX booking_drafts_by_readers ON booking_drafts USING gin (readers);

CREATE TABLE booking_attachments (
    id UUID NOT NULL,
    draft_id UUID,
    booking_id UUID,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    file_name TEXT,
    pages INTEGER,
    scan_status TEXT NOT NULL,
    scanned_at TIMESTAMP WITH TIME ZONE,
    uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    uploaded_by TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT booking_attachments_one_owner CHECK (num_nonnulls(draft_id, booking_id) = 1),
    CONSTRAINT booking_attachments_known_scan_status CHECK (
        scan_status IN ('not_scanned', 'quarantined', 'clean', 'infected')
    ),
    FOREIGN KEY(draft_id) REFERENCES booking_drafts (id),
    FOREIGN KEY(booking_id) REFERENCES bookings (id)
);

CREATE INDEX booking_attachments_by_booking ON booking_attachments (booking_id);

CREATE INDEX booking_attachments_by_draft ON booking_attachments (draft_id);

CREATE INDEX booking_attachments_by_sha256 ON booking_attachments (sha256);

CREATE TABLE booking_changes (
    booking_id UUID NOT NULL,
    member_id UUID NOT NULL,
    host_id UUID NOT NULL,
    asked_by TEXT NOT NULL,
    status TEXT NOT NULL,
    edit JSONB,
    move JSONB,
    approves TEXT[] NOT NULL,
    note TEXT,
    reason TEXT,
    decided_by TEXT,
    decided_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT booking_changes_status_known CHECK (
        status IN ('waiting', 'approved', 'refused', 'withdrawn', 'lapsed')
    ),
    CONSTRAINT booking_changes_edit_or_move CHECK (num_nonnulls(edit, move) = 1),
    FOREIGN KEY(booking_id) REFERENCES bookings (id)
);

CREATE INDEX booking_changes_by_booking ON booking_changes (booking_id, created_at);

CREATE INDEX booking_changes_by_readers ON booking_changes USING gin (readers);

CREATE UNIQUE INDEX booking_changes_one_waiting
ON booking_changes (booking_id)
WHERE status = 'waiting';

CREATE TABLE late_cancellations (
    date_id UUID NOT NULL,
    booking_id UUID NOT NULL,
    member_id UUID NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    free_until TIMESTAMP WITH TIME ZONE NOT NULL,
    cancelled_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reason_code TEXT,
    excused BOOLEAN NOT NULL,
    excused_reason TEXT,
    PRIMARY KEY (date_id),
    CONSTRAINT late_cancellations_excused_why CHECK (NOT excused OR excused_reason IS NOT NULL),
    FOREIGN KEY(date_id) REFERENCES booking_dates (id),
    FOREIGN KEY(booking_id) REFERENCES bookings (id)
);

CREATE INDEX late_cancellations_by_booking ON late_cancellations (booking_id);

CREATE INDEX late_cancellations_by_member ON late_cancellations (member_id, cancelled_at);
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
