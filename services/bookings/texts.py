"""Sentences and code lists of the bookings service, in both languages."""

from __future__ import annotations

from shared.texts import Label, Text, Vocabulary

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
        "Hãy nhờ họ, hoặc hủy rồi gửi yêu cầu mới.",
        "Only the host moves a booking that was granted. "
        "Ask the host, or cancel it and send a new request.",
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

VOCABULARY: Vocabulary = {
    "booking_status": {
        "requested": Text("Đã yêu cầu", "Requested"),
        "confirmed": Text("Đã xác nhận", "Confirmed"),
        "declined": Text("Bị từ chối", "Declined"),
        "cancelled": Text("Đã hủy", "Cancelled"),
        "displaced": Text("Phải dời vì đóng cửa", "Displaced by a closure"),
        "completed": Text("Đã diễn ra", "Completed"),
        "no_show": Text("Không đến", "No-show"),
    },
    "space_status": {
        "open": Text("Đang mở", "Open"),
        "closing": Text("Sắp tạm đóng", "Closing soon"),
        "closed": Text("Tạm đóng", "Closed"),
        "withdrawn": Text("Ngừng khai thác", "Withdrawn"),
    },
    "closure_status": {
        "active": Text("Có hiệu lực", "In force"),
        "ended": Text("Đã kết thúc", "Ended"),
    },
    "space_kind": {
        "hall": Text("Hội trường", "Hall"),
        "stage": Text("Sân khấu", "Stage"),
        "gallery": Text("Phòng trưng bày", "Gallery"),
        "meeting_room": Text("Phòng họp", "Meeting room"),
        "studio": Text("Xưởng sáng tạo", "Studio"),
        "lobby": Text("Sảnh", "Lobby"),
        "library": Text("Thư viện", "Library"),
        "garden": Text("Sân vườn", "Garden"),
        "grounds": Text("Khuôn viên", "Grounds"),
        "courtyard": Text("Sân trong", "Courtyard"),
        "square": Text("Quảng trường", "Square"),
        "street": Text("Phố đi bộ", "Walking street"),
        "stall": Text("Gian, điểm bày", "Stall"),
        "other": Text("Khác", "Other"),
    },
    "activity_kind": {
        "exhibition": Text("Trưng bày, triển lãm", "Exhibition"),
        "performance": Text("Biểu diễn", "Performance"),
        "concert": Text("Hòa nhạc", "Concert"),
        "screening": Text("Chiếu phim", "Screening"),
        "workshop": Text("Trải nghiệm, thực hành", "Workshop"),
        "talk": Text("Tọa đàm, nói chuyện", "Talk"),
        "seminar": Text("Hội thảo", "Seminar"),
        "training": Text("Tập huấn", "Training"),
        "festival": Text("Lễ hội", "Festival"),
        "fair": Text("Hội chợ, phiên chợ", "Fair"),
        "community": Text("Sinh hoạt cộng đồng", "Community event"),
        "rehearsal": Text("Tập luyện", "Rehearsal"),
        "meeting": Text("Họp", "Meeting"),
        "launch": Text("Ra mắt", "Launch"),
        "sport": Text("Thể thao", "Sport"),
        "trade": Text("Thương mại", "Trade"),
        "other": Text("Khác", "Other"),
    },
    "reason_code": {
        "maintenance": Text("Bảo dưỡng", "Maintenance"),
        "weather": Text("Thời tiết", "Weather"),
        "public_event": Text("Sự kiện của thành phố", "Event of the city"),
        "safety": Text("An toàn", "Safety"),
        "other_chosen": Text("Đã chọn yêu cầu khác", "Another request was chosen"),
        "not_suitable": Text("Không phù hợp với không gian", "Not suitable for the space"),
        "incomplete": Text("Thiếu thông tin", "Information is missing"),
        "changed_plans": Text("Thay đổi kế hoạch", "Changed plans"),
        "space_closed": Text("Không gian đóng cửa", "The space is closed"),
        "request_lapsed": Text(
            "Yêu cầu hết hạn: chưa có quyết định khi đến giờ bắt đầu",
            "The request lapsed: nobody had decided when its time came",
        ),
        "other": Text("Lý do khác", "Another reason"),
    },
    "claim_kind": {
        "booking": Text("Đặt chỗ", "Booking"),
        "closure": Text("Đóng cửa", "Closure"),
    },
}


def in_words(list_name: str, code: str) -> Label:
    """A code as a value of a sentence; lists are open, so an unlisted code is its own name."""
    return Label(code, VOCABULARY[list_name].get(code) or Text(code, code))
