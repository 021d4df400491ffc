"""The directory: places, words of names, search without reading every row; members taken over."""

from __future__ import annotations

from alembic import op

revision = "members_0009"
down_revision = "members_0008"
branch_labels = None
depends_on = None

TABLES = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE members
    ADD COLUMN latitude DOUBLE PRECISION,
    ADD COLUMN longitude DOUBLE PRECISION,
    ADD COLUMN online_url TEXT,
    ADD COLUMN external_key TEXT,
    ADD CONSTRAINT members_place_on_earth CHECK ((latitude IS NULL) = (longitude IS NULL)
        AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180),
    ADD CONSTRAINT members_external_key_unique UNIQUE (external_key);

CREATE INDEX members_by_part_of_name ON members USING gin (search gin_trgm_ops);
CREATE INDEX members_by_kind ON members (kind, sort_key, id);
CREATE INDEX members_by_ward ON members (ward_search) WHERE address_public;
CREATE INDEX members_by_place ON members (latitude, longitude) WHERE address_public;

CREATE TABLE name_words (
    word TEXT COLLATE "C" NOT NULL,
    near TEXT[] NOT NULL,
    PRIMARY KEY (word)
);
CREATE INDEX name_words_by_near ON name_words USING gin (near);

INSERT INTO name_words (word, near)
SELECT word, ARRAY(SELECT DISTINCT overlay(word PLACING '' FROM n FOR 1)
                     FROM generate_series(1, char_length(word)) AS n) || word
  FROM (SELECT DISTINCT regexp_split_to_table(search, '[^[:alnum:]]+') AS word FROM members) known
 WHERE char_length(word) BETWEEN 2 AND 40;

CREATE TABLE member_imports (
    file_name TEXT,
    sha256 TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    rows JSONB NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
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
