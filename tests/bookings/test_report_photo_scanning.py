"""Photos that wait for the scanner: opened by their sender alone, then by everyone or nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.bookings.making import City, codes, made, refused
from tests.bookings.test_activity_reports import held, url_of
from tests.members.test_scanning import clamd
from tests.support.pictures import jpeg

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(("picture", "then"), [(jpeg(), 200), (b"EICAR", 409)])
async def test_a_photo_waits_for_the_scanner_and_is_scanned_later(
    running: Any, picture: bytes, then: int
) -> None:
    async with clamd() as gone:
        url = gone.url
    async with running("bookings", scanner_url=url, scanner_retry_seconds=60) as service:
        city = City(service)
        await city.open_venue()
        member, report = await held(city)
        # In the scan data, because everything beside it is left out.
        content = jpeg().replace(b"the picture", b"the " + picture) if then == 409 else picture
        sent = city.member(member).post(
            url_of(report, "photos"), content=content, headers={"Content-Type": "image/jpeg"}
        )
        (photo,) = (await made(sent))["photos"]
        assert photo["scan_status"] == "quarantined"
        path = url_of(report, f"photos/{photo['id']}/file")
        assert codes(await refused(city.host.get(path))) == ["document_quarantined"]
        assert (await city.member(member).get(path)).status_code == 200
        await service.do_due()
        async with clamd(int(url.rpartition(":")[2])) as scanner:
            service.clock.advance(timedelta(seconds=60))
            await service.do_due()
        assert scanner.scanned == 1
        assert (await city.host.get(path)).status_code == then
