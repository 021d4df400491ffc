"""The tables of the members service: calls, applications, ceremonies, members, people."""

from __future__ import annotations

from alembic import op

revision = "members_0001"
down_revision = None
branch_labels = ("members",)
depends_on = "backbone_0001"

TABLES = """

CREATE TABLE calls (
    kind TEXT NOT NULL,
    title_vi TEXT NOT NULL,
    title_en TEXT,
    opens_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closes_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    published_status TEXT,
    criteria JSONB NOT NULL,
    required_documents TEXT[] NOT NULL,
    quorum INTEGER NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT calls_open_before_they_close CHECK (opens_at < closes_at),
    CONSTRAINT calls_quorum_positive CHECK (quorum > 0)
);

CREATE TABLE ceremonies (
    title_vi TEXT NOT NULL,
    title_en TEXT,
    held_at TIMESTAMP WITH TIME ZONE NOT NULL,
    place TEXT NOT NULL,
    status TEXT NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ceremonies_known_status CHECK (status IN ('scheduled', 'held', 'cancelled'))
);

CREATE TABLE certificate_series (
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (year)
);

CREATE TABLE contacts (
    name TEXT,
    email TEXT,
    phone TEXT,
    locale TEXT NOT NULL,
    owner_issuer TEXT NOT NULL,
    owner_subject TEXT NOT NULL,
    application_id UUID,
    member_id UUID,
    published BOOLEAN NOT NULL,
    erased_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT contacts_erased_are_blank
        CHECK (erased_at IS NULL OR (name IS NULL AND email IS NULL AND phone IS NULL))
);
CREATE INDEX contacts_by_member ON contacts (member_id);

CREATE TABLE grants (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    role TEXT NOT NULL,
    member_id UUID,
    host_id UUID,
    valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
    valid_until TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    granted_by TEXT NOT NULL,
    on_behalf_of TEXT,
    reason TEXT,
    email TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT grants_name_member CHECK ((role = 'member') = (member_id IS NOT NULL)),
    CONSTRAINT grants_name_host CHECK ((role = 'host') = (host_id IS NOT NULL))
);
CREATE INDEX grants_by_member ON grants (member_id);
CREATE INDEX grants_by_subject ON grants (issuer, subject);

CREATE TABLE applications (
    call_id UUID NOT NULL,
    applicant_issuer TEXT NOT NULL,
    applicant_subject TEXT NOT NULL,
    contact_id UUID,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    kind TEXT,
    ownership TEXT,
    fields TEXT[] NOT NULL,
    address_line TEXT,
    ward TEXT,
    status TEXT NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE,
    supplement JSONB,
    review_count INTEGER NOT NULL,
    total_score FLOAT,
    decision JSONB,
    decided_by TEXT,
    member_id UUID,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT applications_known_status
        CHECK (status IN ('draft', 'submitted', 'supplement_requested', 'approved', 'rejected',
            'withdrawn')),
    CONSTRAINT applications_one_member_each UNIQUE (member_id),
    CONSTRAINT applications_admitted_are_approved CHECK (member_id IS NULL OR status = 'approved'),
    FOREIGN KEY(call_id) REFERENCES calls (id),
    FOREIGN KEY(contact_id) REFERENCES contacts (id)
);
CREATE INDEX applications_by_applicant ON applications (applicant_issuer, applicant_subject);
CREATE INDEX applications_by_call ON applications (call_id);
CREATE UNIQUE INDEX applications_drafted_once
        ON applications (call_id, applicant_issuer, applicant_subject, name)
        WHERE status = 'draft';

CREATE TABLE ceremony_entries (
    ceremony_id UUID NOT NULL,
    application_id UUID NOT NULL,
    position INTEGER NOT NULL,
    standing BOOLEAN NOT NULL,
    member_id UUID,
    certificate_number TEXT,
    PRIMARY KEY (ceremony_id, application_id),
    CONSTRAINT ceremony_entries_award_is_whole
        CHECK ((member_id IS NULL) = (certificate_number IS NULL)),
    FOREIGN KEY(ceremony_id) REFERENCES ceremonies (id),
    FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE UNIQUE INDEX ceremony_entries_one_standing
        ON ceremony_entries (application_id) WHERE standing;

CREATE TABLE documents (
    id UUID NOT NULL,
    application_id UUID NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    file_name TEXT,
    uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT documents_one_of_a_kind UNIQUE (application_id, kind),
    FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE INDEX documents_by_sha256 ON documents (sha256);

CREATE TABLE members (
    application_id UUID,
    contact_id UUID,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    ownership TEXT NOT NULL,
    fields TEXT[] NOT NULL,
    status TEXT NOT NULL,
    address_line TEXT,
    ward TEXT,
    ward_search TEXT,
    address_public BOOLEAN NOT NULL,
    website TEXT,
    description_vi TEXT,
    description_en TEXT,
    status_since DATE NOT NULL,
    member_since DATE NOT NULL,
    left_on DATE,
    suspension_reason TEXT,
    suspension_reason_code TEXT,
    suspended_at TIMESTAMP WITH TIME ZONE,
    suspended_until DATE,
    certificate_number TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT members_known_status CHECK (status IN ('active', 'suspended', 'left')),
    CONSTRAINT members_reason_only_while_suspended
        CHECK (status = 'suspended' OR (suspension_reason IS NULL AND suspended_until IS NULL)),
    CONSTRAINT members_public_address_exists CHECK (NOT address_public OR ward IS NOT NULL),
    CONSTRAINT members_one_for_each_application UNIQUE (application_id),
    FOREIGN KEY(application_id) REFERENCES applications (id),
    FOREIGN KEY(contact_id) REFERENCES contacts (id)
);
CREATE INDEX members_by_field ON members USING gin (fields);
CREATE INDEX members_by_name ON members (sort_key, id);

CREATE TABLE reviews (
    application_id UUID NOT NULL,
    reviewer_issuer TEXT NOT NULL,
    reviewer_subject TEXT NOT NULL,
    scores JSONB NOT NULL,
    comment TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT reviews_one_for_each_reviewer
        UNIQUE (application_id, reviewer_issuer, reviewer_subject),
    FOREIGN KEY(application_id) REFERENCES applications (id)
);

CREATE TABLE certificates (
    number TEXT NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    member_id UUID NOT NULL,
    member_name TEXT NOT NULL,
    token TEXT NOT NULL,
    issued_on DATE NOT NULL,
    valid_until DATE,
    revoked_on DATE,
    verify_url TEXT NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT certificates_number_unique UNIQUE (number),
    CONSTRAINT certificates_serial_unique UNIQUE (year, serial),
    FOREIGN KEY(member_id) REFERENCES members (id)
);
CREATE INDEX certificates_by_member ON certificates (member_id);
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
