"""The job that makes the databases ready: roles, databases, then the migrations of this version.

Passwords follow the settings, so a changed one takes effect when the job runs again.
"""

from __future__ import annotations

import asyncio

import asyncpg

from deploy.databases import ensure_databases
from deploy.installation import Installation, InstallationSettings
from deploy.migrate import migrate_service
from deploy.waiting import wait_until
from shared.database.absence import DATABASE_AWAY


def main() -> None:
    """Entry point of the job `databases`."""
    settings = InstallationSettings()
    urls = Installation.of(settings).database_urls
    asyncio.run(_make(settings, urls))
    for service, url in urls.items():
        migrate_service(service, url, settings.database_tls_context())
        print(f"{service}: cơ sở dữ liệu sẵn sàng · the database is ready", flush=True)


async def _make(settings: InstallationSettings, urls: dict[str, str]) -> None:
    superuser = settings.postgres_superuser_url.get_secret_value()
    tls = settings.database_tls_context()
    # A new server may still be on its way from creating itself to serving.
    connection = await wait_until(
        lambda: asyncpg.connect(superuser, timeout=5, ssl=tls), away=(*DATABASE_AWAY, OSError)
    )
    try:
        await ensure_databases(connection, urls.values())
    finally:
        await connection.close()


if __name__ == "__main__":
    main()
