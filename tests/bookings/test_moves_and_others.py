"""What is proposed, offered or moved is checked like what was asked for: all that it wants."""

from __future__ import annotations

from typing import Any

from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.test_stock import chairs, wanting
from tests.bookings.test_waiting import slot


async def loud_concert(city: City, space: dict[str, Any]) -> dict[str, Any]:
    booking = await city.requested(space, city.at(days=7), layout="theatre", contents=["food"])
    return await done(city.host.post(f"/v1/bookings/{booking['id']}/confirm"))


async def test_a_place_that_refuses_its_contents_is_neither_offered_nor_taken_in_a_closure(
    city: City,
) -> None:
    space = await city.make_space()
    strict = await city.make_space(refused_contents=["food"], name={"vi": "Sảnh sạch"})
    booking = await loud_concert(city, space)
    (date,) = booking["dates"]
    there = slot(city.at(days=7)) | {"space_id": strict["id"]}
    closing = {"space_id": space["id"], "reason_code": "maintenance", **slot(city.at(days=7))}
    moves = {"moves": [{"date_id": date["id"], **there}]}
    problem = await refused(city.host.post("/v1/closures", json=closing | moves))
    assert "content_refused" in codes(problem)
    await made(city.host.post("/v1/closures", json=closing))
    offer = await refused(city.host.post(f"/v1/bookings/{booking['id']}/offer", json=there))
    assert codes(offer) == ["content_refused"]


async def test_who_borrows_is_not_sent_to_another_venue(city: City) -> None:
    space = await city.make_space()
    body = {"name": {"vi": "Nhà bên"}, "host_id": str(city.host_id)}
    other = await made(city.officer.post("/v1/venues", json=body))
    annex = await city.make_space(venue_id=other["id"])
    things, member = await chairs(city), await city.admit()
    asked = city.request(space, city.at(days=7)) | wanting(things, 5)
    borrows = await made(city.member(member).post("/v1/bookings", json=asked))
    await done(city.host.post(f"/v1/bookings/{borrows['id']}/confirm"))
    plain = await city.confirmed(space, city.at(days=7, hours=4))
    closing = {"space_id": space["id"], "reason_code": "maintenance", **slot(city.at(days=7), 8)}
    shown = await made(city.host.post("/v1/closures", json=closing))
    proposed = {
        one["booking_id"]: {proposal["space_id"] for proposal in one["proposals"]}
        for one in shown["displaced"]
    }
    assert proposed[borrows["id"]] == {space["id"]}
    assert annex["id"] in proposed[plain["id"]]
