"""Brings the database of a service to the schema of this version."""

from __future__ import annotations

import ssl


def migrate_service(service: str, url: str, tls: ssl.SSLContext | bool = False) -> None:
    """Run all Alembic migrations of a service that its database has not seen yet."""
    from shared.database.migrations import migrate

    migrate(service, url, tls)
