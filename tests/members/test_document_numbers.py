"""Numbers of official documents: no gaps, no twins, every one accounted for."""

from __future__ import annotations

import pytest

from tests.members.documents import PAPER, SIGNER, Desk, upload
from tests.members.making import Network, at_once, done, refused

pytestmark = pytest.mark.asyncio


async def test_numbers_have_no_gaps_and_no_twins_when_many_are_sent_at_once(desk):
    drafts = [await desk.draft() for _ in range(8)]
    answers = await at_once(*(desk.tried(one, "for-signature", **SIGNER) for one in drafts))
    numbers = sorted(done(one)["number"] for one in answers)
    assert numbers == [f"{n:02d}/QĐ-SVHTT" for n in range(1, 9)]
    assert (await desk.numbers())["last"] == 8


async def test_one_document_sent_twice_at_once_gets_one_number(desk):
    draft = await desk.draft()
    answers = await at_once(*(desk.tried(draft, "for-signature", **SIGNER) for _ in range(4)))
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]
    assert (await desk.numbers())["last"] == 1


async def test_a_number_that_is_not_used_stays_void_with_its_reason(desk):
    first, second = await desk.sent(), await desk.sent()
    gone = await desk.do(first, "discard", reason="Soạn trùng")
    assert (gone["status"], gone["discard_reason"]) == ("discarded", "Soạn trùng")
    series = await desk.numbers()
    assert [(one["number"], one["status"], one["reason"]) for one in series["items"]] == [
        ("01/QĐ-SVHTT", "void", "Soạn trùng"),
        ("02/QĐ-SVHTT", "reserved", None),
    ]
    assert series["items"][1]["document_id"] == second["id"]
    assert sum(series["counts"].values()) == series["last"]
    other = await desk.sent()
    assert other["number"] == "03/QĐ-SVHTT"


async def test_numbers_of_a_kind_may_come_from_the_register(running):
    source = '{"decision": "register"}'
    async with running("members", document_number_source=source) as service:
        desk = Desk(Network(service))
        sent = await desk.sent()
        assert sent["number"] is None
        refused(await desk.tried(sent, "sign"), 409, "number_missing")
        uploaded = await upload(desk, sent, PAPER, on_paper=True)
        refused(await desk.tried(done(uploaded), "issue"), 409, "number_missing", "date_missing")
        entered = {"number": "1234/QĐ-SVHTT", "dated_on": "2026-11-20"}
        issued = await desk.do(sent, "issue", **entered)
        assert (issued["number"], issued["dated_on"]) == ("1234/QĐ-SVHTT", "2026-11-20")
        assert (await desk.numbers())["last"] == 0
        twin = await desk.draft()
        answer = await desk.tried(twin, "for-signature", **SIGNER, **entered)
        refused(answer, 409, "number_taken")
        elsewhere = await desk.draft()
        fixed = await desk.do(elsewhere, "for-signature", **SIGNER, number="9/X",
                              dated_on="2026-11-20")  # fmt: skip
        signed = await desk.do(fixed, "sign")
        refused(await desk.tried(signed, "issue", number="10/X"), 422, "number_fixed")


async def test_a_number_of_our_series_is_not_entered(desk):
    draft = await desk.draft()
    answer = await desk.tried(draft, "for-signature", **SIGNER, number="5/QĐ-SVHTT")
    refused(answer, 422, "number_from_series")


async def test_of_two_that_enter_one_number_at_once_the_second_is_told(running):
    async with running("members", document_number_source='{"decision": "register"}') as service:
        desk = Desk(Network(service))
        drafts = [await desk.draft() for _ in range(5)]
        entered = {**SIGNER, "number": "7/QĐ-SVHTT", "dated_on": "2026-11-20"}
        answers = await at_once(*(desk.tried(one, "for-signature", **entered) for one in drafts))
        assert sorted(one.status_code for one in answers) == [200, 409, 409, 409, 409]
        for answer in answers:
            if answer.status_code == 409:
                refused(answer, 409, "number_taken")


async def test_a_series_passes_over_a_number_that_the_register_gave_before(desk, network):
    settings = network.service.database.settings
    settings.document_number_source = {"decision": "register"}
    entered = {"number": "01/QĐ-SVHTT", "dated_on": "2026-11-20"}
    assert (await desk.sent(**entered))["number"] == "01/QĐ-SVHTT"
    settings.document_number_source = {}
    assert (await desk.sent())["number"] == "02/QĐ-SVHTT"
    series = await desk.numbers()
    assert [one["status"] for one in series["items"]] == ["void", "reserved"]
    assert series["items"][0]["reason"]
