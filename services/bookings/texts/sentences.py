"""Sentences of bookings that belong to no topic of their own."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "space_withdrawn": Text(
        "Không gian này đã ngừng khai thác. Hãy chọn không gian khác.",
        "This space is not offered any more. Choose another one.",
    ),
    "space_taken": Text(
        "Không gian đã có người dùng lúc {times}. Hãy chọn một phương án trong alternatives.",
        "The space is taken at {times}. Choose one of the alternatives.",
    ),
    "space_closed": Text(
        "Không gian đóng cửa lúc {times}. Hãy chọn một phương án trong alternatives.",
        "The space is closed at {times}. Choose one of the alternatives.",
    ),
    "already_closed": Text(
        "Không gian đã có lịch đóng cửa lúc {times}. Hãy kết thúc lần đóng cửa đó trước.",
        "The space is already closed at {times}. End that closure first.",
    ),
    "starts_in_past": Text(
        "Giờ bắt đầu đã qua (bây giờ là {now}). Hãy chọn giờ khác.",
        "The start has passed (it is {now} now). Choose another time.",
    ),
    "too_far_ahead": Text(
        "Chỉ đặt được đến ngày {limit}. Hãy chọn ngày sớm hơn.",
        "Places can be booked until {limit}. Choose an earlier day.",
    ),
    "stay_too_long": Text(
        "Không gian này cho dùng tối đa {limit} giờ mỗi lần. Hãy rút ngắn.",
        "This space can be used for at most {limit} hours at a time. Make it shorter.",
    ),
    "too_short": Text(
        "Mỗi lần đặt ít nhất {limit} phút. Hãy kéo dài thời gian.",
        "A booking lasts at least {limit} minutes. Make it longer.",
    ),
    "already_requested": Text(
        "Thành viên đã gửi đúng yêu cầu này và đang chờ quyết định; "
        "mã yêu cầu ở booking_id. Không cần gửi lại.",
        "The member has sent this very request, and it waits for a decision; "
        "booking_id names it. There is no need to send it again.",
    ),
    "asked_too_late": Text(
        "Không gian này cần được yêu cầu trước {hours} giờ, sớm nhất có thể là {earliest}.",
        "This space must be asked for {hours} hours ahead; the earliest start is {earliest}.",
    ),
    "outside_opening_hours": Text(
        "Thời gian này nằm ngoài giờ mở cửa. Xem opening của không gian.",
        "This time is outside the opening hours. See the space's opening.",
    ),
    "too_many_people": Text(
        "Không gian chứa tối đa {limit} người. Hãy chọn không gian lớn hơn.",
        "The space holds at most {limit} people. Choose a larger one.",
    ),
    "kind_refused": Text(
        "Không gian này không nhận loại hoạt động {kind}. Hãy chọn không gian khác.",
        "This space does not take activities of the kind {kind}. Choose another one.",
    ),
    "member_suspended": Text(
        "Thành viên đang bị tạm dừng quyền từ ngày {since} nên chưa thể đặt chỗ. "
        "Hãy liên hệ Trung tâm Điều phối.",
        "The member has been suspended since {since} and cannot book. "
        "Contact the Coordination Centre.",
    ),
    "member_left": Text(
        "Thành viên đã rời mạng lưới từ ngày {since} nên không thể đặt chỗ.",
        "The member left the network on {since} and cannot book.",
    ),
    "member_to_name": Text(
        "Hãy nêu member_id của thành viên được đặt chỗ.",
        "Name the member who gets the booking in member_id.",
    ),
    "not_host_of_venue": Text(
        "Chỉ đơn vị quản lý địa điểm này hoặc cán bộ Trung tâm được làm việc này.",
        "Only the host of this venue or an officer may do this.",
    ),
    "only_officer_changes_host": Text(
        "Chỉ cán bộ Trung tâm được giao địa điểm cho đơn vị quản lý khác.",
        "Only an officer may hand a venue to another host.",
    ),
    "not_your_booking": Text("Đây không phải đặt chỗ của bạn.", "This booking is not yours."),
    "wrong_status": Text(
        "Đang ở trạng thái “{status}”; việc này chỉ làm được khi: {needed}.",
        "It is “{status}” now; this needs one of: {needed}.",
    ),
    "already_over": Text("Thời gian này đã kết thúc lúc {ended}.", "This was over at {ended}."),
    "reschedule_needs_host": Text(
        "Đặt chỗ đã được xác nhận chỉ do đơn vị quản lý đổi lịch. "
        "Hãy gửi đề nghị đổi lịch (/changes) để họ quyết định.",
        "Only the host moves a booking that was granted. "
        "Ask for another time with /changes, for the host to decide.",
    ),
    "already_checked_in": Text(
        "Đặt chỗ này đã được nhận chỗ.", "This booking is already checked in."
    ),
    "not_check_in_time": Text(
        "Chỉ nhận chỗ được từ {opens} đến {ends}.", "Check-in is possible from {opens} to {ends}."
    ),
    "not_begun": Text(
        "Hoạt động chưa bắt đầu (bắt đầu lúc {starts}).",
        "The activity has not begun (it starts at {starts}).",
    ),
    "reason_needed": Text(
        "Hãy nêu lý do để thành viên được biết.", "Give a reason for the member to read."
    ),
    "closure_reason_needed": Text(
        "Hãy nêu lý do đóng cửa: reason hoặc reason_code.",
        "Say why it is closed: reason or reason_code.",
    ),
    "parent_elsewhere": Text(
        "Không gian cha phải thuộc cùng địa điểm và đang khai thác.",
        "The parent must be an offered space of the same venue.",
    ),
    "parent_inside": Text(
        "Không gian không thể nằm trong chính nó.", "A space cannot be a part of itself."
    ),
    "tree_in_use": Text(
        "Cây không gian đang có {count} lượt giữ chỗ trong tương lai. "
        "Hãy đổi lịch hoặc hủy các lượt trong in_the_way trước.",
        "{count} future claims stand in the way of changing the tree of spaces. "
        "Move or cancel those in in_the_way first.",
    ),
    "has_open_parts": Text(
        "Không gian còn {count} phần đang khai thác. Hãy ngừng các phần đó trước.",
        "The space still has {count} offered parts. Withdraw those first.",
    ),
    "opening_not_valid": Text(
        "Giờ mở phải trước giờ đóng; dùng 24:00 cho nửa đêm cuối ngày.",
        "A window must open before it closes; use 24:00 for midnight at the end of the day.",
    ),
    "window_too_long": Text(
        "Khoảng tìm tối đa {limit} ngày. Hãy thu hẹp from và to.",
        "The window may span {limit} days. Bring from and to closer together.",
    ),
}

LABELS: dict[str, dict[str, Text]] = {}
"""Those that belong to no topic are many: see `labels.py`."""
