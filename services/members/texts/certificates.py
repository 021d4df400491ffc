"""The sentences for ceremonies and certificates."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "ceremony_prepared_otherwise": Text(
        "Giấy đã được chuẩn bị với ngày {fixed}. Muốn đổi, hãy hủy các số đã giữ rồi chuẩn bị lại.",
        "The papers were prepared with {fixed}. To change it, void the reserved numbers first.",
    ),
    "take_off_reason_needed": Text(
        "Các số {numbers} đã in sẽ bị hủy. Hãy nêu lý do rút khỏi danh sách.",
        "The numbers {numbers} will be void. Say why these are taken off the list.",
    ),
    "printed_name_differs": Text(
        "Giấy của hồ sơ {application} in tên khác với tên hiện nay “{name}”."
        " Hãy hủy số đó và chuẩn bị lại.",
        "The paper of application {application} bears another name than “{name}”."
        " Void that number and prepare again.",
    ),
    "membership_not_begun": Text(
        "Tư cách thành viên của hồ sơ {application} chỉ bắt đầu từ {day}. Hãy trao từ ngày đó.",
        "The membership of application {application} begins on {day} only. Award it from then on.",
    ),
    "not_awarded_yet": Text(
        "Hồ sơ {application} chưa được trao. Hãy trao trước khi ghi việc nhận giấy.",
        "Application {application} is not awarded yet. Award it before its paper is handed over.",
    ),
    "hand_over_in_future": Text(
        "Thời điểm nhận giấy của hồ sơ {application} còn ở phía trước.",
        "The hand-over of application {application} lies in the future.",
    ),
    "handed_over_already": Text(
        "Việc nhận giấy của hồ sơ {application} đã được ghi khác. Muốn sửa, hãy nêu lý do.",
        "Another hand-over of application {application} is on record. To correct it, say why.",
    ),
    "ceremony_not_prepared": Text(
        "Buổi lễ chưa được chuẩn bị. Hãy chuẩn bị để giữ số và in giấy.",
        "The ceremony is not prepared. Prepare it, so that numbers are reserved and printed.",
    ),
    "still_printing": Text(
        "Đã in {done}/{of} giấy. Hãy thử lại sau ít phút.",
        "{done} of {of} papers are made. Try again in a moment.",
    ),
    "certificate_replaced": Text(
        "Giấy này đã được thay bằng giấy số {number}.",
        "This certificate was replaced by {number}.",
    ),
    "certificate_revoked": Text(
        "Giấy này đã bị thu hồi nên không cấp lại được.",
        "This certificate was revoked; it cannot be issued anew.",
    ),
    "name_not_changed": Text(
        "Tên trên giấy đúng với tên hiện nay “{name}”. Hãy sửa tên thành viên trước, hoặc chọn"
        " lý do khác.",
        "The certificate bears the present name “{name}”. Change the member's name first, or choose"
        " another reason.",
    ),
}
