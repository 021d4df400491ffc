"""After an activity: reports, photos, damage, evaluations, keys of check-in codes; conduct marks
with the pause they lead to, and the worklists that a change of standing opens."""

from __future__ import annotations

from alembic import op

revision = "bookings_0009"
down_revision = "bookings_0008"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE known_members ADD COLUMN requests_paused_until TIMESTAMP WITH TIME ZONE;

ALTER TABLE spaces ADD COLUMN no_show_minutes INTEGER;

CREATE TABLE check_in_keys (
    id BIGINT NOT NULL,
    secret BYTEA NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE activity_reports (
    booking_id UUID NOT NULL,
    date_id UUID NOT NULL,
    member_id UUID NOT NULL,
    host_id UUID NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    correct_until TIMESTAMP WITH TIME ZONE NOT NULL,
    evaluate_until TIMESTAMP WITH TIME ZONE NOT NULL,
    status TEXT NOT NULL,
    summary TEXT,
    audience_reported INTEGER,
    audience_counted INTEGER,
    submitted_at TIMESTAMP WITH TIME ZONE,
    submitted_by TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT activity_reports_one_a_date UNIQUE (date_id),
    CONSTRAINT activity_reports_status_known CHECK (status IN ('open', 'submitted')),
    CONSTRAINT activity_reports_audience_not_negative
        CHECK (audience_counted >= 0 AND audience_reported >= 0),
    CONSTRAINT activity_reports_submitted_once
        CHECK (status <> 'submitted' OR submitted_at IS NOT NULL),
    FOREIGN KEY(booking_id) REFERENCES bookings (id),
    FOREIGN KEY(date_id) REFERENCES booking_dates (id),
    FOREIGN KEY(member_id) REFERENCES known_members (id)
);

CREATE INDEX activity_reports_by_booking ON activity_reports (booking_id);

CREATE INDEX activity_reports_by_member ON activity_reports (member_id, starts_at);

CREATE INDEX activity_reports_by_readers ON activity_reports USING gin (readers);

CREATE INDEX activity_reports_by_start ON activity_reports (starts_at, id);

CREATE TABLE report_photos (
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    caption TEXT,
    scan_status TEXT NOT NULL,
    uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    uploaded_by TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT report_photos_once UNIQUE (report_id, sha256),
    FOREIGN KEY(report_id) REFERENCES activity_reports (id)
);

CREATE INDEX report_photos_by_file ON report_photos (sha256);

CREATE TABLE damages (
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    severity TEXT NOT NULL,
    description TEXT NOT NULL,
    noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    noted_by TEXT NOT NULL,
    reply TEXT,
    replied_at TIMESTAMP WITH TIME ZONE,
    settlement TEXT,
    settled_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id),
    FOREIGN KEY(report_id) REFERENCES activity_reports (id)
);

CREATE INDEX damages_by_report ON damages (report_id);

CREATE TABLE evaluations (
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    side TEXT NOT NULL,
    scores JSONB NOT NULL,
    comment TEXT,
    given_at TIMESTAMP WITH TIME ZONE NOT NULL,
    given_by TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT evaluations_one_a_side UNIQUE (report_id, side),
    CONSTRAINT evaluations_side_known CHECK (side IN ('host', 'member')),
    FOREIGN KEY(report_id) REFERENCES activity_reports (id)
);

CREATE TABLE conduct_marks (
    member_id UUID NOT NULL,
    host_id UUID NOT NULL,
    booking_id UUID NOT NULL,
    date_id UUID NOT NULL,
    kind TEXT NOT NULL,
    points INTEGER NOT NULL,
    noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    void_reason TEXT,
    voided_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT conduct_marks_once UNIQUE (date_id, kind),
    CONSTRAINT conduct_marks_points_not_negative CHECK (points >= 0),
    CONSTRAINT conduct_marks_void_with_reason CHECK ((voided_at IS NULL) = (void_reason IS NULL)),
    FOREIGN KEY(member_id) REFERENCES known_members (id),
    FOREIGN KEY(booking_id) REFERENCES bookings (id),
    FOREIGN KEY(date_id) REFERENCES booking_dates (id)
);

CREATE INDEX conduct_marks_by_member ON conduct_marks (member_id, noted_at);

CREATE INDEX conduct_marks_by_readers ON conduct_marks USING gin (readers);

CREATE TABLE standing_cases (
    member_id UUID NOT NULL,
    standing TEXT NOT NULL,
    status TEXT NOT NULL,
    decide_by TIMESTAMP WITH TIME ZONE NOT NULL,
    keeps_begun BOOLEAN NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT standing_cases_status_known CHECK (status IN ('open', 'decided', 'ended')),
    FOREIGN KEY(member_id) REFERENCES known_members (id)
);

CREATE INDEX standing_cases_by_deadline ON standing_cases (decide_by, id);

CREATE INDEX standing_cases_by_readers ON standing_cases USING gin (readers);

CREATE UNIQUE INDEX standing_cases_one_for_each_member ON standing_cases (member_id)
WHERE status <> 'ended';

CREATE TABLE standing_entries (
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    booking_id UUID NOT NULL,
    date_id UUID NOT NULL,
    host_id UUID NOT NULL,
    was TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    reason_code TEXT,
    decided_at TIMESTAMP WITH TIME ZONE,
    decided_by TEXT,
    PRIMARY KEY (id),
    CONSTRAINT standing_entries_once UNIQUE (case_id, date_id),
    CONSTRAINT standing_entries_outcome_known CHECK (
        outcome IN (
            'undecided', 'kept', 'cancelled', 'lapsed', 'overtaken', 'restored', 'lost'
        )
    ),
    FOREIGN KEY(case_id) REFERENCES standing_cases (id),
    FOREIGN KEY(booking_id) REFERENCES bookings (id),
    FOREIGN KEY(date_id) REFERENCES booking_dates (id)
);

CREATE INDEX standing_entries_by_date ON standing_entries (date_id);
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
