"""Lists about places cost as many statements however long they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.bookings.making import City, done, made
from tests.support.pictures import jpeg
from tests.support.statements import counted


async def fill(city: City, first: int, last: int) -> None:
    venue = city.venue["id"]
    space = await city.make_space()
    for number in range(first, last):
        day = (date(2026, 12, 1) + timedelta(days=number)).isoformat()
        body = {"venue_id": venue, "first_day": day, "windows": [], "reason": {"vi": "Kiểm kê"}}
        await made(city.host.post("/v1/opening-exceptions", json=body))
        await made(city.host.post("/v1/calendar-feeds", json={"space_id": space["id"]}))
        await made(city.host.post(f"/v1/spaces/{space['id']}/photos", content=jpeg()))
        content = f"type,key,name_vi\nvenue,V{number},Nhà {number}\n".encode()
        await made(city.officer.post("/v1/place-imports", content=content))


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/v1/venues", 1),
        ("/v1/spaces", 3),
        ("/v1/opening-exceptions", 2),
        ("/v1/photos", 2),
        ("/v1/calendar-feeds", 3),
        ("/v1/place-imports", 1),
    ],
)
async def test_a_list_asks_so_often_and_no_more(city: City, path: str, most: int) -> None:
    counts = []
    for first, last in ((0, 2), (2, 8)):
        await fill(city, first, last)
        with counted(city.service) as statements:
            listed = await done(city.officer.get(path))
        assert listed["items"]
        counts.append(len(statements))
    assert counts[0] == counts[1] <= most
