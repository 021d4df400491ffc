"""The pages of official documents: what stands on them, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from services.members.documents.page import (
    Body,
    Page,
    Rows,
    Signatory,
    dump_page,
    read_page,
    render_page,
)
from services.members.documents.page_head import Head, Signer, write_day
from shared.texts import Text

DECISION = Page(
    legal_basis=["Căn cứ Quy chế hoạt động của Mạng lưới;", "Theo đề nghị của Hội đồng xét chọn"],
    articles=[
        "Công nhận 02 không gian có tên trong danh sách kèm theo.",
        "Có hiệu lực từ ngày ký.",
    ],
    annex=Rows(
        ["Tên không gian", "Phường/xã"],
        [["Không gian Đất #strong[không in đậm]", "Hoàn Kiếm"], ["Xưởng Gốm $x$", "Bát Tràng"]],
        "Danh sách không gian được công nhận",
    ),
    recipients=["Như Điều 2", "UBND Thành phố (để b/c)"],
    english=Body(articles=["Two spaces are recognised.", "In force from the day of signature."]),
)
HEAD = Head(
    layout="decision",
    kind=Text("Quyết định", "Decision"),
    title=Text("Về việc công nhận thành viên Mạng lưới", "On the recognition of members"),
    superior=Text("Ủy ban nhân dân\nthành phố Hà Nội", "Hanoi People's Committee"),
    authority=Text("Sở Văn hóa và Thể thao", "Department of Culture and Sports"),
    full_name=Text("Sở Văn hóa và Thể thao thành phố Hà Nội", "Hanoi Department of Culture"),
    principal=Text("Giám đốc", "Director"),
    place=Text("Hà Nội", "Hanoi"),
    symbol="QĐ-SVHTT",
    made_on=date(2026, 11, 23),
)
SIGNED = replace(
    HEAD,
    number="07/QĐ-SVHTT",
    dated_on=date(2026, 2, 5),
    signer=Signer("Trần Thị Mẫu", (Text("KT. Giám đốc", "For the Director"),
                                   Text("Phó Giám đốc", "Deputy Director"))),
    draft=False,
)  # fmt: skip


def text_of(page: Page, head: Head) -> str:
    reader = PdfReader(io.BytesIO(render_page(page, head)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def assert_in_order(text: str, *parts: str) -> None:
    position = 0
    for part in parts:
        found = text.find(part, position)
        assert found >= 0, f"{part!r} after {text[:position][-60:]!r} in {text}"
        position = found


def test_a_decision_says_what_decree_30_asks_for_in_this_order():
    text = text_of(DECISION, SIGNED)
    for part in (
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "SỞ VĂN HÓA VÀ THỂ THAO",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/QĐ-SVHTT", "Hà Nội, ngày 05 tháng 02 năm 2026",
    ):  # fmt: skip
        assert part in text
    assert_in_order(
        text,
        "QUYẾT ĐỊNH", "Về việc công nhận thành viên Mạng lưới",
        "GIÁM ĐỐC SỞ VĂN HÓA VÀ THỂ THAO THÀNH PHỐ HÀ NỘI",
        "Căn cứ Quy chế hoạt động của Mạng lưới;", "Hội đồng xét chọn.",
        "QUYẾT ĐỊNH:", "Điều 1. Công nhận 02", "Điều 2. Có hiệu lực",
    )  # fmt: skip
    for part in ("- Như Điều 2;", "- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"):
        assert part in text
    assert_in_order(
        text,
        "PHỤ LỤC", "Danh sách không gian được công nhận",
        "(Kèm theo Quyết định số 07/QĐ-SVHTT ngày 05 tháng 02 năm 2026 của Sở Văn hóa",
        "Xưởng Gốm",
    )  # fmt: skip


def test_the_english_part_says_that_it_is_a_translation():
    text = text_of(DECISION, SIGNED)
    assert_in_order(
        text,
        "PHỤ LỤC", "Translation for information", "DECISION", "On the recognition of members",
        "DECIDES:", "Article 1. Two spaces", "FOR THE DIRECTOR", "Trần Thị Mẫu",
    )  # fmt: skip
    assert "Hanoi, 5 February 2026" in text


def test_what_people_wrote_is_text_and_nothing_else():
    text = text_of(DECISION, SIGNED)
    assert "#strong[không in đậm]" in text
    assert "$x$" in text


def test_every_page_says_draft_until_it_is_out():
    pages = PdfReader(io.BytesIO(render_page(DECISION, HEAD))).pages
    assert len(pages) == 3
    marks = ["DỰ THẢO" in page.extract_text() for page in pages]
    assert marks == [True, True, False]
    assert "DRAFT" in pages[2].extract_text()
    assert "………/QĐ-SVHTT" in pages[0].extract_text()
    assert "DỰ THẢO" not in text_of(DECISION, SIGNED)
    assert "THỬ NGHIỆM" in text_of(DECISION, replace(SIGNED, test=True))
    assert "không thay chữ ký" in text_of(DECISION, replace(SIGNED, sealed=True))


def test_a_letter_has_its_subject_under_the_number_and_its_addressees():
    letter = Page(addressees=["Không gian Mẫu"], paragraphs=["Trung tâm trân trọng thông báo."])
    head = replace(
        SIGNED, layout="letter", kind=Text("Công văn", "Letter"), title=Text("bổ sung hồ sơ", "x")
    )
    text = text_of(letter, head)
    assert_in_order(text, "V/v bổ sung hồ sơ", "Kính gửi: Không gian Mẫu", "trân trọng")
    assert_in_order(text, "- Như trên;", "- Lưu: VT.")
    assert "CÔNG VĂN" not in text
    several = replace(letter, addressees=["Không gian Mẫu", "UBND phường Hoàn Kiếm"])
    assert "Kính gửi: - Không gian Mẫu; - UBND phường Hoàn Kiếm." in text_of(several, head)


def test_minutes_are_signed_by_their_signatories():
    minutes = Page(
        paragraphs=["Cuộc họp bắt đầu lúc 9 giờ."],
        table=Rows(["Không gian", "Đồng ý"], [["Mẫu", "5/5"]]),
        closing=["Cuộc họp kết thúc lúc 11 giờ."],
        signatories=[Signatory("Thư ký", "Lê Văn Mẫu"), Signatory("Chủ trì", "Trần Thị Mẫu")],
    )
    head = replace(SIGNED, layout="named", kind=Text("Biên bản", "Minutes"))
    assert_in_order(
        text_of(minutes, head),
        "BIÊN BẢN", "bắt đầu", "STT", "5/5", "kết thúc", "THƯ KÝ", "Lê Văn Mẫu", "CHỦ TRÌ",
    )  # fmt: skip


def test_the_same_page_gives_the_same_bytes_and_survives_storing():
    assert render_page(DECISION, SIGNED) == render_page(read_page(dump_page(DECISION)), SIGNED)


@pytest.mark.parametrize(
    "text", ["Gốm 😀", "中文", "عربى", "a\tb\nc", "\U0010ffff", "👩‍👩‍👧", "x" * 5000]
)
def test_what_no_font_holds_still_gives_a_page(text):
    assert render_page(Page(paragraphs=[text], articles=[text]), SIGNED).startswith(b"%PDF-")


def test_the_file_says_that_it_is_for_archives():
    assert b"pdfaid:part>2" in render_page(DECISION, SIGNED)


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026", "9 January 2026"),
        (date(2026, 3, 12), "ngày 12 tháng 3 năm 2026", "12 March 2026"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026", "1 December 2026"),
        (None, "ngày … tháng … năm …", "………"),
    ],
)
def test_dates_are_written_as_documents_write_them(day, vi, en):
    assert write_day(day, "vi") == vi
    assert write_day(day, "en") == en
