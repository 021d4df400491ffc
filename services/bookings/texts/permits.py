"""Sentences and code lists about permits; procedures and questions are named by their data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from shared.files.scan_status import SCAN_STATUS
from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "permit_question_unknown": Text(
        "Không có câu hỏi này. Xem questions của thủ tục.",
        "There is no such question. See the questions of the permits.",
    ),
    "permits_not_yours": Text(
        "Chỉ thành viên đặt chỗ và cán bộ Trung tâm được ghi thủ tục này.",
        "Only the member of the booking and officers keep its permits.",
    ),
    "permit_step_not_needed": Text(
        "Theo các câu trả lời hiện có, hoạt động không cần thủ tục “{procedure}”. "
        "Hãy sửa câu trả lời nếu chưa đúng.",
        "By the answers given, the activity does not need “{procedure}”. "
        "Change the answers if they are not right.",
    ),
    "filed_in_future": Text(
        "Ngày nộp chưa tới (hôm nay là {today}). Hãy ghi khi đã nộp.",
        "The day of filing is still to come (today is {today}). Note it once it is filed.",
    ),
    "reply_not_between": Text(
        "Ngày trả lời phải từ ngày nộp {filed} đến hôm nay {today}.",
        "The day of the reply lies between the filing on {filed} and today, {today}.",
    ),
    "too_many_receipts": Text(
        "Mỗi thủ tục lưu tối đa {limit} giấy tờ. Hãy xóa bớt rồi gửi lại.",
        "A step keeps {limit} papers at most. Remove one, then send this again.",
    ),
    "permit_too_late": Text(
        "Thủ tục “{procedure}” phải nộp muộn nhất ngày {latest}: với ngày {day} không còn kịp theo "
        "luật. Nộp ngay hôm nay thì sớm nhất được tổ chức ngày {earliest}; hãy dời ngày.",
        "“{procedure}” had to be filed by {latest}: for {day} that cannot be met legally any more. "
        "Filed today, the activity may be held on {earliest} at the earliest; move the date.",
    ),
    "permit_filed_late": Text(
        "Thủ tục “{procedure}” nộp ngày {filed}, sau ngày muộn nhất {latest}. Hãy hỏi {receiver} "
        "xem có được chấp nhận không, hoặc dời ngày.",
        "“{procedure}” was filed on {filed}, after its latest day {latest}. Ask {receiver} whether "
        "it is accepted, or move the date.",
    ),
    "permit_reply_after_start": Text(
        "Thủ tục “{procedure}” có thể được trả lời đến ngày {reply_by}, sau khi hoạt động bắt đầu "
        "ngày {day}. Hãy nhắc {receiver} hoặc dời ngày.",
        "“{procedure}” may be answered as late as {reply_by}, after the activity begins on {day}. "
        "Remind {receiver}, or move the date.",
    ),
    "permit_refused": Text(
        "Thủ tục “{procedure}” bị từ chối. Hãy sửa nội dung và nộp hồ sơ mới, hoặc hủy hoạt động.",
        "“{procedure}” was refused. Change the content and file anew, or cancel the activity.",
    ),
    "permit_content_refused": Text(
        "Nơi này không nhận nội dung đã chọn ({legal_basis}). Hãy đổi nội dung hoặc địa điểm.",
        "This place does not take the content chosen ({legal_basis}). Change content or place.",
    ),
    "permit_lead_unknown": Text(
        "Chưa có nguồn nào nêu thời hạn của “{procedure}”. Hãy hỏi {receiver} sớm.",
        "No source gives the time for “{procedure}”. Ask {receiver} early.",
    ),
    "permit_due_soon": Text(
        "Thủ tục “{procedure}” phải nộp muộn nhất ngày {latest}: còn {days} ngày làm việc.",
        "“{procedure}” must be filed by {latest}: {days} working days are left.",
    ),
}

# Read plainly: `domain/` speaks these words, and imports no framework with them.
_DATA = json.loads(
    (Path(__file__).parents[1] / "data" / "permits.json").read_text(encoding="utf-8")
)


def _words(listed: Iterable[Mapping[str, Any]]) -> dict[str, Text]:
    return {one["code"]: Text(one["vi"], one["en"]) for one in listed}


LABELS: dict[str, dict[str, Text]] = {
    "permit_procedure": _words(_DATA["procedures"]),
    "permit_question": _words(_DATA["questions"]),
    "permit_receiver": _words(_DATA["receivers"]),
    "permit_document": {
        "receipt": Text("Giấy tiếp nhận, biên nhận", "Receipt of the receiver"),
        "reply": Text("Văn bản trả lời", "The reply"),
        **_words(paper for one in _DATA["procedures"] for paper in one["documents"]),
        "other": Text("Giấy tờ khác", "Another paper"),
    },
    "permit_status": {
        "not_begun": Text("Chưa trả lời câu hỏi", "Questions not answered yet"),
        "open": Text("Còn việc phải làm", "Something is still to be done"),
        "completed": Text("Đã xong", "All done"),
    },
    "permit_act": {
        "notice": Text("Thông báo", "Notice"),
        "registration": Text("Đăng ký", "Registration"),
        "approval": Text("Chấp thuận", "Approval"),
        "licence": Text("Giấy phép", "Licence"),
        "permission": Text("Xin phép sử dụng", "Permission"),
        "ask": Text("Hỏi trước", "Ask first"),
    },
    "permit_step_status": {
        "to_do": Text("Phải nộp", "To be filed"),
        "filed": Text("Đã nộp", "Filed"),
        "supplement_asked": Text("Phải bổ sung hồ sơ", "More papers are asked for"),
        "granted": Text("Được chấp nhận", "Granted"),
        "consented": Text("Được chấp nhận do quá hạn không trả lời", "Granted by silence"),
        "refused": Text("Bị từ chối", "Refused"),
        "waived": Text("Cán bộ xác nhận không cần", "Waived by an officer"),
        "dropped": Text("Không còn cần", "Not needed any more"),
    },
    "permit_stage": {
        "ahead": Text("Nên chuẩn bị", "Time to prepare"),
        "soon": Text("Sắp hết hạn nộp", "Soon to be filed"),
        "last_day": Text("Ngày nộp cuối cùng", "Last day to file"),
        "missed": Text("Đã quá hạn nộp", "The latest day has passed"),
        "reply_late": Text("Quá hạn trả lời", "The reply is late"),
    },
    "permit_side": {
        "member": Text("Thành viên", "Member"),
        "officer": Text("Cán bộ Trung tâm", "Officer of the Centre"),
    },
    "scan_status": SCAN_STATUS,
}
