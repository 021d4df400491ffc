"""Calls as one engine: description, eligibility, form versions, review rules, extensions."""

from __future__ import annotations

from alembic import op

revision = "members_0002"
down_revision = "members_0001"
branch_labels = None
depends_on = None

TABLES = """

CREATE TABLE call_forms (
    call_id UUID NOT NULL,
    version INTEGER NOT NULL,
    form JSONB NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (call_id, version),
    CONSTRAINT call_forms_count_from_one CHECK (version > 0),
    FOREIGN KEY(call_id) REFERENCES calls (id)
);

CREATE TABLE deadline_extensions (
    call_id UUID NOT NULL,
    application_id UUID,
    applicant_issuer TEXT,
    applicant_subject TEXT,
    until TIMESTAMP WITH TIME ZONE NOT NULL,
    reason TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT deadline_extensions_for_a_file_or_a_person
        CHECK ((application_id IS NULL) <> (applicant_subject IS NULL)),
    CONSTRAINT deadline_extensions_person_is_whole
        CHECK ((applicant_issuer IS NULL) = (applicant_subject IS NULL)),
    FOREIGN KEY(call_id) REFERENCES calls (id),
    FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE INDEX deadline_extensions_by_call ON deadline_extensions (call_id);

ALTER TABLE applications ADD COLUMN extended_until TIMESTAMP WITH TIME ZONE;

ALTER TABLE calls
    ADD COLUMN description_vi TEXT,
    ADD COLUMN description_en TEXT,
    ADD COLUMN published_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN archived_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN eligibility JSONB,
    ADD COLUMN form_version INTEGER,
    ADD COLUMN reviewers_per_file INTEGER,
    ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN review_deadline TIMESTAMP WITH TIME ZONE,
    ADD COLUMN tie_rule TEXT NOT NULL DEFAULT 'chair',
    ADD COLUMN spread_limit FLOAT,
    ADD CONSTRAINT calls_reviewers_make_a_quorum CHECK (reviewers_per_file >= quorum),
    ADD CONSTRAINT calls_spread_limit_positive CHECK (spread_limit > 0);
ALTER TABLE calls ALTER COLUMN sealed DROP DEFAULT, ALTER COLUMN tie_rule DROP DEFAULT;
UPDATE calls SET published_at = created_at;

INSERT INTO call_forms (call_id, version, form, made_at)
SELECT id, 1, jsonb_build_object('documents', (
           SELECT jsonb_agg(jsonb_build_object('kind', kind, 'required', true) ORDER BY place)
             FROM unnest(required_documents) WITH ORDINALITY AS one (kind, place)
       )), created_at
  FROM calls WHERE required_documents <> '{}';
UPDATE calls SET form_version = 1 WHERE required_documents <> '{}';
-- squawk-ignore ban-drop-column
ALTER TABLE calls DROP COLUMN required_documents;
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
