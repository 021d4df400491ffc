"""Official documents through HTTP: draft, number, signature, issue, and what follows."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import event

from services.members.domain.official_documents import MEANS
from shared.ids import new_id
from tests.members.making import Network, at_once, done, if_match, refused

pytestmark = pytest.mark.asyncio

PAGE = {"articles": ["Công nhận các không gian có tên trong danh sách.", "Có hiệu lực từ ngày ký."]}
TITLE = {"vi": "Về việc công nhận thành viên", "en": "On the recognition of members"}
SIGNER = {
    "signer_name": "Trần Thị Mẫu",
    "signer_title": "Phó Giám đốc",
    "capacity": "deputy",
}
REASON = {"reason": "Sai tên không gian ở dòng 2"}


class Desk:
    """An officer's and a decider's steps with one kind of document."""

    def __init__(self, network: Network) -> None:
        self.network, self.officer = network, network.officer

    async def draft(self, kind: str = "decision", **changes) -> dict:
        body = {"kind": kind, "title": TITLE, "page": PAGE, **changes}
        return done(await self.officer.post("/v1/documents", json=body), 201)

    async def do(self, document: dict, act: str, status: int = 200, **body) -> dict:
        answer = await self.officer.post(f"/v1/documents/{document['id']}/{act}", json=body)
        return done(answer, status)

    async def tried(self, document: dict, act: str, **body):
        return await self.officer.post(f"/v1/documents/{document['id']}/{act}", json=body)

    async def sent(self, kind: str = "decision", **signing) -> dict:
        return await self.do(await self.draft(kind), "for-signature", **SIGNER, **signing)

    async def signed(self, kind: str = "decision") -> dict:
        return await self.do(await self.sent(kind), "sign")

    async def issued(self, kind: str = "decision") -> dict:
        return await self.do(await self.signed(kind), "issue")

    async def get(self, document: dict) -> dict:
        return done(await self.officer.get(f"/v1/documents/{document['id']}"))

    async def numbers(self, kind: str = "decision", **filters) -> dict:
        params = {"kind": kind, **filters}
        return done(await self.officer.get("/v1/document-numbers", params=params))

    async def file(self, document: dict, name: str = ".pdf", who=None) -> bytes:
        answer = await (who or self.officer).get(f"/v1/documents/{document['id']}{name}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/pdf"
        return answer.content


@pytest.fixture
def desk(network) -> Desk:
    return Desk(network)


def words(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


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


async def test_only_staff_see_a_draft_and_those_it_is_for_what_is_out(desk, network):
    draft = await desk.draft()
    url = f"/v1/documents/{draft['id']}"
    for path in (url, f"{url}.pdf"):
        refused(await network.stranger.get(path), 404, "not_found")
    assert done(await network.stranger.get("/v1/documents"))["items"] == []
    assert done(await network.decider.get(url))["id"] == draft["id"]


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


async def test_in_production_the_system_seals_no_decision(running, tmp_path):
    kinds = '["receipt"]'
    async with running("members", document_system_seal_kinds=kinds) as service:
        desk = Desk(Network(service))
        refused(await desk.tried(await desk.sent(), "sign"), 409, "authority_signature_needed")
        assert (await desk.signed("receipt"))["status"] == "signed"


async def upload(desk, document, content, **params):
    return await desk.officer.post(
        f"/v1/documents/{document['id']}/signed-file",
        content=content,
        params=params,
        headers={"Content-Type": "application/pdf"},
    )


def paper() -> bytes:
    from pypdf import PdfWriter

    writer, output = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(output)
    return output.getvalue()


PAPER = paper()


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


@pytest.mark.parametrize(
    ("act", "after"),
    [
        ("correct", "corrected"),
        ("replace", "replaced"),
        ("annul", "annulled"),
        ("withdraw", "withdrawn"),
    ],
)
async def test_what_is_out_changes_only_by_another_document(desk, act, after):
    issued = await desk.issued()
    later = await desk.do(issued, act, 201, **REASON)
    assert later["kind"] == ("letter" if act == "correct" else "decision")
    assert later["succeeds"]["document_id"] == issued["id"]
    assert later["succeeds"]["means"]["code"] == act
    assert "01/QĐ-SVHTT" in str(later["page"]) + str(later["title"])
    assert (await desk.get(issued))["status"] == "issued"
    refused(await desk.tried(issued, "annul", **REASON), 409, "successor_in_work")
    await desk.do(await desk.do(await desk.do(later, "for-signature", **SIGNER), "sign"), "issue")
    changed = await desk.get(issued)
    assert (changed["status"], changed["ended_by_id"]) == (after, later["id"])
    assert changed["actions"]["correct"]["allowed"] == (act == "correct")
    if act != "correct":
        refused(await desk.tried(issued, "correct", **REASON), 409, "wrong_status")


async def test_a_discarded_successor_leaves_the_document_in_force(desk):
    issued = await desk.issued()
    later = await desk.do(issued, "annul", 201, **REASON)
    await desk.do(later, "discard", reason="Không cần nữa")
    assert (await desk.get(issued))["status"] == "issued"
    answers = await at_once(*(desk.tried(issued, "replace", **REASON) for _ in range(3)))
    assert sorted(one.status_code for one in answers) == [201, 409, 409]


async def test_every_act_says_whether_it_is_allowed_and_a_dry_run_changes_nothing(desk):
    draft = await desk.draft()
    assert draft["actions"]["change"]["allowed"] is True
    assert draft["actions"]["issue"]["allowed"] is False
    url = f"/v1/documents/{draft['id']}/for-signature"
    tried = done(await desk.officer.post(url, params={"dry_run": True}, json=SIGNER))
    assert tried["result"]["number"] == "01/QĐ-SVHTT"
    assert (await desk.get(draft))["status"] == "drafted"
    assert (await desk.numbers())["last"] == 0


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


ROUTES = {
    "change": ("PATCH", "", {"title": {"vi": "Khác"}}),
    "send_for_signature": ("POST", "/for-signature", SIGNER),
    "take_back": ("POST", "/take-back", None),
    "sign": ("POST", "/sign", None),
    "upload_signed_file": ("POST", "/signed-file", PAPER),
    "issue": ("POST", "/issue", None),
    "discard": ("POST", "/discard", REASON),
    **{means: ("POST", f"/{means}", REASON) for means in MEANS},
}


async def test_the_actions_of_documents_are_what_the_routes_do(desk, network):
    in_work = await desk.issued()
    await desk.do(in_work, "replace", 201, **REASON)
    gone = await desk.do(await desk.draft(), "discard", **REASON)
    rows = [await desk.draft(), await desk.sent(), await desk.signed(), await desk.issued()]
    allowed = set()
    for row in [*rows, in_work, gone]:
        url = f"/v1/documents/{row['id']}"
        for who in ("officer", "decider", "auditor"):
            client = network.service.as_(who)
            shown = done(await client.get(url))
            assert shown["actions"].keys() == ROUTES.keys()
            for name, (method, tail, body) in ROUTES.items():
                sent = {"content": body} if isinstance(body, bytes) else {"json": body}
                answer = await client.request(
                    method,
                    url + tail,
                    params={"dry_run": True, **({"on_paper": True} if "content" in sent else {})},
                    headers=if_match(shown),
                    **sent,
                )
                told = sorted(error["code"] for error in answer.json().get("errors", ()))
                said = sorted(one["code"] for one in shown["actions"][name]["failing"])
                if "role_needed" in told:
                    assert "role_needed" in said
                else:
                    assert (who, name, said) == (who, name, told)
                allowed |= set() if said else {(who, name)}
    assert {("officer", name) for name in ROUTES} | {("decider", "sign")} == allowed
