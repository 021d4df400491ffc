"""Promotion's own tables, and the three feeds that it serves itself as its first channels."""

from __future__ import annotations

from alembic import op

revision = "promotion_0001"
down_revision = None
branch_labels = ("promotion",)
depends_on = "backbone_0001"

TABLES = """
CREATE TABLE channels (
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    address TEXT NOT NULL,
    needs_time BOOLEAN NOT NULL,
    attempts_allowed INTEGER NOT NULL,
    retry_seconds INTEGER NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT channels_code_once UNIQUE (code)
);

CREATE TABLE items (
    status TEXT NOT NULL,
    kind TEXT NOT NULL,
    kind_label_vi TEXT NOT NULL,
    kind_label_en TEXT,
    title_vi TEXT NOT NULL,
    title_en TEXT,
    summary_vi TEXT NOT NULL,
    summary_en TEXT,
    body_vi TEXT,
    body_en TEXT,
    license TEXT,
    search TEXT NOT NULL,
    slug TEXT,
    text_authors TEXT[] NOT NULL,
    edited BOOLEAN NOT NULL,
    member_id UUID,
    member_name TEXT,
    booking_id UUID,
    space_id UUID,
    space_name TEXT,
    venue_id UUID,
    venue_name TEXT,
    place_text TEXT,
    starts_at TIMESTAMP WITH TIME ZONE,
    ends_at TIMESTAMP WITH TIME ZONE,
    review_note TEXT,
    approved_by TEXT,
    publish_at TIMESTAMP WITH TIME ZONE,
    attention_code TEXT,
    attention_at TIMESTAMP WITH TIME ZONE,
    published_at TIMESTAMP WITH TIME ZONE,
    public_updated_at TIMESTAMP WITH TIME ZONE,
    revision INTEGER NOT NULL,
    retracted_at TIMESTAMP WITH TIME ZONE,
    retraction_code TEXT,
    retraction_reason TEXT,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT items_one_per_booking UNIQUE (booking_id),
    CONSTRAINT items_slug_once UNIQUE (slug),
    CONSTRAINT items_end_after_start CHECK (ends_at > starts_at),
    CONSTRAINT items_public_have_address_and_dates CHECK (
        status NOT IN ('published', 'retracted', 'expired') OR
        (slug IS NOT NULL AND published_at IS NOT NULL AND public_updated_at IS NOT NULL)),
    CONSTRAINT items_retracted_have_date CHECK (
        (status = 'retracted') = (retracted_at IS NOT NULL)),
    CONSTRAINT items_scheduled_have_time CHECK (
        (status = 'scheduled') = (publish_at IS NOT NULL))
);

CREATE INDEX items_by_member ON items (member_id);

CREATE INDEX items_by_status ON items (status, public_updated_at);

CREATE TABLE known_members (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    status_since DATE NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE posts (
    item_id UUID NOT NULL,
    member_id UUID,
    channel TEXT NOT NULL,
    status TEXT NOT NULL,
    wanted TEXT NOT NULL,
    external_url TEXT,
    error_code TEXT,
    attempts INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    busy_until TIMESTAMP WITH TIME ZONE,
    delivered_at TIMESTAMP WITH TIME ZONE,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    event_sequence BIGINT NOT NULL,
    readers TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT posts_one_per_item_and_channel UNIQUE (item_id, channel),
    CONSTRAINT posts_wanted_known CHECK (wanted IN ('shown', 'withdrawn')),
    FOREIGN KEY(item_id) REFERENCES items (id),
    FOREIGN KEY(channel) REFERENCES channels (code)
);

CREATE INDEX posts_by_channel ON posts (channel, status);
"""

FEEDS = """
INSERT INTO channels (
    id, code, kind, name_vi, name_en, enabled, address, needs_time, attempts_allowed,
    retry_seconds, version, event_sequence, readers, created_at, updated_at
) VALUES
(
    '019ab000-0000-7000-8000-000000000001', 'atom', 'feed', 'Nguồn tin Atom', 'Atom feed',
    true, '/v1/feeds/atom.xml', false, 8, 60, 1, 0, '{public}',
    '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'
),
(
    '019ab000-0000-7000-8000-000000000002', 'json_feed', 'feed', 'Nguồn tin JSON', 'JSON Feed',
    true, '/v1/feeds/feed.json', false, 8, 60, 1, 0, '{public}',
    '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'
),
(
    '019ab000-0000-7000-8000-000000000003', 'calendar', 'feed', 'Lịch hoạt động',
    'Calendar of activities',
    true, '/v1/feeds/calendar.ics', true, 8, 60, 1, 0, '{public}',
    '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'
);
"""


def upgrade() -> None:
    for statement in (TABLES + FEEDS).split(";\n"):
        if statement.strip():
            op.execute(statement)
