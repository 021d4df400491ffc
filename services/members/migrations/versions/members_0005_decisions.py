"""Decisions as rows of their own, what changes them, and complaints.

Every file decided before gets its decision, so that it can be corrected, ended or complained about.
"""

from __future__ import annotations

from alembic import op

revision = "members_0005"
down_revision = "members_0004"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE applications DROP CONSTRAINT applications_known_status;

ALTER TABLE applications ADD CONSTRAINT applications_known_status
    CHECK (status IN ('draft', 'submitted', 'supplement_requested', 'approved', 'rejected',
        'withdrawn', 'revoked'));

ALTER TABLE applications DROP CONSTRAINT applications_admitted_are_approved;

ALTER TABLE applications ADD CONSTRAINT applications_admitted_are_approved
    CHECK (member_id IS NULL OR status IN ('approved', 'revoked'));

CREATE TABLE decisions (
    call_id UUID NOT NULL,
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    effective_on DATE NOT NULL,
    changes_decision_id UUID,
    complaint_id UUID,
    changed JSONB,
    decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by TEXT NOT NULL,
    decided_name TEXT NOT NULL,
    decided_for TEXT,
    document_id UUID,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT decisions_known_kind
        CHECK (kind IN ('decision', 'correction', 'annulment', 'withdrawal')),
    CONSTRAINT decisions_known_status CHECK (status IN ('in_force', 'annulled', 'withdrawn')),
    CONSTRAINT decisions_change_another
        CHECK ((kind = 'decision') = (changes_decision_id IS NULL)),
    CONSTRAINT decisions_changes_stand_with_reason
        CHECK (kind = 'decision' OR (status = 'in_force' AND reason IS NOT NULL)),
    FOREIGN KEY(call_id) REFERENCES calls (id),
    FOREIGN KEY(changes_decision_id) REFERENCES decisions (id)
);
CREATE INDEX decisions_by_call ON decisions (call_id);
CREATE INDEX decisions_by_changed ON decisions (changes_decision_id);

CREATE TABLE decision_entries (
    decision_id UUID NOT NULL,
    application_id UUID NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    applicant_key TEXT NOT NULL,
    standing BOOLEAN NOT NULL,
    ended_by UUID,
    PRIMARY KEY (decision_id, application_id),
    CONSTRAINT decision_entries_end_is_whole CHECK (NOT standing OR ended_by IS NULL),
    FOREIGN KEY(decision_id) REFERENCES decisions (id),
    FOREIGN KEY(application_id) REFERENCES applications (id),
    FOREIGN KEY(ended_by) REFERENCES decisions (id)
);
CREATE UNIQUE INDEX decision_entries_one_standing
        ON decision_entries (application_id) WHERE standing;

CREATE TABLE complaint_series (
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (year)
);

CREATE TABLE complaints (
    number TEXT NOT NULL,
    about TEXT NOT NULL,
    subject_id UUID NOT NULL,
    subject_name TEXT NOT NULL,
    decision_id UUID,
    contact_id UUID,
    complainant_key TEXT NOT NULL,
    on_paper BOOLEAN NOT NULL,
    grounds TEXT NOT NULL,
    status TEXT NOT NULL,
    decided_by JSONB NOT NULL,
    decided_on DATE NOT NULL,
    received_on DATE NOT NULL,
    late BOOLEAN NOT NULL,
    admit_by DATE NOT NULL,
    resolve_by DATE,
    extend_to DATE,
    extension JSONB,
    admitted_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    answer TEXT,
    answer_code TEXT,
    remedy TEXT,
    remedy_decision_id UUID,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT complaints_known_status
        CHECK (status IN ('lodged', 'admitted', 'inadmissible', 'upheld', 'partly_upheld',
            'dismissed', 'withdrawn')),
    CONSTRAINT complaints_name_decision CHECK ((about = 'decision') = (decision_id IS NOT NULL)),
    CONSTRAINT complaints_number_unique UNIQUE (number),
    FOREIGN KEY(decision_id) REFERENCES decisions (id),
    FOREIGN KEY(contact_id) REFERENCES contacts (id),
    FOREIGN KEY(remedy_decision_id) REFERENCES decisions (id)
);
CREATE INDEX complaints_by_decision ON complaints (decision_id);
CREATE UNIQUE INDEX complaints_one_open
        ON complaints (about, subject_id) WHERE status IN ('lodged', 'admitted');

INSERT INTO decisions (id, version, event_sequence, readers, created_at, updated_at, call_id, kind,
        outcome, status, reason, effective_on, decided_at, decided_by, decided_name)
    SELECT id, 1, 0,
           ARRAY['role:auditor', 'role:decider', 'role:officer', 'role:operator',
                 'subject:' || applicant_issuer || '|' || applicant_subject],
           (decision->>'decided_at')::timestamptz, (decision->>'decided_at')::timestamptz,
           call_id, 'decision', decision->>'outcome', 'in_force', decision->>'reason',
           ((decision->>'decided_at')::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
           (decision->>'decided_at')::timestamptz, coalesce(decided_by, ''),
           coalesce(substring(decided_by FROM '[^|]*$'), '')
      FROM applications WHERE status IN ('approved', 'rejected') AND decision IS NOT NULL;

INSERT INTO decision_entries (decision_id, application_id, position, name, applicant_key, standing)
    SELECT id, id, 0, name, applicant_issuer || '|' || applicant_subject, true
      FROM applications WHERE status IN ('approved', 'rejected') AND decision IS NOT NULL;

UPDATE applications SET decision = decision || jsonb_build_object('id', id)
 WHERE status IN ('approved', 'rejected') AND decision IS NOT NULL;
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)
