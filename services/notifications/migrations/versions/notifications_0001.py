"""Contacts, member contacts, staff and messages."""

from __future__ import annotations

from alembic import op

revision = "notifications_0001"
down_revision = None
branch_labels = ("notifications",)
depends_on = "backbone_0001"

TABLES = """
CREATE TABLE contacts (
    name TEXT,
    email TEXT,
    phone TEXT,
    locale TEXT NOT NULL,
    chosen_locale TEXT,
    wants_updates BOOLEAN NOT NULL,
    member_id UUID,
    application_id UUID,
    suppressed_reason TEXT,
    erased BOOLEAN NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT contacts_erased_are_blank CHECK (
        NOT erased OR (name IS NULL AND email IS NULL AND phone IS NULL)
    )
);

CREATE INDEX contacts_by_member ON contacts (member_id);

CREATE TABLE member_contacts (
    member_id UUID NOT NULL,
    name TEXT NOT NULL,
    contact_ids UUID[] NOT NULL,
    PRIMARY KEY (member_id)
);

CREATE TABLE messages (
    business_key TEXT NOT NULL,
    recipient_kind TEXT NOT NULL,
    recipient_id UUID NOT NULL,
    channel TEXT NOT NULL,
    member_id UUID,
    host_id UUID,
    template TEXT NOT NULL,
    template_version INTEGER NOT NULL,
    locale TEXT NOT NULL,
    address TEXT,
    subject TEXT,
    text TEXT,
    html TEXT,
    status TEXT NOT NULL,
    status_reason TEXT,
    attempts INTEGER NOT NULL,
    not_after TIMESTAMP WITH TIME ZONE NOT NULL,
    delivered_at TIMESTAMP WITH TIME ZONE,
    event_id UUID NOT NULL,
    event_type TEXT NOT NULL,
    correlation_id UUID NOT NULL,
    history JSONB NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT messages_once UNIQUE (business_key, recipient_id, channel),
    CONSTRAINT messages_status_known CHECK (
        status IN ('queued', 'sending', 'delivered', 'failed', 'expired', 'suppressed')
    )
);

CREATE INDEX messages_by_member ON messages (member_id, created_at);

CREATE INDEX messages_by_recipient ON messages (recipient_id);

CREATE INDEX messages_in_order ON messages (created_at, id);

CREATE TABLE staff (
    grant_id UUID NOT NULL,
    role TEXT NOT NULL,
    host_id UUID,
    name TEXT,
    email TEXT NOT NULL,
    locale TEXT NOT NULL,
    valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
    valid_until TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (grant_id)
);

CREATE INDEX staff_by_role ON staff (role, host_id);
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
