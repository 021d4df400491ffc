"""The ledger of certificate numbers, prepared ceremonies, hand-overs and reissued certificates."""

from __future__ import annotations

from alembic import op

revision = "members_0007"
down_revision = "members_0006"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE certificate_numbers (
    number TEXT NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    status TEXT NOT NULL,
    ceremony_id UUID,
    application_id UUID,
    name TEXT NOT NULL,
    issued_on DATE NOT NULL,
    valid_until DATE,
    token TEXT NOT NULL,
    verify_url TEXT NOT NULL,
    file TEXT,
    void_reason_code TEXT,
    void_reason TEXT,
    voided_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT certificate_numbers_number_unique UNIQUE (number),
    CONSTRAINT certificate_numbers_serial_unique UNIQUE (year, serial),
    CONSTRAINT certificate_numbers_known_status CHECK (status IN ('reserved', 'used', 'void')),
    CONSTRAINT certificate_numbers_void_has_reason
        CHECK ((status = 'void') = (void_reason_code IS NOT NULL)),
    FOREIGN KEY(ceremony_id) REFERENCES ceremonies (id),
    FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE UNIQUE INDEX certificate_numbers_one_reserved
        ON certificate_numbers (application_id) WHERE status = 'reserved';
CREATE INDEX certificate_numbers_by_ceremony ON certificate_numbers (ceremony_id);

ALTER TABLE ceremonies
    ADD COLUMN prepared_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN issued_on DATE,
    ADD COLUMN begins_on DATE;

ALTER TABLE ceremony_entries
    ADD COLUMN number_id UUID,
    ADD COLUMN handed_over_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN handed_over_to TEXT,
    ADD FOREIGN KEY (number_id) REFERENCES certificate_numbers (id),
    ADD CONSTRAINT ceremony_entries_handed_over_is_awarded
        CHECK (handed_over_at IS NULL OR certificate_number IS NOT NULL);

ALTER TABLE certificates
    ADD COLUMN replaces TEXT,
    ADD COLUMN replaced_by TEXT;

INSERT INTO certificate_numbers
    (number, year, serial, status, ceremony_id, application_id, name, issued_on, valid_until,
     token, verify_url, id, version, event_sequence, readers, created_at, updated_at)
SELECT c.number, c.year, c.serial, 'used', e.ceremony_id, m.application_id, c.member_name,
       c.issued_on, c.valid_until, c.token, c.verify_url, c.id, 1, 0,
       ARRAY['role:auditor', 'role:decider', 'role:officer', 'role:operator'],
       c.created_at, c.created_at
  FROM certificates c
  JOIN members m ON m.id = c.member_id
  LEFT JOIN ceremony_entries e ON e.certificate_number = c.number;

UPDATE ceremony_entries e
   SET number_id = n.id, handed_over_at = n.created_at
  FROM certificate_numbers n
 WHERE n.number = e.certificate_number;

INSERT INTO due_work (kind, key, due_at, payload, attempts, stuck)
SELECT 'print_certificates', ceremony_id::text, max(created_at), '{}', 0, false
  FROM certificate_numbers
 WHERE ceremony_id IS NOT NULL
 GROUP BY ceremony_id;
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
