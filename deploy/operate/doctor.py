"""Everything that is wrong now, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
from alembic.script import ScriptDirectory
from alembic.util import to_tuple
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.embedded.clock import clock_trouble
from deploy.installation import Installation
from deploy.nats.admin import NatsRefusal, connect_admin
from deploy.nats.declared import declared_durables
from deploy.nats.provision import provision
from deploy.nats.settings import TopologySettings
from deploy.nats.topology import build_topology
from deploy.operate.databases import open_database
from services.bookings.queries.soundness import find_unsound
from shared.database.backbone import DueWork, JournalRow, ParkedEvent
from shared.database.engine import Database
from shared.database.migrations import alembic_config
from shared.errors import Unavailable
from shared.tls import TlsSettings

SLOW_SECONDS = 60
WAITING_EVENTS = 10_000
TABLES_OF_FILES = """
SELECT table_name FROM information_schema.columns
 WHERE table_schema = current_schema() AND column_name = 'scan_status' ORDER BY table_name
"""
UNSCANNED = "SELECT count(*) FROM {table} WHERE scan_status = 'not_scanned'"
LATE = "SELECT count(*), min(due_at) FROM due_work WHERE NOT stuck AND due_at < $1"
CONTACTS = "hcn.personal.members.contact."
"""What every event about a person's contact begins with, its erasure included."""


async def find_troubles(installation: Installation) -> AsyncIterator[str]:
    """Sentences; none when all is well."""
    if installation.embedded and (wrong := clock_trouble(installation.folder / "clock.json")):
        yield wrong
    for service in installation.database_urls:
        async for trouble in _database_troubles(installation, service):
            yield f"{service}: {trouble}"
    for service, url in installation.doors.items():
        if wrong := await _service_trouble(url):
            yield f"{service}: {wrong}"
    async for trouble in _nats_troubles(installation):
        yield f"NATS: {trouble}"


async def _database_troubles(installation: Installation, service: str) -> AsyncIterator[str]:
    async with open_database(installation, service) as database:
        try:
            found = await database.read(lambda session: _version(session))
        except Unavailable:
            yield "PostgreSQL does not answer. Start it, or check the address and password."
            return
        if set(found) != _newest_versions(service):
            yield "the database is not at this version's schema. Run `hcn migrate`."
            return
        async for trouble in find_row_troubles(database):
            yield trouble
        if service == "bookings":
            async for trouble in find_unsound(database):
                yield trouble
        if not installation.embedded:  # which needs no scanner, and whose clock is moved
            async for trouble in find_unscanned(database):
                yield trouble
            async for trouble in find_late_work(database):
                yield trouble


async def find_unscanned(database: Database) -> AsyncIterator[str]:
    """Files that no virus scanner has looked at, because none was set; of every kind of file."""
    for (table,) in await database.fetch(TABLES_OF_FILES):
        [(unscanned,)] = await database.fetch(UNSCANNED.format(table=table))
        if unscanned:
            yield (
                f"{unscanned} files in the table {table} were taken without a virus scan. "
                "Set HCN_SCANNER_URL to a clamd."
            )


async def find_late_work(database: Database) -> AsyncIterator[str]:
    """Due work that nobody takes up: what a loop that runs has tried already is due later."""
    now = database.clock.now()
    [(late, oldest)] = await database.fetch(LATE, now - timedelta(seconds=SLOW_SECONDS))
    if late:
        waits = (now - oldest).total_seconds()
        yield (
            f"{late} pieces of due work are late, the oldest by {waits:.0f} s. "
            "Does a replica of the service run? See its log."
        )


def _newest_versions(service: str) -> set[str]:
    """What alembic_version holds when all is migrated: heads that no other migration rests on."""
    script = ScriptDirectory.from_config(alembic_config(service, ""))
    rested_on = {name for one in script.walk_revisions() for name in to_tuple(one.dependencies, ())}
    return set(script.get_heads()) - rested_on


async def _version(session: AsyncSession) -> list[str]:
    exists = await session.scalar(text("SELECT to_regclass('alembic_version')"))
    if exists is None:
        return []
    return list(await session.scalars(text("SELECT version_num FROM alembic_version")))


async def find_row_troubles(database: Database) -> AsyncIterator[str]:
    """What one database says about itself, in sentences."""

    async def count(session: AsyncSession) -> tuple[int, int, int, int, int]:
        dead = select(func.count()).select_from(ParkedEvent).where(ParkedEvent.dead)
        persons = dead.where(ParkedEvent.type.startswith(CONTACTS))
        parked = select(func.count()).select_from(ParkedEvent).where(~ParkedEvent.dead)
        stuck = select(func.count()).select_from(DueWork).where(DueWork.stuck)
        unsent = select(func.count(JournalRow.parked_reason))
        queries = (dead, persons, parked, stuck, unsent)
        numbers = [await session.scalar(query) or 0 for query in queries]
        return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]

    dead, persons, parked, stuck, unsent = await database.read(count)
    if dead:
        yield f"{dead} dead letters. See `hcn dead-letters list`, mend the cause, then `retry`."
    if persons:
        yield (
            f"{persons} of them are about a person's contact: an erasure that a person asked for "
            "may wait behind them. Mend these first."
        )
    if parked:
        yield f"{parked} events are parked and retried. See `hcn dead-letters list --all`."
    if stuck:
        yield f"{stuck} pieces of due work gave up. See `hcn due-work list`, then `retry`."
    if unsent:
        yield f"{unsent} events can never be published. See `hcn outbox status`."
    oldest = await database.read(
        lambda session: session.scalar(
            select(func.min(JournalRow.recorded_at)).where(JournalRow.published_at.is_(None))
        )
    )
    if oldest and (age := (database.clock.now() - oldest).total_seconds()) > SLOW_SECONDS:
        yield f"the oldest unpublished event waits for {age:.0f} s. Is NATS up and provisioned?"


async def _service_trouble(url: str) -> str | None:
    try:
        async with httpx.AsyncClient(timeout=5, verify=TlsSettings().tls_context()) as client:
            answer = await client.get(f"{url}/readyz")
    except httpx.HTTPError:
        return f"does not answer at {url}. Start it, or look at its log."
    if answer.status_code == 200:
        return None
    checks = answer.json().get("checks", {})
    wrong = "; ".join(f"{name}: {state}" for name, state in checks.items() if state != "ok")
    return f"is not ready ({wrong})."


async def _nats_troubles(installation: Installation) -> AsyncIterator[str]:
    settings = TopologySettings()
    declared = declared_durables()
    topology = build_topology(settings, [one for own in declared.values() for one in own])
    try:
        async with connect_admin(installation.nats_url, installation.keys) as admin:
            for change in await provision(admin, topology, dry_run=True):
                if change.kind != "unchanged":
                    yield f"{change.what} is not as this version needs it. Run `hcn provision`."
            for durable in topology.durables:
                info = await admin.find("HCN", f"CONSUMER.INFO.{durable.stream}.{durable.name}")
                if info and info["num_pending"] > WAITING_EVENTS:
                    yield f"{durable.name} is {info['num_pending']} events behind."
    except (OSError, TimeoutError, NatsRefusal) as error:
        yield f"does not answer ({type(error).__name__}). Start it, or check the credentials."
    except Exception as error:
        yield f"cannot be asked: {error}"
