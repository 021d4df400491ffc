"""Documents and the virus scanner: clean, infected, or quarantined while it is away."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from tests.members.making import Network, done, path, refused
from tests.members.test_documents import PDF, upload

pytestmark = pytest.mark.asyncio

EICAR = PDF + b"EICAR"


class Clamd:
    """Speaks INSTREAM as clamd does; what holds EICAR is infected."""

    def __init__(self) -> None:
        self.scanned = 0
        self.url = ""
        self.broken = False

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", await reader.readexactly(4))[0]:
            content += await reader.readexactly(size)
        self.scanned += 1
        verdict = b"Eicar-Test-Signature FOUND" if b"EICAR" in content else b"OK"
        broken = b"INSTREAM size limit exceeded. ERROR\0"
        writer.write(broken if self.broken else b"stream: " + verdict + b"\0")
        writer.close()


@asynccontextmanager
async def clamd(port: int = 0) -> AsyncIterator[Clamd]:
    scanner = Clamd()
    server = await asyncio.start_server(scanner.answer, "127.0.0.1", port)
    scanner.url = f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield scanner


async def test_a_clean_document_is_taken_and_an_infected_one_refused(running):
    async with clamd() as scanner, running("members", scanner_url=scanner.url) as service:
        network = Network(service)
        draft = await network.draft()
        refused(await upload(network.applicant, draft, content=EICAR), 422, "document_infected")
        document = done(await upload(network.applicant, draft, content=PDF * 400))
        assert (document["scan_status"], scanner.scanned) == ("clean", 2)
        stored = service.service.parts.settings.files_dir.rglob("*")
        assert len([one for one in stored if one.is_file()]) == 1


@pytest.mark.parametrize(("content", "then"), [(PDF, "clean"), (EICAR, "infected")])
async def test_while_the_scanner_is_away_documents_wait_and_are_scanned_later(
    running, content, then
):
    async with clamd() as gone:
        url = gone.url
    async with running("members", scanner_url=url, scanner_retry_seconds=60) as service:
        network = Network(service)
        draft = await network.draft()
        document = done(await upload(network.applicant, draft, content=content))
        assert document["scan_status"] == "quarantined"
        file = done(await network.applicant.post(f"{path(draft)}/submit"))  # nobody waits for it
        assert (await network.applicant.get(document["url"])).content == content
        refused(await network.officer.get(document["url"]), 409, "document_quarantined")
        await service.do_due()
        async with clamd(int(url.rpartition(":")[2])):
            network.clock.advance(timedelta(minutes=2))
            await service.do_due()
        (shown,) = done(await network.officer.get(path(file)))["documents"]
        assert shown["scan_status"] == then
        answer = await network.officer.get(document["url"])
        if then == "clean":
            assert answer.content == content
        else:
            refused(answer, 409, "document_infected")
            asked = {"fields": ["activity_report"], "reason": "Tệp hỏng"}
            request = f"{path(file)}/supplement-requests"
            shown = done(await network.officer.post(request, json=asked))
            refused(
                await network.applicant.post(f"{path(file)}/resubmit"), 409, "document_infected"
            )


async def test_no_verdict_is_no_clean_bill(running):
    async with clamd() as scanner, running("members", scanner_url=scanner.url) as service:
        scanner.broken = True
        network = Network(service)
        document = done(await upload(network.applicant, await network.draft()))
        assert document["scan_status"] == "quarantined"


async def test_a_verdict_does_not_count_for_a_document_replaced_meanwhile(running):
    from services.members.usecases.scan_documents import DOCUMENT_SCANNING
    from shared.auth.caller import system_caller
    from shared.database.work import Origin
    from shared.ids import new_id

    async with clamd() as gone:
        url = gone.url
    async with running("members", scanner_url=url) as service:
        network = Network(service)
        draft = await network.draft()
        first = done(await upload(network.applicant, draft))
        origin = Origin(caller=system_caller("due"), correlation_id=new_id())
        from sqlalchemy import text

        async with service.database.sessions() as session:
            key = str(await session.scalar(text("SELECT id FROM documents")))
        job = await service.database.run(
            lambda work: DOCUMENT_SCANNING.prepare(work, key, {}), origin
        )
        done(await upload(network.applicant, {**draft, **first}, content=EICAR))
        await service.database.run(
            lambda work: DOCUMENT_SCANNING.settle(work, job, "clean"), origin
        )
        (shown,) = done(await network.applicant.get(path(draft)))["documents"]
        assert shown["scan_status"] == "quarantined"


async def test_without_a_scanner_a_document_says_so(network):
    document = done(await upload(network.applicant, await network.draft()))
    assert document["scan_status"] == "not_scanned"
    assert document["scan_label"] == "Chưa quét (hệ thống không có máy quét)"
