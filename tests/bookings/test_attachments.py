"""Files of a booking: told by their bytes, scanned, for those who take part."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest_asyncio

from shared.files.store import FileStore
from tests.bookings.asking import PDF, drafted
from tests.bookings.making import City, codes, done, made, refused
from tests.support.running import RunningService


async def test_a_file_is_told_by_its_bytes(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.requested(space, city.at(days=7), member=id)
    url = f"/v1/bookings/{booking['id']}/attachments"
    member = city.member(id)
    headers = {"Content-Type": "application/pdf"}
    problem = await refused(member.post(url, content=b"MZ\x90 exe", headers=headers), 422)
    assert codes(problem) == ["document_content_differs"]
    assert codes(await refused(member.post(url, content=b""), 422))[0] == "document_empty"
    form = {"file": ("..\\kịch bản.pdf", PDF, "application/pdf")}
    file = await made(member.post(f"{url}?kind=programme", files=form))
    assert (file["file_name"], file["kind_label"]) == ("kịch bản.pdf", "Chương trình, kịch bản")
    assert file["version"] == booking["version"] + 1


async def test_strangers_neither_see_nor_add_files(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.requested(space, city.at(days=7), member=id)
    url = f"/v1/bookings/{booking['id']}/attachments"
    file = await made(city.member(id).post(url, content=PDF))
    stranger = city.member(await city.admit())
    await refused(stranger.post(url, content=PDF), 404)
    await refused(stranger.get(url), 404)
    await refused(stranger.get(f"/v1/booking-attachments/{file['id']}/file"), 404)
    await refused(stranger.delete(f"/v1/booking-attachments/{file['id']}"), 404)
    auditor = city.service.as_("auditor")
    assert codes(await refused(auditor.post(url, content=PDF), 403)) == ["not_your_booking"]
    await done(city.member(id).delete(f"/v1/booking-attachments/{file['id']}"))
    assert (await done(city.host.get(url)))["items"] == []


@pytest_asyncio.fixture
async def scanned(
    running: Callable[..., AbstractAsyncContextManager[RunningService]],
) -> AsyncIterator[City]:
    """A city whose scanner is away, and which takes two files at most."""
    settings = {"scanner_url": "tcp://127.0.0.1:9", "attachments_max": 2}
    async with running("bookings", **settings) as service:
        city = City(service)
        await city.open_venue()
        yield city


async def test_what_waits_for_the_scanner_is_opened_by_its_sender_alone(scanned: City) -> None:
    space = await scanned.make_space()
    id = await scanned.admit()
    booking = await scanned.requested(space, scanned.at(days=7), member=id)
    url = f"/v1/bookings/{booking['id']}/attachments"
    file = await made(scanned.member(id).post(url, content=PDF))
    assert file["scan_status"] == "quarantined"
    own = f"/v1/booking-attachments/{file['id']}/file"
    assert codes(await refused(scanned.host.get(own))) == ["document_quarantined"]
    assert (await scanned.member(id).get(own)).content == PDF


async def test_there_is_a_most_of_files(scanned: City) -> None:
    id = await scanned.admit()
    draft = await drafted(scanned, id)
    url = f"/v1/booking-drafts/{draft['id']}/attachments"
    for _ in range(2):
        await made(scanned.member(id).post(url, content=PDF))
    problem = await refused(scanned.member(id).post(url, content=PDF))
    assert codes(problem) == ["too_many_attachments"]


async def test_a_dry_run_keeps_no_file(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.requested(space, city.at(days=7), member=id)
    url = f"/v1/bookings/{booking['id']}/attachments"
    content = PDF + b"% dry run\n"
    shown = await done(city.member(id).post(f"{url}?dry_run=true", content=content))
    assert shown["result"]["size"] == len(content)
    store: FileStore = city.service.service.app.state.files
    assert await store.get(hashlib.sha256(content).hexdigest()) is None
