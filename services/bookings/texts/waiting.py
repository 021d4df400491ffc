"""Sentences and code lists of waiting and of offers."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "not_your_offer": Text(
        "Lời mời này dành cho thành viên khác.", "This offer is for another member."
    ),
    "not_your_watch": Text(
        "Đây không phải chỗ chờ của bạn.", "This place in the queue is not yours."
    ),
    "offer_expired": Text(
        "Lời mời đã hết hạn lúc {expired}. Hãy đăng ký chờ lại nếu vẫn cần.",
        "The offer ran out at {expired}. Wait for the time again if you still need it.",
    ),
    "too_many_watches": Text(
        "Mỗi thành viên được chờ tối đa {limit} nơi cùng lúc. Hãy bỏ bớt một chỗ chờ.",
        "A member may wait in at most {limit} queues at a time. Leave one of them first.",
    ),
    "too_many_slots": Text(
        "Mỗi lần chờ tối đa {limit} khung giờ. Hãy chia thành nhiều lần.",
        "One place in the queue may name at most {limit} slots. Split them up.",
    ),
    "slots_overlap": Text(
        "Các khung giờ của một lần chờ không được trùng nhau.",
        "The slots of one place in the queue must not overlap.",
    ),
    "longer_than_window": Text(
        "Thời lượng dài hơn khoảng thời gian chờ. Hãy rút ngắn hoặc mở rộng khoảng chờ.",
        "The length does not fit into the window. Make it shorter or the window longer.",
    ),
    "free_now": Text(
        "Thời gian này đang còn trống lúc {times}, không cần chờ. Hãy gửi yêu cầu đặt chỗ.",
        "It is free at {times}: there is no need to wait. Send a booking request.",
    ),
    "slots_or_window": Text(
        "Hãy nêu slots (khung giờ cụ thể), hoặc starts_at, ends_at và length_minutes.",
        "Give slots (certain times), or starts_at, ends_at and length_minutes.",
    ),
    "already_in_queue": Text(
        "Yêu cầu này đã có chỗ trong danh sách chờ (watch_id).",
        "This request stands in the queue already (watch_id).",
    ),
    "already_offered": Text(
        "Yêu cầu này đang có lời mời chờ trả lời (offer_id). Hãy thu hồi lời mời đó trước.",
        "An offer for this request waits for an answer (offer_id). Withdraw that one first.",
    ),
    "too_late_to_offer": Text(
        "Không còn đủ thời gian để mời: phải mời trước giờ bắt đầu ít nhất {hours} giờ.",
        "It is too late for an offer: it must be made at least {hours} hours before the start.",
    ),
    "hold_too_long": Text(
        "Chỉ giữ chỗ được đến {latest}. Hãy chọn held_until sớm hơn.",
        "It can be held until {latest}. Choose an earlier held_until.",
    ),
    "hold_over": Text(
        "held_until đã qua (bây giờ là {now}). Hãy chọn giờ muộn hơn.",
        "held_until has passed (it is {now} now). Choose a later one.",
    ),
    "dates_to_name": Text(
        "Yêu cầu có nhiều buổi: hãy nêu date_id của từng buổi trong dates, mỗi buổi một lần.",
        "The request has several dates: name the date_id of each in dates, each once.",
    ),
    "not_a_rival": Text(
        "Yêu cầu {booking} không cạnh tranh với đặt chỗ này. Hãy bỏ khỏi others.",
        "The request {booking} does not compete with this booking. Leave it out of others.",
    ),
}

LABELS: dict[str, dict[str, Text]] = {
    "watch_status": {
        "waiting": Text("Đang chờ", "Waiting"),
        "offered": Text("Đang được mời", "Being offered"),
        "fulfilled": Text("Đã có chỗ", "Fulfilled"),
        "ended": Text("Đã thôi chờ", "Ended"),
    },
    "offer_status": {
        "open": Text("Chờ thành viên trả lời", "Waiting for the member"),
        "answered": Text("Đã nhận, chờ đơn vị quản lý", "Accepted, waiting for the host"),
        "accepted": Text("Đã thành đặt chỗ", "Became a booking"),
        "declined": Text("Bị từ chối", "Declined"),
        "lapsed": Text("Hết hạn", "Lapsed"),
        "withdrawn": Text("Đã thu hồi", "Withdrawn"),
    },
    "offer_origin": {
        "host": Text("Đơn vị quản lý mời", "Offered by the host"),
        "queue": Text("Đến lượt trong danh sách chờ", "Its turn in the queue"),
        "watch": Text("Có chỗ trống theo đăng ký chờ", "A watched time became free"),
    },
}
