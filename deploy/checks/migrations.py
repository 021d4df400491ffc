"""Migrations are linted as the SQL they run: what would lock or break a running installation."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.nats.topology import SERVICES
from shared.database.migrations import migration_sql

SQUAWK = Path(sys.executable).parent / "squawk"
EXCLUDED = {
    # Tables and indexes are made in the same migration: nobody can be reading them yet.
    "require-concurrent-index-creation",
    # Alembic runs each migration in a transaction with its own time-outs set by the operator.
    "require-timeout-settings",
    # Running a migration twice is Alembic's concern: it keeps the version in the database.
    "prefer-robust-stmts",
    # A version, a count or an attempt never nears two thousand million.
    "prefer-bigint-over-int",
    # A list of states grows: the narrower check goes in the statement that adds the wider one.
    "ban-drop-constraint",
    # A default that only filled the rows that were there goes again: the model gives the value.
    "ban-drop-default",
    # Part of one new table at a time.
    "constraint-missing-not-valid",
    "disallowed-unique-constraint",
    "adding-foreign-key-constraint",
}


def _own_sql(service: str) -> str:
    """The SQL of our migrations, without the table in which Alembic keeps the version."""
    statements = migration_sql(service).split(";")
    return ";".join(one for one in statements if "CREATE TABLE alembic_version" not in one)


def lint_migrations() -> str:
    """What squawk finds in each service's migrations; nothing when they are in order."""
    problems = []
    for service in SERVICES:
        with tempfile.NamedTemporaryFile("w", suffix=f"-{service}.sql") as file:
            file.write(_own_sql(service))
            file.flush()
            done = subprocess.run(
                [
                    str(SQUAWK),
                    "--pg-version=16.0",
                    "--exclude",
                    ",".join(sorted(EXCLUDED)),
                    file.name,
                ],
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode != 0:
            problems.append(done.stdout + done.stderr)
    return "\n".join(problems)
