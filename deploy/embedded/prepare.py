"""Databases, migrations, credentials, streams: everything between bare servers and services.

A process of its own: it imports the services' code (a second or two) while PostgreSQL and NATS
are still starting, and the supervisor stays small.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg

from deploy.embedded.folder import DataFolder
from deploy.embedded.network import SAMPLE_SUBSCRIBER, Network
from deploy.embedded.ports import Ports
from deploy.embedded.postgres import EmbeddedPostgres
from deploy.embedded.probe import accepts_connections, http_status
from deploy.migrate import migrate_service
from deploy.nats.admin import connect_admin
from deploy.nats.declared import declared_durables
from deploy.nats.provision import provision
from deploy.nats.settings import TopologySettings
from deploy.nats.subscribers import SubscriberList
from deploy.nats.topology import build_topology
from deploy.nats.users import issue_users
from shared.database.absence import DATABASE_AWAY

PATIENCE_SECONDS = 60


async def prepare(network: Network) -> None:
    """Run all steps; each is safe to repeat."""
    await asyncio.gather(_prepare_databases(network.postgres), _prepare_nats(network))


async def _prepare_databases(postgres: EmbeddedPostgres) -> None:
    await _until("PostgreSQL", lambda: _accepts_queries(postgres))
    await postgres.create_databases()
    for service, url in postgres.urls().items():
        begun = time.monotonic()
        await asyncio.to_thread(migrate_service, service, url)
        print(f"migrated {service} in {time.monotonic() - begun:.2f} s", flush=True)


async def _prepare_nats(network: Network) -> None:
    settings = TopologySettings()
    declared = declared_durables()
    keys = network.nats.keys
    issue_users(keys, declared)
    SubscriberList(keys, settings).add(SAMPLE_SUBSCRIBER)
    await _until("NATS", lambda: _is_healthy(network.nats.health_url))
    topology = build_topology(settings, [one for own in declared.values() for one in own])
    async with connect_admin(network.nats.url, keys) as admin:
        for change in await provision(admin, topology):
            print("\n".join(change.lines()), flush=True)
            if change.kind == "refused":
                raise SystemExit(f"NATS refused a change: {change.what}: {change.note}")


async def _accepts_queries(postgres: EmbeddedPostgres) -> bool:
    if not await accepts_connections(postgres.port):
        return False
    try:
        await (await asyncpg.connect(postgres.superuser_url())).close()
    except (*DATABASE_AWAY, OSError):  # it starts, or recovers from a crash
        return False
    return True


async def _is_healthy(url: str) -> bool:
    return await http_status(url) == 200


async def _until(what: str, holds: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not await holds():
        if time.monotonic() > deadline:
            raise SystemExit(f"{what} did not answer within {PATIENCE_SECONDS} s")
        await asyncio.sleep(0.02)


def main(arguments: list[str]) -> None:
    """Entry point of `python -m deploy.embedded.prepare`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port-base", type=int, required=True)
    options = parser.parse_args(arguments)
    network = Network(DataFolder(options.data), Ports(options.port_base))
    asyncio.run(prepare(network))


if __name__ == "__main__":
    main(sys.argv[1:])
