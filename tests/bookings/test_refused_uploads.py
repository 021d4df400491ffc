"""The bytes of an upload that came to nothing go again, by whichever way they came."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.bookings.asking import drafted
from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.test_activity_reports import held, url_of
from tests.bookings.test_permits import Desk
from tests.support.pictures import jpeg, png
from tests.support.running import RunningService

PDF = b"%PDF-1.7 mau\n" + bytes(range(256))


@pytest_asyncio.fixture
async def narrow(
    running: Callable[..., AbstractAsyncContextManager[RunningService]],
) -> AsyncIterator[City]:
    """A city in which there is room for one file of each kind."""
    settings = {"attachments_max": 1, "permit_receipts_max": 1, "photos_per_place": 1}
    async with running("bookings", orphan_file_minutes=0, **settings) as service:
        city = City(service)
        await city.open_venue()
        yield city


def stored(city: City) -> int:
    files: Path = city.service.service.parts.settings.files_dir
    return len([one for one in files.rglob("*") if one.is_file()])


async def when_all_is_done(city: City) -> int:
    """How many files lie in the store when everybody had time to name them."""
    city.service.clock.advance(timedelta(minutes=2))
    await city.service.do_due()
    return stored(city)


async def to_a_draft(city: City) -> tuple[httpx.AsyncClient, str]:
    member = await city.admit()
    draft = await drafted(city, member)
    return city.member(member), f"/v1/booking-drafts/{draft['id']}/attachments"


async def to_a_booking(city: City) -> tuple[httpx.AsyncClient, str]:
    member = await city.admit()
    booking = await city.requested(await city.make_space(), city.at(days=7), member=member)
    return city.member(member), f"/v1/bookings/{booking['id']}/attachments"


async def to_a_permit(city: City) -> tuple[httpx.AsyncClient, str]:
    desk = await Desk(city).open()
    await desk.put()
    return desk.member, f"{desk.path}/performance_approval/receipts"


async def to_a_place(city: City) -> tuple[httpx.AsyncClient, str]:
    return city.host, f"/v1/venues/{city.venue['id']}/photos"


async def to_a_report(city: City) -> tuple[httpx.AsyncClient, str]:
    member, report = await held(city)
    return city.member(member), url_of(report, "photos")


Way = Callable[[City], Awaitable[tuple[httpx.AsyncClient, str]]]
WAYS = [
    pytest.param(to_a_draft, [PDF, PDF + b"2"], "too_many_attachments", id="draft"),
    pytest.param(to_a_booking, [PDF, PDF + b"2"], "too_many_attachments", id="booking"),
    pytest.param(to_a_permit, [PDF, PDF + b"2"], "too_many_receipts", id="permit"),
    pytest.param(to_a_place, [png(), jpeg()], "too_many_photos", id="place"),
    pytest.param(to_a_report, [png(), png()], "photo_there", id="report"),
]


@pytest.mark.parametrize(("way", "contents", "code"), WAYS)
async def test_what_is_refused_or_only_tried_leaves_no_bytes(
    narrow: City, way: Way, contents: list[bytes], code: str
) -> None:
    client, url = await way(narrow)
    tried = await done(client.post(url, params={"dry_run": "true"}, content=contents[0]))
    assert tried["dry_run"]
    assert stored(narrow) == 0

    answer = await client.post(url, content=contents[0])
    assert answer.status_code in (200, 201), answer.text
    assert await when_all_is_done(narrow) == 1  # a row names it

    assert codes(await refused(client.post(url, content=contents[1]))) == [code]
    assert await when_all_is_done(narrow) == 1


async def test_bytes_sent_again_after_a_refusal_stay(narrow: City) -> None:
    client, url = await to_a_draft(narrow)
    file: dict[str, Any] = await made(client.post(url, content=PDF))
    await refused(client.post(url, content=PDF + b"2"))
    await done(client.delete(f"/v1/booking-attachments/{file['id']}"))
    again = await made(client.post(url, content=PDF + b"2"))
    assert await when_all_is_done(narrow) == 1
    got = await client.get(f"/v1/booking-attachments/{again['id']}/file")
    assert got.content == PDF + b"2"
