"""Closed files with their dossiers and time of keeping; lists by which they are destroyed."""

from __future__ import annotations

from alembic import op

revision = "members_0013"
down_revision = "members_0012"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE destructions (
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    document_id UUID NOT NULL,
    approved_by TEXT,
    approved_at TIMESTAMP WITH TIME ZONE,
    carried_out_at TIMESTAMP WITH TIME ZONE,
    report JSONB,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT destructions_known_status
        CHECK (status IN ('drafted', 'approved', 'carried_out', 'dropped')),
    CONSTRAINT destructions_by_two_people
        CHECK (status NOT IN ('approved', 'carried_out') OR
            (approved_by IS NOT NULL AND approved_by <> prepared_by)),
    FOREIGN KEY(document_id) REFERENCES official_documents (id)
);

CREATE TABLE closed_files (
    file_kind TEXT NOT NULL,
    file_id UUID NOT NULL,
    title TEXT NOT NULL,
    number TEXT,
    outcome TEXT NOT NULL,
    status TEXT NOT NULL,
    closed_on DATE NOT NULL,
    closed_by TEXT NOT NULL,
    retention_code TEXT NOT NULL,
    retention_years INTEGER,
    keep_until DATE,
    dossier_sha256 TEXT,
    dossier_size BIGINT,
    contents JSONB NOT NULL,
    destruction_id UUID,
    destroyed_at TIMESTAMP WITH TIME ZONE,
    reopen_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT closed_files_known_status
        CHECK (status IN ('closed', 'reopened', 'listed', 'destroyed')),
    CONSTRAINT closed_files_destroyed_have_no_dossier
        CHECK (status <> 'destroyed' OR dossier_sha256 IS NULL),
    CONSTRAINT closed_files_listed_on_a_list
        CHECK (status NOT IN ('listed', 'destroyed') OR destruction_id IS NOT NULL),
    FOREIGN KEY(destruction_id) REFERENCES destructions (id)
);
CREATE INDEX closed_files_by_destruction ON closed_files (destruction_id);
CREATE INDEX closed_files_by_time ON closed_files (keep_until) WHERE status = 'closed';
CREATE UNIQUE INDEX closed_files_closed_once
        ON closed_files (file_kind, file_id) WHERE status <> 'reopened';
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
