"""One installation on containers for the tests of this folder."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from joserfc import jwt

from deploy.demo.city import City, Someone
from deploy.embedded.folder import DataFolder
from deploy.waiting import wait_until
from tests.containers.installation import ISSUER, ContainerInstallation, missing

SERVICES = {"members", "bookings", "promotion", "notifications"}
STANDING = {"postgres", "nats", "proxy", *SERVICES}


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ContainerInstallation]:
    """Up, and taken down with all its data at the end."""
    if reason := missing():
        pytest.skip(reason)
    made = ContainerInstallation.prepare(tmp_path_factory.mktemp("containers"))
    try:
        made.compose("up", "-d")
        yield made
    finally:
        made.compose("down", "-v", "--remove-orphans", "-t", "1")


class ContainerCity(City):
    """The city's people in front of the proxy; their tokens come from the city's own sign-in."""

    installation: ContainerInstallation

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def token(self, person: Someone) -> str:
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": "hcn",
            "sub": person.subject,
            "exp": int(self.now.timestamp()) + 3600,
            "roles": list(person.roles),
            "locale": person.locale,
        }
        key = self.installation.key
        header = {"alg": "Ed25519", "kid": key.kid}
        return jwt.encode(header, claims, key, algorithms=["Ed25519"])


def trust_of(installation: ContainerInstallation) -> ssl.SSLContext:
    """The city's certificate authority, which signed what the proxy shows."""
    return ssl.create_default_context(cafile=str(installation.folder / "city" / "ca.pem"))


async def until_healthy(installation: ContainerInstallation) -> None:
    async def healthy() -> bool:
        states = await asyncio.to_thread(installation.states)
        health = {name: state.get("Health", {}).get("Status") for name, state in states.items()}
        return all(health.get(name) == "healthy" for name in STANDING)

    await wait_until(healthy, seconds=120)


@pytest_asyncio.fixture
async def city(installation: ContainerInstallation) -> AsyncIterator[ContainerCity]:
    """The doors of the installation, once it is healthy."""
    await until_healthy(installation)
    async with httpx.AsyncClient(timeout=30, verify=trust_of(installation)) as http:
        folder = DataFolder(Path(installation.folder))
        made = ContainerCity(folder, http, installation.services, installation.outside)
        made.installation = installation
        yield made
