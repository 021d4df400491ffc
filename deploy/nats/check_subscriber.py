"""Connects as a subscriber and finds out what it can and cannot do."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nats.errors
import nats.js.errors
from nats.aio.client import Client

from deploy.nats.admin import connect
from deploy.nats.subscribers import Subscriber
from deploy.nats.topology import CITY_BUCKET, CITY_BUCKET_STREAM, CITY_STREAM

ANSWER_SECONDS = 2
_MUST_NOT_SEND = ("hcn.public.members.x", "$JS.API.STREAM.PURGE.CITY")
_MUST_NOT_HEAR = (">", "_INBOX.>", "hcn.>")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried. `well` when it went as it must."""

    well: bool
    text: str


async def check_subscriber(url: str, credentials: Path, subscriber: Subscriber) -> list[Finding]:
    """Try what a subscriber must be able to do, and the first things that it must not."""
    refusals: asyncio.Queue[Exception] = asyncio.Queue()

    try:
        client = await connect(
            url, credentials, inbox_prefix=subscriber.inbox_prefix, error_cb=refusals.put
        )
    except (nats.errors.Error, OSError) as error:
        return [Finding(False, f"đăng nhập · sign in at {url}: {error}")]
    try:
        findings = [Finding(True, f"đăng nhập · sign in at {url}")]
        findings += [await _reads(client, stream) for stream in (CITY_STREAM, CITY_BUCKET_STREAM)]
        findings.append(await _watches(client))
        findings.append(await _is_refused(client, refusals))
        return findings
    finally:
        await client.close()


async def _is_refused(client: Client, refusals: asyncio.Queue[Exception]) -> Finding:
    for subject in _MUST_NOT_SEND:
        await client.publish(subject, b"")
    for subject in _MUST_NOT_HEAR:
        await client.subscribe(subject)
    expected = len(_MUST_NOT_SEND) + len(_MUST_NOT_HEAR)
    refused = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(ANSWER_SECONDS):
            while refused < expected:
                refused += "permissions violation" in str(await refusals.get()).lower()
    text = f"không ghi, không nghe lén · refused to write or overhear {refused}/{expected}"
    return Finding(refused == expected, text)


async def _reads(client: Client, stream: str) -> Finding:
    try:
        info = await client.jetstream().stream_info(stream)
    except (nats.errors.Error, nats.js.errors.Error) as error:
        return Finding(False, f"đọc · read {stream}: {error}")
    state = info.state
    return Finding(
        True, f"đọc · read {stream}: {state.messages} ({state.first_seq}–{state.last_seq})"
    )


async def _watches(client: Client) -> Finding:
    try:
        bucket = await client.jetstream().key_value(CITY_BUCKET)
        watcher: Any = await bucket.watchall()
        await watcher.updates(timeout=ANSWER_SECONDS)
        await watcher.stop()
    except (nats.errors.Error, nats.js.errors.Error) as error:
        return Finding(False, f"theo dõi hiện tại · watch {CITY_BUCKET}: {error!r}")
    return Finding(True, f"theo dõi hiện tại · watch {CITY_BUCKET}")
