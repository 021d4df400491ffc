"""Sentences and code lists about places: their rules, hours, pictures, lists and calendars."""

from __future__ import annotations

from services.bookings.domain.place_imports import COLUMNS
from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "layout_not_offered": Text(
        "Không gian này không có cách bố trí “{layout}”. Có thể: {allowed}.",
        "This space is not set up as {layout}. Possible: {allowed}.",
    ),
    "content_refused": Text(
        "Không gian này không nhận hoạt động có nội dung chính là {contents}. "
        "Hãy bỏ nội dung đó hoặc chọn không gian khác.",
        "This space takes no activity whose main content is {contents}. "
        "Leave that out, or choose another space.",
    ),
    "too_loud": Text(
        "Từ {opens} đến {ends} nơi này chỉ được tối đa {limit} dBA, mà hoạt động dự kiến ở mức "
        "{loudness}. Mức phù hợp: {allowed}; hoặc chọn giờ khác.",
        "From {opens} to {ends} this place allows at most {limit} dBA; the activity is expected "
        "to be {loudness}. What fits: {allowed}; or choose another time.",
    ),
    "clock_time_wrong_form": Text(
        "Viết giờ như 08:30; 24:00 là nửa đêm cuối ngày.",
        "Write a time of day like 08:30; 24:00 is midnight at the end of the day.",
    ),
    "month_wrong_form": Text("Viết tháng như 2026-12.", "Write a month like 2026-12."),
    "layout_twice": Text("Mỗi kiểu bố trí chỉ nêu một lần.", "Name each way of set-up once."),
    "layout_over_capacity": Text(
        "Sức chứa của kiểu bố trí không được vượt sức chứa chung là {limit}.",
        "No way of set-up holds more than the space itself: {limit}.",
    ),
    "season_not_valid": Text(
        "Mùa cần hai ngày cùng dạng: 05-15 (hằng năm) hoặc 2027-05-15, ngày cuối không trước "
        "ngày đầu.",
        "A season needs two days of one form: 05-15 (every year) or 2027-05-15, the last not "
        "before the first.",
    ),
    "policy_unknown": Text(
        "Không có quy định chung mang mã này. Có thể: {allowed}.",
        "There is no policy with this code. Possible: {allowed}.",
    ),
    "rule_given_and_inherited": Text(
        "Quy tắc {rule} vừa được nêu vừa để theo địa điểm. Hãy chọn một.",
        "The rule {rule} is both given and left to the venue. Choose one.",
    ),
    "key_taken": Text(
        "Đã có nơi khác mang mã {key}. Hãy dùng mã khác.",
        "Another place has the key {key}. Use another key.",
    ),
    "place_to_name": Text("Hãy nêu đúng một trong: {allowed}.", "Name exactly one of: {allowed}."),
    "exception_overlaps": Text(
        "Nơi này đã có ngày ngoại lệ từ {first} đến {last}. Hãy rút lại ngày đó trước.",
        "This place already has an exception from {first} to {last}. Withdraw that one first.",
    ),
    "exception_too_long": Text(
        "Ngoại lệ dài tối đa {limit} ngày. Với thời gian dài hơn hãy dùng mùa (seasons).",
        "An exception lasts at most {limit} days. For longer use a season (seasons).",
    ),
    "exception_over": Text(
        "Ngày này đã qua (hôm nay là {today}).", "This day has passed (today is {today})."
    ),
    "exception_withdrawn": Text(
        "Ngoại lệ này đã được rút lại.", "This exception is already withdrawn."
    ),
    "confirmed_outside": Text(
        "{count} đặt chỗ đã xác nhận nằm ngoài giờ mở mới; xem in_the_way. Hãy đổi lịch chúng, "
        "đóng cửa không gian (closures), hoặc gửi keep_confirmed.",
        "{count} confirmed bookings lie outside the new hours; see in_the_way. Move them, close "
        "the space (closures), or send keep_confirmed.",
    ),
    "too_many_photos": Text(
        "Mỗi nơi có tối đa {limit} ảnh. Hãy xóa bớt trước.",
        "A place has at most {limit} pictures. Remove one first.",
    ),
    "photo_too_large": Text(
        "Ảnh lớn hơn {limit} byte. Hãy gửi ảnh nhỏ hơn.",
        "The picture is larger than {limit} bytes. Send a smaller one.",
    ),
    "scanner_away": Text(
        "Máy quét mã độc chưa trả lời. Hãy gửi lại sau ít phút.",
        "The virus scanner does not answer. Send it again in some minutes.",
    ),
    "feed_revoked": Text("Lịch này đã được thu hồi.", "This calendar is already revoked."),
    "feed_not_yours": Text("Lịch này không phải của bạn.", "This calendar is not yours."),
    "too_many_feeds": Text(
        "Đã có {limit} lịch đang dùng. Hãy thu hồi lịch không còn cần.",
        "There are {limit} calendars in use already. Revoke one that is not needed.",
    ),
    "import_column_missing": Text("Thiếu cột {columns}.", "The column {columns} is missing."),
    "import_place_unknown": Text(
        "Không có {place} mang mã {key}, trong danh sách cũng như trong hệ thống.",
        "There is no {place} with the key {key}, neither in the list nor in the system.",
    ),
    "import_place_twice": Text(
        "Mã này đã có ở dòng {row}. Mỗi nơi chỉ một dòng.",
        "Row {row} has this key already. Each place stands in one row.",
    ),
    "import_cell_of_other_type": Text(
        "Cột này không dùng cho loại dòng này. Hãy để trống.",
        "This column is not for rows of this type. Leave it empty.",
    ),
    "import_parent_loop": Text(
        "Các không gian này là phần của nhau theo vòng tròn.",
        "These spaces are parts of each other in a circle.",
    ),
    "import_place_moved": Text(
        "Không gian này thuộc địa điểm khác; không chuyển được bằng danh sách.",
        "This space belongs to another venue; a list cannot move it.",
    ),
    "import_opening_not_readable": Text(
        "Không đọc được giờ mở “{part}”. Viết như: T2-T6 08:00-17:00; T7 08:00-12:00.",
        "The hours “{part}” cannot be read. Write for example: Mon-Fri 08:00-17:00; "
        "Sat 08:00-12:00.",
    ),
    "import_season_not_readable": Text(
        "Không đọc được mùa “{part}”. Viết như: Mùa hè 05-15..08-31: T2-CN 06:00-22:00 | "
        "12-24..12-31: đóng cửa.",
        "The season “{part}” cannot be read. Write for example: Summer 05-15..08-31: Mon-Sun "
        "06:00-22:00 | 12-24..12-31: closed.",
    ),
    "import_weekday_not_readable": Text(
        "Viết một thứ trong tuần: T2 … T7, CN; hoặc “đóng cửa”.",
        "Write a day of the week: Mon … Sun; or “closed”.",
    ),
    "import_pair_not_readable": Text(
        "Không đọc được “{part}”. Viết như: {example}.",
        "“{part}” cannot be read. Write for example: {example}.",
    ),
}

