"""Venues, spaces, bookings, closures, claims and the copy of members."""

from __future__ import annotations

from alembic import op

revision = "bookings_0001"
down_revision = None
branch_labels = ("bookings",)
depends_on = "backbone_0001"

TABLES = """
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE known_members (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    status_since DATE NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE venues (
    name JSONB NOT NULL,
    search TEXT NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    host_id UUID NOT NULL,
    address_line TEXT,
    ward TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX venues_by_name ON venues (sort_key, id);

CREATE TABLE spaces (
    venue_id UUID NOT NULL,
    parent_id UUID,
    path UUID[] NOT NULL,
    name JSONB NOT NULL,
    search TEXT NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    indoor BOOLEAN NOT NULL,
    status TEXT NOT NULL,
    opening JSONB,
    setup_minutes INTEGER NOT NULL,
    clearup_minutes INTEGER NOT NULL,
    lead_hours INTEGER,
    longest_hours INTEGER,
    refused_kinds TEXT[] NOT NULL,
    check_in_minutes INTEGER NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT spaces_status_known CHECK (status IN ('open', 'closing', 'closed', 'withdrawn')),
    CONSTRAINT spaces_hold_someone CHECK (capacity > 0),
    CONSTRAINT spaces_times_whole CHECK (setup_minutes >= 0 AND clearup_minutes >= 0),
    FOREIGN KEY(venue_id) REFERENCES venues (id),
    FOREIGN KEY(parent_id) REFERENCES spaces (id)
);

CREATE INDEX spaces_by_name ON spaces (sort_key, id);

CREATE INDEX spaces_by_parent ON spaces (parent_id);

CREATE INDEX spaces_by_path ON spaces USING gin (path);

CREATE INDEX spaces_by_venue ON spaces (venue_id);

CREATE TABLE bookings (
    space_id UUID NOT NULL,
    member_id UUID NOT NULL,
    host_id UUID NOT NULL,
    requested_by TEXT NOT NULL,
    status TEXT NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    title JSONB NOT NULL,
    summary JSONB,
    search TEXT NOT NULL,
    activity_kind TEXT NOT NULL,
    expected_audience INTEGER,
    public BOOLEAN NOT NULL,
    recurrence TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT bookings_status_known CHECK (
        status IN (
            'draft', 'requested', 'confirmed', 'declined',
            'cancelled', 'displaced', 'completed', 'no_show'
        )
    ),
    CONSTRAINT bookings_end_after_start CHECK (starts_at < ends_at),
    FOREIGN KEY(space_id) REFERENCES spaces (id),
    FOREIGN KEY(member_id) REFERENCES known_members (id)
);

CREATE INDEX bookings_by_member ON bookings (member_id, starts_at);

CREATE INDEX bookings_by_readers ON bookings USING gin (readers);

CREATE INDEX bookings_by_space ON bookings (space_id, starts_at);

CREATE INDEX bookings_by_start ON bookings (starts_at, id);

CREATE UNIQUE INDEX bookings_requested_once
ON bookings (member_id, space_id, starts_at, ends_at, (title ->> 'vi'))
WHERE status = 'requested';

CREATE TABLE booking_dates (
    id UUID NOT NULL,
    booking_id UUID NOT NULL,
    space_id UUID NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status TEXT NOT NULL,
    confirmed_at TIMESTAMP WITH TIME ZONE,
    checked_in_at TIMESTAMP WITH TIME ZONE,
    reason TEXT,
    reason_code TEXT,
    cancelled_by TEXT,
    calendar_sequence INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT booking_dates_status_known CHECK (
        status IN (
            'draft', 'requested', 'confirmed', 'declined',
            'cancelled', 'displaced', 'completed', 'no_show'
        )
    ),
    CONSTRAINT booking_dates_end_after_start CHECK (starts_at < ends_at),
    FOREIGN KEY(booking_id) REFERENCES bookings (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id)
);

CREATE INDEX booking_dates_by_booking ON booking_dates (booking_id, starts_at);

CREATE INDEX booking_dates_by_space ON booking_dates (space_id, ends_at);

CREATE INDEX booking_dates_by_start ON booking_dates (starts_at, id);

CREATE TABLE closures (
    space_id UUID NOT NULL,
    host_id UUID NOT NULL,
    status TEXT NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reason JSONB,
    reason_code TEXT,
    displaced_ids UUID[] NOT NULL,
    displaced_date_ids UUID[] NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT closures_status_known CHECK (status IN ('active', 'ended')),
    CONSTRAINT closures_end_after_start CHECK (starts_at < ends_at),
    FOREIGN KEY(space_id) REFERENCES spaces (id)
);

CREATE INDEX closures_by_space ON closures (space_id, starts_at);

CREATE TABLE claims (
    id UUID NOT NULL,
    space_id UUID NOT NULL,
    whole_id UUID NOT NULL,
    booking_id UUID,
    date_id UUID,
    closure_id UUID,
    offer_id UUID,
    kind TEXT NOT NULL,
    during TSTZRANGE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id),
    CONSTRAINT claims_never_overlap EXCLUDE USING gist (space_id WITH =, during WITH &&),
    CONSTRAINT claims_half_open CHECK (
        lower_inc(during)
        AND NOT upper_inc(during)
        AND NOT isempty(during)
        AND NOT lower_inf(during)
        AND NOT upper_inf(during)
    ),
    CONSTRAINT claims_one_owner CHECK (num_nonnulls(date_id, closure_id, offer_id) = 1),
    CONSTRAINT claims_owner_of_its_kind CHECK (
        (kind = 'closure') = (closure_id IS NOT NULL)
        AND (kind = 'offer') = (offer_id IS NOT NULL)
    ),
    CONSTRAINT claims_date_of_a_booking CHECK (date_id IS NULL OR booking_id IS NOT NULL),
    CONSTRAINT claims_end CHECK (
        (kind IN ('offer', 'fallback')) = (expires_at IS NOT NULL)
    ),
    CONSTRAINT claims_kind_known CHECK (
        kind IN ('booking', 'closure', 'offer', 'fallback')
    ),
    FOREIGN KEY(space_id) REFERENCES spaces (id),
    FOREIGN KEY(whole_id) REFERENCES spaces (id),
    FOREIGN KEY(booking_id) REFERENCES bookings (id),
    FOREIGN KEY(date_id) REFERENCES booking_dates (id),
    FOREIGN KEY(closure_id) REFERENCES closures (id)
);

CREATE INDEX claims_by_booking ON claims (booking_id);

CREATE INDEX claims_by_closure ON claims (closure_id);

CREATE INDEX claims_by_date ON claims (date_id);

CREATE INDEX claims_by_time ON claims USING gist (during);

CREATE INDEX claims_by_whole ON claims (whole_id, upper(during));

CREATE INDEX claims_that_end ON claims (space_id, expires_at)
WHERE expires_at IS NOT NULL;
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
