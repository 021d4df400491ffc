"""The pages that follow from rights: what stands on them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

from services.members.documents.confirmation import write_confirmation
from services.members.documents.introduction import write_introduction
from services.members.documents.participation import write_participation
from services.members.regulations.rights_data import BENEFITS, PARTNERS

SPACE = SimpleNamespace(
    name="Không gian sáng tạo Mẫu",
    kind="art_space",
    ownership="private",
    status="active",
    member_since=date(2026, 12, 10),
    website="https://mau.example",
    description_vi="Không gian gốm.",
    description_en="A space for ceramics.",
)
CERTIFICATE = SimpleNamespace(
    number="KGST-HN-2026-0001", issued_on=date(2026, 12, 10), valid_until=date(2029, 12, 9)
)
TRAINING = SimpleNamespace(
    title_vi="Kể chuyện bằng hiện vật",
    title_en="Objects tell stories",
    kind="training",
    starts_at=datetime(2027, 4, 10, 1, 30, tzinfo=UTC),
    ends_at=datetime(2027, 4, 11, 9, tzinfo=UTC),
    place="Bảo tàng Hà Nội",
    minutes=720,
)


def test_a_confirmation_states_facts_and_no_sum():
    facts = {"taxpayer_name": "Công ty Mẫu", "tax_code": "0101234567", "note": None}
    asked = SimpleNamespace(requested_on=date(2027, 3, 1), facts=facts, year=2027)
    known = SimpleNamespace(certificate=CERTIFICATE)
    title, page = write_confirmation(asked, SPACE, known, BENEFITS["tax_confirmation"])
    assert (title.vi, title.en) == (
        "Về việc xác nhận thành viên Mạng lưới", "On membership of the Network",
    )  # fmt: skip
    assert page.table.rows == [
        ["Tên không gian", "Không gian sáng tạo Mẫu"],
        ["Tên người nộp thuế", "Công ty Mẫu"],
        ["Mã số thuế", "0101234567"],
        ["Loại hình", "Không gian nghệ thuật"],
        ["Hình thức sở hữu", "Tư nhân"],
        ["Là thành viên từ ngày", "10/12/2026"],
        ["Giấy chứng nhận", "Số KGST-HN-2026-0001, cấp ngày 10/12/2026, "
                            "có giá trị đến ngày 09/12/2029"],
        ["Tình trạng", "Đang hoạt động"],
        ["Dùng cho hồ sơ thuế năm", "2027"],
    ]  # fmt: skip
    assert page.closing == [
        "Giấy này chỉ xác nhận tư cách thành viên để bổ sung hồ sơ thuế; không tính và không hứa "
        "hẹn mức ưu đãi nào. Việc ưu đãi do cơ quan thuế xem xét theo quy định."
    ]
    assert page.english.table.rows[6][1] == (
        "No. KGST-HN-2026-0001 of 10 December 2026, valid until 9 December 2029"
    )
    assert page.english.closing == [
        "This only confirms membership for a tax file; it neither computes nor promises any "
        "incentive. The tax authority decides by its own rules."
    ]


def test_a_letter_of_introduction_is_to_an_office_and_says_what_for():
    asked = SimpleNamespace(purpose_vi="Trao đổi nghệ nhân.", purpose_en="Exchange of potters.")
    title, page = write_introduction(asked, SPACE, PARTNERS["kobe"])
    assert title.vi == "Giới thiệu Không gian sáng tạo Mẫu tới thành phố Kobe"
    assert page.paragraphs == [
        "Sở Văn hóa và Thể thao thành phố Hà Nội trân trọng giới thiệu tới Đầu mối Mạng lưới các "
        "thành phố sáng tạo của chính quyền thành phố, thành phố Kobe – thành phố sáng tạo của "
        "UNESCO trong lĩnh vực Thiết kế:",
        "Không gian sáng tạo Mẫu (Không gian nghệ thuật), thành viên Mạng lưới không gian văn hóa "
        "sáng tạo Hà Nội từ ngày 10/12/2026.",
        "Không gian gốm.",
        "Trang thông tin: https://mau.example",
        "Mục đích: Trao đổi nghệ nhân.",
        "Đề nghị Quý cơ quan quan tâm, hỗ trợ kết nối với các đơn vị phù hợp. Trân trọng cảm ơn.",
    ]
    assert page.english.paragraphs[0] == (
        "The Hanoi Department of Culture and Sports has the honour of introducing to the Focal "
        "point for the Creative Cities Network in the city government, Kobe, UNESCO Creative City "
        "of Design:"
    )


def test_a_certificate_of_participation_names_who_was_where_and_how_long():
    row = SimpleNamespace(participant_name="Nguyễn Thị Mẫu", member_name=SPACE.name, minutes=150)
    _title, page = write_participation(TRAINING, row)
    assert page.paragraphs == [
        "Sở Văn hóa và Thể thao thành phố Hà Nội chứng nhận:",
        "Nguyễn Thị Mẫu, thuộc Không gian sáng tạo Mẫu, đã tham gia tập huấn “Kể chuyện bằng hiện "
        "vật”, tổ chức từ ngày 10/04/2027 đến ngày 11/04/2027, tại Bảo tàng Hà Nội.",
        "Thời lượng tham gia: 2,5 giờ.",
    ]
    nobody = SimpleNamespace(participant_name=None, member_name=SPACE.name, minutes=None)
    online = SimpleNamespace(**{**vars(TRAINING), "place": None, "ends_at": TRAINING.starts_at})
    _title, page = write_participation(online, nobody)
    assert page.english.paragraphs[1:] == [
        "A representative of Không gian sáng tạo Mẫu took part in the training “Objects tell "
        "stories”, held on 10 April 2027, online.",
        "Duration: 12 hours.",
    ]
