"""Consents, requests of persons about their data, legal holds; contacts may be restricted."""

from __future__ import annotations

from alembic import op

revision = "members_0012"
down_revision = "members_0011"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE contacts ADD COLUMN restricted_at TIMESTAMP WITH TIME ZONE;

CREATE TABLE consents (
    holder TEXT NOT NULL,
    person_key TEXT,
    contact_id UUID,
    purpose TEXT NOT NULL,
    text_version INTEGER NOT NULL,
    text_sha256 TEXT NOT NULL,
    locale TEXT NOT NULL,
    way TEXT NOT NULL,
    given_on DATE NOT NULL,
    recorded_by TEXT NOT NULL,
    proof JSONB NOT NULL,
    status TEXT NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    ended_by TEXT,
    end_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT consents_known_status CHECK (status IN ('given', 'withdrawn', 'replaced')),
    CONSTRAINT consents_end_is_whole CHECK ((status = 'given') = (ended_at IS NULL)),
    CONSTRAINT consents_are_someones CHECK (person_key IS NOT NULL OR contact_id IS NOT NULL),
    FOREIGN KEY(contact_id) REFERENCES contacts (id)
);
CREATE INDEX consents_by_contact ON consents (contact_id);
CREATE INDEX consents_by_person ON consents (person_key);
CREATE UNIQUE INDEX consents_one_given ON consents (holder, purpose) WHERE status = 'given';

CREATE TABLE personal_data_requests (
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    person_key TEXT,
    contact_id UUID,
    requester TEXT,
    identified_by TEXT,
    on_paper BOOLEAN NOT NULL,
    details TEXT,
    purpose TEXT,
    correction JSONB,
    third_parties BOOLEAN NOT NULL,
    status TEXT NOT NULL,
    received_on DATE NOT NULL,
    acknowledge_by DATE NOT NULL,
    answer_by DATE NOT NULL,
    extend_to DATE NOT NULL,
    extension JSONB,
    acknowledged_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    answered_by TEXT,
    answer TEXT,
    answer_code TEXT,
    report JSONB,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT personal_data_requests_known_status
        CHECK (status IN ('received', 'acknowledged', 'fulfilled', 'refused', 'withdrawn')),
    CONSTRAINT personal_data_requests_are_someones
        CHECK (person_key IS NOT NULL OR contact_id IS NOT NULL),
    CONSTRAINT personal_data_requests_refused_with_reason
        CHECK (status <> 'refused' OR answer IS NOT NULL),
    CONSTRAINT personal_data_requests_number_unique UNIQUE (number),
    FOREIGN KEY(contact_id) REFERENCES contacts (id)
);
CREATE INDEX personal_data_requests_by_contact ON personal_data_requests (contact_id);
CREATE INDEX personal_data_requests_by_person ON personal_data_requests (person_key);

CREATE TABLE personal_data_series (
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (year)
);

CREATE TABLE legal_holds (
    held_kind TEXT NOT NULL,
    held_id UUID NOT NULL,
    reason TEXT NOT NULL,
    placed_by TEXT NOT NULL,
    lifted_at TIMESTAMP WITH TIME ZONE,
    lifted_by TEXT,
    lifted_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT legal_holds_lifted_with_reason CHECK ((lifted_at IS NULL) = (lifted_reason IS NULL))
);
CREATE UNIQUE INDEX legal_holds_one_standing
        ON legal_holds (held_kind, held_id) WHERE lifted_at IS NULL;
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
