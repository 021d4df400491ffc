"""Review: who scores what, who is recused, what the board votes and the chair recommends."""

from __future__ import annotations

from alembic import op

revision = "members_0004"
down_revision = "members_0003"
branch_labels = None
depends_on = None

TABLES = """

ALTER TABLE calls ADD COLUMN reviewers_assigned_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE reviews ADD COLUMN set_aside_at TIMESTAMP WITH TIME ZONE;

CREATE TABLE reviewers (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    fields TEXT[] NOT NULL,
    away_from TIMESTAMP WITH TIME ZONE,
    away_until TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT reviewers_absence_ends_after_it_begins
        CHECK (away_from IS NULL OR away_until IS NULL OR away_from < away_until)
);
CREATE UNIQUE INDEX reviewers_each_once ON reviewers (issuer, subject);

CREATE TABLE review_boards (
    call_id UUID NOT NULL,
    chair_issuer TEXT NOT NULL,
    chair_subject TEXT NOT NULL,
    reviewers JSONB NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(call_id) REFERENCES calls (id)
);
CREATE UNIQUE INDEX review_boards_one_for_each_call ON review_boards (call_id);

CREATE TABLE review_meetings (
    call_id UUID NOT NULL,
    held_at TIMESTAMP WITH TIME ZONE NOT NULL,
    place TEXT NOT NULL,
    chair TEXT NOT NULL,
    secretary TEXT NOT NULL,
    present JSONB NOT NULL,
    absent JSONB NOT NULL,
    votes JSONB NOT NULL,
    conclusion TEXT,
    status TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    document_id UUID,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT review_meetings_known_status CHECK (status IN ('open', 'closed', 'cancelled')),
    CONSTRAINT review_meetings_closed_at_a_time
        CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    FOREIGN KEY(call_id) REFERENCES calls (id)
);
CREATE INDEX review_meetings_by_call ON review_meetings (call_id);

CREATE TABLE recommendations (
    application_id UUID NOT NULL,
    meeting_id UUID,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_by TEXT,
    replaced_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT recommendations_known_outcome CHECK (outcome IN ('approve', 'reject', 'discuss')),
    FOREIGN KEY(application_id) REFERENCES applications (id),
    FOREIGN KEY(meeting_id) REFERENCES review_meetings (id)
);
CREATE UNIQUE INDEX recommendations_one_standing
        ON recommendations (application_id)
        WHERE replaced_at IS NULL;

CREATE TABLE review_assignments (
    application_id UUID NOT NULL,
    call_id UUID NOT NULL,
    reviewer_issuer TEXT NOT NULL,
    reviewer_subject TEXT NOT NULL,
    status TEXT NOT NULL,
    assigned_by TEXT NOT NULL,
    reason TEXT,
    handed_to UUID,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT review_assignments_known_status
        CHECK (status IN ('open', 'done', 'recused', 'ended', 'handed_over')),
    FOREIGN KEY(application_id) REFERENCES applications (id),
    FOREIGN KEY(call_id) REFERENCES calls (id),
    FOREIGN KEY(handed_to) REFERENCES review_assignments (id)
);
CREATE INDEX review_assignments_by_call ON review_assignments (call_id);
CREATE INDEX review_assignments_by_reviewer
        ON review_assignments (reviewer_issuer, reviewer_subject, status);
CREATE UNIQUE INDEX review_assignments_standing_once
        ON review_assignments (application_id, reviewer_issuer, reviewer_subject)
        WHERE status IN ('open', 'done');

CREATE TABLE review_conflicts (
    application_id UUID NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    declared_by TEXT NOT NULL,
    lifted_at TIMESTAMP WITH TIME ZONE,
    lifted_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT review_conflicts_lifted_with_reason
        CHECK ((lifted_at IS NULL) = (lifted_reason IS NULL)),
    FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE UNIQUE INDEX review_conflicts_standing_once
        ON review_conflicts (application_id, issuer, subject)
        WHERE lifted_at IS NULL;
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
