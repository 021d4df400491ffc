"""Sentences about what a place asks: its form, files, drafts, changes, cancellations, releases."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "attachment_missing": Text(
        "Địa điểm cần tệp đính kèm: {document}. Hãy tạo bản nháp (/v1/booking-drafts), "
        "đính kèm tệp rồi gửi.",
        "The place needs a file: {document}. Begin a draft (/v1/booking-drafts), attach the file, "
        "then submit it.",
    ),
    "too_many_attachments": Text(
        "Đã có {limit} tệp đính kèm, là mức tối đa. Hãy xóa bớt trước khi thêm.",
        "There are {limit} files already, which is the most. Remove one before adding another.",
    ),
    "attachment_needed": Text(
        "Biểu mẫu của địa điểm cần tệp này. Hãy đính kèm tệp thay thế trước khi xóa.",
        "The place's form needs this file. Attach another of its kind before removing it.",
    ),
    "late_cancellation_needs_reason": Text(
        "Hạn hủy không cần lý do đã qua lúc {until}. Hãy nêu reason hoặc reason_code.",
        "A cancellation needs no reason until {until}, which has passed. "
        "Give a reason or a reason_code.",
    ),
    "no_late_cancellation": Text(
        "Không có lần hủy muộn nào của đặt chỗ này đang bị tính.",
        "No late cancellation of this booking counts.",
    ),
    "not_your_draft": Text(
        "Đây không phải bản nháp của bạn. Hãy tạo bản nháp riêng.",
        "This draft is not yours. Begin your own.",
    ),
    "draft_not_complete": Text(
        "Bản nháp còn thiếu: {fields}. Hãy điền rồi gửi.",
        "The draft still lacks: {fields}. Fill them in, then submit it.",
    ),
    "change_changes_nothing": Text(
        "Không có gì thay đổi so với đặt chỗ hiện tại.",
        "Nothing would change: the booking is like this already.",
    ),
    "move_is_yours": Text(
        "Bạn được tự đổi lịch đặt chỗ này. Hãy dùng /reschedule.",
        "You may move this booking yourself. Use /reschedule.",
    ),
    "release_outside": Text(
        "Chỉ trả sớm được từ {earliest} đến trước {latest}.",
        "The time can be given back from {earliest} until before {latest}.",
    ),
    "not_the_asker": Text(
        "Chỉ thành viên đã đề nghị được rút đề nghị này.",
        "Only the member that asked for it may withdraw it.",
    ),
}

LABELS: dict[str, dict[str, Text]] = {
    "attachment_kind": {
        "programme": Text("Chương trình, kịch bản", "Programme"),
        "floor_plan": Text("Sơ đồ mặt bằng", "Floor plan"),
        "technical_needs": Text("Yêu cầu kỹ thuật", "Technical needs"),
        "list_of_works": Text("Danh mục tác phẩm", "List of works"),
        "safety_plan": Text("Phương án an toàn, phòng cháy", "Safety and fire plan"),
        "permit": Text("Giấy phép, văn bản chấp thuận", "Licence or approval"),
        "insurance": Text("Bảo hiểm", "Insurance"),
        "letter": Text("Công văn, thư đề nghị", "Letter"),
        "other": Text("Tài liệu khác", "Other document"),
    },
    "booking_change_status": {
        "waiting": Text("Chờ chấp thuận", "Waiting for approval"),
        "approved": Text("Đã chấp thuận", "Approved"),
        "refused": Text("Không chấp thuận", "Refused"),
        "withdrawn": Text("Đã rút", "Withdrawn"),
        "lapsed": Text("Hết hạn", "Lapsed"),
    },
    "draft_status": {
        "draft": Text("Bản nháp", "Draft"),
        "submitted": Text("Đã gửi", "Submitted"),
        "dropped": Text("Đã bỏ", "Dropped"),
    },
    "booking_field": {
        "title": Text("Tên hoạt động", "Title"),
        "summary": Text("Giới thiệu", "Summary"),
        "kind": Text("Loại hoạt động", "Kind of activity"),
        "expected_audience": Text("Số người dự kiến", "Expected audience"),
        "layout": Text("Cách bố trí", "Layout"),
        "contents": Text("Nội dung chính", "Main contents"),
        "loudness": Text("Mức âm thanh", "Loudness"),
        "public": Text("Công khai", "Public"),
        "answers": Text("Câu trả lời", "Answers"),
        "time": Text("Thời gian", "Time"),
    },
    "reason_code": {
        "illness": Text("Ốm đau, tai nạn", "Illness or accident"),
    },
}
