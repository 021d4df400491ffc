"""The year: contributions, reports, evaluation, awards and dossiers of nomination."""

from __future__ import annotations

from alembic import op

revision = "members_0011"
down_revision = "members_0010"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE booking_copies (
    date_id UUID NOT NULL,
    member_id UUID NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (date_id)
);

CREATE TABLE contributions (
    member_id UUID NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    happened_on DATE NOT NULL,
    year INTEGER NOT NULL,
    place TEXT,
    hours FLOAT,
    audience INTEGER,
    unesco_field TEXT,
    commitment TEXT,
    tagged_by_hand BOOLEAN NOT NULL,
    source TEXT NOT NULL,
    source_id UUID NOT NULL,
    source_event_id UUID,
    void_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT contributions_once_for_each_event UNIQUE (source_event_id),
    CONSTRAINT contributions_once_for_each_source UNIQUE (source, source_id, kind),
    CONSTRAINT contributions_hours_not_negative CHECK (hours >= 0),
    CONSTRAINT contributions_audience_not_negative CHECK (audience >= 0),
    CONSTRAINT contributions_in_their_year CHECK (year = extract(year FROM happened_on)),
    FOREIGN KEY(member_id) REFERENCES members (id)
);

CREATE INDEX contributions_by_member ON contributions (member_id, year);

CREATE INDEX contributions_by_year ON contributions (year);

CREATE TABLE report_rounds (
    year INTEGER NOT NULL,
    opens_on DATE NOT NULL,
    due_on DATE NOT NULL,
    status TEXT NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT report_rounds_one_a_year UNIQUE (year),
    CONSTRAINT report_rounds_known_status CHECK (status IN ('scheduled', 'open')),
    CONSTRAINT report_rounds_open_before_they_are_due CHECK (opens_on < due_on)
);

CREATE TABLE yearly_reports (
    member_id UUID NOT NULL,
    member_name TEXT NOT NULL,
    year INTEGER NOT NULL,
    due_on DATE NOT NULL,
    status TEXT NOT NULL,
    texts JSONB NOT NULL,
    entries JSONB NOT NULL,
    figures JSONB,
    submitted_at TIMESTAMP WITH TIME ZONE,
    submitted_by TEXT,
    received_on DATE,
    return_reason TEXT,
    reminded_on DATE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT yearly_reports_one_a_year UNIQUE (member_id, year),
    CONSTRAINT yearly_reports_known_status
        CHECK (status IN ('due', 'submitted', 'returned', 'accepted', 'waived')),
    CONSTRAINT yearly_reports_submitted_are_whole
        CHECK (status NOT IN ('submitted', 'accepted') OR (submitted_at IS NOT NULL
        AND figures IS NOT NULL)),
    FOREIGN KEY(member_id) REFERENCES members (id)
);

CREATE INDEX yearly_reports_by_year ON yearly_reports (year, status);

CREATE TABLE evaluation_rounds (
    year INTEGER NOT NULL,
    title_vi TEXT NOT NULL,
    title_en TEXT,
    criteria JSONB NOT NULL,
    status TEXT NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT evaluation_rounds_known_status
        CHECK (status IN ('draft', 'open', 'completed', 'cancelled'))
);

CREATE UNIQUE INDEX evaluation_rounds_one_a_year
        ON evaluation_rounds (year) WHERE status <> 'cancelled';

CREATE TABLE evaluations (
    round_id UUID NOT NULL,
    member_id UUID NOT NULL,
    member_name TEXT NOT NULL,
    year INTEGER NOT NULL,
    status TEXT NOT NULL,
    percent FLOAT,
    grade TEXT,
    sheet JSONB,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT evaluations_one_for_each_member UNIQUE (round_id, member_id),
    CONSTRAINT evaluations_known_status CHECK (status IN ('open', 'completed', 'cancelled')),
    CONSTRAINT evaluations_completed_are_graded
        CHECK ((status = 'completed') = (grade IS NOT NULL
        AND percent IS NOT NULL AND sheet IS NOT NULL)),
    FOREIGN KEY(round_id) REFERENCES evaluation_rounds (id),
    FOREIGN KEY(member_id) REFERENCES members (id)
);

CREATE INDEX evaluations_by_member ON evaluations (member_id);

CREATE TABLE evaluation_scores (
    evaluation_id UUID NOT NULL,
    criterion TEXT NOT NULL,
    scorer TEXT NOT NULL,
    score FLOAT NOT NULL,
    note TEXT,
    given_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (evaluation_id, criterion, scorer),
    CONSTRAINT evaluation_scores_not_negative CHECK (score >= 0),
    FOREIGN KEY(evaluation_id) REFERENCES evaluations (id)
);

CREATE TABLE nominations (
    year INTEGER NOT NULL,
    form TEXT NOT NULL,
    title_vi TEXT NOT NULL,
    title_en TEXT,
    addressee TEXT NOT NULL,
    meeting JSONB,
    status TEXT NOT NULL,
    proposed_at TIMESTAMP WITH TIME ZONE,
    withdrawal_reason TEXT,
    document_id UUID,
    part_ids JSONB,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT nominations_known_status CHECK (status IN ('drafted', 'proposed', 'withdrawn')),
    CONSTRAINT nominations_proposed_with_dossier
        CHECK (status <> 'proposed' OR (document_id IS NOT NULL AND proposed_at IS NOT NULL))
);

CREATE TABLE awards (
    year INTEGER NOT NULL,
    form TEXT NOT NULL,
    title_vi TEXT NOT NULL,
    title_en TEXT,
    recipient_kind TEXT NOT NULL,
    member_id UUID,
    member_name TEXT,
    person_name TEXT,
    person_key TEXT,
    consent JSONB,
    statement TEXT NOT NULL,
    status TEXT NOT NULL,
    nominated_by TEXT NOT NULL,
    nomination_id UUID,
    document_id UUID,
    granted_on DATE,
    granted_by TEXT,
    declined_reason TEXT,
    revoked_on DATE,
    revocation_code TEXT,
    revocation_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT awards_known_status
        CHECK (status IN ('nominated', 'granted', 'declined', 'revoked')),
    CONSTRAINT awards_name_persons CHECK ((recipient_kind = 'person') = (person_name IS NOT NULL)),
    CONSTRAINT awards_name_organisations
        CHECK (recipient_kind = 'person' OR member_id IS NOT NULL),
    CONSTRAINT awards_granted_on_a_day
        CHECK (status NOT IN ('granted', 'revoked') OR granted_on IS NOT NULL),
    CONSTRAINT awards_revoked_with_reason
        CHECK ((status = 'revoked') = (revoked_on IS NOT NULL AND revocation_code IS NOT NULL)),
    FOREIGN KEY(member_id) REFERENCES members (id),
    FOREIGN KEY(nomination_id) REFERENCES nominations (id)
);

CREATE INDEX awards_by_member ON awards (member_id);

CREATE INDEX awards_by_nomination ON awards (nomination_id);

CREATE TABLE award_achievements (
    award_id UUID NOT NULL,
    contribution_id UUID NOT NULL,
    released_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (award_id, contribution_id),
    FOREIGN KEY(award_id) REFERENCES awards (id),
    FOREIGN KEY(contribution_id) REFERENCES contributions (id)
);

CREATE UNIQUE INDEX award_achievements_rewarded_once
        ON award_achievements (contribution_id) WHERE released_at IS NULL;
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
