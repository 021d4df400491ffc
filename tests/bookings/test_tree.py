"""Spaces are a tree: who books a node takes its leaves, and nobody else gets a part of them."""

from __future__ import annotations

from datetime import timedelta

from shared.events.bookings import SpaceChangedV1, SpaceWithdrawnV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, made, refused


async def grounds_with_parts(city: City) -> tuple[dict, dict, dict]:
    """grounds ⊃ stage, lawn"""
    grounds = await city.make_space(name={"vi": "Khuôn viên"}, capacity=500)
    stage = await city.make_space(name={"vi": "Sân khấu"}, parent_id=grounds["id"])
    lawn = await city.make_space(name={"vi": "Bãi cỏ"}, parent_id=grounds["id"])
    return grounds, stage, lawn


async def test_who_has_the_grounds_has_every_part(city: City) -> None:
    grounds, stage, lawn = await grounds_with_parts(city)
    start = city.at(days=7)
    await city.confirmed(grounds, start)
    member = city.member(await city.admit())
    for part in (stage, lawn):
        problem = await refused(member.post("/v1/bookings", json=city.request(part, start)))
        assert codes(problem) == ["space_taken"]
    window = {"from": instant(start), "to": instant(start + timedelta(hours=1))}
    assert (await done(member.get("/v1/availability", params=window)))["items"] == []


async def test_a_taken_part_takes_the_grounds_but_not_its_sister(city: City) -> None:
    grounds, stage, lawn = await grounds_with_parts(city)
    start = city.at(days=7)
    await city.confirmed(stage, start)
    member = city.member(await city.admit())
    problem = await refused(member.post("/v1/bookings", json=city.request(grounds, start)))
    assert codes(problem) == ["space_taken"]
    await made(member.post("/v1/bookings", json=city.request(lawn, start)))


async def test_the_tree_does_not_change_under_future_claims(city: City) -> None:
    grounds, stage, _lawn = await grounds_with_parts(city)
    booking = await city.confirmed(grounds, city.at(days=7))
    part = {
        "venue_id": city.venue["id"],
        "parent_id": grounds["id"],
        "name": {"vi": "Góc mới"},
        "kind": "stage",
        "capacity": 5,
    }
    head = {"If-Match": "*"}
    attempts = [
        city.host.post("/v1/spaces", json=part),
        city.host.post("/v1/spaces", json=part | {"parent_id": stage["id"]}),
        city.host.patch(f"/v1/spaces/{stage['id']}", json={"parent_id": None}, headers=head),
        city.host.post(f"/v1/spaces/{stage['id']}/withdraw"),
    ]
    for attempt in attempts:
        problem = await refused(attempt)
        assert codes(problem) == ["tree_in_use"]
        assert [one["booking_id"] for one in problem["in_the_way"]] == [booking["id"]]


async def test_a_part_with_its_own_booking_moves_with_it(city: City) -> None:
    grounds, stage, _lawn = await grounds_with_parts(city)
    start = city.at(days=7)
    await city.confirmed(stage, start)
    corner = await city.make_space(name={"vi": "Góc"})
    path = f"/v1/spaces/{stage['id']}"
    head = {"If-Match": str(stage["version"])}
    moved = await done(city.host.patch(path, json={"parent_id": corner["id"]}, headers=head))
    assert moved["parent_id"] == corner["id"]
    await city.requested(grounds, start)
    member = city.member(await city.admit())
    problem = await refused(member.post("/v1/bookings", json=city.request(corner, start)))
    assert codes(problem) == ["space_taken"]


async def test_a_space_is_not_a_part_of_itself(city: City) -> None:
    grounds, stage, _lawn = await grounds_with_parts(city)
    answer = city.host.patch(
        f"/v1/spaces/{grounds['id']}", json={"parent_id": stage["id"]}, headers={"If-Match": "*"}
    )
    assert codes(await refused(answer)) == ["parent_inside"]


async def test_a_withdrawn_space_is_offered_no_more(city: City) -> None:
    grounds, stage, lawn = await grounds_with_parts(city)
    problem = await refused(city.host.post(f"/v1/spaces/{grounds['id']}/withdraw"))
    assert codes(problem) == ["has_open_parts"]
    for space in (stage, lawn, grounds):
        await done(city.host.post(f"/v1/spaces/{space['id']}/withdraw"))
    assert len(await city.service.published(SpaceWithdrawnV1)) == 3
    member = city.member(await city.admit())
    problem = await refused(member.post("/v1/bookings", json=city.request(stage, city.at(days=7))))
    assert codes(problem) == ["space_withdrawn"]


