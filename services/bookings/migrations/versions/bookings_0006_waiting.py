"""Waiting, offers, fallbacks and weather calls."""

from __future__ import annotations

from alembic import op

revision = "bookings_0006"
down_revision = "bookings_0004"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE watches (
    member_id UUID NOT NULL,
    host_id UUID,
    booking_id UUID,
    space_id UUID,
    venue_id UUID,
    kind TEXT,
    ward TEXT,
    capacity INTEGER,
    indoor BOOLEAN,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    length_minutes INTEGER,
    slots JSONB,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    lapses INTEGER NOT NULL,
    requested_by TEXT NOT NULL,
    status TEXT NOT NULL,
    title JSONB NOT NULL,
    summary JSONB,
    activity_kind TEXT NOT NULL,
    expected_audience INTEGER,
    public BOOLEAN NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT watches_status_known CHECK (
        status IN ('waiting', 'offered', 'fulfilled', 'ended')
    ),
    CONSTRAINT watches_end_after_start CHECK (starts_at < ends_at),
    CONSTRAINT watches_for_slots_or_a_length CHECK (num_nonnulls(slots, length_minutes) = 1),
    CONSTRAINT watches_lapses_counted CHECK (lapses >= 0),
    FOREIGN KEY(member_id) REFERENCES known_members (id),
    FOREIGN KEY(booking_id) REFERENCES bookings (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id),
    FOREIGN KEY(venue_id) REFERENCES venues (id)
);

CREATE INDEX watches_by_member ON watches (member_id, status);

CREATE INDEX watches_by_readers ON watches USING gin (readers);

CREATE INDEX watches_in_order ON watches (since, id) WHERE status = 'waiting';

CREATE UNIQUE INDEX watches_once_for_a_booking
ON watches (booking_id)
WHERE status IN ('waiting', 'offered');

CREATE TABLE offers (
    watch_id UUID,
    booking_id UUID,
    member_id UUID NOT NULL,
    host_id UUID NOT NULL,
    origin TEXT NOT NULL,
    status TEXT NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    title JSONB NOT NULL,
    public BOOLEAN NOT NULL,
    reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT offers_status_known CHECK (
        status IN ('open', 'answered', 'accepted', 'declined', 'lapsed', 'withdrawn')
    ),
    CONSTRAINT offers_origin_known CHECK (origin IN ('host', 'queue', 'watch')),
    CONSTRAINT offers_never_after_the_start CHECK (expires_at <= starts_at),
    FOREIGN KEY(watch_id) REFERENCES watches (id),
    FOREIGN KEY(booking_id) REFERENCES bookings (id),
    FOREIGN KEY(member_id) REFERENCES known_members (id)
);

CREATE INDEX offers_by_booking ON offers (booking_id);

CREATE INDEX offers_by_readers ON offers USING gin (readers);

CREATE INDEX offers_by_watch ON offers (watch_id);

CREATE TABLE offer_times (
    id UUID NOT NULL,
    offer_id UUID NOT NULL,
    space_id UUID NOT NULL,
    date_id UUID,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT offer_times_end_after_start CHECK (starts_at < ends_at),
    FOREIGN KEY(offer_id) REFERENCES offers (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id),
    FOREIGN KEY(date_id) REFERENCES booking_dates (id)
);

CREATE INDEX offer_times_by_offer ON offer_times (offer_id, starts_at);

CREATE TABLE fallbacks (
    booking_id UUID NOT NULL,
    date_id UUID NOT NULL,
    space_id UUID NOT NULL,
    member_id UUID NOT NULL,
    host_id UUID NOT NULL,
    status TEXT NOT NULL,
    firm_at TIMESTAMP WITH TIME ZONE NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fallbacks_status_known CHECK (
        status IN ('soft', 'firm', 'used', 'lost', 'released')
    ),
    FOREIGN KEY(booking_id) REFERENCES bookings (id),
    FOREIGN KEY(date_id) REFERENCES booking_dates (id),
    FOREIGN KEY(space_id) REFERENCES spaces (id)
);

CREATE INDEX fallbacks_by_booking ON fallbacks (booking_id);

CREATE INDEX fallbacks_by_readers ON fallbacks USING gin (readers);

CREATE UNIQUE INDEX fallbacks_once_for_a_date
ON fallbacks (date_id)
WHERE status IN ('soft', 'firm', 'used');

CREATE TABLE weather_calls (
    host_id UUID NOT NULL,
    venue_id UUID,
    space_ids UUID[] NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    remedy TEXT NOT NULL,
    reason JSONB,
    status TEXT NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT weather_calls_status_known CHECK (status IN ('in_force', 'undone', 'over')),
    CONSTRAINT weather_calls_remedy_known CHECK (remedy IN ('move_or_cancel', 'cancel')),
    CONSTRAINT weather_calls_end_after_start CHECK (starts_at < ends_at),
    FOREIGN KEY(venue_id) REFERENCES venues (id)
);

CREATE INDEX weather_calls_by_readers ON weather_calls USING gin (readers);

CREATE INDEX weather_calls_by_start ON weather_calls (starts_at, id);

CREATE TABLE weather_effects (
    call_id UUID NOT NULL,
    date_id UUID NOT NULL,
    booking_id UUID NOT NULL,
    outcome TEXT NOT NULL,
    from_space_id UUID NOT NULL,
    to_space_id UUID,
    undone BOOLEAN NOT NULL,
    PRIMARY KEY (call_id, date_id),
    CONSTRAINT weather_effects_outcome_known CHECK (outcome IN ('moved', 'called_off')),
    FOREIGN KEY(call_id) REFERENCES weather_calls (id),
    FOREIGN KEY(date_id) REFERENCES booking_dates (id),
    FOREIGN KEY(booking_id) REFERENCES bookings (id),
    FOREIGN KEY(from_space_id) REFERENCES spaces (id),
    FOREIGN KEY(to_space_id) REFERENCES spaces (id)
);

CREATE INDEX weather_effects_by_date ON weather_effects (date_id);

ALTER TABLE bookings ADD COLUMN offer_id UUID, ADD COLUMN watch_id UUID;

ALTER TABLE claims ADD FOREIGN KEY (offer_id) REFERENCES offers (id);

CREATE INDEX claims_by_offer ON claims (offer_id) WHERE offer_id IS NOT NULL;
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
