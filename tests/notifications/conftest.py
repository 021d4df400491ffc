"""The service with a mail catcher of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest_asyncio

from tests.notifications.catcher import MailCatcher, catching_mail
from tests.support.running import RunningService


@pytest_asyncio.fixture
async def mail() -> AsyncIterator[MailCatcher]:
    async with catching_mail() as catcher:
        yield catcher


@pytest_asyncio.fixture
async def service(
    running: Callable[..., AbstractAsyncContextManager[RunningService]], mail: MailCatcher
) -> AsyncIterator[RunningService]:
    async with running("notifications", smtp_port=mail.port) as notifications:
        yield notifications


@pytest_asyncio.fixture
async def messages(service: RunningService) -> Any:
    """Reads all letters as the office sees them."""

    async def read(**filters: Any) -> list[dict[str, Any]]:
        answer = await service.as_("officer").get("/v1/messages", params=filters)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    return read
