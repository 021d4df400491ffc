"""Sentences and code lists of fallbacks, weather calls and previews of closures."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "already_indoors": Text(
        "Buổi này ở trong nhà nên không cần chỗ dự phòng khi mưa.",
        "This date is indoors and needs no place to go to when it rains.",
    ),
    "fallback_outdoors": Text(
        "Chỗ dự phòng phải ở trong nhà. Hãy chọn không gian khác.",
        "A fallback must be indoors. Choose another space.",
    ),
    "fallback_taken": Text(
        "Không gian này đã là chỗ dự phòng của hoạt động khác lúc {times}. "
        "Hãy chọn không gian khác.",
        "The space is another activity's fallback at {times}. Choose another one.",
    ),
    "fallback_in_own_place": Text(
        "Hoạt động này đã giữ không gian đó rồi, không cần giữ thêm làm chỗ dự phòng.",
        "This activity holds that space already; it needs no fallback there.",
    ),
    "fallback_exists": Text(
        "Buổi này đã có chỗ dự phòng (fallback_id). Hãy bỏ chỗ đó trước.",
        "This date has a fallback already (fallback_id). Release it first.",
    ),
    "weather_call_too_long": Text(
        "Mỗi lệnh thời tiết dài tối đa {limit} giờ. Hãy chia nhỏ.",
        "A weather call may cover at most {limit} hours. Split it up.",
    ),
    "places_to_name": Text("Hãy nêu venue_id hoặc space_ids.", "Name venue_id or space_ids."),
    "nothing_outdoors": Text(
        "Không có không gian ngoài trời nào trong các nơi đã nêu.",
        "None of the places named is outdoors.",
    ),
    "several_hosts": Text(
        "Các không gian thuộc nhiều đơn vị quản lý. Hãy ra lệnh riêng cho từng đơn vị.",
        "The spaces belong to several hosts. Make one call for each host.",
    ),
    "move_not_displaced": Text(
        "Buổi {date} không nằm trong thời gian đóng cửa. Hãy bỏ khỏi moves.",
        "The date {date} is not touched by the closure. Leave it out of moves.",
    ),
    "closure_touches": Text(
        "Ảnh hưởng {bookings} đặt chỗ ({dates} buổi) của {members} thành viên.",
        "Touches {bookings} bookings ({dates} dates) of {members} members.",
    ),
    "weather_call_touches": Text(
        "Ảnh hưởng {bookings} đặt chỗ ({dates} buổi) của {members} thành viên: "
        "{moved} buổi vào nhà, {called_off} buổi phải hủy.",
        "Touches {bookings} bookings ({dates} dates) of {members} members: "
        "{moved} move indoors, {called_off} are called off.",
    ),
}

LABELS: dict[str, dict[str, Text]] = {
    "fallback_status": {
        "soft": Text("Giữ tạm, nhường đặt chỗ khác", "Held softly, gives way"),
        "firm": Text("Giữ chắc", "Held firmly"),
        "used": Text("Đã chuyển vào", "Moved there"),
        "lost": Text("Không còn giữ", "Lost"),
        "released": Text("Đã bỏ", "Released"),
    },
    "weather_call_status": {
        "in_force": Text("Đang có hiệu lực", "In force"),
        "undone": Text("Đã rút lại", "Undone"),
        "over": Text("Đã qua", "Over"),
    },
    "weather_remedy": {
        "move_or_cancel": Text(
            "Chuyển vào nhà, không có chỗ thì hủy", "Move indoors, call off what has no place"
        ),
        "cancel": Text("Hủy tất cả", "Call off everything"),
    },
    "upset_cause": {
        "closed": Text("Địa điểm tạm đóng", "The place is closed for a time"),
        "reopened": Text("Địa điểm mở lại", "The place is open again"),
        "bad_weather": Text("Thời tiết xấu", "Bad weather"),
        "weather_undone": Text("Thời tiết tốt trở lại", "The weather is good again"),
    },
    "upset_outcome": {
        "called_off": Text("Chưa có chỗ", "No place now"),
        "moved": Text("Chuyển chỗ", "Moved"),
        "restored": Text("Trở lại như cũ", "As before again"),
    },
    "weather_outcome": {
        "moved": Text("Chuyển vào nhà", "Moved indoors"),
        "called_off": Text("Hủy vì thời tiết", "Called off for the weather"),
    },
}
