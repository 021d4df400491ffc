"""Sentences for refusals about calls, their forms, deadlines and who is eligible."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "call_archived": Text(
        "Đợt này đã được lưu trữ, không thay đổi được nữa.",
        "The call was archived; nothing in it changes any more.",
    ),
    "conditions_are_fixed": Text(
        "Đợt đã mở: điều kiện tham gia và tiêu chí không đổi được nữa. Hãy đóng đợt và mở đợt mới.",
        "The call has opened: its eligibility and criteria are fixed. Close it and begin another.",
    ),
    "closing_reason_needed": Text(
        "Dời thời điểm đóng của đợt đang mở thì phải nêu lý do.",
        "Moving the closing of an open call needs a reason.",
    ),
    "quorum_above_reviewers": Text(
        "Số người thẩm định mỗi hồ sơ phải ít nhất bằng số phiếu cần có ({quorum}).",
        "Each file needs at least as many reviewers as reviews are needed ({quorum}).",
    ),
    "review_before_opening": Text(
        "Hạn thẩm định phải sau thời điểm mở đợt.",
        "The deadline of the reviews must come after the opening.",
    ),
    "extension_not_later": Text(
        "Thời hạn mới phải sau thời hạn hiện có ({deadline}).",
        "The new deadline must come after the present one ({deadline}).",
    ),
    "extension_for_file_or_person": Text(
        "Hãy nêu đúng một trong hai: application_id (hồ sơ) hoặc subject (người nộp).",
        "Name exactly one: application_id (a file) or subject (a person).",
    ),
    "kind_not_eligible": Text(
        "Đợt này chỉ dành cho loại hình: {allowed}.", "This call is only for: {allowed}."
    ),
    "ownership_not_eligible": Text(
        "Đợt này chỉ dành cho hình thức sở hữu: {allowed}.",
        "This call is only for this ownership: {allowed}.",
    ),
    "field_not_eligible": Text(
        "Đợt này cần ít nhất một lĩnh vực trong số: {allowed}.",
        "This call needs at least one of these fields: {allowed}.",
    ),
    "members_only": Text(
        "Đợt này chỉ dành cho thành viên đang hoạt động của mạng lưới.",
        "This call is only for active members of the network.",
    ),
    "not_yet_members_only": Text(
        "Đợt này chỉ dành cho nơi chưa là thành viên của mạng lưới.",
        "This call is only for who is not a member of the network yet.",
    ),
    "not_a_membership_call": Text(
        "Hồ sơ {application} thuộc đợt không phải kết nạp thành viên nên không trao giấy chứng nhận"
        " thành viên.",
        "Application {application} is of a call that is not for membership: it brings no"
        " certificate of membership.",
    ),
}
