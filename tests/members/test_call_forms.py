"""The form of a call through HTTP: its versions, and the blank form on paper in both languages."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.members.making import done, if_match, path, refused

pytestmark = pytest.mark.asyncio

FORM = {
    "questions": [
        {
            "code": "story",
            "kind": "prose",
            "title": {"vi": "Giới thiệu hoạt động sáng tạo", "en": "Your creative activities"},
            "help": {"vi": "Nêu các sự kiện chính.", "en": "Name the main events."},
            "required": True,
        },
        {
            "code": "size",
            "kind": "choice",
            "title": {"vi": "Sức chứa", "en": "Capacity"},
            "choices": [
                {"code": "small", "title": {"vi": "Dưới 50 người", "en": "Under 50"}},
                {"code": "large", "title": {"vi": "Từ 50 người"}},
            ],
        },
        {
            "code": "tax_code",
            "kind": "line",
            "title": {"vi": "Mã số thuế", "en": "Tax code"},
            "required": True,
            "not_for": ["informal"],
        },
    ],
    "documents": [
        "report",
        {"kind": "legal_paper", "not_for": ["community"], "title": {"vi": "Giấy phép {gốc}"}},
    ],
}


def url(call, tail=""):
    return f"/v1/calls/{call['id']}/form{tail}"


async def test_a_call_shows_its_form_to_everyone(network):
    call = await network.call(form=FORM)
    shown = done(await network.public.get(f"/v1/calls/{call['id']}"))
    assert shown["form"] == call["form"] == done(await network.public.get(url(call)))
    assert shown["version"] == 1
    form = shown["form"]
    assert form["version"] == 1
    assert [one["code"] for one in form["questions"]] == ["story", "size", "tax_code"]
    assert form["questions"][1]["choices"][1] == {
        "code": "large",
        "title": {"vi": "Từ 50 người", "en": None},
    }
    assert [one["kind"] for one in form["documents"]] == ["activity_report", "legal_paper"]
    assert form["documents"][1]["label"] == "Giấy phép {gốc}"
    assert form["questions"][2]["not_for"] == ["community"]


async def test_each_change_of_a_form_is_a_new_version_and_the_old_one_stays(network):
    call = await network.call(form=FORM)
    new = {"questions": FORM["questions"][:1], "documents": []}
    answer = await network.officer.put(url(call), json=new)
    refused(answer, 428, "if_match_needed")
    changed = done(await network.officer.put(url(call), json=new, headers=if_match(call)))
    assert changed["form"]["version"] == 2
    same = done(await network.officer.put(url(call), json=new, headers=if_match(changed)))
    assert (same["form"]["version"], same["version"]) == (2, changed["version"])
    stale = await network.officer.put(url(call), json=FORM, headers=if_match(call))
    refused(stale, 412, "stale_version")
    first = done(await network.public.get(url(call), params={"version": 1}))
    assert len(first["questions"]) == 3
    assert len(done(await network.public.get(url(call)))["questions"]) == 1
    missing = await network.public.get(url(call), params={"version": 3})
    refused(missing, 404, "not_found")
    done(await network.officer.post(f"/v1/calls/{call['id']}/close"))
    late = await network.officer.put(url(call), json=FORM, headers={"If-Match": "*"})
    refused(late, 409, "call_closed")


async def test_a_call_without_a_form_gets_one_and_asks_for_nothing_before(network):
    call = await network.call()
    assert call["form"] is None
    refused(await network.public.get(url(call)), 404, "not_found")
    changed = done(await network.officer.put(url(call), json=FORM, headers=if_match(call)))
    assert changed["form"]["version"] == 1
    for who in (network.applicant, network.decider):
        answer = await who.put(url(call), json=FORM, headers=if_match(changed))
        refused(answer, 403, "role_needed")


async def test_a_form_that_cannot_be_filled_in_is_refused_on_both_ways(network):
    broken = {"questions": [FORM["questions"][0]] * 2, "documents": ["photo", "photo"]}
    body = {"form": broken}
    call = await network.call()
    answer = await network.officer.put(url(call), json=broken, headers=if_match(call))
    refused(answer, 422, "form_code_twice", "form_code_twice")
    draft = {**call, **body}
    new = {name: draft[name] for name in ("kind", "title", "opens_at", "closes_at", "form")}
    new["criteria"] = [{"code": "a", "title": {"vi": "Á"}, "weight": 1, "max_score": 5}]
    answer = await network.officer.post("/v1/calls", json=new)
    refused(answer, 422, "form_code_twice", "form_code_twice")


@pytest.mark.parametrize(
    "broken",
    [
        {"questions": [{**FORM["questions"][0], "kind": "essay"}]},
        {"questions": [{**FORM["questions"][0], "title": {}}]},
        {"questions": [{**FORM["questions"][0], "most": 1e400}]},
        {"questions": [{**FORM["questions"][0], "code": "Ä"}]},
        {"questions": [None]},
        {"documents": ["casino"]},
        {"documents": [["photo"]]},
        {"documents": "photo"},
    ],
)
async def test_what_is_no_form_is_422_and_never_500(network, broken):
    call = await network.call()
    import json

    text = json.dumps(broken).replace("Infinity", "1e400")
    headers = {**if_match(call), "Content-Type": "application/json"}
    answer = await network.officer.put(url(call), content=text, headers=headers)
    assert answer.status_code == 422, answer.text


async def test_handing_in_asks_for_the_forms_documents_by_their_own_name(network):
    call = await network.call(form=FORM)
    draft = await network.draft(call["id"])
    said = [one["detail"] for one in draft["lacks"] if one["code"] == "document_missing"]
    assert len(said) == 2
    assert any("Giấy phép {gốc}" in one for one in said)
    informal = await network.draft(call["id"], name="Nhóm tự do", ownership="community")
    kinds = {one["field"] for one in informal["lacks"] if one["code"] == "document_missing"}
    assert kinds == {"documents.activity_report"}
    answer = await network.applicant.post(f"{path(informal)}/submit")
    assert "document_missing" in answer.text


async def text_of(network, call, **params):
    answer = await network.public.get(url(call, ".pdf"), params=params)
    assert answer.status_code == 200, answer.text
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def test_the_blank_form_is_a_pdf_in_both_languages(network):
    call = await network.call(
        form=FORM,
        description={"vi": "Trung tâm mời các không gian.", "en": "The Centre invites spaces."},
        eligibility={"kinds": ["craft_village"], "membership": "not_yet_members"},
    )
    vietnamese = await text_of(network, call, lang="vi")
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập – Tự do – Hạnh phúc PHIẾU ĐĂNG KÝ",
        "Đợt mẫu",
        "Trung tâm mời các không gian.",
        "Dành cho. Loại hình: Làng nghề · Chỉ nơi chưa là thành viên",
        "1. Giới thiệu hoạt động sáng tạo * Nêu các sự kiện chính.",
        "2. Sức chứa Chọn một. Dưới 50 người Từ 50 người",
        "3. Mã số thuế * (không bắt buộc với: Cộng đồng)",
        "III. Tài liệu kèm theo Báo cáo hoạt động * Giấy phép {gốc}",
        "Mẫu phiếu, bản 1",
    ):
        assert words in vietnamese, vietnamese
    english = await text_of(network, call, lang="en")
    for words in (
        "SOCIALIST REPUBLIC OF VIET NAM Independence – Freedom – Happiness APPLICATION FORM",
        "Sample call",
        "The Centre invites spaces.",
        "For. Kinds: Craft village · Only who is not a member yet",
        "1. Your creative activities * Name the main events.",
        "2. Capacity Choose one. Under 50 Từ 50 người",
        "III. Documents enclosed Report of activities *",
        "Form, version 1",
    ):
        assert words in english, english


async def test_a_call_without_a_form_has_a_sheet_for_who_applies(network):
    call = await network.call()
    text = await text_of(network, call)
    assert "I. Người nộp hồ sơ" in text
    assert "II." not in text
    assert "bản 0" not in text


async def test_a_form_that_is_known_already_is_not_sent_again(network):
    call = await network.call(form=FORM)
    first = await network.public.get(call["form_pdf"])
    known = {"If-None-Match": first.headers["ETag"]}
    again = await network.public.get(call["form_pdf"], headers=known)
    assert (again.status_code, again.content) == (304, b"")
    english = await network.public.get(call["form_pdf"], headers={**known, "Accept-Language": "en"})
    assert english.status_code == 200
