"""Erasure goes everywhere, keeps what the law keeps without the person, and proves itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from shared.events import members as events
from shared.events.bookings import ErasureCarriedOutV1
from shared.events.notifications import ContactSuppressedV1
from shared.events.samples import sample_envelopes
from tests.members.making import APPLICANT, done, path, refused
from tests.members.personal_data import REASON, URL, WORDS, acknowledged, asked, contact_of, do

pytestmark = pytest.mark.asyncio

CARRIED_OUT = sample_envelopes()[ErasureCarriedOutV1.TYPE.text].event()


async def stored_text(network):
    """Every row of every table as text, except the journal's copy that its stream takes away."""
    async with network.service.database.sessions() as session:
        names = await session.scalars(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        )
        found = {}
        for name in names:
            where = " WHERE stream <> 'PERSONAL'" if name == "journal" else ""
            rows = await session.scalars(text(f'SELECT t::text FROM "{name}" t{where}'))
            found[name] = "\n".join(rows)
        return found


async def test_an_erasure_goes_everywhere_and_keeps_the_decision_without_the_person(network):
    award = await network.member()
    number = award["certificate_number"]
    member_id = award["member_id"]
    done(await network.applicant.post("/v1/consents", json=WORDS), 201)
    draft = await network.draft(name="Bản nháp riêng", address={"line": "Nhà riêng", "ward": "X"})
    request = await acknowledged(network, "delete", details="Xin xóa dữ liệu của tôi")
    shown = await do(network, request, "fulfil")
    report = shown["report"]
    assert report["erased"]["contacts"] == 2
    assert (report["erased"]["drafts"], report["erased"]["grants"]) == (1, 1)
    assert report["still_found"] == []
    assert report["searched_for"] > 0
    kept = {one["place"]: one["why"] for one in report["kept"]}
    assert kept["applications"] == kept["decisions"] == "administrative_record"
    assert kept["acts"] == "audit_trail"

    everything = await stored_text(network)
    for trace in ("lienhe@mau.example", "Nguyễn Thị Mẫu", "+84912345678", "Nhà riêng", "Xin xóa"):
        assert [name for name, rows in everything.items() if trace in rows] == []
    bound = {name for name, rows in everything.items() if "|applicant" in rows}
    assert bound <= {"audit", "consents", "personal_data_requests", "changes"}

    certificate = done(await network.public.get(f"/v1/certificates/{number}"))
    assert certificate["member"]["id"] == member_id
    decisions = done(await network.officer.get("/v1/decisions"))["items"]
    assert [one["outcome"]["code"] for one in decisions] == ["approve"]
    assert (await network.applicant.get(path(draft))).status_code == 404
    erased = await network.service.published(events.ContactErasedV1)
    assert sorted(str(one.id) for one in erased) == sorted(report["contact_ids"])
    assert (await network.service.published(events.GrantChangedV1))[-1].ended


async def test_the_report_waits_for_notifications_bookings_and_the_journal(network):
    await network.approved()
    request = await acknowledged(network, "delete")
    report = (await do(network, request, "fulfil"))["report"]
    (contact_id,) = report["contact_ids"]
    network.clock.advance(timedelta(minutes=20))
    await network.service.do_due()
    url = f"{URL}/{request['id']}"
    assert done(await network.officer.get(url))["report"]["proved_at"] is None
    said = ContactSuppressedV1(id=contact_id, channel="email", reason_code="contact_erased")
    await network.service.deliver(said)
    (order,) = await network.service.published(events.PersonErasureOrderedV1)
    assert str(order.id) == request["id"]
    assert order.sign_in.endswith("|applicant")
    assert {"Nguyễn Thị Mẫu", "+84912345678", "0912345678"} <= set(order.traces)
    await network.service.deliver(CARRIED_OUT.model_copy(update={"id": order.id}))
    assert [one.id for one in await network.service.published(events.PersonErasedV1)] == [order.id]
    async with network.service.database.sessions() as session:  # as the stream acknowledges
        await session.execute(text("DELETE FROM journal WHERE stream = 'PERSONAL'"))
        await session.commit()
    network.clock.advance(timedelta(hours=2))
    await network.service.do_due()
    report = done(await network.officer.get(url))["report"]
    assert report["confirmed"].keys() == {contact_id}
    (kept,) = report["services"]["bookings"]["kept"]
    assert (kept["place"]["code"], kept["why"]["code"]) == ("bookings", "administrative_record")
    assert report["proved_at"] is not None


async def test_a_dry_run_shows_what_would_go_and_erases_nothing(network):
    application = await network.approved()
    request = await acknowledged(network, "delete")
    answer = await network.officer.post(f"{URL}/{request['id']}/fulfil?dry_run=true")
    shown = done(answer)["result"]["report"]
    assert shown["erased"]["contacts"] == 1
    assert (await contact_of(network, application))["name"] == APPLICANT["contact"]["name"]


async def test_open_files_holds_and_restrictions_stop_an_erasure_and_all_are_named(network):
    application = await network.submitted()
    contact = await contact_of(network, application)
    await do(network, await acknowledged(network, "restrict"), "fulfil")
    hold = {"held_kind": "contact", "held_id": contact["id"], **REASON}
    placed = done(await network.officer.post("/v1/legal-holds", json=hold), 201)
    refused(await network.officer.post("/v1/legal-holds", json=hold), 409, "held_already")
    request = await acknowledged(network, "delete")
    url = f"{URL}/{request['id']}/fulfil"
    refused(
        await network.officer.post(url), 409, "held_by_law", "files_still_open", "data_restricted"
    )
    lift = f"/v1/legal-holds/{placed['id']}/lift"
    assert done(await network.officer.post(lift, json=REASON))["status"] == "lifted"
    done(await network.officer.post(f"/v1/contacts/{contact['id']}/lift-restriction", json=REASON))
    done(await network.applicant.post(f"{path(application)}/withdraw"))
    assert done(await network.officer.post(url))["status"] == "fulfilled"


async def test_who_came_on_paper_is_erased_and_the_officer_is_not(network):
    draft = await network.on_paper()
    application = done(await network.officer.post(f"{path(draft)}/submit"))
    done(await network.officer.post(f"{path(application)}/withdraw"))
    contact = await contact_of(network, application)
    own = done(await network.officer.get("/v1/personal-data"))["places"]
    assert own["contacts"] == own["applications"] == []
    paper = {
        "contact_id": contact["id"],
        "requester": "Trần Thị Giấy",
        "identified_by": "Đối chiếu tại quầy",
        "received_on": "2026-11-23",
    }
    request = await asked(network, "delete", network.officer, on_paper=paper)
    await do(network, request, "acknowledge")
    report = (await do(network, request, "fulfil"))["report"]
    assert (report["erased"]["contacts"], report["still_found"]) == (1, [])
    everything = await stored_text(network)
    assert [name for name, rows in everything.items() if "Trần Thị Giấy" in rows] == []
