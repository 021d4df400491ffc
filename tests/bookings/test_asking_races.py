"""Asking at once: of two who submit, attach, take off or decide, nothing is done twice."""

from __future__ import annotations

import asyncio

from shared.events.bookings import BookingRequestedV1
from tests.bookings.asking import PDF, Count, drafted
from tests.bookings.making import City, codes, done, made
from tests.bookings.test_changing import decide, edit


async def test_a_draft_is_submitted_once(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    draft = await drafted(city, id, **city.request(space, city.at(days=7)))
    url = f"/v1/booking-drafts/{draft['id']}/submit"
    answers = await asyncio.gather(*(city.member(id).post(url) for _ in range(8)))
    assert sorted(one.status_code for one in answers) == [201] + [409] * 7
    assert len(await city.service.published(BookingRequestedV1)) == 1


async def test_files_are_neither_lost_nor_left_while_a_draft_is_submitted(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    member = city.member(id)
    draft = await drafted(city, id, **city.request(space, city.at(days=7)))
    url = f"/v1/booking-drafts/{draft['id']}"
    old = await made(member.post(f"{url}/attachments", content=PDF))
    acts = [member.post(f"{url}/attachments", content=PDF + bytes([n])) for n in range(4)]
    acts += [member.post(f"{url}/submit")]
    acts += [member.delete(f"/v1/booking-attachments/{old['id']}") for _ in range(3)]
    answers = await asyncio.gather(*acts)
    assert {one.status_code for one in answers} <= {200, 201, 404, 409}
    assert sorted(one.status_code for one in answers[5:]) == [200, 404, 404]
    kept = await done(city.host.get(f"/v1/bookings/{draft['id']}/attachments"))
    assert len(kept["items"]) == sum(one.status_code == 201 for one in answers[:4])


async def test_approving_cancelling_and_editing_at_once_end_in_one_order(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    for day in range(7, 12):
        booking = await city.confirmed(space, city.at(days=day), member=id)
        edited = await done(edit(city.member(id), booking, activity={"kind": "talk"}))
        change = edited["waiting_change"]
        url = f"/v1/bookings/{booking['id']}"
        acts = [
            decide(city.host, change, "approve"),
            city.member(id).post(f"{url}/cancel"),
            city.member(id).post(f"{url}/release", json={"until": booking["starts_at"]}),
            city.member(id).patch(
                url, json={"activity": {"kind": "launch"}}, headers={"If-Match": "*"}
            ),
        ]
        answers = await asyncio.gather(*acts)
        assert {one.status_code for one in answers} <= {200, 409}, [one.text for one in answers]
        assert (await city.booking(booking["id"]))["status"] == "cancelled"
    waiting = await done(city.host.get("/v1/booking-changes?status=waiting"))
    assert waiting["items"] == []


async def test_a_change_follows_its_booking_to_another_member_and_host(city: City) -> None:
    space = await city.make_space()
    old, new = await city.admit(), await city.admit("Xưởng Lớn Mẫu")
    booking = await city.confirmed(space, city.at(days=7), member=old)
    change = await done(edit(city.member(old), booking, activity={"kind": "talk"}))
    url = f"/v1/booking-changes/{change['waiting_change']['id']}"
    draft = await drafted(city, old, activity={"public": True})
    await city.merge(old, into=new)
    assert (await done(city.member(new).get(url)))["member_id"] == str(new)
    await done(city.member(new).get(f"/v1/booking-drafts/{draft['id']}"))
    venue = f"/v1/venues/{city.venue['id']}"
    head = {"If-Match": f'"{city.venue["version"]}"'}
    await done(city.officer.patch(venue, json={"host_id": str(new)}, headers=head))
    other = city.service.as_("host", host=new)
    assert (await done(other.post(f"{url}/approve")))["status"] == "approved"
    assert codes((await city.host.post(f"{url}/approve")).json()) == ["not_found"]


async def test_lists_ask_a_fixed_number_of_times(city: City, statements: Count) -> None:
    space = await city.make_space()
    id = await city.admit()
    lists = ("/v1/booking-drafts", "/v1/booking-changes")
    counts = []
    for day in (7, 8, 9):
        booking = await city.confirmed(space, city.at(days=day), member=id)
        await done(edit(city.member(id), booking, activity={"kind": "talk"}))
        draft = await drafted(city, id, activity={"public": True})
        url = f"/v1/booking-drafts/{draft['id']}/attachments"
        await made(city.member(id).post(url, content=PDF))
        counts.append([await statements(city.member(id).get(one)) for one in lists])
    assert counts == [[2, 1]] * 3
