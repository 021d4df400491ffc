"""Migrations: the shared tables and a service's own are two branches of one database's history."""

from __future__ import annotations

import ssl
from pathlib import Path

from alembic import command
from alembic.config import Config

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def alembic_config(service: str, url: str) -> Config:
    """Alembic's configuration for one service's database (`postgresql://…`)."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option(
        "version_locations",
        f"{HERE / 'versions'}\n{ROOT / 'services' / service / 'migrations' / 'versions'}",
    )
    config.attributes["url"] = url
    config.attributes["service"] = service
    return config


def migrate(service: str, url: str, tls: ssl.SSLContext | bool = False) -> None:
    """Bring a service's database to the newest version; does nothing when it is there.

    `tls` checks the server; without it the connection is not encrypted.
    """
    config = alembic_config(service, url)
    config.attributes["tls"] = tls
    command.upgrade(config, "heads")


def migration_sql(service: str) -> str:
    """All migrations of a service as SQL, for the linter and for a reader."""
    import io

    output = io.StringIO()
    config = alembic_config(service, "postgresql://offline")
    config.output_buffer = output
    command.upgrade(config, "heads", sql=True)
    return output.getvalue()
