"""Every sentence and label of promotion, in Vietnamese and English."""

from __future__ import annotations

from services.promotion.domain.channels import CHANNEL_STATUSES
from services.promotion.domain.delivery import POST_STATUSES
from services.promotion.domain.statuses import STATUSES
from shared.texts import Text, Vocabulary

ITEM_KINDS: dict[str, Text] = {
    "activity": Text("Hoạt động", "Activity"),
    "news": Text("Tin tức", "News"),
    "portrait": Text("Chân dung", "Portrait"),
    "opportunity": Text("Cơ hội", "Opportunity"),
    "event": Text("Sự kiện", "Event"),
    "exhibition": Text("Triển lãm", "Exhibition"),
    "workshop": Text("Xưởng thực hành", "Workshop"),
    "concert": Text("Hòa nhạc", "Concert"),
    "performance": Text("Biểu diễn", "Performance"),
    "talk": Text("Tọa đàm", "Talk"),
    "screening": Text("Chiếu phim", "Screening"),
    "festival": Text("Lễ hội", "Festival"),
    "market": Text("Phiên chợ", "Market"),
    "training": Text("Tập huấn", "Training"),
    "meeting": Text("Gặp gỡ", "Meeting"),
    "other": Text("Khác", "Other"),
}
LICENSES: dict[str, Text] = {
    "cc0-1.0": Text("Dành cho công chúng (CC0 1.0)", "Public domain dedication (CC0 1.0)"),
    "cc-by-4.0": Text("Ghi công 4.0 Quốc tế (CC BY 4.0)", "Attribution 4.0 International"),
    "cc-by-sa-4.0": Text(
        "Ghi công - Chia sẻ tương tự 4.0 (CC BY-SA 4.0)", "Attribution-ShareAlike 4.0 International"
    ),
    "cc-by-nc-4.0": Text(
        "Ghi công - Phi thương mại 4.0 (CC BY-NC 4.0)",
        "Attribution-NonCommercial 4.0 International",
    ),
    "all-rights-reserved": Text("Giữ mọi quyền", "All rights reserved"),
}
RETRACTION_CODES: dict[str, Text] = {
    "booking_cancelled": Text("Hoạt động đã bị hủy", "The activity was cancelled"),
    "activity_cancelled": Text("Hoạt động bị hủy", "Activity cancelled"),
    "activity_not_public": Text("Hoạt động không còn công khai", "The activity is not public now"),
    "content_error": Text("Nội dung sai", "The content is wrong"),
    "rights_complaint": Text("Khiếu nại bản quyền", "Complaint about rights"),
    "privacy": Text("Bảo vệ dữ liệu cá nhân", "Protection of personal data"),
    "legal_request": Text("Theo yêu cầu của cơ quan có thẩm quyền", "Request of an authority"),
    "member_request": Text("Theo đề nghị của thành viên", "Wish of the member"),
    "duplicate": Text("Trùng lặp", "Duplicate"),
    "other": Text("Lý do khác", "Another reason"),
}
ATTENTION_CODES: dict[str, Text] = {
    "member_suspended": Text(
        "Đã đến giờ đăng nhưng thành viên đang bị tạm đình chỉ. Hãy xem lại.",
        "The time to publish came, but the member is suspended. Look at it again.",
    ),
    "member_left": Text(
        "Đã đến giờ đăng nhưng thành viên đã rời mạng lưới. Hãy xem lại.",
        "The time to publish came, but the member has left the network. Look at it again.",
    ),
    "activity_over": Text(
        "Đã đến giờ đăng nhưng hoạt động đã kết thúc. Hãy xem lại.",
        "The time to publish came, but the activity is over. Look at it again.",
    ),
    "text_missing": Text(
        "Đã đến giờ đăng nhưng nội dung còn thiếu. Hãy bổ sung.",
        "The time to publish came, but the text is not complete. Complete it.",
    ),
    "not_yet_known": Text(
        "Đã đến giờ đăng nhưng chưa có thông tin về thành viên. Hãy thử đăng lại.",
        "The time to publish came, but the member was not known yet. Publish it again.",
    ),
    "booking_cancelled": Text(
        "Theo bản sao mới nhất, lượt đặt chỗ đã hủy mà bài vẫn đang đăng. Hãy gỡ bài.",
        "The latest copy says that the booking is cancelled, yet the item stands. Retract it.",
    ),
    "activity_not_public": Text(
        "Theo bản sao mới nhất, hoạt động không còn công khai mà bài vẫn đang đăng. Hãy gỡ bài.",
        "The latest copy says that the activity is not public, yet the item stands. Retract it.",
    ),
}
WANTED: dict[str, Text] = {
    "shown": Text("Hiển thị", "To be shown"),
    "withdrawn": Text("Gỡ xuống", "To be taken down"),
}
CHANNEL_KINDS: dict[str, Text] = {
    "feed": Text("Nguồn tin của mạng lưới", "Feed of the network"),
}
POST_ERRORS: dict[str, Text] = {
    "not_in_feed": Text("Nguồn tin không có bài này.", "The feed does not show the item."),
    "still_in_feed": Text("Nguồn tin vẫn còn bài này.", "The feed still shows the item."),
    "store_away": Text("Không đọc lại được dữ liệu.", "The store could not be read back."),
    "no_answer": Text(
        "Lần gửi bị ngắt giữa chừng; đang kiểm tra xem kênh đã hiển thị chưa.",
        "The call broke off; it is being checked whether the channel shows the item.",
    ),
    "not_there": Text("Kênh không hiển thị bài này.", "The channel does not show the item."),
    "still_shown": Text("Kênh vẫn hiển thị bài này.", "The channel still shows the item."),
}

