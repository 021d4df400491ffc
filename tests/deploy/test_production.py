"""Production mode, end to end and with TLS on every side; and how a service leaves."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import httpx
import pytest

from deploy.containers.certificates import TRUSTED, Authority
from deploy.waiting import wait_until
from tests.deploy.commands import Hcn
from tests.deploy.production import Production, in_production
from tests.support import tokens
from tests.support.postgres import TestPostgres

CALL = {
    "kind": "membership",
    "title": {"vi": "Đợt kết nạp", "en": None},
    "opens_at": "2026-01-01T00:00:00Z",
    "closes_at": "2036-01-01T00:00:00Z",
    "criteria": [{"code": "a", "title": {"vi": "Một", "en": None}, "weight": 100, "max_score": 10}],
}


@pytest.fixture(autouse=True)
def _commands_trust_the_authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Authority(tmp_path / "authority")
    monkeypatch.setenv("HCN_TLS_CA", str(tmp_path / "authority" / TRUSTED))


async def until_ready(service: Production) -> None:
    async def ready() -> bool:
        assert service.process.returncode is None, service.log.read_text()
        return (await service.http.get("/readyz")).status_code == 200

    await wait_until(ready, seconds=60, away=(httpx.TransportError,))


def signed_in(service: Production, *roles: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.make_token(datetime.now(UTC), *roles)}"}


async def waiting_events(database: str) -> list[bool]:
    """For each event of the journal, whether it still waits to go out."""
    connection = await asyncpg.connect(database)
    try:
        rows = await connection.fetch("SELECT published_at IS NULL FROM journal ORDER BY position")
    finally:
        await connection.close()
    return [row[0] for row in rows]


async def test_a_service_runs_in_production_with_tls_on_every_side(
    postgres: TestPostgres, tmp_path: Path
):
    async with in_production("members", postgres, tmp_path) as service:
        await until_ready(service)
        headers = signed_in(service, "officer")
        answer = await service.http.post("/v1/calls", json=CALL, headers=headers)
        assert answer.status_code == 201, answer.text

        async def published() -> bool:
            return await waiting_events(service.database) == [False]

        await wait_until(published)
        assert (await service.http.get("/asyncapi")).status_code == 200


async def test_a_stop_finishes_the_running_request_and_publishes_it(
    postgres: TestPostgres, tmp_path: Path
):
    async with in_production("members", postgres, tmp_path) as service:
        await until_ready(service)
        lock = await asyncpg.connect(service.database)
        transaction = lock.transaction()
        await transaction.start()
        await lock.execute("LOCK TABLE calls")
        headers = signed_in(service, "officer")
        asking = asyncio.ensure_future(service.http.post("/v1/calls", json=CALL, headers=headers))

        async def waits_for_the_lock() -> bool:
            return await lock.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0

        await wait_until(waits_for_the_lock)
        service.process.send_signal(signal.SIGTERM)

        async def takes_no_more() -> bool:
            try:
                await asyncio.open_connection("127.0.0.1", service.http.base_url.port)
            except ConnectionRefusedError:
                return True
            return False

        await wait_until(takes_no_more)
        await transaction.rollback()
        await lock.close()
        assert (await asking).status_code == 201
        assert await asyncio.wait_for(service.process.wait(), 20) == 0
        assert await waiting_events(service.database) == [False]


@pytest.mark.parametrize("text", ["", "no certificate"])
def test_an_authority_that_cannot_be_read_is_named(
    hcn: Hcn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
):
    file = tmp_path / "ca.pem"
    if text:
        file.write_text(text)
    monkeypatch.setenv("HCN_TLS_CA", str(file))
    monkeypatch.setenv("HCN_MODE", "production")
    outcome = hcn("doctor")
    assert outcome.is_refused_with_a_sentence
    assert outcome.err.startswith("HCN_TLS_CA: ")


def test_a_database_over_a_socket_of_this_machine_needs_no_tls():
    from shared.settings import ServiceSettings

    given = {
        "mode": "production",
        "nats_url": "tls://nats:4222",
        "http_behind_tls_proxy": True,
        "auth_issuer": "https://sign-in.example.vn",
        "auth_jwks": "https://sign-in.example.vn/jwks",
    }
    ServiceSettings(**given, database_url="postgresql://m:x@/m?host=/run/postgresql")
    for url in ("postgresql://m:x@db/m", "postgresql://m:x@db/m?host=/run", "not an address"):
        with pytest.raises(ValueError, match="HCN_DATABASE_TLS"):
            ServiceSettings(**given, database_url=url)
