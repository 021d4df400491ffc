"""A role and a database for each service: nobody but its own role may connect to a database."""

from __future__ import annotations

from collections.abc import Iterable

import asyncpg
from sqlalchemy.engine import make_url


async def ensure_databases(connection: asyncpg.Connection, urls: Iterable[str]) -> None:
    """Make what is missing of the role and the database that each URL names.

    `connection` is the superuser's. Passwords become those of the URLs.
    """
    roles = {row[0] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
    databases = {row[0] for row in await connection.fetch("SELECT datname FROM pg_database")}
    for url in urls:
        parts = make_url(url)
        role, database = _quoted(str(parts.username)), _quoted(str(parts.database))
        if parts.username not in roles:
            await connection.execute(f"CREATE ROLE {role} LOGIN")
        await connection.execute(f"ALTER ROLE {role} PASSWORD {_literal(str(parts.password))}")
        if parts.database not in databases:
            await connection.execute(f"CREATE DATABASE {database} OWNER {role}")
        await connection.execute(f"REVOKE CONNECT, TEMPORARY ON DATABASE {database} FROM PUBLIC")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
