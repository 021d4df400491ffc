"""Applications by a form: answers, supplements, documents checked, paper applicants, renewals."""

from __future__ import annotations

from alembic import op

revision = "members_0003"
down_revision = "members_0002"
branch_labels = None
depends_on = None

# Rows from before: handed in online, the clock from that day on without a promise, files unscanned.
STATEMENTS = """

ALTER TABLE applications
    ADD COLUMN online_url TEXT,
    ADD COLUMN tax_code TEXT,
    ADD COLUMN answers JSONB NOT NULL DEFAULT '{}',
    ADD COLUMN form_version INTEGER,
    ADD COLUMN received_on DATE,
    ADD COLUMN term_days INTEGER,
    ADD COLUMN receipt_number TEXT,
    ADD COLUMN filed_on_paper BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN entered_by TEXT,
    ADD COLUMN taken_over_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN from_application_id UUID REFERENCES applications (id),
    ADD COLUMN renews_member_id UUID,
    ADD CONSTRAINT applications_receipt_number_unique UNIQUE (receipt_number),
    ADD CONSTRAINT applications_received_on_a_day
        CHECK (submitted_at IS NULL OR receipt_number IS NULL OR received_on IS NOT NULL),
    ADD CONSTRAINT applications_paper_is_taken_over
        CHECK (filed_on_paper OR taken_over_at IS NULL);
ALTER TABLE applications
    ALTER COLUMN answers DROP DEFAULT,
    ALTER COLUMN filed_on_paper DROP DEFAULT;
CREATE INDEX applications_by_renewed_member ON applications (renews_member_id);

ALTER TABLE documents
    ADD COLUMN pages INTEGER,
    ADD COLUMN scan_status TEXT NOT NULL DEFAULT 'not_scanned',
    ADD COLUMN scanned_at TIMESTAMP WITH TIME ZONE,
    ADD CONSTRAINT documents_known_scan_status
        CHECK (scan_status IN ('not_scanned', 'quarantined', 'clean', 'infected'));
ALTER TABLE documents ALTER COLUMN scan_status DROP DEFAULT;

ALTER TABLE contacts ADD COLUMN reached_by_post BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE contacts ALTER COLUMN reached_by_post DROP DEFAULT;

CREATE TABLE supplement_requests (
    id UUID NOT NULL,
    application_id UUID NOT NULL,
    requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    requested_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    items JSONB NOT NULL,
    before JSONB NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    changes JSONB,
    PRIMARY KEY (id),
    CONSTRAINT supplement_requests_answered_differ
        CHECK ((answered_at IS NULL) = (changes IS NULL)),
    FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE UNIQUE INDEX supplement_requests_one_open ON supplement_requests (application_id)
    WHERE answered_at IS NULL;
CREATE INDEX supplement_requests_by_application
    ON supplement_requests (application_id, requested_at);

CREATE TABLE receipt_series (
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (year)
);

CREATE TABLE take_over_codes (
    application_id UUID NOT NULL,
    selector TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    issued_by TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    wrong_tries INTEGER NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (application_id),
    CONSTRAINT take_over_codes_selector_unique UNIQUE (selector),
    CONSTRAINT take_over_codes_tries_counted CHECK (wrong_tries >= 0),
    FOREIGN KEY(application_id) REFERENCES applications (id)
);
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
