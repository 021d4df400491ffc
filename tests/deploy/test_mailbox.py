"""The mail catcher keeps every letter and shows it without letting it do anything."""

from __future__ import annotations

import asyncio
import json
import smtplib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest_asyncio

from deploy.embedded.mail.receive import listen_smtp
from deploy.embedded.mail.store import LetterStore
from deploy.embedded.mail.web import listen_web
from tests.support.ports import free_port


class Mailbox:
    def __init__(self, smtp_port: int, web_port: int) -> None:
        self.smtp_port = smtp_port
        self.web = httpx.AsyncClient(base_url=f"http://127.0.0.1:{web_port}")

    async def send(self, subject: str, text: str, html: str = "") -> None:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = (
            "hcn@example.test",
            "Lan <a@x.test>",
            subject,
        )
        letter.set_content(text)
        if html:
            letter.add_alternative(html, subtype="html")
        await asyncio.to_thread(self._send, letter)

    def _send(self, letter: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as server:
            server.send_message(letter, to_addrs=["a@x.test", "b@x.test"])


@pytest_asyncio.fixture
async def mailbox(tmp_path: Path) -> AsyncIterator[Mailbox]:
    store = LetterStore(tmp_path)
    box = Mailbox(free_port(), free_port())
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(await listen_smtp(store, "127.0.0.1", box.smtp_port))
        port = box.web.base_url.port
        assert port
        await stack.enter_async_context(await listen_web(store, "127.0.0.1", port))
        await stack.enter_async_context(box.web)
        yield box


async def test_letters_come_newest_first_with_their_recipients(mailbox: Mailbox) -> None:
    await mailbox.send("Thứ nhất", "Kính gửi")
    await mailbox.send("Thứ hai", "Kính gửi")
    letters = (await mailbox.web.get("/messages")).json()
    assert [one["subject"] for one in letters] == ["Thứ hai", "Thứ nhất"]
    assert letters[0]["to"] == ["a@x.test", "b@x.test"]
    one = (await mailbox.web.get(f"/messages/{letters[0]['id']}")).json()
    assert one["text"].strip() == "Kính gửi"


async def test_a_letter_cannot_run_anything(mailbox: Mailbox) -> None:
    await mailbox.send("<script>1</script>", "<b>", "<script>alert(1)</script>")
    (letter,) = (await mailbox.web.get("/messages")).json()
    for path in ("/", f"/letters/{letter['id']}"):
        page = await mailbox.web.get(path)
        assert "<script>" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
    frame = await mailbox.web.get(f"/letters/{letter['id']}/html")
    assert frame.headers["content-security-policy"].startswith("sandbox;")


async def test_other_pages_and_paths_get_nothing(mailbox: Mailbox) -> None:
    await mailbox.send("x", "y")
    assert (await mailbox.web.get("/messages", headers={"Host": "evil.test"})).status_code == 421
    assert (await mailbox.web.get("/messages/..%2f..%2fissuer")).status_code == 404
    assert (await mailbox.web.get("/letters/none")).status_code == 404
    assert (await mailbox.web.delete("/messages")).status_code == 405
    assert json.loads((await mailbox.web.get("/readyz")).text) == {}
