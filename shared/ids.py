"""Identifiers: UUIDv7, so that rows and events sort by the time of their making."""

from __future__ import annotations

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
