"""Rights: papers asked for, introductions to partner cities, activities and their places."""

from __future__ import annotations

from alembic import op

revision = "members_0010"
down_revision = "members_0009"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE activities (
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    title_vi TEXT NOT NULL,
    title_en TEXT,
    summary_vi TEXT,
    summary_en TEXT,
    search TEXT NOT NULL,
    fields TEXT[] NOT NULL,
    place TEXT,
    online_url TEXT,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sign_up_opens_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sign_up_closes_at TIMESTAMP WITH TIME ZONE NOT NULL,
    places INTEGER,
    seats_taken INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    places_for_each_member INTEGER,
    minutes INTEGER,
    gives_certificate BOOLEAN NOT NULL,
    call_id UUID,
    cancel_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT activities_known_status
        CHECK (status IN ('draft', 'published', 'held', 'cancelled')),
    CONSTRAINT activities_end_after_start CHECK (starts_at < ends_at),
    CONSTRAINT activities_sign_up_before_start
        CHECK (sign_up_opens_at < sign_up_closes_at AND sign_up_closes_at <= starts_at),
    CONSTRAINT activities_some_places CHECK (places IS NULL OR places > 0),
    CONSTRAINT activities_no_more_seats_than_places CHECK (places IS NULL OR seats_taken <= places),
    CONSTRAINT activities_cancelled_say_why
        CHECK ((status = 'cancelled') = (cancel_reason IS NOT NULL)),
    FOREIGN KEY(call_id) REFERENCES calls (id)
);
CREATE INDEX activities_by_start ON activities (starts_at, id);

CREATE TABLE benefits (
    kind TEXT NOT NULL,
    member_id UUID NOT NULL,
    member_name TEXT NOT NULL,
    year INTEGER NOT NULL,
    status TEXT NOT NULL,
    facts JSONB NOT NULL,
    requested_on DATE NOT NULL,
    promised_on DATE NOT NULL,
    requested_by TEXT NOT NULL,
    checked_by TEXT,
    document_id UUID,
    confirmed_on DATE,
    decline_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT benefits_known_status
        CHECK (status IN ('requested', 'checked', 'confirmed', 'declined', 'cancelled', 'revoked')),
    CONSTRAINT benefits_checked_have_document
        CHECK (status NOT IN ('checked', 'confirmed', 'revoked') OR document_id IS NOT NULL),
    CONSTRAINT benefits_declined_say_why
        CHECK ((status = 'declined') = (decline_reason IS NOT NULL)),
    FOREIGN KEY(member_id) REFERENCES members (id),
    FOREIGN KEY(document_id) REFERENCES official_documents (id)
);
CREATE INDEX benefits_by_status ON benefits (status);
CREATE UNIQUE INDEX benefits_one_open_for_each_year ON benefits (member_id, kind, year)
    WHERE status IN ('requested', 'checked');

CREATE TABLE introductions (
    member_id UUID NOT NULL,
    member_name TEXT NOT NULL,
    partner TEXT NOT NULL,
    field TEXT,
    purpose_vi TEXT NOT NULL,
    purpose_en TEXT NOT NULL,
    status TEXT NOT NULL,
    requested_on DATE NOT NULL,
    promised_on DATE NOT NULL,
    requested_by TEXT NOT NULL,
    prepared_by TEXT,
    document_id UUID,
    introduced_on DATE,
    outcome TEXT,
    outcome_on DATE,
    outcome_note TEXT,
    decline_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT introductions_known_status
        CHECK (status IN ('requested', 'prepared', 'introduced', 'concluded',
            'declined', 'cancelled', 'revoked')),
    CONSTRAINT introductions_prepared_have_letter
        CHECK (status NOT IN ('prepared', 'introduced', 'concluded', 'revoked')
            OR document_id IS NOT NULL),
    CONSTRAINT introductions_declined_say_why
        CHECK ((status = 'declined') = (decline_reason IS NOT NULL)),
    CONSTRAINT introductions_concluded_have_outcome
        CHECK (status <> 'concluded' OR (outcome IS NOT NULL AND outcome_on IS NOT NULL)),
    FOREIGN KEY(member_id) REFERENCES members (id),
    FOREIGN KEY(document_id) REFERENCES official_documents (id)
);
CREATE INDEX introductions_by_partner ON introductions (partner);
CREATE UNIQUE INDEX introductions_one_open_for_each_partner ON introductions (member_id, partner)
    WHERE status IN ('requested', 'prepared');

CREATE TABLE participations (
    activity_id UUID NOT NULL,
    member_id UUID NOT NULL,
    member_name TEXT NOT NULL,
    participant_name TEXT,
    participant_search TEXT NOT NULL,
    status TEXT NOT NULL,
    turn INTEGER NOT NULL,
    seat INTEGER,
    minutes INTEGER,
    signed_up_by TEXT NOT NULL,
    reason TEXT,
    document_id UUID,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT participations_known_status
        CHECK (status IN ('seated', 'waiting', 'cancelled',
            'called_off', 'attended', 'absent', 'not_seated')),
    CONSTRAINT participations_seated_have_seat
        CHECK ((status <> 'seated' OR seat IS NOT NULL)
            AND (status IN ('seated', 'attended', 'absent') OR seat IS NULL)),
    FOREIGN KEY(activity_id) REFERENCES activities (id),
    FOREIGN KEY(member_id) REFERENCES members (id),
    FOREIGN KEY(document_id) REFERENCES official_documents (id)
);
CREATE INDEX participations_by_member ON participations (member_id);
CREATE UNIQUE INDEX participations_in_turn ON participations (activity_id, turn);
CREATE UNIQUE INDEX participations_one_for_each_seat ON participations (activity_id, seat);
CREATE UNIQUE INDEX participations_signed_up_once
    ON participations (activity_id, member_id, participant_search)
    WHERE status NOT IN ('cancelled', 'called_off');
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
