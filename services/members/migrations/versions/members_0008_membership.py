"""Membership life: dated facts, people with roles, renewal rounds."""

from __future__ import annotations

from alembic import op

revision = "members_0008"
down_revision = "members_0007"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE members
    ADD COLUMN term_until DATE,
    ADD COLUMN successor_id UUID,
    ADD COLUMN successor_name TEXT,
    DROP CONSTRAINT members_known_status,
    ADD CONSTRAINT members_known_status
        CHECK (status IN ('active', 'suspended', 'left', 'closed', 'removed', 'merged', 'split',
            'lapsed')),
    ADD CONSTRAINT members_succeeded_by_another CHECK (successor_id IS DISTINCT FROM id),
    ADD CONSTRAINT members_successor_is_whole
        CHECK ((successor_id IS NULL) = (successor_name IS NULL)),
    ADD FOREIGN KEY(successor_id) REFERENCES members (id);

ALTER TABLE grants
    ADD COLUMN capacity TEXT,
    ADD COLUMN delegated_from UUID,
    ADD CONSTRAINT grants_capacity_of_members CHECK (capacity IS NULL OR role = 'member'),
    ADD CONSTRAINT grants_delegated_by_someone
        CHECK ((capacity IS NOT DISTINCT FROM 'delegate') = (delegated_from IS NOT NULL)),
    ADD FOREIGN KEY(delegated_from) REFERENCES grants (id);

UPDATE grants SET capacity = 'representative' WHERE id IN (
    SELECT DISTINCT ON (member_id) id FROM grants
     WHERE role = 'member' AND ended_at IS NULL ORDER BY member_id, created_at, id);

CREATE UNIQUE INDEX grants_one_representative ON grants (member_id)
    WHERE capacity = 'representative' AND ended_at IS NULL;

CREATE TABLE member_facts (
    member_id UUID NOT NULL,
    kind TEXT NOT NULL,
    effective_on DATE NOT NULL,
    until_on DATE,
    reason_code TEXT,
    reason TEXT,
    document JSONB,
    decision_id UUID,
    other_member_id UUID,
    formed_ids UUID[] NOT NULL,
    details JSONB NOT NULL,
    consequences JSONB NOT NULL,
    carried_out_at TIMESTAMP WITH TIME ZONE,
    recorded_by TEXT NOT NULL,
    on_behalf_of TEXT,
    correlation_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT member_facts_known_kind
        CHECK (kind IN ('suspended', 'reinstated', 'left', 'closed', 'removed', 'appeal_lodged',
            'appeal_dismissed', 'appeal_upheld', 'removal_annulled', 'merged', 'found_double',
            'split_up', 'split_off', 'formed_by_split', 'absorbed', 'lapsed', 'renewed',
            'renewal_declined', 'representative_changed', 'profile_changed')),
    CONSTRAINT member_facts_end_after_start
        CHECK (until_on IS NULL OR (kind IN ('suspended', 'renewed')
            AND until_on >= effective_on)),
    CONSTRAINT member_facts_name_another_member CHECK (other_member_id IS DISTINCT FROM member_id),
    FOREIGN KEY(member_id) REFERENCES members (id),
    FOREIGN KEY(other_member_id) REFERENCES members (id)
);
CREATE INDEX member_facts_by_member ON member_facts (member_id, effective_on, id);

INSERT INTO member_facts (member_id, kind, effective_on, until_on, reason_code, reason, formed_ids,
    details, consequences, carried_out_at, recorded_by, correlation_id, id, version,
    event_sequence, readers, created_at, updated_at)
SELECT id, status, status_since, suspended_until, suspension_reason_code, suspension_reason, '{}',
    '{}', '[]', updated_at, 'hcn|members_0008', gen_random_uuid(), gen_random_uuid(), 1, 0,
    ARRAY['member:' || id, 'role:auditor', 'role:decider', 'role:officer', 'role:operator'],
    updated_at, updated_at
  FROM members WHERE status <> 'active';

UPDATE due_work SET kind = 'follow_standing' WHERE kind = 'end_suspension';

CREATE TABLE renewal_rounds (
    title_vi TEXT NOT NULL,
    title_en TEXT,
    terms_end_by DATE NOT NULL,
    renew_until DATE NOT NULL,
    answer_by DATE NOT NULL,
    lapse_on DATE NOT NULL,
    call_id UUID,
    status TEXT NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT renewal_rounds_known_status CHECK (status IN ('open', 'closed')),
    CONSTRAINT renewal_rounds_answer_before_lapse CHECK (answer_by <= lapse_on),
    FOREIGN KEY(call_id) REFERENCES calls (id)
);

CREATE TABLE renewals (
    round_id UUID NOT NULL,
    member_id UUID NOT NULL,
    member_name TEXT NOT NULL,
    term_until DATE NOT NULL,
    status TEXT NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT renewals_one_for_each_member UNIQUE (round_id, member_id),
    CONSTRAINT renewals_known_status
        CHECK (status IN ('asked', 'wanted', 'declined', 'renewed', 'lapsed', 'dropped')),
    FOREIGN KEY(round_id) REFERENCES renewal_rounds (id),
    FOREIGN KEY(member_id) REFERENCES members (id)
);
CREATE INDEX renewals_by_member ON renewals (member_id);
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