VOCABULARY: Vocabulary = {
    "item_status": STATUSES,
    "item_kind": ITEM_KINDS,
    "license": LICENSES,
    "retraction_code": RETRACTION_CODES,
    "attention_code": ATTENTION_CODES,
    "post_status": POST_STATUSES,
    "post_wanted": WANTED,
    "post_error": POST_ERRORS,
    "channel_status": CHANNEL_STATUSES,
    "channel_kind": CHANNEL_KINDS,
}

NETWORK = Text("Mạng lưới không gian văn hóa sáng tạo Hà Nội", "Hanoi Creative Spaces Network")
FEED_TITLE = Text("Hoạt động của {network}", "What is on at the {network}")
RETRACTED_PAGE = Text(
    "Bài này đã được gỡ. Xin xem các hoạt động khác của mạng lưới.",
    "This piece was taken back. Please see the network's other activities.",
)

SENTENCES: dict[str, Text] = {
    "author_may_not_approve": Text(
        "Bạn có viết nội dung này nên không được tự duyệt hay tự đính chính. "
        "Hãy nhờ biên tập viên khác.",
        "You wrote words of this text, so you may neither approve nor correct it yourself. "
        "Ask another editor to do it.",
    ),
    "wrong_status": Text(
        "Đang ở trạng thái “{status}”; việc này chỉ làm được khi: {needed}.",
        "It is “{status}” now; this needs one of: {needed}.",
    ),
    "text_missing": Text(
        "Thiếu nội dung tiếng Việt. Hãy bổ sung rồi thử lại.",
        "The Vietnamese text is missing. Add it and try again.",
    ),
    "activity_over": Text(
        "Hoạt động đã kết thúc nên không quảng bá được nữa. Hãy sửa lại thời gian nếu chưa đúng.",
        "The activity is over, so it cannot be promoted. Correct its time if that is wrong.",
    ),
    "member_suspended": Text(
        "Thành viên {member} đang bị tạm đình chỉ từ {since} nên không được quảng bá. "
        "Hãy liên hệ Trung tâm điều phối.",
        "The member {member} is suspended since {since}, so it may not be promoted. "
        "Contact the Coordination Centre.",
    ),
    "member_left": Text(
        "Thành viên {member} đã rời mạng lưới từ {since} nên không được quảng bá. "
        "Hãy liên hệ Trung tâm điều phối.",
        "The member {member} left the network on {since}, so it may not be promoted. "
        "Contact the Coordination Centre.",
    ),
    "publish_at_past": Text(
        "Giờ hẹn đăng đã qua. Hãy chọn một thời điểm sắp tới, hoặc đăng ngay.",
        "The time to publish is past. Choose a time to come, or publish now.",
    ),
    "publish_at_after_end": Text(
        "Giờ hẹn đăng nằm sau khi hoạt động kết thúc. Hãy chọn thời điểm sớm hơn.",
        "The time to publish comes after the activity's end. Choose an earlier one.",
    ),
    "nothing_to_correct": Text(
        "Nội dung gửi lên không khác bài đang đăng. Hãy gửi phần cần đính chính.",
        "What you sent does not differ from what is published. Send what is to be corrected.",
    ),
    "booking_has_item": Text(
        "Lượt đặt chỗ này đã có bài {item_id}. Hãy sửa bài đó.",
        "This booking already has the item {item_id}. Edit that one.",
    ),
    "time_from_booking": Text(
        "Thời gian và địa điểm của bài này theo lượt đặt chỗ. Hãy đổi lịch ở lượt đặt chỗ.",
        "Time and place of this item follow its booking. Reschedule the booking.",
    ),
    "times_together": Text(
        "Hãy nêu cả thời điểm bắt đầu và kết thúc, hoặc bỏ trống cả hai.",
        "Give both start and end, or neither.",
    ),
    "field_not_web_address": Text(
        "Phải là địa chỉ bắt đầu bằng https:// hoặc http://.",
        "It must be an address that starts with https:// or http://.",
    ),
    "reason_needed": Text("Hãy nêu reason_code hoặc reason.", "Give a reason_code or a reason."),
}
