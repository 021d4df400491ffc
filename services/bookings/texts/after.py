"""Sentences and names about the time after an activity: check-in codes, reports, evaluations."""

from __future__ import annotations

from services.bookings.texts.data_labels import labels_of
from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "code_not_valid": Text(
        "Mã nhận chỗ không đúng. Hãy quét lại mã đang treo ở cửa hoặc trên màn hình.",
        "The check-in code is not right. Scan the one at the door or on the screen again.",
    ),
    "pass_needs_host": Text(
        "Đây là mã của thành viên: chỉ đơn vị quản lý địa điểm quét được.",
        "This is the member's code: only the host of the venue can scan it.",
    ),
    "not_your_report": Text(
        "Chỉ thành viên đã tổ chức hoạt động hoặc cán bộ Trung tâm được báo cáo.",
        "Only the member whose activity it was, or an officer, reports on it.",
    ),
    "not_over": Text(
        "Hoạt động chưa kết thúc (kết thúc lúc {ends}).",
        "The activity is not over yet (it ends at {ends}).",
    ),
    "report_closed": Text(
        "Thời hạn bổ sung, sửa báo cáo đã hết lúc {until}. Hãy liên hệ Trung tâm Điều phối.",
        "The time to add to the report or correct it ended at {until}. "
        "Contact the Coordination Centre.",
    ),
    "audience_needed": Text(
        "Hãy nêu số người đã đến (audience).", "Say how many people came (audience)."
    ),
    "too_many_report_photos": Text(
        "Mỗi báo cáo có tối đa {limit} ảnh. Hãy xóa bớt ảnh trước.",
        "A report may have {limit} photos. Remove one first.",
    ),
    "too_many_damages": Text(
        "Mỗi báo cáo ghi tối đa {limit} hư hỏng. Hãy gộp vào mục đã có.",
        "A report may note {limit} damages. Put them together.",
    ),
    "not_your_photo": Text(
        "Chỉ người đã gửi ảnh hoặc cán bộ Trung tâm được xóa ảnh.",
        "Only who sent the photo, or an officer, may remove it.",
    ),
    "photo_there": Text("Ảnh này đã có trong báo cáo.", "The report has this photo already."),
    "damage_settled": Text("Hư hỏng này đã được giải quyết.", "This damage has been settled."),
    "already_replied": Text(
        "Thành viên đã trả lời về hư hỏng này.", "The member has replied about this damage."
    ),
    "not_a_side": Text(
        "Chỉ thành viên đã tổ chức hoạt động và đơn vị quản lý địa điểm được đánh giá.",
        "Only the member whose activity it was and the host of the venue evaluate.",
    ),
    "already_evaluated": Text("Bạn đã gửi đánh giá rồi.", "Your side has evaluated already."),
    "evaluation_over": Text(
        "Thời hạn đánh giá đã hết lúc {until}.", "The time to evaluate ended at {until}."
    ),
    "scores_missing": Text(
        "Còn thiếu điểm cho: {criteria}.", "These still need a score: {criteria}."
    ),
    "criterion_unknown": Text(
        "Không có tiêu chí {criterion}. Xem /v1/vocabulary.",
        "There is no criterion {criterion}. See /v1/vocabulary.",
    ),
    "score_out_of_range": Text(
        "Điểm phải từ 1 đến {limit}.", "A score must be between 1 and {limit}."
    ),
}

LABELS: dict[str, dict[str, Text]] = {
    "damage_severity": labels_of("after.json", "damage_severities", "listed"),
    "host_criterion": labels_of("after.json", "evaluation", "by_host"),
    "member_criterion": labels_of("after.json", "evaluation", "by_member"),
    "activity_report_status": {
        "open": Text("Đang viết", "Being written"),
        "submitted": Text("Đã nộp", "Handed in"),
    },
    "evaluation_side": {
        "host": Text("Đơn vị quản lý địa điểm", "Host of the venue"),
        "member": Text("Thành viên", "Member"),
    },
    "check_in_code": {
        "door": Text("Mã ở cửa", "Code at the door"),
        "pass": Text("Mã của thành viên", "The member's code"),
    },
}
