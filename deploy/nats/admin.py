"""Requests of the operator to NATS: JetStream's API in its own JSON, and the accounts' claims."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nats
import nats.errors
from nats.aio.client import Client

from deploy.installation import NotReachable
from deploy.nats.accounts import CITY, HCN, SYS
from deploy.nats.keys import KeyFolder
from deploy.nats.users import ADMIN
from shared.tls import TlsSettings

NOT_FOUND = 404
TIMEOUT_SECONDS = 10


class NatsRefusal(Exception):
    """NATS answered with an error. `code` is its HTTP-like status, the text its description."""

    def __init__(self, subject: str, code: int, description: str) -> None:
        super().__init__(f"NATS refused {subject}: {description}")
        self.code = code
        self.description = description


@dataclass(frozen=True, slots=True)
class NatsAdmin:
    """The operator's connections: one for each account, because no connection sees two."""

    connections: dict[str, Client]

    async def api(self, account: str, request: str, body: dict[str, Any] | None = None) -> Any:
        """Ask JetStream, e.g. `api("HCN", "STREAM.INFO.MEMBERS")`. Raises NatsRefusal."""
        payload = b"" if body is None else json.dumps(body).encode()
        subject = f"$JS.API.{request}"
        message = await self.connections[account].request(subject, payload, TIMEOUT_SECONDS)
        answer = json.loads(message.data)
        if error := answer.get("error"):
            raise NatsRefusal(subject, error["code"], error.get("description", ""))
        return answer

    async def find(self, account: str, request: str) -> Any | None:
        """Like `api`, but None for what does not exist."""
        try:
            return await self.api(account, request)
        except NatsRefusal as refusal:
            if refusal.code == NOT_FOUND:
                return None
            raise

    async def account_jwt(self, public: str) -> str:
        """The JWT that the server holds of an account; empty when it knows none."""
        message = await self.connections[SYS].request(
            f"$SYS.REQ.ACCOUNT.{public}.CLAIMS.LOOKUP", b"", TIMEOUT_SECONDS
        )
        return message.data.decode()

    async def push_account(self, token: str) -> None:
        """Give every server an account's new JWT; what it revokes is cut off at once."""
        message = await self.connections[SYS].request(
            "$SYS.REQ.CLAIMS.UPDATE", token.encode(), TIMEOUT_SECONDS
        )
        answer = json.loads(message.data)
        if error := answer.get("error"):
            raise NatsRefusal("$SYS.REQ.CLAIMS.UPDATE", error["code"], error.get("description", ""))


@asynccontextmanager
async def connect_admin(url: str, keys: KeyFolder) -> AsyncIterator[NatsAdmin]:
    """Connect as the operator to all accounts with the credentials in the key folder.

    Raises NotReachable.
    """
    connections: dict[str, Client] = {}
    try:
        for account in (HCN, CITY, SYS):
            file = keys.credentials_file(account, ADMIN)
            try:
                connections[account] = await connect(url, file)
            except (nats.errors.Error, OSError) as error:
                raise NotReachable(f"NATS at {url} as operator of {account}: {error}") from error
        yield NatsAdmin(connections)
    finally:
        for connection in connections.values():
            await connection.close()


async def connect(url: str, credentials: Path, **options: Any) -> Client:
    """One connection that fails at once, with one sentence, instead of trying for ever."""

    async def stay_silent(_: Exception) -> None:
        """The failed call itself raises; nats-py would print a traceback besides."""

    settings: dict[str, Any] = {
        "connect_timeout": TIMEOUT_SECONDS,
        "allow_reconnect": False,
        # Or the client would knock sixty times, two seconds apart, before it says so.
        "max_reconnect_attempts": 1,
        "reconnect_time_wait": 0,
        "error_cb": stay_silent,
    }
    if "tls://" in url:
        settings["tls"] = TlsSettings().tls_context()
    return await nats.connect(url, user_credentials=str(credentials), **(settings | options))
