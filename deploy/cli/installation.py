"""`hcn migrate` and `hcn provision`: bring databases and NATS to this version."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated

import typer

from deploy.cli.options import DEFAULT_DATA, Data, Refused, load_installation
from deploy.installation import Installation


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(migrate)
    app.command()(provision)


def migrate(data: Data = DEFAULT_DATA) -> None:
    """Nâng cấp cơ sở dữ liệu · Bring the four databases to this version."""
    from deploy.migrate import migrate_service
    from shared.tls import TlsSettings

    installation, tls = load_installation(data), TlsSettings()
    for service, url in installation.database_urls.items():
        begun = time.monotonic()
        print(f"{service:<14} …", end="", flush=True)
        migrate_service(service, url, tls.database_tls_context())
        print(f"\r{service:<14} {time.monotonic() - begun:6.2f} s")


def provision(
    data: Data = DEFAULT_DATA,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Chỉ xem · Show, change nothing.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Xóa durable thừa · Delete undeclared durables.")
    ] = False,
) -> None:
    """Luồng, durable, tài khoản NATS · NATS streams, durables, accounts, credentials."""
    refused = asyncio.run(_provision(load_installation(data), dry_run, prune))
    if refused:
        raise Refused(f"NATS từ chối · NATS refused: {', '.join(refused)}")


async def _provision(installation: Installation, dry_run: bool, prune: bool) -> list[str]:
    from deploy.nats.admin import connect_admin
    from deploy.nats.declared import declared_durables
    from deploy.nats.provision import provision as provision_streams
    from deploy.nats.provision import provision_accounts
    from deploy.nats.settings import TopologySettings
    from deploy.nats.topology import build_topology
    from deploy.nats.users import issue_users

    settings, keys, declared = TopologySettings(), installation.keys, declared_durables()
    topology = build_topology(settings, [one for own in declared.values() for one in own])
    if not dry_run:
        keys.create(settings)
        issue_users(keys, declared)
    async with connect_admin(installation.nats_url, keys) as admin:
        changes = await provision_accounts(admin, keys, dry_run=dry_run)
        changes += await provision_streams(admin, topology, dry_run=dry_run, prune=prune)
    for change in changes:
        print("\n".join(change.lines()))
    if dry_run:
        print("Chưa thay đổi gì · Nothing was changed (--dry-run).")
    return [change.what for change in changes if change.kind == "refused"]
