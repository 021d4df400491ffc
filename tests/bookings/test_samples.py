"""The sample places are accepted by the service as they stand."""

from __future__ import annotations

import json
from datetime import timedelta

from deploy.embedded.seed import KEYS, SAMPLES
from tests.bookings.making import City, done, instant, made


async def test_every_sample_place_is_accepted_and_several_need_no_further_rule(city: City) -> None:
    samples = json.loads(SAMPLES.read_text(encoding="utf-8"))
    assert len(samples["venues"]) >= 5
    assert len(samples["spaces"]) >= 14
    venues, spaces = {}, {}
    for venue in samples["venues"]:
        body = {name: value for name, value in venue.items() if name not in KEYS}
        venues[venue["key"]] = (await made(city.officer.post("/v1/venues", json=body)))["id"]
    for space in samples["spaces"]:
        body = {name: value for name, value in space.items() if name not in KEYS}
        body["venue_id"] = venues[space["venue"]]
        body["parent_id"] = spaces.get(space.get("parent"))
        assert "(mẫu)" in body["name"]["vi"]
        spaces[space["key"]] = (await made(city.officer.post("/v1/spaces", json=body)))["id"]

    start = city.at(days=1, hours=14)
    window = {"from": instant(start), "to": instant(start + timedelta(hours=3))}
    member = city.member(await city.admit())
    found = await done(member.get("/v1/availability", params=window))
    assert len(found["items"]) >= 8
    for item in found["items"]:
        await made(
            member.post("/v1/bookings", json=city.request(item, start, 3, expected_audience=20))
        )
