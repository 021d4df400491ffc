"""Official documents, their numbers and series."""

from __future__ import annotations

from alembic import op

revision = "members_0006"
down_revision = "members_0005"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE official_documents (
    kind TEXT NOT NULL,
    authority TEXT NOT NULL,
    status TEXT NOT NULL,
    title_vi TEXT NOT NULL,
    title_en TEXT,
    search TEXT NOT NULL,
    about TEXT[] NOT NULL,
    shared_with TEXT[] NOT NULL,
    page JSONB NOT NULL,
    number TEXT,
    number_source TEXT,
    number_year INTEGER,
    serial INTEGER,
    dated_on DATE,
    signer_name TEXT,
    signer_title TEXT,
    signing_capacity TEXT,
    signature JSONB,
    file_sha256 TEXT,
    file_size BIGINT,
    sent_at TIMESTAMP WITH TIME ZONE,
    signed_at TIMESTAMP WITH TIME ZONE,
    issued_at TIMESTAMP WITH TIME ZONE,
    succeeds_id UUID,
    succeeds_as TEXT,
    ended_by_id UUID,
    successor_id UUID,
    succession_reason TEXT,
    discard_reason TEXT,
    drafted_by TEXT NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT official_documents_known_status CHECK (status IN
        ('drafted', 'for_signature', 'signed', 'issued', 'corrected', 'replaced', 'annulled',
         'withdrawn', 'discarded')),
    CONSTRAINT official_documents_out_is_whole CHECK (
        status IN ('drafted', 'for_signature', 'signed', 'discarded') OR (number IS NOT NULL
        AND dated_on IS NOT NULL AND issued_at IS NOT NULL AND file_sha256 IS NOT NULL)),
    CONSTRAINT official_documents_number_has_year CHECK ((number IS NULL) = (number_year IS NULL)),
    CONSTRAINT official_documents_succession_is_whole
        CHECK ((succeeds_id IS NULL) = (succeeds_as IS NULL)),
    FOREIGN KEY(succeeds_id) REFERENCES official_documents (id)
);

CREATE INDEX official_documents_by_about ON official_documents USING gin (about);

CREATE INDEX official_documents_by_successor ON official_documents (succeeds_id);

CREATE UNIQUE INDEX official_documents_number_once
    ON official_documents (authority, kind, number_year, number)
    WHERE status <> 'discarded';

CREATE UNIQUE INDEX official_documents_one_successor_at_a_time
    ON official_documents (succeeds_id)
    WHERE status IN ('drafted', 'for_signature', 'signed');

CREATE TABLE document_series (
    authority TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (authority, kind, year)
);

CREATE TABLE document_numbers (
    authority TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    number TEXT NOT NULL,
    status TEXT NOT NULL,
    document_id UUID,
    reason TEXT,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (authority, kind, year, serial),
    CONSTRAINT document_numbers_known_status CHECK (status IN ('reserved', 'used', 'void')),
    CONSTRAINT document_numbers_void_has_reason CHECK ((status = 'void') = (reason IS NOT NULL)),
    CONSTRAINT document_numbers_belong CHECK (status = 'void' OR document_id IS NOT NULL)
);
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