async def test_a_space_is_edited_with_the_version_one_has_seen(city: City) -> None:
    space = await city.make_space()
    path = f"/v1/spaces/{space['id']}"
    await refused(city.host.patch(path, json={"capacity": 80}), 428)
    stale = await refused(
        city.host.patch(path, json={"capacity": 80}, headers={"If-Match": "7"}), 412
    )
    assert stale["current"]["capacity"] == 100
    body = {"capacity": 80, "name": {"en": "New stage"}, "longest_hours": None}
    edited = await done(city.host.patch(path, json=body, headers={"If-Match": '"1"'}))
    assert edited["name"] == {"vi": "Sân khấu kính", "en": "New stage"}
    (event,) = await city.service.published(SpaceChangedV1)
    assert event.capacity == 80


async def test_only_the_host_of_the_venue_and_officers_offer_spaces(city: City) -> None:
    body = {"venue_id": city.venue["id"], "name": {"vi": "X"}, "kind": "hall", "capacity": 1}
    other = city.service.as_("host", host=new_id())
    assert codes(await refused(other.post("/v1/spaces", json=body), 403)) == ["not_host_of_venue"]
    await made(city.officer.post("/v1/spaces", json=body))
    member = city.member(await city.admit())
    await refused(member.post("/v1/venues", json={"name": {"vi": "X"}}), 403)


async def test_names_are_found_without_marks_and_sorted_as_vietnamese(city: City) -> None:
    for name in ("Đình cổ", "Dãy phố", "Ăn vặt", "An nhiên"):
        await city.make_space(name={"vi": name})
    listed = await done(city.service.http.get("/v1/spaces"))
    names = [one["name"]["vi"] for one in listed["items"]]
    assert names == ["An nhiên", "Ăn vặt", "Dãy phố", "Đình cổ"]
    found = await done(city.service.http.get("/v1/spaces", params={"q": "dinh co"}))
    assert [one["name"]["vi"] for one in found["items"]] == ["Đình cổ"]


async def test_a_venue_handed_over_takes_its_open_bookings_along(city: City) -> None:
    space = await city.make_space()
    booking = await city.requested(space, city.at(days=7))
    successor = new_id()
    path, head = f"/v1/venues/{city.venue['id']}", {"If-Match": '"1"'}
    body = {"host_id": str(successor)}
    problem = await refused(city.host.patch(path, json=body, headers=head), 403)
    assert codes(problem) == ["only_officer_changes_host"]
    await done(city.officer.patch(path, json=body, headers=head))
    await refused(city.host.get(f"/v1/bookings/{booking['id']}"), 404)
    next_host = city.service.as_("host", sub="next", host=successor)
    await done(next_host.post(f"/v1/bookings/{booking['id']}/confirm"))


async def test_a_venue_handed_over_takes_what_was_moved_there_and_not_what_left(
    city: City,
) -> None:
    """
    first    asked for here    moved to the other venue   stays
    second   asked for there   moved here                 the new host's
    """
    body = {"name": {"vi": "Nhà văn hóa"}, "host_id": str(city.host_id)}
    other = await made(city.officer.post("/v1/venues", json=body))
    here, there = await city.make_space(), await city.make_space(venue_id=other["id"])
    left, came = await city.confirmed(here, city.at(7)), await city.confirmed(there, city.at(8))
    for booking, day, space in ((left, 7, there), (came, 8, here)):
        times = {"starts_at": instant(city.at(day)), "ends_at": instant(city.at(day, hours=2))}
        path = f"/v1/bookings/{booking['id']}/reschedule"
        await done(city.host.post(path, json=times | {"space_id": space["id"]}))
    listed = await city.admit()
    waiting = await city.confirmed(here, city.at(9), member=listed)
    await city.suspend(listed)

    successor = new_id()
    path, head = f"/v1/venues/{city.venue['id']}", {"If-Match": "*"}
    await done(city.officer.patch(path, json={"host_id": str(successor)}, headers=head))
    next_host = city.service.as_("host", sub="next", host=successor)
    for booking in (came, waiting):
        await done(next_host.get(f"/v1/bookings/{booking['id']}"))
        await refused(city.host.get(f"/v1/bookings/{booking['id']}"), 404)
    await done(city.host.get(f"/v1/bookings/{left['id']}"))
    await refused(next_host.get(f"/v1/bookings/{left['id']}"), 404)
    (case,) = (await done(next_host.get("/v1/standing-cases")))["items"]
    assert case["entries"][0]["booking_id"] == waiting["id"]
    assert (await done(city.host.get("/v1/standing-cases")))["items"] == []
