"""Drafts: written piece by piece, seen by their own, submitted as the booking of the same id."""

from __future__ import annotations

from datetime import timedelta

from services.bookings.regulations.asking import DRAFT_KEPT
from shared.events.bookings import BookingRequestedV1
from tests.bookings.asking import PDF, drafted, set_rules
from tests.bookings.making import POTTERY, City, codes, done, instant, made, refused


async def test_a_draft_is_written_piece_by_piece_and_submitted_as_a_booking(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    member = city.member(id)
    draft = await drafted(city, id, activity={"title": {"vi": "Ngày hội gốm"}})
    assert set(draft["missing"]) >= {"space_id", "activity.kind"}
    assert draft["actions"]["submit"]["allowed"] is False
    url = f"/v1/booking-drafts/{draft['id']}"
    problem = await refused(member.post(f"{url}/submit"), 422)
    assert {one["code"] for one in problem["errors"]} == {"field_missing"}

    start = city.at(days=7)
    pieces = [
        {"space_id": space["id"], "activity": {"kind": "workshop"}},
        {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))},
    ]
    for piece in pieces:
        headers = {"If-Match": f'"{draft["version"]}"'}
        draft = await done(member.patch(url, json=piece, headers=headers))
    assert draft["missing"] == []
    assert draft["content"]["activity"] == {"title": {"vi": "Ngày hội gốm"}, "kind": "workshop"}
    assert await city.service.published(BookingRequestedV1) == []

    tried = await done(member.post(f"{url}/submit?dry_run=true"))
    assert tried["result"]["id"] == draft["id"]
    booking = await made(member.post(f"{url}/submit"))
    assert booking["id"] == draft["id"]
    assert booking["status"] == "requested"
    gone = await done(member.get(url))
    assert (gone["status"], gone["content"], gone["booking_id"]) == ("submitted", {}, draft["id"])
    assert codes(await refused(member.post(f"{url}/submit"))) == ["wrong_status"]
    listed = await done(member.get("/v1/booking-drafts"))
    assert listed["items"] == []


async def test_a_refused_submission_leaves_the_draft_and_says_what_would_pass(city: City) -> None:
    space = await city.make_space(capacity=10, longest_hours=1)
    id = await city.admit()
    body = city.request(space, city.at(days=7), 2, expected_audience=11)
    draft = await drafted(city, id, **body)
    url = f"/v1/booking-drafts/{draft['id']}"
    problem = await refused(city.member(id).post(f"{url}/submit"))
    assert {one["code"]: one["passes"] for one in problem["errors"]} == {
        "stay_too_long": {"longest_hours": 1, "latest_end": "2026-11-30T03:00:00Z"},
        "too_many_people": {"largest_audience": 10},
    }
    assert (await done(city.member(id).get(url)))["content"] == draft["content"]


async def test_what_can_never_be_right_is_refused_in_a_piece_already(city: City) -> None:
    id = await city.admit()
    for piece, field in (
        ({"space_id": "no"}, "space_id"),
        ({"activity": {"title": {"vi": "\x00"}}}, "activity.title.vi"),
        ({"unheard_of": 1}, "unheard_of"),
        ({"answers": {"sound": {"a": 1}}}, "answers.sound"),
    ):
        request = city.member(id).post("/v1/booking-drafts", json=piece)
        problem = await refused(request, 422)
        assert problem["errors"][0]["field"] == field


async def test_a_draft_is_its_members_own(city: City) -> None:
    id = await city.admit()
    draft = await drafted(city, id, activity=POTTERY)
    url = f"/v1/booking-drafts/{draft['id']}"
    for other in (city.member(await city.admit()), city.host, city.service.as_("auditor")):
        await refused(other.get(url), 404)
        await refused(other.post(f"{url}/submit"), 404)
    colleague = city.service.as_("member", sub="colleague", member=id)
    patch = {"activity": {"public": False}}
    headers = {"If-Match": f'"{draft["version"]}"'}
    await done(colleague.patch(url, json=patch, headers=headers))
    foreign = {"member_id": str(await city.admit())}
    problem = await refused(colleague.post("/v1/booking-drafts", json=foreign), 403)
    assert codes(problem) == ["member_not_yours"]


async def test_files_go_with_the_draft_and_satisfy_the_places_form(city: City) -> None:
    space = await city.make_space()
    await set_rules(city, space, intake={"documents": [{"kind": "programme"}]})
    id = await city.admit()
    member = city.member(id)
    body = city.request(space, city.at(days=7))
    problem = await refused(member.post("/v1/bookings", json=body))
    assert codes(problem) == ["attachment_missing"]

    draft = await drafted(city, id, **body)
    url = f"/v1/booking-drafts/{draft['id']}"
    await made(member.post(f"{url}/attachments?kind=programme", content=PDF))
    booking = await made(member.post(f"{url}/submit"))
    files = await done(city.host.get(f"/v1/bookings/{booking['id']}/attachments"))
    (file,) = files["items"]
    assert (file["kind"], file["booking_id"], file["draft_id"]) == (
        "programme",
        booking["id"],
        None,
    )
    got = await city.host.get(f"/v1/booking-attachments/{file['id']}/file")
    assert got.content == PDF
    assert got.headers["content-disposition"].startswith("attachment")
    delete = member.delete(f"/v1/booking-attachments/{file['id']}")
    assert codes(await refused(delete)) == ["attachment_needed"]


async def test_a_draft_that_nobody_touches_is_dropped_with_its_files(city: City) -> None:
    id = await city.admit()
    draft = await drafted(city, id, activity=POTTERY)
    url = f"/v1/booking-drafts/{draft['id']}"
    file = await made(city.member(id).post(f"{url}/attachments", content=PDF))
    city.service.clock.advance(DRAFT_KEPT + timedelta(minutes=1))
    await city.service.do_due()
    dropped = await done(city.member(id).get(url))
    assert (dropped["status"], dropped["content"]) == ("dropped", {})
    assert dropped["attachments"] == []
    await refused(city.member(id).get(f"/v1/booking-attachments/{file['id']}/file"), 404)
