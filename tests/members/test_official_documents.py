"""Official documents through HTTP: drafted, signed, issued, read by whom they concern."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from shared.ids import new_id
from tests.members.documents import PAPER, SIGNER, TITLE, Desk, upload, words
from tests.members.making import Network, at_once, done, if_match, refused

pytestmark = pytest.mark.asyncio


async def test_a_decision_goes_from_draft_to_issue(desk):
    draft = await desk.draft()
    assert (draft["status"], draft["number"]) == ("drafted", None)
    assert "DỰ THẢO" in words(await desk.file(draft))
    sent = await desk.do(draft, "for-signature", **SIGNER)
    assert (sent["status"], sent["number"], sent["dated_on"]) == (
        "for_signature", "01/QĐ-SVHTT", "2026-11-23",
    )  # fmt: skip
    to_sign = words(await desk.file(sent, "/to-sign.pdf"))
    assert "DỰ THẢO" not in to_sign
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" in to_sign
    signed = await desk.do(sent, "sign")
    assert signed["signature"]["way"]["code"] == "system_seal"
    assert "TEST" in signed["signature"]["signer"]
    assert "DỰ THẢO" in words(await desk.file(signed))
    issued = await desk.do(signed, "issue")
    assert issued["status"] == "issued"
    content = words(await desk.file(issued))
    assert "DỰ THẢO" not in content
    assert "không thay chữ ký" in content
    assert "THỬ NGHIỆM" in content
    assert (await desk.numbers())["counts"] == {"reserved": 0, "used": 1, "void": 0}


async def test_reading_a_document_stands_in_the_audit_trail(desk, network):
    draft = await desk.draft()
    await desk.get(draft)
    await desk.file(draft)
    auditor = network.service.as_("auditor")
    trail = done(await auditor.get("/v1/audit", params={"subject_id": draft["id"]}))["items"]
    acts = {one["act"] for one in trail}
    assert {"draft_document", "get_official_document", "download_official_document"} <= acts


async def test_a_draft_can_be_rewritten_until_it_is_sent(desk):
    draft = await desk.draft()
    url, page = f"/v1/documents/{draft['id']}", {"paragraphs": ["Nội dung mới."]}
    refused(await desk.officer.patch(url, json={"page": page}), 428, "if_match_needed")
    changed = done(await desk.officer.patch(url, json={"page": page}, headers=if_match(draft)))
    assert changed["page"]["paragraphs"] == ["Nội dung mới."]
    assert changed["title"] == TITLE
    sent = await desk.do(changed, "for-signature", **SIGNER)
    late = await desk.officer.patch(url, json={"page": page}, headers=if_match(sent))
    refused(late, 409, "wrong_status")
    back = await desk.do(sent, "take-back")
    assert (back["status"], back["number"]) == ("drafted", "01/QĐ-SVHTT")
    again = await desk.do(back, "for-signature", **SIGNER)
    assert again["number"] == "01/QĐ-SVHTT"


async def test_a_table_that_does_not_fit_its_columns_is_refused(desk):
    page = {"table": {"columns": ["Tên", "Phường"], "rows": [["Chỉ một ô"]]}}
    body = {"kind": "decision", "title": TITLE, "page": page}
    refused(await desk.officer.post("/v1/documents", json=body), 422, "rows_uneven")
    body = {"kind": "poem", "title": TITLE, "page": {}}
    refused(await desk.officer.post("/v1/documents", json=body), 422, "field_not_listed")


async def test_each_kind_and_year_has_its_own_series(desk, network):
    assert (await desk.sent("minutes"))["number"] == "01/BB-SVHTT"
    assert (await desk.sent("receipt"))["number"] == "01/GBN-BTHN"
    draft = await desk.draft()
    sent = await desk.do(draft, "for-signature", **SIGNER)
    back = await desk.do(sent, "take-back")
    moved = await desk.do(back, "for-signature", **SIGNER, dated_on="2027-01-05")
    assert moved["number"] == "01/QĐ-SVHTT"
    old = (await desk.numbers(year=2026))["items"]
    assert [(one["status"], bool(one["reason"])) for one in old] == [("void", True)]
    signed = await desk.do(moved, "sign")
    refused(await desk.tried(signed, "issue"), 409, "date_in_future")


async def test_in_production_the_system_seals_no_decision(running, tmp_path):
    kinds = '["receipt"]'
    async with running("members", document_system_seal_kinds=kinds) as service:
        desk = Desk(Network(service))
        refused(await desk.tried(await desk.sent(), "sign"), 409, "authority_signature_needed")
        assert (await desk.signed("receipt"))["status"] == "signed"


async def test_a_scan_is_taken_only_when_the_officer_vouches_for_paper(desk):
    sent = await desk.sent()
    refused(await upload(desk, sent, PAPER), 409, "signature_missing")
    signed = done(await upload(desk, sent, PAPER, on_paper=True))
    assert signed["signature"]["way"]["code"] == "paper"
    assert signed["signature"]["matches_draft"] is False
    issued = await desk.do(signed, "issue")
    assert await desk.file(issued) == PAPER


async def test_what_is_no_pdf_is_refused_with_a_sentence(desk):
    sent = await desk.sent()
    refused(await upload(desk, sent, b""), 422, "document_empty")
    for content in (b"%PDF-1.7 nonsense", b"<html>", PAPER[: len(PAPER) // 2]):
        refused(await upload(desk, sent, content, on_paper=True), 422, "file_not_pdf")
    drafted = await desk.draft()
    refused(await upload(desk, drafted, PAPER, on_paper=True), 409, "wrong_status")


async def test_a_list_is_found_by_title_kind_and_what_it_is_about_in_two_statements(desk, network):
    about = {"kind": "application", "id": "0199c3a0-0000-7000-8000-000000000001"}
    for n in range(6):
        await desk.draft(title={"vi": f"Về việc số {n}"}, about=[about] if n < 2 else [])
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    engine = network.service.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    listed = done(await desk.officer.get("/v1/documents"))["items"]
    event.remove(engine, "before_cursor_execute", note)
    assert len(listed) == 6
    assert "page" not in listed[0]
    assert len(statements) <= 2, statements
    for params, count in (
        ({"q": "ve viec so 3"}, 1),
        ({"kind": "letter"}, 0),
        ({"status": "drafted"}, 6),
        ({"about": f"application:{about['id']}"}, 2),
    ):
        found = done(await desk.officer.get("/v1/documents", params=params))["items"]
        assert len(found) == count, params


async def test_a_member_reads_what_is_shared_with_it_once_it_is_out(desk, network):
    member = str(new_id())
    reader = network.service.as_("member", member=member)
    draft = await desk.draft("confirmation", share_with_members=[member])
    url = f"/v1/documents/{draft['id']}"
    refused(await reader.get(url), 404, "not_found")
    await desk.do(await desk.do(await desk.do(draft, "for-signature", **SIGNER), "sign"), "issue")
    assert done(await reader.get(url))["status"] == "issued"
    assert (await desk.file(draft, who=reader)).startswith(b"%PDF-")
    refused(await reader.get(f"{url}/signed.pdf"), 403, "role_needed")
    assert len(done(await reader.get("/v1/documents"))["items"]) == 1


async def test_a_signature_is_never_put_on_another_version_than_was_rendered(desk, network):
    sent = await desk.sent()
    url = f"/v1/documents/{sent['id']}"
    racing = [desk.tried(sent, "sign"), desk.tried(sent, "take-back"), desk.tried(sent, "sign")]
    answers = await at_once(*racing)
    shown = done(await desk.officer.get(url))
    statuses = sorted(one.status_code for one in answers)
    assert statuses[0] == 200
    assert set(statuses[1:]) <= {409, 412}
    assert shown["status"] in ("signed", "drafted")
    assert (shown["signature"] is not None) == (shown["status"] == "signed")
