"""Fair share: seasons, allocation rounds with their wishes and plans, what is known of members."""

from __future__ import annotations

from alembic import op

revision = "bookings_0007"
down_revision = "bookings_0002"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE known_members ADD COLUMN ward TEXT;

ALTER TABLE known_members ADD COLUMN member_since DATE;

ALTER TABLE known_members ADD COLUMN fields JSONB NOT NULL DEFAULT '[]';

ALTER TABLE known_members ALTER COLUMN fields DROP DEFAULT;

CREATE TABLE seasons (
    name JSONB NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    rules JSONB NOT NULL,
    rules_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT seasons_never_overlap
    EXCLUDE USING gist (daterange(starts_on, ends_on, '[]') WITH &&),
    CONSTRAINT seasons_end_after_start CHECK (starts_on <= ends_on)
);

CREATE TABLE allocation_rounds (
    season_id UUID NOT NULL,
    name JSONB NOT NULL,
    venue_ids UUID[] NOT NULL,
    host_ids UUID[] NOT NULL,
    opens_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closes_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status TEXT NOT NULL,
    proposal JSONB,
    reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT allocation_rounds_status_known CHECK (
        status IN ('open', 'proposed', 'confirmed', 'cancelled')
    ),
    CONSTRAINT allocation_rounds_close_after_opening CHECK (opens_at < closes_at),
    CONSTRAINT allocation_rounds_have_venues CHECK (cardinality(venue_ids) > 0),
    FOREIGN KEY(season_id) REFERENCES seasons (id)
);

CREATE INDEX allocation_rounds_by_season ON allocation_rounds (season_id);

CREATE TABLE allocation_wishes (
    round_id UUID NOT NULL,
    member_id UUID NOT NULL,
    host_ids UUID[] NOT NULL,
    requested_by TEXT NOT NULL,
    status TEXT NOT NULL,
    rank INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    least INTEGER NOT NULL,
    times JSONB NOT NULL,
    space_ids UUID[] NOT NULL,
    title JSONB NOT NULL,
    summary JSONB,
    activity_kind TEXT NOT NULL,
    expected_audience INTEGER,
    public BOOLEAN NOT NULL,
    by_hand BOOLEAN NOT NULL,
    hand_reason TEXT,
    why_not JSONB NOT NULL,
    seconds_asked INTEGER NOT NULL,
    seconds_booked INTEGER NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT allocation_wishes_status_known CHECK (
        status IN ('wished', 'withdrawn', 'placed', 'partly_placed', 'not_placed')
    ),
    CONSTRAINT allocation_wishes_least_of_wanted CHECK (1 <= least AND least <= wanted),
    FOREIGN KEY(round_id) REFERENCES allocation_rounds (id),
    FOREIGN KEY(member_id) REFERENCES known_members (id)
);

CREATE INDEX allocation_wishes_by_member ON allocation_wishes (member_id);

CREATE INDEX allocation_wishes_by_readers ON allocation_wishes USING gin (readers);

CREATE INDEX allocation_wishes_by_round ON allocation_wishes (round_id, member_id);

CREATE TABLE allocation_places (
    id UUID NOT NULL,
    wish_id UUID NOT NULL,
    space_id UUID NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    turn INTEGER,
    share FLOAT,
    moved BOOLEAN NOT NULL,
    booking_id UUID,
    PRIMARY KEY (id),
    CONSTRAINT allocation_places_once UNIQUE (wish_id, starts_at),
    CONSTRAINT allocation_places_end_after_start CHECK (starts_at < ends_at),
    FOREIGN KEY(wish_id) REFERENCES allocation_wishes (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id),
    FOREIGN KEY(booking_id) REFERENCES bookings (id)
);

CREATE INDEX allocation_places_by_booking ON allocation_places (booking_id);
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
