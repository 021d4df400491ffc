"""A closed file is destroyed after its time, by minutes and two people."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from tests.members.documents import PAPER, Desk, words
from tests.members.making import APPLICANT, done, path, refused
from tests.members.personal_data import REASON, contact_of
from tests.members.test_closed_files import closed

pytestmark = pytest.mark.asyncio


async def past_its_time(network, shown):
    """Later than it is kept; everyone signs in anew."""
    years = shown["retention"]["years"]
    network.clock.advance(timedelta(days=366 * (years + 1)))
    network.__init__(network.service)


async def listed(network, *files):
    body = {**REASON, **({"file_ids": [one["id"] for one in files]} if files else {})}
    return done(await network.officer.post("/v1/destructions", json=body), 201)


async def issued_minutes(network, destruction):
    desk = Desk(network)
    document = {"id": destruction["document_id"]}
    signer = {"signer_name": "Trần Thị Mẫu", "signer_title": "Giám đốc"}
    await desk.do(document, "for-signature", **signer)
    await desk.do(document, "sign")
    await desk.do(document, "issue")


async def test_nothing_is_listed_before_its_time_or_while_it_is_held(network):
    application, shown = await closed(network)
    body = {**REASON, "file_ids": [shown["id"]]}
    refused(await network.officer.post("/v1/destructions", json=body), 409, "file_kept_until")
    answer = await network.officer.post("/v1/destructions", json=REASON)
    refused(answer, 409, "nothing_to_destroy")
    hold = {"held_kind": "application", "held_id": application["id"], **REASON}
    done(await network.officer.post("/v1/legal-holds", json=hold), 201)
    answer = await network.officer.post("/v1/destructions", json=body)
    refused(answer, 409, "file_kept_until", "file_held")


async def test_two_people_and_issued_minutes_destroy_a_file(sweeping):
    network = sweeping
    application, shown = await closed(network)
    contact = await contact_of(network, application)
    store = network.service.service.app.state.files
    dossier = store.path_of(shown["dossier_sha256"])
    await past_its_time(network, shown)
    destruction = await listed(network)
    url = f"/v1/destructions/{destruction['id']}/approve"
    refused(await network.officer.post(url), 403, "destruction_by_two", "minutes_not_issued")
    await issued_minutes(network, destruction)
    text = words(await Desk(network).file({"id": destruction["document_id"]}))
    assert "BIÊN BẢN" in text
    assert APPLICANT["name"] in text
    approved = done(await network.decider.post(url))
    assert approved["status"] == "approved"
    assert dossier.exists()
    for _ in range(3):
        network.clock.advance(timedelta(seconds=2))
        await network.service.do_due()
    done_list = done(await network.officer.get(f"/v1/destructions/{destruction['id']}"))
    assert (done_list["status"], done_list["report"]) == (
        "carried_out",
        {"destroyed": 1, "left": []},
    )
    gone = done(await network.officer.get(f"/v1/files/{shown['id']}"))
    assert (gone["status"], gone["dossier_sha256"], gone["contents"]) == ("destroyed", None, [])
    answer = await network.officer.get(f"/v1/files/{shown['id']}/dossier.zip")
    refused(answer, 409, "dossier_gone")
    assert not dossier.exists()
    assert not store.path_of(hashlib.sha256(PAPER).hexdigest()).exists()
    left = done(await network.officer.get(path(application)))
    assert (left["status"], left["applicant"]["address"]) == ("rejected", None)
    shown_contact = done(await network.officer.get(f"/v1/contacts/{contact['id']}"))
    assert shown_contact["status"] == "erased"


async def test_a_hold_that_comes_meanwhile_keeps_the_file(network):
    application, shown = await closed(network)
    await past_its_time(network, shown)
    destruction = await listed(network, shown)
    await issued_minutes(network, destruction)
    hold = {"held_kind": "application", "held_id": application["id"], **REASON}
    done(await network.officer.post("/v1/legal-holds", json=hold), 201)
    done(await network.decider.post(f"/v1/destructions/{destruction['id']}/approve"))
    await network.service.do_due()
    shown = done(await network.officer.get(f"/v1/files/{shown['id']}"))
    assert (shown["status"], shown["destruction_id"]) == ("closed", None)
    report = done(await network.officer.get(f"/v1/destructions/{destruction['id']}"))["report"]
    assert (report["destroyed"], report["left"][0]["why"]) == (0, "held")


async def test_a_dropped_list_leaves_its_files_in_keeping(network):
    _, shown = await closed(network)
    await past_its_time(network, shown)
    destruction = await listed(network, shown)
    url = f"/v1/destructions/{destruction['id']}"
    answer = await network.officer.post(f"{url}/drop", json=REASON)
    assert done(answer)["status"] == "dropped"
    assert done(await network.officer.get(f"/v1/files/{shown['id']}"))["status"] == "closed"
    refused(await network.decider.post(f"{url}/approve"), 409, "wrong_status", "minutes_not_issued")