LABELS: dict[str, dict[str, Text]] = {
    "layout": {
        "theatre": Text("Kiểu nhà hát", "Theatre"),
        "classroom": Text("Kiểu lớp học", "Classroom"),
        "boardroom": Text("Bàn họp", "Boardroom"),
        "u_shape": Text("Bàn chữ U", "U-shape"),
        "banquet": Text("Bàn tiệc", "Banquet"),
        "standing": Text("Đứng", "Standing"),
        "exhibition": Text("Trưng bày", "Exhibition"),
        "market": Text("Gian hàng", "Market"),
        "empty": Text("Để trống", "Empty"),
    },
    "content": {
        "commercial": Text("thương mại", "commerce"),
        "food": Text("ẩm thực", "food"),
        "tourism": Text("du lịch", "tourism"),
        "sport": Text("thể thao", "sport"),
        "advertising": Text("quảng cáo", "advertising"),
        "alcohol": Text("rượu bia", "alcohol"),
        "open_fire": Text("lửa trần", "open fire"),
        "fireworks": Text("pháo, pháo hoa", "fireworks"),
        "animals": Text("động vật", "animals"),
        "drones": Text("thiết bị bay", "drones"),
        "worship": Text("nghi lễ tín ngưỡng", "worship"),
    },
    "loudness": {
        "quiet": Text("yên tĩnh", "quiet"),
        "speech": Text("tiếng nói", "speech"),
        "acoustic": Text("nhạc mộc", "acoustic music"),
        "amplified": Text("có tăng âm", "amplified"),
    },
    "accessibility": {
        "step_free": Text("Lối đi không bậc", "Step-free access"),
        "lift": Text("Thang máy", "Lift"),
        "accessible_toilet": Text("Nhà vệ sinh tiếp cận", "Accessible toilet"),
        "wheelchair_places": Text("Chỗ cho xe lăn", "Wheelchair places"),
        "accessible_parking": Text("Chỗ đỗ xe cho người khuyết tật", "Accessible parking"),
        "hearing_loop": Text("Vòng trợ thính", "Hearing loop"),
        "tactile_guidance": Text("Chỉ dẫn xúc giác", "Tactile guidance"),
        "quiet_room": Text("Phòng yên tĩnh", "Quiet room"),
        "assistance_dogs": Text("Nhận chó dẫn đường", "Assistance dogs welcome"),
    },
    "accessibility_answer": {
        "yes": Text("Có", "Yes"),
        "partly": Text("Một phần", "Partly"),
        "no": Text("Không", "No"),
    },
    "hours_because": {
        "exception": Text("Ngoại lệ đã công bố", "Published exception"),
        "holiday": Text("Ngày nghỉ lễ", "Holiday"),
        "make_up_day": Text("Ngày làm bù", "Make-up day"),
        "season": Text("Giờ theo mùa", "Seasonal hours"),
        "policy": Text("Theo quy định chung của thành phố", "By the city's policy"),
        "week": Text("Giờ hằng tuần", "Weekly hours"),
        "always": Text("Luôn mở", "Always open"),
    },
    "opening_exception_status": {
        "published": Text("Đã công bố", "Published"),
        "withdrawn": Text("Đã rút lại", "Withdrawn"),
    },
    "calendar_feed_status": {
        "active": Text("Đang dùng", "In use"),
        "revoked": Text("Đã thu hồi", "Revoked"),
    },
    "place_type": {
        "venue": Text("Địa điểm", "Venue"),
        "space": Text("Không gian", "Space"),
    },
    "place_column": dict(COLUMNS),
    "place_import_status": {
        "done": Text("Đã nhập", "Taken over"),
    },
    "import_outcome": {
        "created": Text("Tạo mới", "Created"),
        "changed": Text("Cập nhật", "Changed"),
        "unchanged": Text("Không đổi", "Unchanged"),
    },
}
