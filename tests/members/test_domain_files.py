"""Rules about files: what changed, codes on receipts, documents by their bytes. Pure."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from services.members.domain import applications, paper
from services.members.domain.states import APPLICATION_STATUS
from services.members.domain.supplements import AskedField, check_asked, compare
from shared.files import scan_status
from shared.files.check import check_file

ALLOWED = ["application/pdf", "image/jpeg", "image/png"]
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_only_what_differs_is_a_change_and_a_contact_shows_no_values():
    before = {"name": "A", "kind": None, "contact": "1:2", "answers.plan": ["x"]}
    after = {"name": "A", "kind": "cafe", "contact": "1:3", "documents.photo": {"sha256": "0"}}
    assert compare(before, after) == [
        {"field": "answers.plan", "before": ["x"], "after": None},
        {"field": "contact", "before": None, "after": None},
        {"field": "documents.photo", "before": None, "after": {"sha256": "0"}},
        {"field": "kind", "before": None, "after": "cafe"},
    ]


@given(st.dictionaries(st.text(max_size=5), st.integers()))
def test_a_file_that_did_not_change_has_no_changes(picture):
    assert compare(picture, dict(picture)) == []


def test_every_fault_of_a_request_is_named_by_its_item():
    yesterday = TODAY - timedelta(days=1)
    asked = [
        AskedField("name", None, TODAY),
        AskedField("name", None, yesterday),
        AskedField("answers.nothing", None, TODAY),
    ]
    found = check_asked(asked, {"plan": None}, TODAY, TODAY)
    assert [(one.code, one.field) for one in found] == [
        ("due_in_past", "items.1.due_on"),
        ("asked_twice", "items.1.field"),
        ("question_not_in_form", "items.2.field"),
    ]


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_read_back_however_it_is_typed(random):
    code = paper.make_code(random)
    assert paper.read_code(code.printed) == code
    assert paper.read_code(f" {code.printed.lower().replace('-', ' ')} ") == code


@given(st.text())
def test_whatever_someone_types_is_a_code_or_none(text):
    code = paper.read_code(text)
    assert code is None or len(code.selector + code.secret) == paper.SELECTOR + paper.SECRET


@given(st.integers(0, 9), st.booleans(), st.integers(-2, 2))
def test_a_code_opens_only_while_it_is_open(tries, used, hours):
    status = paper.code_status(tries, 5, NOW + timedelta(hours=hours), NOW if used else None, NOW)
    opens = tries < 5 and not used and hours > 0
    assert (paper.may_take_over(status, has_handled=False) == []) is opens
    assert paper.may_take_over(status, has_handled=True) != []


@pytest.mark.parametrize(
    ("received", "codes"),
    [
        ("2026-11-09", ["call_not_open_yet"]),
        ("2026-11-10", []),
        ("2026-11-20", []),
        ("2026-11-21", ["call_closed"]),
        ("2026-11-24", ["received_in_future"]),
    ],
)
def test_paper_counts_by_the_day_it_came(received, codes):
    opens, closes = datetime(2026, 11, 10, 9, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)
    found = paper.check_received(date.fromisoformat(received), opens, closes, TODAY)
    assert [one.code for one in found] == codes


def test_no_verdict_leads_to_a_state_that_the_drawing_lacks():
    for now in scan_status.SCAN_STATUS:
        for verdict in scan_status.SCAN_STATUS:
            then = scan_status.status_after_scan(now, verdict)
            assert then == now or then in scan_status.PASSES[now]
            assert now == "quarantined" or then == now


@pytest.mark.parametrize("status", scan_status.SCAN_STATUS)
@pytest.mark.parametrize("uploader", [True, False])
def test_who_may_open_a_document(status, uploader):
    closed = status == "infected" or (status == "quarantined" and not uploader)
    assert bool(scan_status.may_open(status, uploader)) is closed


def _pdf_value(text: str) -> NameObject | TextStringObject:
    return NameObject(text) if text.startswith("/") else TextStringObject(text)


ACTS = {
    "submit": lambda status: applications.may_submit(status, True, [], []),
    "resubmit": lambda status: applications.may_resubmit(status, True, []),
    "withdraw": lambda status: applications.may_withdraw(status, True),
    "request_supplement": lambda status: applications.may_request_supplement(status, None, TODAY),
    "approve": lambda status: applications.may_decide(status, [], 2, 2),
    "reject": lambda status: applications.may_decide(status, [], 2, 2),
}


@pytest.mark.parametrize("status", APPLICATION_STATUS)
@pytest.mark.parametrize("act", ACTS)
def test_no_act_leads_where_the_drawing_of_files_has_no_way(status, act):
    drawn = act in applications.TRANSITIONS[status]
    assert (ACTS[act](status) == []) is drawn


def test_the_drawing_of_files_has_every_state_and_no_other():
    reached = {then for ways in applications.TRANSITIONS.values() for then in ways.values()}
    assert applications.TRANSITIONS.keys() == APPLICATION_STATUS.keys()
    assert reached | {"draft"} == set(APPLICATION_STATUS)


def pdf(*, password: str = "", script: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_blank_page(100, 100)
    if script:
        action = {"/S": "/JavaScript", "/JS": script}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject(key): _pdf_value(value) for key, value in action.items()}
        )
    if password:
        writer.encrypt(password)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(range(200))


@pytest.mark.parametrize(
    ("declared", "content", "media_type", "pages", "codes"),
    [
        ("application/pdf", pdf(), "application/pdf", 2, []),
        ("application/octet-stream", pdf(), "application/pdf", 2, []),
        ("", b"\xff\xd8\xff\xe0rest", "image/jpeg", None, []),
        ("image/jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg", None, []),
        ("application/pdf", b"%PDF-1.4 torn", "application/pdf", None, []),
        ("application/pdf", pdf(password="x"), "application/pdf", None,
         ["document_needs_password"]),
        ("application/pdf", pdf(script="app.alert(1)"), "application/pdf", 2,
         ["document_runs_something"]),
        ("image/png", pdf(), "image/png", None, ["document_content_differs"]),
        ("application/pdf", b"MZ\x90\x00 a program", "application/pdf", None,
         ["document_content_differs"]),
        ("", b"PK\x03\x04" + b"\0" * 40, None, None, ["document_type_refused"]),
        ("text/html", b"", "text/html", None, ["document_empty", "document_type_refused"]),
        ("image/heic", HEIC, "image/heic", None, ["picture_is_heic"]),
        ("", HEIC, None, None, ["picture_is_heic"]),
        ("image/jpeg", HEIC, "image/jpeg", None, ["picture_is_heic"]),
    ],
    ids=["pdf", "undeclared pdf", "jpeg", "jpg", "torn pdf", "locked pdf", "running pdf",
         "pdf named png", "program named pdf", "zip", "empty", "heic", "undeclared heic",
         "heic named jpg"],
)  # fmt: skip
def test_a_file_is_what_its_bytes_say(declared, content, media_type, pages, codes):
    checked = check_file(declared, content, ALLOWED, 1_000_000)
    assert [one.code for one in checked.failures] == codes
    assert checked.pages == pages
    assert media_type in (None, checked.media_type)


@given(st.binary(max_size=200), st.sampled_from([*ALLOWED, "", "application/zip"]))
def test_no_bytes_make_the_check_fail(content, declared):
    check_file(declared, b"%PDF-1.4\n" + content, ALLOWED, 1_000_000)
    check_file(declared, content, ALLOWED, 100)
