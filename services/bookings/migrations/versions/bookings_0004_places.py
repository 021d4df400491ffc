"""Rules of venues that spaces inherit, published hours, pictures, calendars, lists of places."""

from __future__ import annotations

from alembic import op

revision = "bookings_0004"
down_revision = "bookings_0001"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE venues
    ADD COLUMN rules JSONB DEFAULT '{}' NOT NULL,
    ADD COLUMN external_key TEXT;

CREATE UNIQUE INDEX venues_by_key ON venues (external_key) WHERE external_key IS NOT NULL;

ALTER TABLE spaces
    ADD COLUMN own_rules JSONB DEFAULT '{}' NOT NULL,
    ADD COLUMN layouts JSONB DEFAULT '[]' NOT NULL,
    ADD COLUMN seasons JSONB DEFAULT '[]' NOT NULL,
    ADD COLUMN exceptions JSONB DEFAULT '[]' NOT NULL,
    ADD COLUMN on_holidays INTEGER,
    ADD COLUMN on_make_up_days INTEGER,
    ADD COLUMN policy TEXT,
    ADD COLUMN refused_contents TEXT[] DEFAULT '{}' NOT NULL,
    ADD COLUMN noise_limits JSONB DEFAULT '[]' NOT NULL,
    ADD COLUMN crowd_limit INTEGER,
    ADD COLUMN accessibility JSONB DEFAULT '{}' NOT NULL,
    ADD COLUMN external_key TEXT,
    ADD CONSTRAINT spaces_crowd_positive CHECK (crowd_limit > 0);

CREATE UNIQUE INDEX spaces_by_key ON spaces (external_key) WHERE external_key IS NOT NULL;

UPDATE spaces SET own_rules = jsonb_build_object(
    'opening', opening,
    'setup_minutes', setup_minutes,
    'clearup_minutes', clearup_minutes,
    'lead_hours', lead_hours,
    'longest_hours', longest_hours,
    'refused_kinds', to_jsonb(refused_kinds),
    'check_in_minutes', check_in_minutes
);

ALTER TABLE bookings
    ADD COLUMN layout TEXT,
    ADD COLUMN contents TEXT[] DEFAULT '{}' NOT NULL,
    ADD COLUMN loudness TEXT;

CREATE TABLE opening_exceptions (
    venue_id UUID NOT NULL,
    space_id UUID,
    place_id UUID NOT NULL,
    status TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    windows JSONB NOT NULL,
    reason JSONB NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT opening_exceptions_status_known CHECK (status IN ('published', 'withdrawn')),
    CONSTRAINT opening_exceptions_end_after_start CHECK (first_day <= last_day),
    CONSTRAINT opening_exceptions_of_one_place CHECK (place_id = coalesce(space_id, venue_id)),
    CONSTRAINT opening_exceptions_once_a_day EXCLUDE USING gist (
        place_id WITH =, daterange(first_day, last_day, '[]') WITH &&
    ) WHERE (status = 'published'),
    FOREIGN KEY(venue_id) REFERENCES venues (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id)
);

CREATE INDEX opening_exceptions_by_venue ON opening_exceptions (venue_id, first_day);

CREATE TABLE photos (
    venue_id UUID NOT NULL,
    space_id UUID,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    scan_status TEXT NOT NULL,
    position INTEGER NOT NULL,
    alt JSONB,
    credit TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT photos_show_something CHECK (width > 0 AND height > 0 AND size > 0),
    FOREIGN KEY(venue_id) REFERENCES venues (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id)
);

CREATE INDEX photos_by_file ON photos (sha256);

CREATE INDEX photos_by_space ON photos (space_id, position, id);

CREATE INDEX photos_by_venue ON photos (venue_id, position, id);

CREATE TABLE calendar_feeds (
    member_id UUID,
    venue_id UUID,
    space_id UUID,
    host_id UUID,
    status TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    made_by TEXT NOT NULL,
    note TEXT,
    locale TEXT NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT calendar_feeds_status_known CHECK (status IN ('active', 'revoked')),
    CONSTRAINT calendar_feeds_of_one CHECK (num_nonnulls(member_id, venue_id, space_id) = 1),
    CONSTRAINT calendar_feeds_of_host_or_member CHECK (
        (host_id IS NULL) = (member_id IS NOT NULL)
    ),
    FOREIGN KEY(member_id) REFERENCES known_members (id),
    FOREIGN KEY(venue_id) REFERENCES venues (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id)
);

CREATE INDEX calendar_feeds_by_maker ON calendar_feeds (made_by);

CREATE INDEX calendar_feeds_by_readers ON calendar_feeds USING gin (readers);

CREATE UNIQUE INDEX calendar_feeds_by_secret ON calendar_feeds (secret_hash);

CREATE TABLE place_imports (
    file_name TEXT,
    sha256 TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    rows JSONB NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
