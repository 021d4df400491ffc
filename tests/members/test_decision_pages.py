"""The page of a decision: what it says of one space or many, in both languages."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from pypdf import PdfReader

from services.members.documents.decision_page import (
    Facts,
    Named,
    title_of,
    write_decision_page,
)
from services.members.documents.page import render_page
from services.members.documents.page_head import Head
from shared.events.base import Bilingual
from shared.texts import Text

CALL = Bilingual(vi="Đợt kết nạp mẫu", en="Sample call")
ONE = [Named("Xưởng Gốm Mẫu", "HS-2026-0001")]
MANY = [*ONE, Named("Thư viện Đọc Thử Mẫu", "HS-2026-0002")]


def facts(kind: str, spaces: list[Named], **more: Any) -> Facts:
    return Facts(kind, CALL, spaces, **{"reason": None, "effective_on": date(2026, 12, 15), **more})


def head_of(one: Facts) -> Head:
    title = title_of(one)
    letter = one.kind == "correction"
    return Head(
        layout="letter" if letter else "decision",
        kind=Text("Công văn", "Official letter") if letter else Text("Quyết định", "Decision"),
        title=Text(title.vi, title.en or title.vi),
        superior=Text("Ủy ban nhân dân\nthành phố Hà Nội", "Hanoi People's Committee"),
        authority=Text("Sở Văn hóa và Thể thao", "Department of Culture and Sports"),
        full_name=Text("Sở Văn hóa và Thể thao thành phố Hà Nội", "Hanoi Department of Culture"),
        principal=Text("Giám đốc", "Director"),
        place=Text("Hà Nội", "Hanoi"),
        symbol="QĐ-SVHTT",
        made_on=date(2026, 12, 15),
    )


def text_of(one: Facts) -> str:
    reader = PdfReader(io.BytesIO(render_page(write_decision_page(one), head_of(one))))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_a_decision_about_many_has_an_annexed_list_and_a_translation():
    text = text_of(facts("approve", MANY))
    for part in (
        "QUYẾT ĐỊNH",
        "Về việc công nhận thành viên Mạng lưới không gian văn hóa sáng tạo Hà Nội",
        "Công nhận 02 không gian có tên trong danh sách kèm theo là thành viên Mạng lưới.",
        "có hiệu lực từ ngày 15 tháng 12 năm 2026",
        "Danh sách không gian",
        "Xưởng Gốm Mẫu",
        "Thư viện Đọc Thử Mẫu",
        "Membership of the Network is granted to the 2 spaces in the annexed list.",
        "DỰ THẢO",
    ):
        assert part in text, text


def test_a_decision_about_one_names_it_in_its_text_and_gives_the_reason():
    one = facts("reject", ONE, reason="Chưa đủ hoạt động")
    text = text_of(one)
    assert "Không công nhận Xưởng Gốm Mẫu là thành viên Mạng lưới" in text
    assert "Lý do: Chưa đủ hoạt động" in text
    assert write_decision_page(one).annex is None


def test_changes_say_which_decision_they_are_about_and_what_reads_otherwise():
    about = {"about": date(2026, 12, 1), "reason": "Căn cứ không đúng"}
    text = text_of(facts("annulment", ONE, **about))
    assert "Hủy bỏ Quyết định ngày 01 tháng 12 năm 2026 đối với Xưởng Gốm Mẫu" in text
    text = text_of(facts("withdrawal", ONE, **about))
    assert "Thu hồi Quyết định ngày 01 tháng 12 năm 2026" in text
    changed = {
        "names.1": {"before": "Xưởng Gốm Mâu", "after": "Xưởng Gốm Mẫu"},
        "effective_on": {"before": "2026-12-15", "after": "2027-01-02"},
    }
    text = text_of(facts("correction", ONE, changed=changed, **about))
    assert "tên “Xưởng Gốm Mâu”, nay là “Xưởng Gốm Mẫu”" in text
    assert "ngày có hiệu lực, nay là ngày 02 tháng 01 năm 2027" in text
    assert "Kính gửi" in text
